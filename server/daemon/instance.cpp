// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/instance.h"

#include "core/engine/engine.h"
#include "core/storage/posix_file_system.h"
#include "server/daemon/owned_places.h"
#include "server/daemon/process_setup.h"
#include "server/daemon/running_instance.h"
#include "server/daemon/secret_rules.h"
#include "server/daemon/status_line.h"
#include "server/daemon/supervisor_channel.h"
#include "server/process/log_output.h"
#include "server/process/pid_file.h"
#include "server/process/standard_error.h"
#include "server/process/stop_signals.h"
#include "server/process/storage_folder.h"
#include "shared/base/log.h"
#include "shared/control/control_paths.h"

#include <QCoreApplication>

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace shoal::daemon {

namespace {

constexpr int64_t kMegabyte = 1'000'000;

int refuse(const Error& error, const Bytes& prefix)
{
    process::complain(prefix, error.context);
    return error.code == ErrorCode::InvalidArgument ? kExitUsage : kExitFailed;
}

// Absolute, because the working directory changes with the user.
std::optional<Bytes> logFileOf(const CommandLine& line, const config::InstanceConfig& config)
{
    const std::optional<Bytes> path = line.log ? line.log : config.directives.logPath;
    return path ? std::optional(std::filesystem::absolute(*path).native()) : std::nullopt;
}

Result<void> openLog(process::LogOutput& log, const std::optional<Bytes>& path, const config::InstanceConfig& config)
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
    // The control socket lies where the group can reach it, and only root can make that place.
    if (::geteuid() == 0 && (*credentials)->user != 0 && !std::getenv("SHOAL_RUNTIME_DIR")) {
        if (auto made = control::makeFolderForUser((*credentials)->user, (*credentials)->group); !made)
            process.notices.push_back(made.error().context);
    }
    if (auto taken = takeCredentials(**credentials); !taken)
        return fail(taken.error());
    return process;
}

void tell(const std::vector<Bytes>& notices)
{
    for (const Bytes& notice : notices)
        qCWarning(logConfig, "%s", notice.c_str());
}

// Tells a supervisor where there is one, else systemd.
std::unique_ptr<process::ServiceNotifier> makeNotifier(Clock& clock, SupervisorChannel* supervisor)
{
    if (!supervisor)
        return std::make_unique<process::ServiceNotifier>(clock);
    return std::make_unique<process::ServiceNotifier>(
        clock, [supervisor](const Bytes& state) { supervisor->sendState(state); });
}

void connect(RunningInstance& instance, process::StopSignals& signals, SupervisorChannel* supervisor)
{
    signals.onReload = [&instance] { instance.readAgain(); };
    signals.onStop = [&instance] { instance.stop(); };
    if (!supervisor)
        return;
    supervisor->onReload = [&instance](const auto& source) { instance.takeOver(source); };
    supervisor->onGone = [&instance] {
        qCWarning(logEngine, "the supervisor is gone");
        instance.stop();
    };
}

} // namespace

int runInstance(const CommandLine& line, Clock& clock, Random& random)
{
    const Bytes path = std::filesystem::absolute(line.config).native();
    const std::unique_ptr<SupervisorChannel> supervisor =
        line.supervisor ? std::make_unique<SupervisorChannel>(*line.supervisor) : nullptr;
    // Of one among many processes that write to the same place.
    const Bytes prefix = supervisor ? printable(config::instanceNameOf(path)) + ": " : "";
    auto loaded = config::loadConfig(line.config, secretRules());
    if (!loaded) {
        (void)refuse(loaded.error(), prefix);
        return kExitUsage;
    }
    config::InstanceConfig& config = loaded->config;
    if (config.storagePath.empty())
        return refuse({ErrorCode::InvalidArgument,
                       config.fileName + ": storage_path is missing, and there is no home folder to take its place"},
                      prefix);

    const auto logFile = logFileOf(line, config);
    const auto process = becomeUser(config, logFile);
    if (!process)
        return refuse(process.error(), prefix);
    auto signals = process::StopSignals::take();
    if (!signals)
        return refuse(signals.error(), prefix);
    storage::ignoreLeaseSignals();
    auto storageFolder = process::StorageFolder::take(config.storagePath);
    if (!storageFolder)
        return refuse(storageFolder.error(), prefix);
    process::LogOutput log(clock);
    log.setPrefix(prefix);
    if (auto opened = openLog(log, logFile, config); !opened)
        return refuse(opened.error(), prefix);
    auto pidFile = process::PidFile::write(config.pidFile);
    if (!pidFile)
        return refuse(pidFile.error(), prefix);

    qCInfo(logEngine, "shoald %s starts with %s as %s", SHOAL_VERSION, printable(config.fileName).c_str(),
           printable(ourOwner()).c_str());
    tell(loaded->notices);
    tell(process->notices);
    tell(closedShareFolders(config));
    if (storageFolder->notice())
        tell({*storageFolder->notice()});

    engine::Engine engine({config, process->umask, ::geteuid() == 0, SHOAL_VERSION}, clock, random,
                          [](const Error& error) {
                              qCCritical(logEngine, "cannot go on: %s", error.context.c_str());
                              ::_exit(kExitFailed);
                          });
    if (auto started = engine.start(); !started) {
        if (log.isFile())
            qCCritical(logEngine, "cannot start: %s", started.error().context.c_str());
        return refuse(started.error(), prefix);
    }
    const auto notifier = makeNotifier(clock, supervisor.get());
    const auto fixedLog = line.log ? logFile : std::nullopt;
    RunningInstance instance(path, config, fixedLog, engine, log, *notifier);
    connect(instance, **signals, supervisor.get());
    instance.ready();
    const StatusTeller teller(config.storagePath, clock, *notifier);
    const int code = QCoreApplication::exec();
    qCInfo(logEngine, "stopped");
    return code;
}

} // namespace shoal::daemon
