// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_discovery.h"

#include "shared/base/log.h"

namespace shoal::discovery {

namespace {

Bytes addressBytes(const QHostAddress& address)
{
    const Q_IPV6ADDR value = address.toIPv6Address(); // IPv4 addresses become mapped ones
    return Bytes(reinterpret_cast<const char*>(value.c), sizeof value.c);
}

std::chrono::milliseconds until(int64_t dueNs, int64_t nowNs)
{
    constexpr int64_t kNsPerMs = 1'000'000;
    return std::chrono::milliseconds(dueNs <= nowNs ? 0 : (dueNs - nowNs + kNsPerMs - 1) / kNsPerMs);
}

} // namespace

LanDiscovery::LanDiscovery(Clock& clock, Random& random, LanOptions options, const LanAccess& access, QObject* parent)
    : QObject(parent), m_clock(clock), m_random(random), m_options(std::move(options)),
      m_listInterfaces(access.interfaces),
      m_datagrams(
          access.makeDatagrams(m_options.udpPort, [this](ByteView datagram, const QHostAddress& from,
                                                         uint16_t fromPort) { receive(datagram, from, fromPort); })),
      m_limits(clock.monotonicNs())
{}

LanDiscovery::~LanDiscovery()
{
    cancelTimers();
}

Result<void> LanDiscovery::start(uint16_t tcpPort)
{
    stop();
    m_tcpPort = tcpPort;
    auto opened = openSockets(m_listInterfaces(m_options.interfaces));
    m_schedule.emplace(m_clock.monotonicNs());
    announce();
    m_interfaceTimer = m_clock.after(kLanInterfaceCheck, [this] { checkInterfaces(); });
    return opened;
}

void LanDiscovery::stop()
{
    cancelTimers();
    m_schedule.reset();
    m_datagrams->close();
}

void LanDiscovery::cancelTimers()
{
    for (auto* timer : {&m_announceTimer, &m_interfaceTimer}) {
        if (*timer)
            m_clock.cancel(**timer);
        timer->reset();
    }
}

void LanDiscovery::setShares(std::vector<Bytes> discoveryKeys)
{
    if (discoveryKeys == m_keys)
        return;
    m_keys = std::move(discoveryKeys);
    if (!m_schedule)
        return;
    m_schedule->restart(m_clock.monotonicNs());
    armAnnounce();
}

void LanDiscovery::networkChanged()
{
    if (!m_schedule)
        return;
    m_schedule->restart(m_clock.monotonicNs());
    armAnnounce();
    if (m_interfaceTimer)
        m_clock.cancel(*m_interfaceTimer);
    checkInterfaces();
}

void LanDiscovery::checkInterfaces()
{
    m_interfaceTimer = m_clock.after(kLanInterfaceCheck, [this] { checkInterfaces(); });
    auto interfaces = m_listInterfaces(m_options.interfaces);
    if (interfaces == m_interfaces && m_datagrams->isOpen())
        return;
    if (const auto opened = openSockets(std::move(interfaces)); !opened)
        return;
    m_schedule->restart(m_clock.monotonicNs());
    armAnnounce();
}

Result<void> LanDiscovery::openSockets(std::vector<LanInterface> interfaces)
{
    m_interfaces = std::move(interfaces);
    auto opened = m_datagrams->open(m_interfaces);
    if (opened)
        qCInfo(logDiscovery) << "looking for devices on" << m_interfaces.size() << "interfaces, UDP port"
                             << m_options.udpPort;
    else
        qCWarning(logDiscovery) << opened.error().context.c_str();
    return opened;
}

void LanDiscovery::armAnnounce()
{
    if (m_announceTimer)
        m_clock.cancel(*m_announceTimer);
    m_announceTimer = m_clock.after(until(m_schedule->dueNs(), m_clock.monotonicNs()), [this] { announce(); });
}

void LanDiscovery::announce()
{
    const int64_t now = m_clock.monotonicNs();
    if (m_schedule->dueNs() <= now) {
        const bool answerPlease = m_schedule->announced(now);
        for (const Announcement& one : makeAnnouncements(m_tcpPort, answerPlease, m_keys, m_random)) {
            m_own.add(one.nonce);
            m_datagrams->sendToAll(encodeAnnouncement(one));
        }
    }
    armAnnounce();
}

void LanDiscovery::answer(const std::vector<Bytes>& discoveryKeys, const QHostAddress& to, uint16_t port)
{
    for (const Announcement& one : makeAnnouncements(m_tcpPort, false, discoveryKeys, m_random)) {
        m_own.add(one.nonce);
        m_datagrams->sendTo(encodeAnnouncement(one), to, port);
    }
}

void LanDiscovery::receive(ByteView datagram, const QHostAddress& from, uint16_t fromPort)
{
    const auto announcement = parseAnnouncement(datagram);
    if (!announcement) {
        if (looksLikeAnnouncement(datagram)) // other programs share the port
            qCDebug(logDiscovery) << from << ":" << announcement.error().context.c_str();
        return;
    }
    const Copy copy{announcement->nonce, addressBytes(from)};
    const int64_t now = m_clock.monotonicNs();
    if (m_own.contains(copy.nonce) || m_seen.contains(copy) || !m_limits.mayRead(copy.address, now))
        return;
    m_seen.add(copy);

    std::vector<Bytes> common;
    for (const size_t index : matchingShares(*announcement, m_keys))
        common.push_back(m_keys[index]);
    if (common.empty())
        return;
    const Bytes endpoint = copy.address + std::to_string(fromPort);
    if (announcement->answerPlease && m_limits.mayAnswer(endpoint, now))
        answer(common, from, fromPort);
    Q_EMIT found(common, from, announcement->port);
}

} // namespace shoal::discovery
