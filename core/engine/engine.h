// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/surroundings.h"
#include "shared/base/random.h"
#include "shared/config/instance_config.h"
#include "shared/control/control_server.h"

#include <functional>
#include <memory>
#include <vector>

namespace shoal::engine {

struct EngineOptions
{
    config::InstanceConfig config;
    uint32_t umask = 022;     // limits what is created in the shares
    bool applyOwners = false; // this process may give files away
    Bytes version;            // of the program, for people
};

// What came of a new config: names of options, and sentences about shares.
struct ReloadSummary
{
    std::vector<Bytes> applied;
    std::vector<Bytes> needRestart; // stay as they were until then
};

// One instance: its device key, its shares, the connections to their peers, and the control socket. It lives on the
// thread of an event loop, the engine thread; blocking work runs on pools of its own.
class Engine
{
public:
    // The engine cannot go on; the process should end without destroying it, so that whoever watches starts it anew.
    using Failed = std::function<void(const Error&)>;

    // `clock` and `random` (the system's: keys are made from it) are borrowed.
    Engine(EngineOptions options, Clock& clock, Random& random, Failed failed = {}, Surroundings surroundings = {});
    // After stop() has called back, or without start(). After an unclean stop it waits for the pools.
    //
    // Without stop() only in a simulation, where it is a crash of the process: first all tasks and timers of this
    // engine are dropped, and its disks stop taking anything; what is posted meanwhile is never run. Then this calls
    // nobody, writes nothing to storage_path, and says nothing to the peers.
    ~Engine();

    // Reads the device key, looks at the folders, listens, and sets everything going. storage_path must exist and
    // belong to this process. Blocking, for start-up. InvalidArgument: the config asks for something that cannot be,
    // one line each with its place in the file. Busy: the port is taken.
    Result<void> start();
    // Goes on with another config of the same instance: shares come, go and change, each without touching the others.
    // Their folders are looked at afterwards: what is wrong with one is told by its status. InvalidArgument, and
    // nothing is changed: the config asks for something that cannot be. After start().
    Result<ReloadSummary> reload(config::InstanceConfig config);
    // Takes leave of the peers, lets the shares write down what is open, then calls `done`, once. Not clean: a share
    // did not end in time; the process should end without destroying this object.
    void stop(std::function<void(bool clean)> done);

    // Answers one method of the control protocol (docs/control.md) as the control socket would, save `subscribe`. The
    // answer comes from within this call or later, never after the end of what runs; that is no answer in the end.
    // Between start() and the end of stop().
    void call(const QString& method, const QJsonObject& params, const control::Reply& reply);

    // 0 before start().
    uint16_t listeningPort() const;

private:
    class Running;
    void takeNewIdentity();
    void startAnew(bool clean);

    EngineOptions m_options;
    Clock& m_clock;
    Random& m_random;
    const Failed m_failed;
    const Surroundings m_surroundings;
    std::unique_ptr<Running> m_running;
    bool m_isStartingAnew = false;             // since takeNewIdentity() until all runs again
    Clock::TimerId m_anew = 0;                 // the moment between the end of what ran and the new start
    std::function<void(bool clean)> m_stopped; // stop() was called meanwhile
};

} // namespace shoal::engine
