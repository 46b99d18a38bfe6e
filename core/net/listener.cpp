// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "shared/base/log.h"

namespace shoal::net {

namespace {

constexpr int64_t kTellRefusedAfterNs = 60'000'000'000;

} // namespace

Listener::Listener(const ConnectionContext& context, Accepted accepted, std::optional<Admission::Limits> limits)
    : m_context(context), m_accepted(std::move(accepted)),
      m_admission(limits ? *limits : Admission::limitsFor(limitOfOpenFiles()))
{}

Listener::~Listener() = default;

void Listener::onNotice(std::function<void(Bytes)> tell)
{
    m_onNotice = std::move(tell);
}

Result<void> Listener::listen(uint16_t port, const QHostAddress& address)
{
    if (port != 0 && port == this->port())
        stop(); // or it would be in its own way
    auto opened = m_context.network.listen(
        port, address,
        {[this](std::unique_ptr<Transport> transport, const QHostAddress& from) { take(std::move(transport), from); },
         [this](Bytes sentence) { tellOut(std::move(sentence)); }});
    if (!opened)
        return fail(opened.error());
    m_port = *std::move(opened);
    return {};
}

void Listener::stop()
{
    m_port.reset();
}

uint16_t Listener::port() const
{
    return m_port ? m_port->number() : uint16_t{0};
}

void Listener::take(std::unique_ptr<Transport> transport, const QHostAddress& from)
{
    const auto id = ++m_lastId;
    const auto decision = m_admission.admit(id, sourceOf(from), m_context.clock.monotonicNs());
    for (const Admission::Id dropped : decision.dropped)
        drop(dropped);
    if (!decision.admitted) {
        tellRefused(from);
        transport->close(false); // without waiting: there may be thousands
        return;
    }
    auto connection = std::make_unique<Connection>(protocol::SessionRole::Listener, std::move(transport), m_context);
    QObject::connect(connection.get(), &Connection::shareOpened, &m_slots, [this, id] { m_admission.proven(id); });
    QObject::connect(connection.get(), &QObject::destroyed, &m_slots, [this, id] { forget(id); });
    QObject::connect(connection.get(), &Connection::closed, &m_slots, [this, id] { forget(id); });
    m_connections.emplace(id, connection.get());
    m_accepted(std::move(connection));
}

void Listener::drop(Admission::Id id)
{
    const auto it = m_connections.find(id);
    if (it != m_connections.end() && it->second)
        it->second->close(protocol::CloseReason::TooManyConnections, "too many connections wait to prove a share");
}

void Listener::forget(Admission::Id id)
{
    m_admission.gone(id);
    m_connections.erase(id);
}

void Listener::tellOut(Bytes sentence) const
{
    qCWarning(logNet, "%s", sentence.c_str());
    if (m_onNotice)
        m_onNotice(std::move(sentence));
}

// A flood must not fill the log.
void Listener::tellRefused(const QHostAddress& from)
{
    ++m_refused;
    const int64_t now = m_context.clock.monotonicNs();
    if (m_refusedToldNs && now - *m_refusedToldNs < kTellRefusedAfterNs)
        return;
    m_refusedToldNs = now;
    qCWarning(logNet, "%llu connections were refused, the last from %s: too many come at once, or %zu are open",
              static_cast<unsigned long long>(std::exchange(m_refused, 0)), from.toString().toUtf8().constData(),
              m_admission.total());
}

} // namespace shoal::net
