// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/messages.h"

#include <array>
#include <map>

namespace shoal::protocol {

// What goes first. Urgent: whatever says that something changed. Soon: small contents that were asked for. Bulk:
// the rest. Order holds within a lane of a channel only.
enum class Lane : uint8_t { Urgent, Soon, Bulk };

// Messages that wait to be sealed. A lane goes before the next one, channel 0 before all others, and the channels of
// one lane get equal parts of it, in bytes. Urgent messages leave whole; the others that do not fit into a frame leave
// in parts (docs/protocol.md), so that an urgent one waits for no more than one frame. A value; one thread at a time.
class SendQueue
{
public:
    // On an error (the message breaks a limit) nothing is queued.
    Result<void> push(uint16_t channel, const Message& message, Lane lane);
    size_t size() const;
    size_t size(Lane lane) const { return m_lanes[static_cast<size_t>(lane)].size; }
    // Of the messages on one channel.
    size_t sizeOf(uint16_t channel) const;
    bool empty() const { return size() == 0; }

    // Takes the bytes to send next, about `limit` at most; valid until the next call. Nothing when empty.
    ByteView next(size_t limit);
    // Gives memory back that is not needed; what next() gave is void.
    void trim();
    // Forgets all but what is left of a message that had begun and has to be finished.
    void dropUnstarted();
    // The channel ends: likewise for its messages.
    void drop(uint16_t channel);

private:
    // The messages of one lane on one channel, each as u32 BE length | u16 BE channel | u8 type | body.
    struct Flow
    {
        Bytes bytes;
        size_t sent = 0;       // of `bytes`; in parts: where the message in parts begins
        size_t messageEnd = 0; // of the last message that was begun, without parts
        size_t inParts = 0;    // bytes of the body that have left in parts
        uint64_t served = 0;   // bytes so far, for equal parts
        size_t size() const { return bytes.size() - sent - inParts; }
    };
    struct Queue
    {
        std::map<uint16_t, Flow> flows;
        Flow* begun = nullptr; // a message of it has to be finished first
        uint64_t served = 0;   // what the flow had that was chosen last
        size_t size = 0;
    };

    static Flow* choose(Queue& queue);
    ByteView takeWhole(Queue& queue, Flow& flow, size_t size);
    ByteView takePart(Queue& queue, Flow& flow, size_t limit);
    static size_t wholeMessages(const Flow& flow, size_t limit);
    static void endParts(Queue& queue, Flow& flow, size_t size);
    void account(Queue& queue, Flow& flow, size_t taken);
    static void forget(Queue& queue, Flow& flow);

    std::array<Queue, 3> m_lanes;
    Flow* m_last = nullptr; // next() gave bytes of it
    Bytes m_part;           // what next() gave, when it was a part
};

} // namespace shoal::protocol
