// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/send_queue.h"

#include "core/protocol/big_endian.h"
#include "core/protocol/limits.h"

#include <algorithm>
#include <utility>

namespace shoal::protocol {

namespace {

constexpr size_t kLengthField = 4;
constexpr size_t kKeptCapacity = 2 * 1024 * 1024; // an idle session does not sit on the memory of its last burst
constexpr size_t kSmallestPiece = 64;             // less is not worth the header of a part

} // namespace

Result<void> SendQueue::push(uint16_t channel, const Message& message, Lane lane)
{
    trim();
    Queue& queue = m_lanes[static_cast<size_t>(lane)];
    Flow& flow = queue.flows[channel];
    const size_t start = flow.bytes.size();
    const bool wasIdle = flow.size() == 0;
    appendBigEndian(uint32_t{0}, flow.bytes);
    appendBigEndian(channel, flow.bytes);
    if (auto ok = encode(message, flow.bytes); !ok) {
        flow.bytes.resize(start);
        return ok;
    }
    Bytes length;
    appendBigEndian(static_cast<uint32_t>(flow.bytes.size() - start - kLengthField), length);
    flow.bytes.replace(start, kLengthField, length);
    queue.size += flow.bytes.size() - start;
    // Who was idle has not saved anything up.
    if (wasIdle)
        flow.served = std::max(flow.served, queue.served);
    return {};
}

size_t SendQueue::size() const
{
    size_t sum = 0;
    for (const Queue& queue : m_lanes)
        sum += queue.size;
    return sum;
}

size_t SendQueue::sizeOf(uint16_t channel) const
{
    size_t sum = 0;
    for (const Queue& queue : m_lanes)
        if (const auto it = queue.flows.find(channel); it != queue.flows.end())
            sum += it->second.size();
    return sum;
}

// --- What goes next ---------------------------------------------------------------------------------

SendQueue::Flow* SendQueue::choose(Queue& queue)
{
    if (queue.begun)
        return queue.begun;
    Flow* best = nullptr;
    for (auto& [channel, flow] : queue.flows) {
        if (flow.size() == 0)
            continue;
        if (channel == 0)
            return &flow; // what opens a channel goes before what is said on it
        if (!best || flow.served < best->served)
            best = &flow;
    }
    if (best)
        queue.served = best->served;
    return best;
}

ByteView SendQueue::next(size_t limit)
{
    trim();
    const size_t room = std::max(limit, kSmallestPiece);
    Queue& urgent = m_lanes.front();
    if (Flow* const flow = choose(urgent))
        return takeWhole(urgent, *flow, std::min(room, flow->size()));
    // One message at a time is in parts.
    for (Queue& queue : m_lanes)
        if (queue.begun)
            return takePart(queue, *queue.begun, room);
    for (Queue& queue : m_lanes) {
        Flow* const flow = choose(queue);
        if (!flow)
            continue;
        const size_t whole = wholeMessages(*flow, room);
        return whole > 0 ? takeWhole(queue, *flow, whole) : takePart(queue, *flow, room);
    }
    return {};
}

// The size of as many messages as fit.
size_t SendQueue::wholeMessages(const Flow& flow, size_t limit)
{
    size_t size = 0;
    while (flow.sent + size < flow.bytes.size()) {
        const size_t one = kLengthField + readBigEndian<uint32_t>(ByteView(flow.bytes).substr(flow.sent + size));
        if (size + one > limit)
            break;
        size += one;
    }
    return size;
}

ByteView SendQueue::takeWhole(Queue& queue, Flow& flow, size_t size)
{
    const size_t start = flow.sent;
    flow.sent += size;
    while (flow.messageEnd < flow.sent)
        flow.messageEnd += kLengthField + readBigEndian<uint32_t>(ByteView(flow.bytes).substr(flow.messageEnd));
    queue.begun = flow.messageEnd > flow.sent ? &flow : nullptr;
    account(queue, flow, size);
    return ByteView(flow.bytes).substr(start, size);
}

ByteView SendQueue::takePart(Queue& queue, Flow& flow, size_t limit)
{
    const size_t before = flow.size();
    const ByteView header = ByteView(flow.bytes).substr(flow.sent, kMessageHeader);
    const size_t body = kLengthField + readBigEndian<uint32_t>(header) - kMessageHeader;
    const size_t piece = std::min(limit - kMessageHeader, body - flow.inParts);
    const bool isLast = flow.inParts + piece == body;
    m_part.clear();
    const auto length = static_cast<uint32_t>(kMessageHeader - kLengthField + piece);
    appendBigEndian(length | kPartFlag | (isLast ? kLastPartFlag : 0), m_part);
    m_part += header.substr(kLengthField);
    m_part += ByteView(flow.bytes).substr(flow.sent + kMessageHeader + flow.inParts, piece);
    flow.inParts += piece;
    queue.begun = &flow;
    if (isLast)
        endParts(queue, flow, kMessageHeader + body);
    account(queue, flow, before - flow.size());
    return m_part;
}

// The message in parts, of `size` bytes, has left or is given up.
void SendQueue::endParts(Queue& queue, Flow& flow, size_t size)
{
    flow.sent += size;
    flow.messageEnd = flow.sent;
    flow.inParts = 0;
    queue.begun = nullptr;
}

void SendQueue::account(Queue& queue, Flow& flow, size_t taken)
{
    queue.size -= taken;
    flow.served += taken;
    m_last = &flow;
}

void SendQueue::trim()
{
    if (!m_last)
        return;
    Flow& flow = *std::exchange(m_last, nullptr);
    if (flow.size() == 0) {
        flow.bytes.clear();
        if (flow.bytes.capacity() > kKeptCapacity)
            flow.bytes.shrink_to_fit();
        flow.sent = flow.messageEnd = 0;
    } else if (flow.sent > kKeptCapacity && flow.sent > flow.bytes.size() / 2) {
        flow.bytes.erase(0, flow.sent);
        flow.messageEnd -= flow.sent;
        flow.sent = 0;
    }
}

// --- Giving up --------------------------------------------------------------------------------------

void SendQueue::dropUnstarted()
{
    for (Queue& queue : m_lanes)
        for (auto& [channel, flow] : queue.flows)
            forget(queue, flow);
}

void SendQueue::drop(uint16_t channel)
{
    for (Queue& queue : m_lanes)
        if (const auto it = queue.flows.find(channel); it != queue.flows.end())
            forget(queue, it->second);
}

// The receiver knows that what ended before its last part never comes.
void SendQueue::forget(Queue& queue, Flow& flow)
{
    const size_t before = flow.size();
    if (flow.inParts > 0) {
        flow.inParts = 0;
        flow.messageEnd = flow.sent;
        queue.begun = nullptr;
    }
    flow.bytes.resize(std::max(flow.sent, flow.messageEnd));
    queue.size -= before - flow.size();
}

} // namespace shoal::protocol
