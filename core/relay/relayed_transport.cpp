// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/relay/relayed_transport.h"

namespace shoal::relay {

namespace {

class RelayedTransport final : public net::Transport
{
public:
    explicit RelayedTransport(std::unique_ptr<net::Transport> below) : m_below(std::move(below)) {}
    void setUser(net::TransportUser* user) override { m_below->setUser(user); }
    size_t read(char* to, size_t size) override { return m_below->read(to, size); }
    void write(ByteView bytes) override { m_below->write(bytes); }
    size_t unwritten() const override { return m_below->unwritten(); }
    void close(bool patiently) override { m_below->close(patiently); }
    Bytes peerName() const override { return m_below->peerName(); }
    bool isLocalNetwork() const override { return false; }
    bool isRelayed() const override { return true; }

private:
    const std::unique_ptr<net::Transport> m_below;
};

} // namespace

std::unique_ptr<net::Transport> makeRelayedTransport(std::unique_ptr<net::Transport> toRelay)
{
    return std::make_unique<RelayedTransport>(std::move(toRelay));
}

} // namespace shoal::relay
