// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/supervise.h"

#include "server/daemon/supervisor.h"
#include "server/process/log_output.h"
#include "server/process/standard_error.h"
#include "server/process/stop_signals.h"
#include "shared/base/log.h"

#include <QCoreApplication>

#include <filesystem>

namespace shoal::daemon {

namespace {

int refuse(const Error& error)
{
    process::complain("shoald: ", error.context);
    return kExitUsage;
}

void handleSignals(process::StopSignals& signals, Supervisor& supervisor, process::ServiceNotifier& notifier)
{
    signals.onChild = [&supervisor] { supervisor.childrenEnded(); };
    signals.onReload = [&supervisor, &notifier] {
        notifier.reloading();
        if (auto read = supervisor.readFolder(); !read)
            qCWarning(logConfig, "%s; everything goes on as it is", read.error().context.c_str());
        notifier.ready("");
        supervisor.childrenEnded();
    };
    signals.onStop = [&supervisor, stopping = false]() mutable {
        if (std::exchange(stopping, true)) {
            qCWarning(logEngine, "asked to stop again: killing what still runs");
            supervisor.killAll();
            return;
        }
        qCInfo(logEngine, "stopping");
        supervisor.stop([] { QCoreApplication::exit(kExitOk); });
    };
}

} // namespace

int runSupervisor(const CommandLine& line, Clock& clock)
{
    auto signals = process::StopSignals::take();
    if (!signals)
        return refuse(signals.error());
    const process::LogOutput log(clock);
    process::ServiceNotifier notifier(clock);
    const Bytes folder = std::filesystem::absolute(line.configFolder).lexically_normal().native();
    qCInfo(logEngine, "shoald %s supervises the instances of %s", SHOAL_VERSION, printable(folder).c_str());
    Supervisor supervisor(folder, clock, notifier);
    if (auto read = supervisor.readFolder(); !read)
        return refuse(read.error());
    handleSignals(**signals, supervisor, notifier);
    const int code = QCoreApplication::exec();
    qCInfo(logEngine, "stopped");
    return code;
}

} // namespace shoal::daemon
