// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "hub_world.h"

using namespace shoal;
using namespace shoal::fuzz;
using namespace shoal::protocol;
using namespace shoal::relay;

namespace {

// What is read, written again, is the same.
void checkMessage(ByteView bytes)
{
    const auto read = decodeRelay(bytes);
    if (!read) {
        requireText(read.error());
        return;
    }
    if (!*read)
        return;
    const auto again = decodeRelay(encodeRelay(**read));
    require(again && *again && **again == **read, "what is written reads as the same");
}

void checkNote(ByteView bytes)
{
    Bytes text(bytes.substr(0, kRelayNoteText));
    text.resize(kRelayNoteText, '\0');
    const auto note = decodeRelayNote(text);
    if (!note) {
        requireText(note.error());
        return;
    }
    require(note->local.size() <= kMaxNoteAddresses, "a note has few addresses");
    const auto again = decodeRelayNote(encodeRelayNote(*note));
    require(again && *again == *note, "what is written reads as the same");
}

RelayLimits smallLimits()
{
    RelayLimits limits;
    limits.members = 4;
    limits.membersOfSource = 3;
    limits.sharesOfMember = 3;
    limits.membersOfShare = 3;
    limits.sessions = 3;
    limits.sessionsOfMember = 2;
    limits.bytesOfSourcePerDay = 10'000;
    limits.burstOfMember = 50;
    return limits;
}

// A relay among devices that keep the protocol or do not.
class Play
{
public:
    explicit Play(ByteView input) : m_input(input), m_world(smallLimits()) {}

    void run()
    {
        while (!m_input.empty()) {
            step();
            check();
        }
        m_world.pass(kRelayStuckNs / kRelaySecond + 1);
        require(m_world.hub.counts().sessions == 0, "a silent session ends");
        require(m_world.hub.counts().waiting == 0, "tickets end");
    }

private:
    void step()
    {
        switch (m_input.below(9)) {
        case 0:
            if (m_world.devices.size() < 6)
                m_world.device(m_input.below(4), source());
            break;
        case 1:
            m_raw.push_back(m_world.open(source()));
            break;
        case 2:
            if (const LinkId link = raw())
                m_world.give(link, m_input.piece());
            break;
        case 3:
            if (auto* const device = anyDevice())
                m_world.say(*device, RelayRegister{name(), noteOf(static_cast<char>(m_input.byte()))});
            break;
        case 4:
            if (auto* const device = anyDevice())
                connect(*device);
            break;
        case 5:
            join();
            break;
        case 6:
            m_world.pass(m_input.below(40));
            break;
        case 7:
            leave();
            break;
        default:
            sayAnything();
            break;
        }
    }

    void connect(HubWorld::Device& device)
    {
        const auto* const peer = anyDevice();
        m_world.say(device, RelayConnect{m_input.byte(), name(), peer ? peer->member() : RelayMember{}});
    }

    // A message that says what it wants, by a device that has a key.
    void sayAnything()
    {
        auto* const device = anyDevice();
        const auto message = decodeRelay(m_input.piece());
        if (device && message && *message)
            m_world.say(*device, **message);
    }

    void join()
    {
        RelayTicket ticket;
        if (const auto* const device = anyDevice()) {
            if (!device->all<RelayGranted>().empty())
                ticket = device->last<RelayGranted>().ticket;
            if (m_input.below(2) == 0 && !device->all<RelayInvited>().empty())
                ticket = device->last<RelayInvited>().ticket;
        }
        m_raw.push_back(m_world.open(source()));
        m_world.join(m_raw.back(), ticket, m_input.below(4) == 3 ? TicketUse::Punch : TicketUse::Relay);
    }

    void leave()
    {
        LinkId link = raw();
        if (auto* const device = anyDevice(); device && m_input.below(2) == 0)
            link = device->link;
        if (link == 0 || m_world.closed.contains(link))
            return;
        if (m_input.below(2) == 0)
            m_world.carry(link, m_input.number16());
        else
            m_world.end(link);
    }

    void check()
    {
        const HubCounts counts = m_world.hub.counts();
        require(counts.members <= 4 && counts.sessions + counts.waiting <= 3 && counts.shares <= 12, "limits hold");
        for (; m_joinedSeen < m_world.joined.size(); ++m_joinedSeen) {
            const auto [asker, invited] = m_world.joined[m_joinedSeen];
            require(asker != invited && m_world.proven.contains(asker) && m_world.proven.contains(invited),
                    "who is joined has shown a ticket");
        }
        for (const auto& device : m_world.devices)
            for (const RelayMessage& message : std::exchange(device->heard, keep(device->heard)))
                if (const auto* joined = std::get_if<RelayJoined>(&message))
                    require(joined->peer != device->member(), "nobody is told of itself");
    }
    // Tickets serve later.
    static std::vector<RelayMessage> keep(const std::vector<RelayMessage>& heard)
    {
        std::vector<RelayMessage> kept;
        for (const RelayMessage& message : heard)
            if (std::holds_alternative<RelayGranted>(message) || std::holds_alternative<RelayInvited>(message))
                kept.push_back(message);
        return kept;
    }

    HubWorld::Device* anyDevice()
    {
        return m_world.devices.empty() ? nullptr : m_world.devices[m_input.below(m_world.devices.size())].get();
    }
    LinkId raw() { return m_raw.empty() ? 0 : m_raw[m_input.below(std::min<size_t>(m_raw.size(), 256))]; }
    crypto::RelayShareId name() { return nameOf(static_cast<char>('a' + m_input.below(3))); }
    Bytes source() { return "192.0.2." + std::to_string(m_input.below(3)); }

    Choices m_input;
    HubWorld m_world;
    std::vector<LinkId> m_raw;
    size_t m_joinedSeen = 0;
};

} // namespace

// What devices and strangers send to a relay, and what a relay sends to devices.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const ByteView input = viewOf(data, size);
    checkMessage(input);
    checkNote(input);
    Play(input.substr(0, 512)).run();
    return 0;
}
