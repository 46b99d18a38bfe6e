// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/rate_limiter.h"
#include "core/net/transport.h"

#include <functional>

namespace shoal::relay {

// Two byte streams of which each gets what the other says. Holds, for each direction, what one write() takes; a side
// that does not read is not read for either. Does not own the streams. Thread of the event loop.
class RelayPair
{
public:
    // Bytes that have left one side. The callee may destroy the pair later, not from within.
    using Carried = std::function<void(net::Transport& from, size_t bytes)>;

    // `limit`: of all pairs together, may be null. Everything is borrowed.
    RelayPair(net::Transport& one, net::Transport& other, net::RateLimiter* limit, Carried carried);
    ~RelayPair();
    RelayPair(const RelayPair&) = delete;
    RelayPair& operator=(const RelayPair&) = delete;

    // One of the two has something to read, or has taken all that was written to it.
    void readable(const net::Transport& from);
    void written(const net::Transport& to);

private:
    class Flow final : public net::RateLimiter::User
    {
    public:
        Flow(net::Transport& from, net::Transport& to, net::RateLimiter* limit, const Carried& carried)
            : m_from(from), m_to(to), m_limit(limit), m_carried(carried)
        {}
        ~Flow();
        void proceed() override { move(); }
        void move();
        const net::Transport& from() const { return m_from; }

    private:
        net::Transport& m_from;
        net::Transport& m_to;
        net::RateLimiter* const m_limit;
        const Carried& m_carried;
    };

    const Carried m_carried;
    Flow m_there;
    Flow m_back;
};

} // namespace shoal::relay
