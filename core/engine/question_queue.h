// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/peer_link.h"

#include <deque>

namespace shoal::engine {

// Questions of one peer that wait for their answers: what is small goes before pieces of large files. A value; strand
// only.
class QuestionQueue
{
public:
    // What an honest peer can have open: a window of 16 MiB in requests of 256 bytes, and some more.
    static constexpr size_t kMost = 100'000;
    // Answers are larger than questions: who does not read them gets no more of them. Bytes in the peer's queue up to
    // which more is answered; pieces leave room for what is small.
    static constexpr int64_t kBulkBelow = 8 << 20;
    static constexpr int64_t kQuickBelow = 16 << 20;

    // Protocol: more than kMost.
    Result<void> push(protocol::Message question);
    bool hasQuick() const { return !m_quick.empty(); }
    bool hasBulk() const { return !m_bulk.empty(); }
    std::optional<protocol::Message> popQuick() { return pop(m_quick); }
    std::optional<protocol::Message> popBulk() { return pop(m_bulk); }

private:
    static std::optional<protocol::Message> pop(std::deque<protocol::Message>& from);

    std::deque<protocol::Message> m_quick;
    std::deque<protocol::Message> m_bulk;
};

} // namespace shoal::engine
