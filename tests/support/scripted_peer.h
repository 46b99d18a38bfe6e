// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster.h"

namespace shoal::test {

// A peer that the test plays: it keeps what it is sent, and says what the test lets it say, honest or not.
class ScriptedPeer final : public engine::PeerLink
{
public:
    // Joins a node of the cluster. `proven`: what it has shown to hold.
    static std::shared_ptr<ScriptedPeer> join(Cluster& cluster, size_t node, crypto::Permission proven,
                                              engine::PeerId id = 1'000'000)
    {
        auto peer = std::make_shared<ScriptedPeer>();
        peer->m_cluster = &cluster;
        peer->m_node = node;
        peer->m_id = id;
        const DeviceId device = DeviceId::from(Bytes(DeviceId::kSize, static_cast<char>('a' + id % 26)));
        cluster.worker(node).peerOpened({id, device, "mallory", "192.0.2.7:3838", proven, std::nullopt}, peer);
        return peer;
    }
    void send(protocol::Message message) override { sent.push_back(std::move(message)); }
    int64_t queuedBytes() const override { return 0; }

    engine::PeerId id() const { return m_id; }
    // As it would come off the wire.
    void say(const protocol::Message& message)
    {
        Bytes bytes;
        if (!protocol::encode(message, bytes))
            qFatal("this message would not pass the wire");
        m_cluster->worker(m_node).receive(m_id, *protocol::decode(bytes));
    }
    void leave() { m_cluster->worker(m_node).peerClosed(m_id); }

    template <class T> std::vector<T> takeAll()
    {
        std::vector<T> found;
        std::vector<protocol::Message> rest;
        for (protocol::Message& message : std::exchange(sent, {})) {
            if (auto* one = std::get_if<T>(&message))
                found.push_back(std::move(*one));
            else
                rest.push_back(std::move(message));
        }
        sent = std::move(rest);
        return found;
    }

    std::vector<protocol::Message> sent;

private:
    Cluster* m_cluster = nullptr;
    size_t m_node = 0;
    engine::PeerId m_id = 0;
};

} // namespace shoal::test
