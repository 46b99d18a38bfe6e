// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/messages.h"

namespace shoal::protocol {

// Urgent messages overtake bulk ones, between messages. Order holds within a lane only.
enum class Lane { Urgent, Bulk };

// Messages that wait to be sealed, each as u32 BE length | u16 BE channel | u8 type | body, where the
// length counts what follows it. A value; one thread at a time.
class SendQueue
{
public:
    // On an error (the message breaks a limit) nothing is queued.
    Result<void> push(uint16_t channel, const Message& message, Lane lane);
    size_t size() const { return m_urgent.size() + m_bulk.size(); }
    bool empty() const { return size() == 0; }

    // The bytes to send next, at most `limit`; valid until the next call of push() or pop().
    ByteView front(size_t limit) const;
    // The first `size` bytes of what front() gave have been taken.
    void pop(size_t size);
    // Forgets every message of which nothing has been sent.
    void dropUnstarted();

private:
    class Buffer
    {
    public:
        Bytes& bytes() { return m_bytes; } // append whole messages
        size_t size() const { return m_bytes.size() - m_sent; }
        ByteView unsent() const { return ByteView(m_bytes).substr(m_sent); }
        // How much of the message that is being sent is left; 0 between messages.
        size_t leftOfMessage() const { return m_messageEnd - m_sent; }
        void pop(size_t size);
        void dropUnstarted() { m_bytes.resize(m_messageEnd); }

    private:
        Bytes m_bytes;
        size_t m_sent = 0;
        size_t m_messageEnd = 0; // of the last message that was started
    };

    Lane frontLane() const;

    Buffer m_urgent;
    Buffer m_bulk;
};

} // namespace shoal::protocol
