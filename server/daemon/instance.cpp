// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/instance.h"

#include "core/crypto/secret.h"
#include "core/engine/engine.h"
#include "core/storage/posix_file_system.h"
#include "server/daemon/log_output.h"
#include "server/daemon/owned_places.h"
#include "server/daemon/pid_file.h"
#include "server/daemon/process_setup.h"
#include "server/daemon/stop_signals.h"
#include "server/daemon/storage_folder.h"
#include "shared/base/log.h"

#include <QCoreApplication>

#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace shoal::daemon {

namespace {

constexpr int64_t kMegabyte = 1'000'000;

int refuse(const Error& error)
{
    std::fprintf(stderr, "%s\n", error.context.c_str());
    return error.code == ErrorCode::InvalidArgument ? kExitUsage : kExitFailed;
}

config::SecretRules secretRules()
{
    return {
        [](ByteView text) -> Result<void> {
            const auto secret = crypto::Secret::parse(text);
            return secret ? Result<void>{} : fail(secret.error());
        },
        [](ByteView text) { return crypto::ShareKeys::derive(*crypto::Secret::parse(text)).id().toBytes(); },
    };
}

// Absolute, because the working directory changes with the user.
std::optional<Bytes> logFileOf(const CommandLine& line, const config::InstanceConfig& config)
{
    const std::optional<Bytes> path = line.log ? line.log : config.directives.logPath;
    return path ? std::optional(std::filesystem::absolute(*path).native()) : std::nullopt;
}

Result<void> openLog(LogOutput& log, const std::optional<Bytes>& path, const config::InstanceConfig& config)
{
    log.setVerbose(config.directives.debugMask.value_or(0) != 0);
    return path ? log.writeTo(*path, config.logSize * kMegabyte) : Result<void>{};
}

// From here on this process is the user whom the config names.
Result<ProcessSetup> becomeUser(const config::InstanceConfig& config, const std::optional<Bytes>& logFile)
{
    const auto credentials = findCredentials(config.runAs);
    if (!credentials)
        return fail(credentials.error());
    ProcessSetup process = setUpProcess(config.directives);
    if (!*credentials)
        return process;
    if (auto prepared = preparePlaces(config, logFile, **credentials); !prepared)
        return fail(prepared.error());
    if (auto taken = takeCredentials(**credentials); !taken)
        return fail(taken.error());
    return process;
}

void tell(const std::vector<Bytes>& notices)
{
    for (const Bytes& notice : notices)
        qCWarning(logConfig, "%s", notice.c_str());
}

// The first request is obeyed in order, a second one at once: what was written so far is safe either way.
void handleSignals(StopSignals& signals, LogOutput& log, engine::Engine& engine)
{
    signals.onReopen = [&log] {
        if (auto reopened = log.reopen(); !reopened)
            qCWarning(logConfig, "%s", reopened.error().context.c_str());
    };
    signals.onStop = [&engine, stopping = false]() mutable {
        if (std::exchange(stopping, true)) {
            qCWarning(logEngine, "asked to stop again: ending at once");
            ::_exit(kExitFailed);
        }
        qCInfo(logEngine, "stopping");
        engine.stop([](bool clean) {
            if (!clean) {
                qCWarning(
                    logEngine,
                    "a share did not end in time: its disk does not answer; the next start looks at the whole folder");
                // Its thread is inside the kernel: waiting for it would take as long as the disk does.
                ::_exit(kExitFailed);
            }
            QCoreApplication::exit(kExitOk);
        });
    };
}

} // namespace

int runInstance(const CommandLine& line, Clock& clock, Random& random)
{
    auto loaded = config::loadConfig(line.config, secretRules());
    if (!loaded) {
        (void)refuse(loaded.error());
        return kExitUsage;
    }
    config::InstanceConfig& config = loaded->config;
    if (config.storagePath.empty())
        return refuse({ErrorCode::InvalidArgument,
                       config.fileName + ": storage_path is missing, and there is no home folder to take its place"});

    const auto logFile = logFileOf(line, config);
    const auto process = becomeUser(config, logFile);
    if (!process)
        return refuse(process.error());
    auto signals = StopSignals::take();
    if (!signals)
        return refuse(signals.error());
    storage::ignoreLeaseSignals();
    auto storageFolder = StorageFolder::take(config.storagePath);
    if (!storageFolder)
        return refuse(storageFolder.error());
    LogOutput log(clock);
    if (auto opened = openLog(log, logFile, config); !opened)
        return refuse(opened.error());
    auto pidFile = PidFile::write(config.pidFile);
    if (!pidFile)
        return refuse(pidFile.error());

    qCInfo(logEngine, "shoald %s starts with %s as %s", SHOAL_VERSION, printable(config.fileName).c_str(),
           printable(ourOwner()).c_str());
    tell(loaded->notices);
    tell(process->notices);
    tell(closedShareFolders(config));
    if (storageFolder->notice())
        tell({*storageFolder->notice()});

    engine::Engine engine({config, process->umask, ::geteuid() == 0, SHOAL_VERSION}, clock, random);
    if (auto started = engine.start(); !started) {
        if (log.isFile())
            qCCritical(logEngine, "cannot start: %s", started.error().context.c_str());
        return refuse(started.error());
    }
    handleSignals(**signals, log, engine);
    const int code = QCoreApplication::exec();
    qCInfo(logEngine, "stopped");
    return code;
}

} // namespace shoal::daemon
