// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/relay/status_page.h"

#include <array>
#include <optional>

namespace shoal::relay {

namespace {

Bytes response(ByteView status, ByteView text)
{
    return "HTTP/1.0 " + Bytes(status) +
           "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: " +
           std::to_string(text.size()) + "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" + Bytes(text);
}

} // namespace

Bytes httpAnswer(ByteView request, const StatusPage::Pages& pages)
{
    const ByteView line = request.substr(0, request.find_first_of("\r\n"));
    constexpr ByteView kGet = "GET ";
    if (!line.starts_with(kGet))
        return response("405 Method Not Allowed", "only GET is answered\n");
    const ByteView rest = line.substr(kGet.size());
    const ByteView path = rest.substr(0, rest.find_first_of(" ?"));
    const auto text = pages(path);
    return text ? response("200 OK", *text) : response("404 Not Found", "there are / and /metrics\n");
}

class StatusPage::Visitor final : public net::TransportUser
{
public:
    Visitor(StatusPage& page, uint64_t id, std::unique_ptr<net::Transport> transport)
        : m_page(page), m_id(id), m_transport(std::move(transport))
    {
        m_transport->setUser(this);
        m_timer = m_page.m_clock.after(kPatience, [this] {
            m_timer = 0;
            m_page.leave(m_id);
        });
    }
    ~Visitor() { m_page.m_clock.cancel(m_timer); }
    void readable() override
    {
        std::array<char, kMostRequest> buffer; // deliberately not cleared
        while (const size_t got = m_isOver ? 0 : m_transport->read(buffer.data(), buffer.size())) {
            m_request.append(buffer.data(), got);
            const bool isWhole = m_request.find("\r\n\r\n") != Bytes::npos || m_request.find("\n\n") != Bytes::npos;
            if (isWhole)
                m_page.answer(m_id, m_request);
            else if (m_request.size() > kMostRequest)
                m_page.leave(m_id);
        }
    }
    void written() override {}
    void ended(Error) override { m_page.leave(m_id); }
    void end(ByteView answer)
    {
        if (m_isOver)
            return;
        m_isOver = true;
        m_transport->write(answer);
        m_transport->close(true);
    }

private:
    StatusPage& m_page;
    const uint64_t m_id;
    const std::unique_ptr<net::Transport> m_transport;
    Bytes m_request;
    Clock::TimerId m_timer = 0;
    bool m_isOver = false;
};

StatusPage::StatusPage(net::Network& network, Clock& clock, Executor& loop, Pages pages)
    : m_network(network), m_clock(clock), m_loop(loop), m_pages(std::move(pages))
{}

StatusPage::~StatusPage() = default;

Result<void> StatusPage::listen(const QHostAddress& address, uint16_t port)
{
    auto opened =
        m_network.listen(port, address,
                         {[this](std::unique_ptr<net::Transport> transport, const QHostAddress&) {
                              if (m_visitors.size() >= kMostVisitors) {
                                  transport->close(false);
                                  return;
                              }
                              const uint64_t id = ++m_last;
                              m_visitors.emplace(id, std::make_unique<Visitor>(*this, id, std::move(transport)));
                          },
                          [](const Bytes&) {}});
    if (!opened)
        return fail(opened.error());
    m_port = *std::move(opened);
    return {};
}

void StatusPage::answer(uint64_t id, ByteView request)
{
    m_visitors.at(id)->end(httpAnswer(request, m_pages));
    leave(id);
}

// It may be calling us.
void StatusPage::leave(uint64_t id)
{
    auto node = m_visitors.extract(id);
    if (node.empty())
        return;
    node.mapped()->end({});
    m_gone.push_back(std::move(node.mapped()));
    m_loop.post([this, alive = std::weak_ptr(m_alive)] {
        if (!alive.expired())
            m_gone.clear();
    });
}

} // namespace shoal::relay
