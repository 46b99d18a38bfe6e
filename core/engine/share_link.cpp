// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_link.h"

#include "core/engine/message_lane.h"
#include "core/engine/message_size.h"

#include <utility>

namespace shoal::engine {

ShareLink::ShareLink(Executor& engine, Write write, std::shared_ptr<OutboundBudget> budget)
    : m_engine(engine), m_write(std::move(write)), m_budget(std::move(budget))
{}

int64_t ShareLink::queuedBytes() const
{
    const int64_t own = m_waiting + m_inConnection;
    return m_budget && m_budget->isExceeded() && own > OutboundBudget::kForEach ? own + kFull : own;
}

void ShareLink::charge(int64_t bytes)
{
    if (m_budget)
        m_budget->add(bytes);
}

void ShareLink::send(protocol::Message message)
{
    add(std::move(message), false);
}

void ShareLink::sendLater(protocol::Message message)
{
    add(std::move(message), true);
}

void ShareLink::add(protocol::Message message, bool canWait)
{
    const protocol::Lane lane = laneOf(message, canWait);
    Waiting waiting{std::move(message), lane, 0};
    waiting.size = approximateSize(waiting.message);
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return;
        first = m_messages.empty();
        count(waiting, 1);
        m_messages.push_back(std::move(waiting));
    }
    if (first)
        m_engine.post([self = shared_from_this()] { self->flush(); });
}

void ShareLink::count(const Waiting& waiting, int64_t sign)
{
    m_waiting += sign * waiting.size;
    charge(sign * waiting.size);
    if (waiting.lane == protocol::Lane::Urgent)
        m_urgentWaiting += sign * waiting.size;
}

void ShareLink::setConnectionQueue(int64_t bytes, int64_t urgentBytes, int64_t ownBytes)
{
    charge(ownBytes - std::exchange(m_ownInConnection, ownBytes));
    m_inConnection = bytes;
    m_urgentInConnection = urgentBytes;
}

void ShareLink::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_messages.clear();
        charge(-m_waiting.exchange(0));
        m_urgentWaiting = 0;
    }
    setConnectionQueue(0, 0, 0);
    m_write = nullptr;
}

void ShareLink::flush()
{
    std::vector<Waiting> messages;
    {
        const std::lock_guard lock(m_mutex);
        messages.swap(m_messages);
    }
    // Writing may end the connection and with it this link: a copy, so that the function outlives its own call.
    const Write write = m_write;
    for (const Waiting& waiting : messages) {
        if (!m_write)
            return;
        write(waiting.message, waiting.lane);
        const std::lock_guard lock(m_mutex);
        if (!m_closed)
            count(waiting, -1);
    }
}

} // namespace shoal::engine
