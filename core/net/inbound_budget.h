// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <cstddef>
#include <deque>
#include <map>

namespace shoal::net {

// What all connections together may hold of messages that have not come whole. One message has at most 8 MiB, and a
// connection can have two that are under way; five hundred connections would be gigabytes. While the sum is below the
// limit nobody notices anything. Above it those who hold more than a little wait in a line, unread, so that TCP slows
// their peers down, and one after the other brings its message to the end. Nobody is dropped but one whose turn it is
// and who brings next to nothing. So all together hold at most the limit, what is always allowed to each, and what the
// one whose turn it is still brings. Engine thread only.
class InboundBudget
{
public:
    // Thirty peers in the middle of the longest contents that are asked for (4 MiB), and little for a server.
    static constexpr size_t kTotal = 128 * 1024 * 1024;
    // A frame: short messages always pass, pings among them.
    static constexpr size_t kAlways = 64 * 1024;
    // Who has the turn keeps all others waiting; slower links are not worth that.
    static constexpr std::chrono::seconds kPatience{10};
    static constexpr size_t kLeastProgress = 256 * 1024;

    // One connection.
    class User
    {
    public:
        // What keeps it from reading, besides its peer.
        enum class Hindrance { None, RateLimit, FullShare };

        // There is room, or it is your turn. Called from the event loop, never from within a call.
        virtual void proceed() = 0;
        // It had its turn for kPatience, was free to read, and brought less than kLeastProgress: it is to end.
        virtual void giveUp() = 0;
        virtual Hindrance hindrance() const = 0;

    protected:
        ~User() = default;
    };

    // `clock` outlives it.
    explicit InboundBudget(Clock& clock, size_t total = kTotal) : m_clock(clock), m_total(total) {}
    // After all users have left.
    ~InboundBudget();
    InboundBudget(const InboundBudget&) = delete;
    InboundBudget& operator=(const InboundBudget&) = delete;

    // False: it has a place in the line, and proceed() follows.
    bool mayRead(User& user);
    // So many bytes of messages that are not whole are held for `user` now.
    void holds(User& user, size_t bytes);
    // Holds nothing any more, and does not wait. Before a user ends.
    void leave(User& user);

    size_t held() const { return m_held; }

private:
    bool isFull() const { return m_held > m_total; }
    bool isShort(const User& user) const;
    void wakeLater();
    void wake();
    void giveTurn();
    void take(User& user);
    void checkTurn();

    Clock& m_clock;
    const size_t m_total;
    std::map<const User*, size_t> m_bytes; // of those who hold something
    size_t m_held = 0;
    std::deque<User*> m_line;
    User* m_turn = nullptr; // who may read though it is full
    size_t m_brought = 0;   // by it, since it was last looked at
    Clock::TimerId m_wakeTimer = 0;
    Clock::TimerId m_turnTimer = 0;
};

} // namespace shoal::net
