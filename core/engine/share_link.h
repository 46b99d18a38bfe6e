// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/outbound_budget.h"
#include "core/engine/peer_link.h"
#include "core/protocol/send_queue.h"
#include "shared/base/executor.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace shoal::engine {

// The PeerLink over one channel of a connection. Messages from any thread cross to the engine thread in batches: what
// is sent while a hop is under way joins it.
class ShareLink final : public PeerLink, public std::enable_shared_from_this<ShareLink>
{
public:
    // Hands one message to the connection. Engine thread.
    using Write = std::function<void(const protocol::Message&, protocol::Lane)>;

    // `engine` runs tasks on the engine thread and outlives the link. `budget`: shared by all links, or null. Owned by
    // shared_ptr only.
    ShareLink(Executor& engine, Write write, std::shared_ptr<OutboundBudget> budget = nullptr);
    ~ShareLink() override { close(); }

    void send(protocol::Message message) override;
    void sendLater(protocol::Message message) override;
    // While too much waits for all peers together, a queue of some size counts as full.
    int64_t queuedBytes() const override;
    int64_t urgentBytes() const override { return m_urgentWaiting + m_urgentInConnection; }

    // What queuedBytes() adds then: more than anybody lets wait.
    static constexpr int64_t kFull = int64_t{1} << 30;

    // Engine thread only, both. What the connection has queued at present, of all its shares, and the urgent part of it;
    // `ownBytes`: this share's part.
    void setConnectionQueue(int64_t bytes, int64_t urgentBytes, int64_t ownBytes);
    // From now on nothing is written, and what waits is dropped.
    void close();

private:
    struct Waiting
    {
        protocol::Message message;
        protocol::Lane lane = protocol::Lane::Urgent;
        int64_t size = 0;
    };
    void add(protocol::Message message, bool canWait);
    void count(const Waiting& waiting, int64_t sign);
    void charge(int64_t bytes);
    void flush();

    Executor& m_engine;
    Write m_write; // engine thread
    const std::shared_ptr<OutboundBudget> m_budget;
    std::mutex m_mutex;
    std::vector<Waiting> m_messages; // under m_mutex, as m_closed
    bool m_closed = false;
    std::atomic<int64_t> m_waiting{0};
    std::atomic<int64_t> m_urgentWaiting{0};
    std::atomic<int64_t> m_inConnection{0};
    std::atomic<int64_t> m_urgentInConnection{0};
    int64_t m_ownInConnection = 0; // engine thread
};

} // namespace shoal::engine
