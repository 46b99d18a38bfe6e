// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/held_share.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace shoal::engine {

// Starts, restarts, pauses and ends the shares of an instance while it runs, each by itself. What is asked of a share
// that is just starting or ending happens after that. Engine thread only.
class ShareRunner
{
public:
    // A share that hangs in its disk does not hold up the end for longer. One that waits for a busy disk does not hang:
    // a flush takes as long as what others have written there a moment ago, some GiB of it tens of seconds.
    static constexpr std::chrono::seconds kStopTimeout{60};

    struct Events
    {
        std::function<ShareSettings(const HeldShare&)> settings; // what to start it with
        std::function<void(HeldShare&)> up;                      // peers may be connected to it from now on
        std::function<void(HeldShare&)> leaving;                 // no peer may be connected to it any more
        std::function<void(const ShareId&)> gone;                // it was removed and has ended
        // What is told of it has changed.
        std::function<void(const ShareId&, Topics)> changed;
        std::function<void(PeerId, const Error&)> misbehaved;
        std::function<void(const model::Sentence&)> notice; // see Share::onNotice
    };

    // Everything is borrowed and outlives it, and the tasks on the pool.
    ShareRunner(HeldShares& shares, ShareContext context, Events events);
    ~ShareRunner();

    // Begins to run what was added so far and is not paused. Nothing runs before.
    void start();

    // `folderIsFine` its folder is looked at first, on the pool; what speaks against it is kept in `refused`.
    HeldShare& add(config::ShareConfig config, crypto::ShareKeys keys, bool fixed, bool paused);
    // Looks at the folder now; start-up only, where a mistake ends the program. See prepareShareFolder().
    Result<void> prepareNow(HeldShare& held);
    void remove(HeldShare& held);
    void setPaused(HeldShare& held, bool paused);
    // What another config means for a share; Applied: without ending it, the owner sees to how its peers are found.
    enum class Effect { None, Applied, Restarts };
    Effect reconfigure(HeldShare& held, config::ShareConfig config, crypto::ShareKeys keys);
    // It is not started, for this reason.
    void refuse(HeldShare& held, Bytes reason);
    // Asks for the settings of all shares anew, and hands them what can change while they run.
    void retune();

    // Ends all; `done` is called once. Not clean: a share did not end in time.
    void stop(std::function<void(bool clean)> done);

private:
    void settle(HeldShare& held);
    void settleLater(const ShareId& id);
    void prepare(HeldShare& held);
    void bringUp(HeldShare& held);
    void leave(HeldShare& held);
    void left(const ShareId& id);
    void finishStop();
    bool wanted(const HeldShare& held) const;
    // Another share has this folder and has not ended: with another secret the folder changes hands.
    bool isFolderTaken(const HeldShare& held) const;

    HeldShares& m_shares;
    ShareContext m_context;
    const Events m_events;
    std::map<ShareId, crypto::ShareKeys> m_restart; // with another config and these keys, once they have ended
    std::set<ShareId> m_prepared;                   // by prepareNow()
    bool m_started = false;
    std::function<void(bool)> m_stopped;
    std::optional<Clock::TimerId> m_timer;
    // Answers that come after the end find this gone.
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::engine
