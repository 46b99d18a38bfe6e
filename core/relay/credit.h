// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace shoal::relay {

// What somebody may still ask for: grows with time up to a limit. Who owes something waits until it is paid. A value.
class Credit
{
public:
    Credit(double most, double perSecond) : m_most(most), m_perSecond(perSecond), m_left(most) {}

    void take(double amount, int64_t nowNs)
    {
        fill(nowNs);
        m_left -= amount;
    }
    bool isOpen(int64_t nowNs) const { return leftAt(nowNs) > 0; }
    bool isFull(int64_t nowNs) const { return leftAt(nowNs) >= m_most; }

private:
    double leftAt(int64_t nowNs) const
    {
        return std::min(m_most, m_left + static_cast<double>(nowNs - m_sinceNs) / 1e9 * m_perSecond);
    }
    void fill(int64_t nowNs)
    {
        m_left = leftAt(nowNs);
        m_sinceNs = nowNs;
    }

    double m_most;
    double m_perSecond;
    double m_left;
    int64_t m_sinceNs = 0;
};

} // namespace shoal::relay
