// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/relay/relay_pair.h"

#include <algorithm>
#include <array>

namespace shoal::relay {

namespace {

constexpr size_t kPiece = 64 * 1024;

} // namespace

RelayPair::RelayPair(net::Transport& one, net::Transport& other, net::RateLimiter* limit, Carried carried)
    : m_carried(std::move(carried)), m_there(one, other, limit, m_carried), m_back(other, one, limit, m_carried)
{}

RelayPair::~RelayPair() = default;

RelayPair::Flow::~Flow()
{
    if (m_limit)
        m_limit->leave(*this);
}

// A side that has not taken all is written to again by written().
void RelayPair::Flow::move()
{
    while (m_to.unwritten() == 0) {
        const bool limits = m_limit && m_limit->rate() != 0;
        const size_t allowed = limits ? m_limit->allowance(*this) : kPiece;
        if (allowed == 0)
            return;                      // until its turn comes
        std::array<char, kPiece> buffer; // deliberately not cleared
        const size_t got = m_from.read(buffer.data(), std::min(allowed, kPiece));
        if (got == 0) {
            if (limits)
                m_limit->leave(*this);
            return;
        }
        if (limits)
            m_limit->take(*this, got);
        m_to.write({buffer.data(), got});
        m_carried(m_from, got);
    }
}

void RelayPair::readable(const net::Transport& from)
{
    (&from == &m_there.from() ? m_there : m_back).move();
}

void RelayPair::written(const net::Transport& to)
{
    (&to == &m_there.from() ? m_back : m_there).move();
}

} // namespace shoal::relay
