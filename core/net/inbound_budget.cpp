// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/inbound_budget.h"

#include <algorithm>
#include <utility>

namespace shoal::net {

InboundBudget::~InboundBudget()
{
    m_clock.cancel(m_wakeTimer);
    m_clock.cancel(m_turnTimer);
}

bool InboundBudget::isShort(const User& user) const
{
    const auto it = m_bytes.find(&user);
    return it == m_bytes.end() || it->second <= kAlways;
}

bool InboundBudget::mayRead(User& user)
{
    if (!isFull() || isShort(user) || m_turn == &user)
        return true;
    if (!m_turn && m_line.empty()) {
        take(user);
        return true;
    }
    if (std::find(m_line.begin(), m_line.end(), &user) == m_line.end())
        m_line.push_back(&user);
    wakeLater(); // those who waited before may not have been able to take the turn
    return false;
}

void InboundBudget::holds(User& user, size_t bytes)
{
    const auto it = m_bytes.try_emplace(&user, 0).first;
    const size_t before = std::exchange(it->second, bytes);
    m_held = m_held - before + bytes;
    if (bytes == 0)
        m_bytes.erase(it);
    if (m_turn == &user) {
        m_brought += bytes - std::min(before, bytes);
        if (bytes <= kAlways)
            m_turn = nullptr; // its message has come
    }
    wakeLater();
}

void InboundBudget::leave(User& user)
{
    std::erase(m_line, &user);
    if (m_turn == &user)
        m_turn = nullptr;
    holds(user, 0);
}

void InboundBudget::wakeLater()
{
    if (m_wakeTimer != 0 || m_line.empty() || (isFull() && m_turn))
        return;
    m_wakeTimer = m_clock.after(std::chrono::milliseconds(0), [this] {
        m_wakeTimer = 0;
        wake();
    });
}

void InboundBudget::wake()
{
    // Who finds it full again comes into the line again.
    for (size_t left = m_line.size(); left > 0 && !m_line.empty() && !isFull(); --left) {
        User* const user = m_line.front();
        m_line.pop_front();
        user->proceed();
    }
    if (isFull() && !m_turn)
        giveTurn();
}

// To who has waited for longest, and can read.
void InboundBudget::giveTurn()
{
    const auto next = std::find_if(m_line.begin(), m_line.end(),
                                   [](const User* user) { return user->hindrance() != User::Hindrance::FullShare; });
    if (next == m_line.end())
        return;
    User* const user = *next;
    m_line.erase(next);
    take(*user);
    user->proceed();
}

void InboundBudget::take(User& user)
{
    m_turn = &user;
    m_brought = 0;
    m_clock.cancel(m_turnTimer);
    m_turnTimer = m_clock.after(kPatience, [this] {
        m_turnTimer = 0;
        checkTurn();
    });
}

void InboundBudget::checkTurn()
{
    if (!m_turn)
        return;
    if (!isFull()) {
        m_turn = nullptr;
        return;
    }
    const User::Hindrance hindrance = m_turn->hindrance();
    const bool isIdle = hindrance == User::Hindrance::None && m_brought < kLeastProgress;
    if (isIdle && !m_line.empty()) {
        m_turn->giveUp();
    } else if (hindrance == User::Hindrance::FullShare) {
        m_turn = nullptr; // another's share may not be full; this one waits again when it can read
        wakeLater();
    } else {
        take(*m_turn);
    }
}

} // namespace shoal::net
