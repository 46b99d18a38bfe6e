// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/network.h"
#include "shared/base/clock.h"
#include "shared/base/executor.h"

#include <functional>
#include <map>

namespace shoal::relay {

// Answers GET with texts, over HTTP 1.0 (RFC 1945): for people and for Prometheus on this machine. A request is one
// line that counts; it is small, and comes soon. Thread of the event loop.
class StatusPage
{
public:
    // Text of a page by its path; no value: there is none.
    using Pages = std::function<std::optional<Bytes>(ByteView path)>;

    // Everything is borrowed and outlives it.
    StatusPage(net::Network& network, Clock& clock, Executor& loop, Pages pages);
    ~StatusPage();
    StatusPage(const StatusPage&) = delete;
    StatusPage& operator=(const StatusPage&) = delete;

    Result<void> listen(const QHostAddress& address, uint16_t port);

    static constexpr size_t kMostRequest = 4'096; // what a browser sends
    static constexpr size_t kMostVisitors = 16;
    static constexpr std::chrono::seconds kPatience{5};

private:
    class Visitor;
    friend class Visitor;

    void answer(uint64_t id, ByteView request);
    void leave(uint64_t id);

    net::Network& m_network;
    Clock& m_clock;
    Executor& m_loop;
    const Pages m_pages;
    std::unique_ptr<net::Network::Port> m_port;
    std::map<uint64_t, std::unique_ptr<Visitor>> m_visitors;
    std::vector<std::unique_ptr<Visitor>> m_gone;
    uint64_t m_last = 0;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

// The answer to a request that is complete, headers and body; `pages` as above.
Bytes httpAnswer(ByteView request, const StatusPage::Pages& pages);

} // namespace shoal::relay
