// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/send_queue.h"

#include "core/protocol/big_endian.h"
#include "core/protocol/limits.h"

#include <algorithm>

namespace shoal::protocol {

namespace {

constexpr size_t kLengthField = 4;
constexpr size_t kKeptCapacity = 2 * 1024 * 1024; // an idle session does not sit on the memory of its last burst

} // namespace

Result<void> SendQueue::push(uint16_t channel, const Message& message, Lane lane)
{
    Bytes& out = (lane == Lane::Urgent ? m_urgent : m_bulk).bytes();
    const size_t start = out.size();
    appendBigEndian(uint32_t{0}, out);
    appendBigEndian(channel, out);
    if (auto ok = encode(message, out); !ok) {
        out.resize(start);
        return ok;
    }
    Bytes length;
    appendBigEndian(static_cast<uint32_t>(out.size() - start - kLengthField), length);
    out.replace(start, kLengthField, length);
    return {};
}

Lane SendQueue::frontLane() const
{
    if (m_bulk.leftOfMessage() > 0)
        return Lane::Bulk;
    return m_urgent.size() > 0 ? Lane::Urgent : Lane::Bulk;
}

ByteView SendQueue::front(size_t limit) const
{
    if (frontLane() == Lane::Urgent)
        return m_urgent.unsent().substr(0, limit);
    // With something urgent waiting, only the bulk message that has begun goes on.
    return m_bulk.unsent().substr(0, m_urgent.size() > 0 ? std::min(limit, m_bulk.leftOfMessage()) : limit);
}

void SendQueue::pop(size_t size)
{
    (frontLane() == Lane::Urgent ? m_urgent : m_bulk).pop(size);
}

void SendQueue::dropUnstarted()
{
    m_urgent.dropUnstarted();
    m_bulk.dropUnstarted();
}

void SendQueue::Buffer::pop(size_t size)
{
    m_sent += size;
    while (m_messageEnd < m_sent)
        m_messageEnd += kLengthField + readBigEndian<uint32_t>(ByteView(m_bytes).substr(m_messageEnd));
    if (m_sent == m_bytes.size()) {
        m_bytes.clear();
        if (m_bytes.capacity() > kKeptCapacity)
            m_bytes.shrink_to_fit();
        m_sent = m_messageEnd = 0;
    } else if (m_sent > kKeptCapacity && m_sent > m_bytes.size() / 2) {
        m_bytes.erase(0, m_sent);
        m_messageEnd -= m_sent;
        m_sent = 0;
    }
}

} // namespace shoal::protocol
