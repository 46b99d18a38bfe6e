// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/running_instance.h"

#include "server/daemon/command_line.h"
#include "server/daemon/secret_rules.h"
#include "shared/base/log.h"

#include <QCoreApplication>

#include <filesystem>
#include <unistd.h>

namespace shoal::daemon {

namespace {

void warn(const Bytes& lines)
{
    for (size_t start = 0; start < lines.size();) {
        const size_t end = std::min(lines.find('\n', start), lines.size());
        qCWarning(logConfig, "%s", lines.substr(start, end - start).c_str());
        start = end + 1;
    }
}

constexpr int64_t kMegabyte = 1'000'000;

Bytes nameOf(const std::optional<config::RunAs::Wish>& wish)
{
    return wish ? wish->name : Bytes();
}

} // namespace

RunningInstance::RunningInstance(Bytes path, const config::InstanceConfig& config, std::optional<Bytes> logFile,
                                 engine::Engine& engine, process::LogOutput& log, process::ServiceNotifier& notifier)
    : m_path(std::move(path)), m_config(config), m_logFile(std::move(logFile)), m_engine(engine), m_log(log),
      m_notifier(notifier)
{}

void RunningInstance::ready()
{
    m_notifier.ready(summary());
}

Bytes RunningInstance::summary() const
{
    const size_t count = m_config.shares.size();
    return std::to_string(count) + (count == 1 ? " share" : " shares") + ", port " +
           std::to_string(m_engine.listeningPort());
}

// --- Another config ---------------------------------------------------------------------------------

void RunningInstance::reopenLog()
{
    if (auto reopened = m_log.reopen(); !reopened)
        warn(reopened.error().context);
}

void RunningInstance::readAgain()
{
    m_notifier.reloading();
    reopenLog();
    if (const auto source = config::readConfigSource(m_path))
        apply(*source);
    else if (source.error().code == ErrorCode::PermissionDenied)
        warn(source.error().context +
             ": this instance gave up the rights it was started with, and goes on with its old config; restart it, let "
             "its "
             "user or group read the file, or run it under shoald --config-dir, which passes configs on");
    else
        warn(source.error().context + "; the instance goes on with its old config");
    ready();
}

void RunningInstance::takeOver(const std::optional<config::ConfigSource>& source)
{
    m_notifier.reloading();
    reopenLog();
    if (source)
        apply(*source);
    ready();
}

void RunningInstance::apply(const config::ConfigSource& source)
{
    // Where the state lies was decided with the rights of the start.
    auto loaded = config::parseConfig(source, secretRules(), m_config.storagePath);
    if (!loaded) {
        refuse(loaded.error());
        return;
    }
    for (const Bytes& notice : loaded->notices)
        warn(notice);
    const auto reloaded = m_engine.reload(loaded->config);
    if (!reloaded) {
        refuse(reloaded.error());
        return;
    }
    moveLog(loaded->config);
    // What a person set by `shoal log` holds until the file says something else.
    if (loaded->config.directives.debugMask != m_config.directives.debugMask)
        m_log.setVerbose(loaded->config.directives.debugMask.value_or(0) != 0);
    tell(*reloaded, processChanges(m_config, loaded->config));
    loaded->config.storagePath = m_config.storagePath;
    m_config = std::move(loaded->config);
}

void RunningInstance::moveLog(config::InstanceConfig& config)
{
    const std::optional<Bytes>& wanted = config.directives.logPath;
    const bool sameFile = m_logFile || wanted == m_config.directives.logPath;
    if (sameFile && config.logSize == m_config.logSize)
        return;
    const std::optional<Bytes> path = m_logFile ? m_logFile : wanted;
    if (!path) {
        m_log.writeToStandardError();
        return;
    }
    const Bytes absolute = std::filesystem::absolute(*path).native();
    if (auto moved = m_log.writeTo(absolute, config.logSize * kMegabyte); !moved) {
        warn(moved.error().context + ": the log stays where it is");
        config.directives.logPath = m_config.directives.logPath;
        config.logSize = m_config.logSize;
    }
}

void RunningInstance::refuse(const Error& error) const
{
    warn(error.context);
    warn(printable(m_path) + ": refused; the instance goes on with its old config");
}

void RunningInstance::tell(const engine::ReloadSummary& summary, const std::vector<Bytes>& processKeys) const
{
    for (const Bytes& what : summary.applied)
        qCInfo(logConfig, "%s: %s: in force now", printable(m_path).c_str(), what.c_str());
    std::vector<Bytes> later = summary.needRestart;
    later.insert(later.end(), processKeys.begin(), processKeys.end());
    for (const Bytes& what : later)
        warn(printable(m_path) + ": " + what + " has changed, which takes effect when the instance is started again");
    if (summary.applied.empty() && later.empty())
        qCInfo(logConfig, "%s: nothing has changed", printable(m_path).c_str());
}

std::vector<Bytes> processChanges(const config::InstanceConfig& before, const config::InstanceConfig& after)
{
    std::vector<Bytes> changes;
    const auto compare = [&changes](ByteView what, const auto& one, const auto& other) {
        if (one != other)
            changes.emplace_back(what);
    };
    compare("the user", nameOf(before.runAs.user), nameOf(after.runAs.user));
    compare("the group", nameOf(before.runAs.group), nameOf(after.runAs.group));
    compare("DAEMON_UMASK", before.directives.umask, after.directives.umask);
    compare("DAEMON_NICE", before.directives.nice, after.directives.nice);
    compare("pid_file", before.pidFile, after.pidFile);
    return changes;
}

// --- Stopping ---------------------------------------------------------------------------------------

void RunningInstance::stop()
{
    if (std::exchange(m_isStopping, true)) {
        // What was written so far is safe either way.
        qCWarning(logEngine, "asked to stop again: ending at once");
        ::_exit(kExitFailed);
    }
    qCInfo(logEngine, "stopping");
    m_notifier.stopping();
    m_engine.stop([](bool clean) {
        if (!clean) {
            qCWarning(
                logEngine,
                "a share did not end in time: its disk does not answer; the next start looks at the whole folder");
            // Its thread is inside the kernel: waiting for it would take as long as the disk does.
            ::_exit(kExitFailed);
        }
        QCoreApplication::exit(kExitOk);
    });
}

} // namespace shoal::daemon
