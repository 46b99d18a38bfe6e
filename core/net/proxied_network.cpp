// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxied_network.h"

#include "core/net/proxy_handshake.h"

#include <algorithm>

namespace shoal::net {

namespace {

// The stream to the proxy, called by the name of who is behind it.
class ProxiedTransport final : public Transport, private TransportUser
{
public:
    ProxiedTransport(std::unique_ptr<Transport> below, Bytes peerName)
        : m_below(std::move(below)), m_peerName(std::move(peerName))
    {
        m_below->setUser(this);
    }

    // The one of the handshake, then the one of what it opened.
    void setUser(TransportUser* user) override { m_user = user; }

    size_t read(char* to, size_t size) override
    {
        if (m_unread.empty())
            return m_below->read(to, size);
        const size_t count = std::min(size, m_unread.size());
        std::copy_n(m_unread.data(), count, to);
        m_unread.erase(0, count);
        return count;
    }

    void write(ByteView bytes) override { m_below->write(bytes); }
    size_t unwritten() const override { return m_below->unwritten(); }
    void close(bool patiently) override { m_below->close(patiently); }
    Bytes peerName() const override { return m_peerName; }
    bool isLocalNetwork() const override { return false; }

    // To be read again.
    void giveBack(Bytes bytes) { m_unread = std::move(bytes); }
    // What came behind the proxy's last word was announced to nobody who wanted it.
    void announce()
    {
        if (m_user)
            m_user->readable();
    }
    std::weak_ptr<bool> alive() const { return m_alive; }

private:
    void readable() override
    {
        if (m_user)
            m_user->readable();
    }
    void written() override
    {
        if (m_user)
            m_user->written();
    }
    void ended(Error error) override
    {
        if (m_user)
            m_user->ended(std::move(error));
    }

    const std::unique_ptr<Transport> m_below;
    const Bytes m_peerName;
    Bytes m_unread;
    TransportUser* m_user = nullptr;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class ProxiedAttempt final : public Network::Attempt, private TransportUser
{
public:
    ProxiedAttempt(Network& below, Clock& clock, const Proxy& proxy, const Endpoint& target,
                   Network::Connected connected)
        : m_clock(clock), m_proxy(proxy), m_target(target), m_connected(std::move(connected)),
          m_handshake(m_proxy, m_target)
    {
        m_dialling = below.connect(m_proxy.at, [this](Result<std::unique_ptr<Transport>> transport) {
            m_dialling.reset();
            onDialled(std::move(transport));
        });
    }

    ~ProxiedAttempt() override
    {
        m_clock.cancel(m_timer);
        if (m_stream)
            m_stream->setUser(nullptr);
    }

private:
    void onDialled(Result<std::unique_ptr<Transport>> transport)
    {
        if (!transport)
            return finish(m_proxy.text() + " cannot be used: " + transport.error().context);
        m_stream = std::make_unique<ProxiedTransport>(*std::move(transport), m_target.text());
        m_stream->setUser(this);
        const auto words = m_handshake.begin();
        if (!words)
            return settle(words.error().context);
        m_timer = m_clock.after(ProxiedNetwork::kTimeout, [this] {
            m_timer = 0;
            settle("it has not answered within 10 seconds");
        });
        m_stream->write(*words);
    }

    void readable() override
    {
        if (m_isSettled)
            return;
        Bytes piece(ProxyHandshake::kMaxHead, '\0');
        while (m_unread.size() < ProxyHandshake::kMaxHead) {
            const size_t got = m_stream->read(piece.data(), ProxyHandshake::kMaxHead - m_unread.size());
            if (got == 0)
                break;
            m_unread.append(piece, 0, got);
        }
        listen();
    }

    void listen()
    {
        for (;;) {
            const auto step = m_handshake.take(m_unread);
            if (!step)
                return settle(step.error().context);
            m_unread.erase(0, step->taken);
            if (step->isOpen)
                return settle(Bytes());
            if (step->taken == 0)
                return;
            m_stream->write(step->answer);
        }
    }

    void written() override {}
    void ended(Error) override { settle("it closed the connection"); }

    // What comes of it is told in a turn of its own, and not from within an event of the stream. `refusal`: empty when
    // the stream is open; the first one counts.
    void settle(Bytes refusal)
    {
        m_isSettled = true;
        if (m_refusal.empty())
            m_refusal = std::move(refusal);
        m_clock.cancel(m_timer);
        m_timer = m_clock.after(std::chrono::milliseconds(0), [this] {
            m_timer = 0;
            if (m_refusal.empty())
                hand();
            else
                finish(m_proxy.text() + ": " + m_refusal);
        });
    }

    void hand()
    {
        ProxiedTransport& stream = *m_stream;
        const auto alive = stream.alive();
        stream.giveBack(std::move(m_unread));
        stream.setUser(nullptr);
        const auto connected = std::move(m_connected);
        connected(std::move(m_stream)); // may delete this
        if (!alive.expired())
            stream.announce();
    }

    void finish(const Bytes& why)
    {
        const Bytes sentence = "cannot connect to " + m_target.text() + ": " + why;
        const auto connected = std::move(m_connected);
        connected(fail(ErrorCode::Io, sentence)); // may delete this
    }

    Clock& m_clock;
    const Proxy m_proxy;
    const Endpoint m_target;
    Network::Connected m_connected;
    ProxyHandshake m_handshake;
    std::unique_ptr<Network::Attempt> m_dialling;
    std::unique_ptr<ProxiedTransport> m_stream;
    Bytes m_unread;
    Clock::TimerId m_timer = 0;
    Bytes m_refusal;
    bool m_isSettled = false;
};

} // namespace

Result<std::unique_ptr<Network::Port>> ProxiedNetwork::listen(uint16_t port, const QHostAddress& address,
                                                              PortEvents events)
{
    return m_below.listen(port, address, std::move(events));
}

std::unique_ptr<Network::Attempt> ProxiedNetwork::connect(const Endpoint& endpoint, Connected connected)
{
    if (!m_proxy || isNear(endpoint, ownNetworks()))
        return m_below.connect(endpoint, std::move(connected));
    return std::make_unique<ProxiedAttempt>(m_below, m_clock, *m_proxy, endpoint, std::move(connected));
}

} // namespace shoal::net
