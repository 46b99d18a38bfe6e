// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/relay/relay_hub.h"

#include <deque>

namespace shoal::relay {

inline crypto::RelayShareId nameOf(char c)
{
    return crypto::RelayShareId::from(Bytes(32, c));
}
inline Bytes noteOf(char c)
{
    return Bytes(protocol::kRelayNote, c);
}

// A hub, and devices that are linked to it by nothing but function calls.
struct HubWorld
{
    explicit HubWorld(RelayLimits limits = {}, RelayHub::Admits admits = {})
        : random(makeSeededRandom(1)), identity(crypto::DeviceIdentity::generate(*random)),
          hub(identity, *random, limits, std::move(admits))
    {}

    struct Device
    {
        std::unique_ptr<Random> random;
        std::unique_ptr<crypto::DeviceIdentity> identity;
        std::unique_ptr<protocol::RelayChannel> channel;
        LinkId link = 0;
        std::vector<protocol::RelayMessage> heard;

        protocol::RelayMember member() const { return protocol::RelayMember::from(identity->id().view()); }
        template <class Message> std::vector<Message> all() const
        {
            std::vector<Message> found;
            for (const auto& message : heard)
                if (const auto* one = std::get_if<Message>(&message))
                    found.push_back(*one);
            return found;
        }
        template <class Message> Message last() const { return all<Message>().back(); }
    };

    // A stream that says nothing yet.
    LinkId open(const Bytes& source = "192.0.2.1")
    {
        const LinkId link = ++lastLink;
        hub.opened(link, source, {protocol::RelayIp::from(Bytes(15, 'i') + source.back()), 5000}, now);
        return link;
    }
    // A device with the key number `seed`, welcomed.
    Device& device(uint64_t seed, const Bytes& source = "192.0.2.1")
    {
        Device& one = *devices.emplace_back(std::make_unique<Device>());
        one.random = makeSeededRandom(seed);
        one.identity = std::make_unique<crypto::DeviceIdentity>(crypto::DeviceIdentity::generate(*one.random));
        one.channel =
            std::make_unique<protocol::RelayChannel>(protocol::SessionRole::Dialer, *one.identity, *one.random);
        one.link = open(source);
        run();
        return one;
    }
    void say(Device& device, const protocol::RelayMessage& message)
    {
        device.channel->send(message);
        run();
    }
    void join(LinkId link, const protocol::RelayTicket& ticket, protocol::TicketUse use = protocol::TicketUse::Relay)
    {
        give(link, protocol::encodeRelayJoin(ticket, use));
    }
    // No more at once than the hub wants.
    void give(LinkId link, ByteView bytes)
    {
        while (!bytes.empty()) {
            const size_t wanted = std::min(hub.wanted(link, now), bytes.size());
            if (wanted == 0)
                return;
            HubActions actions;
            hub.received(link, bytes.substr(0, wanted), now, now, actions);
            obey(actions);
            bytes.remove_prefix(wanted);
        }
    }
    void run()
    {
        for (bool moved = true; moved;) {
            moved = false;
            for (const auto& each : devices) {
                const Bytes out = each->channel->takeOutput();
                moved = moved || !out.empty();
                give(each->link, out);
            }
        }
    }
    void pass(int64_t seconds)
    {
        for (int64_t i = 0; i < seconds; ++i) {
            now += kRelaySecond;
            HubActions actions;
            hub.tick(now, now, actions);
            obey(actions);
            run();
        }
    }
    void end(LinkId link)
    {
        HubActions actions;
        hub.ended(link, actions);
        obey(actions);
    }
    void carry(LinkId link, size_t bytes)
    {
        HubActions actions;
        hub.carried(link, bytes, now, now, actions);
        obey(actions);
    }
    void obey(const HubActions& actions)
    {
        for (const HubAction& action : actions) {
            if (const auto* sending = std::get_if<SendBytes>(&action)) {
                said[sending->link] += sending->bytes;
                for (const auto& each : devices)
                    if (each->link == sending->link)
                        (void)each->channel->receive(sending->bytes, each->heard);
            } else if (const auto* closing = std::get_if<CloseLink>(&action)) {
                closed[closing->link] = closing->why;
            } else if (const auto* proving = std::get_if<LinkProven>(&action)) {
                proven.insert(proving->link);
            } else if (const auto* joining = std::get_if<JoinLinks>(&action)) {
                joined.emplace_back(joining->asker, joining->invited);
            }
        }
    }

    int64_t now = 1'700'000'000 * kRelaySecond;
    std::unique_ptr<Random> random;
    crypto::DeviceIdentity identity;
    RelayHub hub;
    std::vector<std::unique_ptr<Device>> devices;
    LinkId lastLink = 0;
    std::map<LinkId, Bytes> said;
    std::map<LinkId, Bytes> closed;
    std::set<LinkId> proven;
    std::vector<std::pair<LinkId, LinkId>> joined;
};

} // namespace shoal::relay
