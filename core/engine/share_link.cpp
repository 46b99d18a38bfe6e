// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_link.h"

#include "core/engine/message_size.h"

namespace shoal::engine {

ShareLink::ShareLink(Executor& engine, Write write) : m_engine(engine), m_write(std::move(write)) {}

void ShareLink::send(protocol::Message message)
{
    const int64_t size = approximateSize(message);
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return;
        first = m_messages.empty();
        m_messages.push_back(std::move(message));
        m_waiting += size;
    }
    if (first)
        m_engine.post([self = shared_from_this()] { self->flush(); });
}

void ShareLink::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_messages.clear();
        m_waiting = 0;
    }
    m_inConnection = 0;
    m_write = nullptr;
}

void ShareLink::flush()
{
    std::vector<protocol::Message> messages;
    {
        const std::lock_guard lock(m_mutex);
        messages.swap(m_messages);
    }
    // Writing may end the connection and with it this link: a copy, so that the function outlives its own call.
    const Write write = m_write;
    for (const protocol::Message& message : messages) {
        if (!m_write)
            return;
        write(message);
        const std::lock_guard lock(m_mutex);
        if (!m_closed)
            m_waiting -= approximateSize(message);
    }
}

} // namespace shoal::engine
