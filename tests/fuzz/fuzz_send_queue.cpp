// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/protocol/big_endian.h"
#include "core/protocol/limits.h"
#include "core/protocol/send_queue.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

using namespace shoal;
using namespace shoal::fuzz;
using protocol::Lane;
using protocol::SendQueue;

namespace {

constexpr size_t kChannels = 4; // channel 0 among them, on which messages are urgent
constexpr size_t kMostQueued = 4 * 1024 * 1024;
constexpr size_t kMostInFrame = 65'519;

// The other end of the line, as docs/protocol.md wants it, and what it expects to come.
class Receiver
{
public:
    void expect(uint16_t channel, Lane lane, Bytes message)
    {
        m_expected[{channel, lane}].push_back(std::move(message));
    }

    void take(ByteView bytes)
    {
        m_stream += bytes;
        while (m_stream.size() >= 4) {
            const auto field = protocol::readBigEndian<uint32_t>(m_stream);
            const size_t length = field & ~(protocol::kPartFlag | protocol::kLastPartFlag);
            require(length > 2 && length <= 2 + protocol::kMaxMessage, "a message has a length that may be");
            if (m_stream.size() < 4 + length)
                return;
            const Bytes message = m_stream.substr(4, length);
            m_stream.erase(0, 4 + length);
            if ((field & protocol::kPartFlag) == 0)
                arrived(message);
            else
                takePart(message, (field & protocol::kLastPartFlag) != 0);
        }
    }

    // The channel ends: what is queued for it is forgotten, and a message in parts never gets its rest. `finishes`: an
    // urgent message of it has begun, and its end is still to come.
    void drop(uint16_t channel, bool finishes)
    {
        require(!finishes || !m_stream.empty(), "only what has begun is finished");
        if (!m_parts.empty() && protocol::readBigEndian<uint16_t>(m_parts) == channel)
            m_parts.clear();
        for (auto& [from, messages] : m_expected)
            if (from.first == channel)
                messages.resize(finishes && from.second == Lane::Urgent ? 1 : 0);
    }

    bool isWhole() const { return m_stream.empty() && m_parts.empty(); }
    bool expectsNothing() const
    {
        return std::all_of(m_expected.begin(), m_expected.end(), [](const auto& flow) { return flow.second.empty(); });
    }

private:
    void takePart(const Bytes& part, bool isLast)
    {
        require(protocol::readBigEndian<uint16_t>(part) != 0, "the session's messages are whole");
        require(m_parts.empty() || part.starts_with(m_parts.substr(0, 3)), "one message at a time is in parts");
        m_parts += m_parts.empty() ? part : part.substr(3);
        if (isLast)
            arrived(std::exchange(m_parts, {}));
    }

    void arrived(const Bytes& message)
    {
        const auto channel = protocol::readBigEndian<uint16_t>(message);
        for (const Lane lane : {Lane::Urgent, Lane::Soon, Lane::Bulk}) {
            auto& waiting = m_expected[{channel, lane}];
            if (waiting.empty() || waiting.front() != message)
                continue;
            waiting.pop_front();
            return;
        }
        require(false, "what arrives was sent, whole and in order");
    }

    std::map<std::pair<uint16_t, Lane>, std::deque<Bytes>> m_expected;
    Bytes m_stream;
    Bytes m_parts;
};

// Told apart by `number`.
protocol::Message messageOf(uint32_t number, size_t size)
{
    return protocol::ContentReply{number, protocol::ContentStatus::Ok, Bytes(size, 'x')};
}

class Trial
{
public:
    void push(Choices& input)
    {
        const auto channel = static_cast<uint16_t>(input.below(kChannels));
        const Lane lane = channel == 0 ? Lane::Urgent : static_cast<Lane>(input.below(3));
        const size_t size = size_t{input.number16()} << input.below(7);
        const protocol::Message message = messageOf(++m_number, size);
        const size_t before = m_queue.size();
        if (before > kMostQueued)
            return;
        if (!m_queue.push(channel, message, lane)) {
            require(size > protocol::kMaxContentPart, "a message that keeps the limits is queued");
            require(m_queue.size() == before, "what is refused is not queued");
            return;
        }
        Bytes expected;
        protocol::appendBigEndian(channel, expected);
        require(protocol::encode(message, expected).has_value(), "a queued message can be written");
        require(m_queue.size() == before + 4 + expected.size(), "what is queued is counted");
        m_receiver.expect(channel, lane, std::move(expected));
    }

    void take(size_t limit)
    {
        const size_t before = m_queue.size();
        const Bytes bytes(m_queue.next(limit));
        require(bytes.empty() == (before == 0), "a queue gives what it has");
        require(bytes.size() <= std::max<size_t>(limit, 64), "no more is given than asked for");
        require(m_queue.size() < before || before == 0, "what is given is not queued any more");
        m_receiver.take(bytes);
        checkCounts();
    }

    void drop(uint16_t channel)
    {
        m_queue.drop(channel);
        m_receiver.drop(channel, m_queue.sizeOf(channel) > 0);
        checkCounts();
    }

    void dropUnstarted()
    {
        m_queue.dropUnstarted();
        for (uint16_t channel = 0; channel < kChannels; ++channel)
            m_receiver.drop(channel, m_queue.sizeOf(channel) > 0);
        checkCounts();
    }

    void trim() { m_queue.trim(); }

    void finish()
    {
        while (!m_queue.empty())
            take(kMostInFrame);
        require(m_receiver.isWhole() && m_receiver.expectsNothing(), "all that was queued arrives");
    }

private:
    void checkCounts() const
    {
        size_t sum = 0;
        for (uint16_t channel = 0; channel < kChannels; ++channel)
            sum += m_queue.sizeOf(channel);
        require(sum == m_queue.size(), "the channels make up the queue");
        sum = 0;
        for (const Lane lane : {Lane::Urgent, Lane::Soon, Lane::Bulk})
            sum += m_queue.size(lane);
        require(sum == m_queue.size(), "the lanes make up the queue");
    }

    SendQueue m_queue;
    Receiver m_receiver;
    uint32_t m_number = 0;
};

} // namespace

// Messages of all sizes in all lanes, channels that end in between: what is sent can be read, in order.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    Trial trial;
    while (!input.empty()) {
        switch (input.below(8)) {
        case 0:
        case 1:
        case 2:
            trial.push(input);
            break;
        case 3:
        case 4:
        case 5:
            trial.take(1 + input.number16() % kMostInFrame);
            break;
        case 6:
            trial.drop(static_cast<uint16_t>(1 + input.below(kChannels - 1)));
            break;
        default:
            if (input.below(4) == 0)
                trial.dropUnstarted();
            else
                trial.trim();
            break;
        }
    }
    trial.finish();
    return 0;
}
