// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/token_bucket.h"
#include "shared/base/clock.h"

#include <deque>

namespace shoal::net {

// The limit of one direction, which all connections that it limits share fairly: who wants to move more than is allowed
// now waits in a line, and whoever is at its head moves a small piece and goes to its end. So each of n busy
// connections moves an n-th, whatever the others have to move, and one that moves little hardly waits. Engine thread
// only.
class RateLimiter
{
public:
    // Who moves bytes, in one direction.
    class User
    {
    public:
        // It is your turn: move what allowance() says. Called from the event loop, never from within a call.
        virtual void proceed() = 0;

    protected:
        ~User() = default;
    };

    // Bytes a second; 0 = unlimited. `clock` outlives it.
    explicit RateLimiter(Clock& clock, uint64_t bytesPerSecond = 0) : m_clock(clock), m_bucket(bytesPerSecond) {}
    // After all users have left.
    ~RateLimiter();
    RateLimiter(const RateLimiter&) = delete;
    RateLimiter& operator=(const RateLimiter&) = delete;

    // At any time; those who wait learn of it.
    void setRate(uint64_t bytesPerSecond);
    uint64_t rate() const { return m_bucket.rate(); }
    // Whether connections inside the local network are limited, too. At any time, as the rate.
    void setLimitsLocalNetwork(bool limits);
    bool limitsLocalNetwork() const { return m_limitsLocalNetwork; }

    // How many bytes `user` may move now. 0: it has a place in the line, and proceed() follows.
    size_t allowance(User& user);
    // `user` has moved these bytes. More than allowed is paid for by what follows.
    void take(User& user, size_t bytes);
    // Gives up a place in the line. Before a user ends, and when it has nothing to move any more.
    void leave(User& user);

private:
    void wait(User& user);
    void arm();
    void serve();
    void askAll();

    Clock& m_clock;
    TokenBucket m_bucket;
    std::deque<User*> m_line;
    User* m_served = nullptr; // whose turn it is
    size_t m_turn = 0;        // what is left of it, in bytes
    Clock::TimerId m_timer = 0;
    bool m_limitsLocalNetwork = false;
    bool m_askAll = false; // all who wait are to see whether they still have to
};

} // namespace shoal::net
