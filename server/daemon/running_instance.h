// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "server/process/log_output.h"
#include "server/process/service_notifier.h"
#include "shared/config/instance_config.h"

namespace shoal::daemon {

// An instance whose engine runs, and what signals and a supervisor ask of it: going on with another config, opening the
// log anew, stopping. Engine thread; borrows everything.
class RunningInstance
{
public:
    // `path`: of the config, absolute. `logFile`: what the command line says, which the config does not change.
    RunningInstance(Bytes path, const config::InstanceConfig& config, std::optional<Bytes> logFile,
                    engine::Engine& engine, process::LogOutput& log, process::ServiceNotifier& notifier);

    void ready();
    // SIGHUP: the log, and the config as far as this process may read it.
    void readAgain();
    // The supervisor, who may read more: the log, and the config when it comes along.
    void takeOver(const std::optional<config::ConfigSource>& source);
    // The first time in order: peers are told, shares write down what is open. The second time at once. Ends the event
    // loop, or the process.
    void stop();

private:
    void reopenLog();
    void apply(const config::ConfigSource& source);
    // Goes where `config` wants the log; what cannot be opened changes nothing.
    void moveLog(config::InstanceConfig& config);
    void refuse(const Error& error) const;
    void tell(const engine::ReloadSummary& summary, const std::vector<Bytes>& processKeys) const;
    Bytes summary() const;

    const Bytes m_path;
    config::InstanceConfig m_config; // in force
    const std::optional<Bytes> m_logFile;
    engine::Engine& m_engine;
    process::LogOutput& m_log;
    process::ServiceNotifier& m_notifier;
    bool m_isStopping = false;
};

// The comments and keys that belong to the process, not to the engine, and differ: they take effect at the next start.
std::vector<Bytes> processChanges(const config::InstanceConfig& before, const config::InstanceConfig& after);

} // namespace shoal::daemon
