// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/discovery/lan_announcement.h"
#include "core/discovery/lan_policy.h"
#include "core/discovery/lan_sockets.h"
#include "core/discovery/recent.h"
#include "shared/base/clock.h"

#include <QObject>

#include <optional>

namespace shoal::discovery {

struct LanOptions
{
    uint16_t udpPort = kLanPort;
    std::vector<Bytes> interfaces; // by name; empty = all that are up
};

// How LanDiscovery gets at the local networks: by default at those of this machine.
struct LanAccess
{
    MakeDatagrams makeDatagrams = [](uint16_t udpPort, Datagrams::Receiver receiver) {
        return std::make_unique<LanSockets>(udpPort, std::move(receiver));
    };
    ListInterfaces interfaces = lanInterfaces;
};

// How often to look for interfaces that came or went: cheap, and soon enough for one that nobody told us of.
inline constexpr std::chrono::seconds kLanInterfaceCheck{30};

// Finds devices with a common share on the networks of this machine, and shows itself to them. Sends nothing while
// it has no share. What it hears is a hint: whoever dials proves membership on the channel.
// Engine thread only; `clock` and `random` must outlive it.
class LanDiscovery final : public QObject
{
    Q_OBJECT

public:
    LanDiscovery(Clock& clock, Random& random, LanOptions options = {}, const LanAccess& access = {},
                 QObject* parent = nullptr);
    ~LanDiscovery() override;

    // Announces at once. `tcpPort`: that we listen on for peers, not 0. On an error it goes on trying every
    // kLanInterfaceCheck.
    Result<void> start(uint16_t tcpPort);
    void stop();

    // The discovery keys of the shares to look for. When they change, an announcement follows soon.
    void setShares(std::vector<Bytes> discoveryKeys);
    // After resume, or when the system tells of a change: looks at the interfaces now and announces soon.
    void networkChanged();

Q_SIGNALS:
    // A device that says it has these shares (their discovery keys, in our order) listens at `address`, `port`. Once
    // for each address and announcement, thus again about every minute. Nothing is proven: rate-limit dialing. A slot
    // may call stop() and setShares(), but not delete the sender.
    void found(const std::vector<shoal::Bytes>& discoveryKeys, const QHostAddress& address, quint16 port);

private:
    // More than one round of a device with 1,000 shares, or an answer to each of a dozen starting instances.
    static constexpr size_t kOwnNonces = 64;
    // The copies of one announcement arrive within milliseconds of each other.
    static constexpr size_t kSeenCopies = 256;
    struct Copy
    {
        LanNonce nonce;
        Bytes address;
        bool operator==(const Copy&) const = default;
    };

    void receive(ByteView datagram, const QHostAddress& from, uint16_t fromPort);
    void announce();
    void answer(const std::vector<Bytes>& discoveryKeys, const QHostAddress& to, uint16_t port);
    void checkInterfaces();
    Result<void> openSockets(std::vector<LanInterface> interfaces);
    void armAnnounce();
    void cancelTimers();

    Clock& m_clock;
    Random& m_random;
    const LanOptions m_options;
    const ListInterfaces m_listInterfaces;
    const std::unique_ptr<Datagrams> m_datagrams;
    LanLimits m_limits;
    std::optional<LanSchedule> m_schedule; // empty while stopped
    std::vector<LanInterface> m_interfaces;
    std::vector<Bytes> m_keys;
    uint16_t m_tcpPort = 0;
    Recent<LanNonce, kOwnNonces> m_own;
    Recent<Copy, kSeenCopies> m_seen;
    std::optional<Clock::TimerId> m_announceTimer;
    std::optional<Clock::TimerId> m_interfaceTimer;
};

} // namespace shoal::discovery
