// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/daemon/instance_list.h"
#include "server/daemon/instance_process.h"
#include "server/daemon/restart_policy.h"
#include "server/process/service_notifier.h"

#include <functional>
#include <map>
#include <memory>

namespace shoal::daemon {

// Runs every instance of a folder of configs, each in a process of its own: starts them, starts again what failed, and
// passes changed configs on. It holds no engine and no share itself, and one instance never depends on another. Thread
// of the event loop; keeps the rights it was started with, which are those that instances can be given.
class Supervisor
{
public:
    // An instance gets so long to stop, a little more than its engine takes at most, and is killed then.
    static constexpr std::chrono::seconds kStopTimeout{75};
    // How often refused configs are looked at; only while there are any.
    static constexpr std::chrono::seconds kLookAgain{5};

    // Borrowed.
    Supervisor(Bytes folder, Clock& clock, process::ServiceNotifier& notifier);
    ~Supervisor();

    // Reads the folder and does what has changed: new configs are started, those that are gone stopped, running
    // instances get what their files say now and open their logs anew. Refused ones are tried again. The error: the
    // folder cannot be read; nothing changes.
    Result<void> readFolder();
    // After SIGCHLD.
    void childrenEnded();
    // Stops all instances, then calls `done`, once.
    void stop(std::function<void()> done);
    // Does not wait any longer for anyone.
    void killAll();

private:
    struct Instance
    {
        Identity identity;
        std::unique_ptr<InstanceProcess> process; // none: ended, or never started
        RestartPolicy policy;
        int64_t startedNs = 0;
        Clock::TimerId restart = 0;
        Clock::TimerId kill = 0;
        bool isReady = false;
        bool isLeaving = false; // told to stop
        bool isGone = false;    // its config, too
        Bytes status = "starting";
        std::optional<Bytes> refusedPrint; // fingerprint of the config that it cannot run with
    };

    Result<std::vector<Candidate>> look(InstancePlan& plan) const;
    void apply(const InstancePlan& plan, const std::vector<Candidate>& found);
    void startAll(const std::vector<Bytes>& paths, const std::vector<Candidate>& found);
    void start(Instance& instance);
    void stop(Instance& instance);
    void reload(Instance& instance, const Candidate& candidate);
    void refuse(const Bytes& path, const Bytes& reason);
    void ended(Instance& instance, int waitStatus);
    void plansRestart(Instance& instance, Ending ending, const Bytes& how);
    void took(Instance& instance, const Bytes& state);
    void lookAtRefused();
    void startWhatIsRight();
    void tellStatus();
    void finishStop();

    const Bytes m_folder;
    Clock& m_clock;
    process::ServiceNotifier& m_notifier;
    std::map<Bytes, Instance> m_instances; // by the path of the config
    Clock::TimerId m_look = 0;
    bool m_isReady = false;
    std::function<void()> m_stopped; // while stopping
};

} // namespace shoal::daemon
