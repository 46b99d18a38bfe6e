// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/peer_table.h"
#include "core/net/redial.h"
#include "shared/base/random.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>

namespace shoal::engine {

// How a dialled connection ended, as far as it matters for dialing again.
enum class DialOutcome {
    Failed,    // no connection, no handshake, or no common share
    Worked,    // a share was open for a while
    LeadsToUs, // this process answered
};

// Which addresses to dial and when. Pure: no sockets, `now` is passed in.
//
// Known hosts are dialled for ever, with back-off, unless the device that last answered there is connected. An address
// heard of on the LAN is dialled at once, and forgotten if nobody answers; one that has answered is tried
// again for a while when its device is lost; so is one that the DHT names. What a relay lists is tried with back-off as
// long as it lists it: a direct address while its device is not reached directly, the way through the relay while it is
// not reached at all. Per address, and per device that is known to be behind several addresses, one attempt at a time.
// An address that leads to ourselves is never dialled again.
class DialPlan
{
public:
    // Addresses that are not in the config: more than devices on a large LAN, few enough that a liar costs nothing.
    static constexpr size_t kMaxFound = 256;
    // Of those, named by the DHT and by nobody else: any of its nodes may name what it likes.
    static constexpr size_t kMaxOfDht = 64;
    // How long a found address that has answered once is tried again. The LAN would tell of it anew every minute.
    static constexpr int64_t kRememberNs = 3'600'000'000'000;

    explicit DialPlan(Random& random);

    // A known host of a share: "host:port". Due at once, unless it is in use or deferred.
    void addKnownHost(const Bytes& address, const ShareId& share, int64_t nowNs);
    // The share has no known hosts any more; where it was found by other means it is dialled as before.
    void dropKnownHosts(const ShareId& share);
    // Nothing is dialled for this share any more.
    void dropShare(const ShareId& share);
    // The LAN tells that these shares are at `address`.
    void found(const Bytes& address, std::span<const ShareId> shares, int64_t nowNs);

    // The DHT names an address where this share might be. One too many is left out.
    void foundByDht(const Bytes& address, const ShareId& share, int64_t notBeforeNs);

    // A relay tells of a device. `entry` names what it lists, for unlisted().
    struct Listed
    {
        Bytes entry;
        DeviceId device;
        bool isRelayed = false;  // the way leads through the relay
        int64_t notBeforeNs = 0; // better ways have a head start
    };
    void listed(const Bytes& address, const Listed& listed, const ShareId& share);
    // Nothing that was listed so is there any more.
    void unlisted(const Bytes& entry);

    // Addresses to dial now, in the order they became due. Each counts as in use until ended().
    std::vector<Bytes> takeDue(const PeerTable& peers, int64_t nowNs);
    // When takeDue() should be asked next if nothing else happens; in the past means now.
    std::optional<int64_t> nextDueNs(const PeerTable& peers) const;

    // The device behind a dialled address has said who it is.
    void answered(const Bytes& address, const DeviceId& device, int64_t nowNs);
    // A device that dialled us and proved a share says that it listens at `address`: where to look for it when it is
    // lost.
    void suppose(const Bytes& address, const DeviceId& device, const ShareId& share, int64_t nowNs);
    void ended(const Bytes& address, DialOutcome outcome, int64_t nowNs);
    // Not before `untilNs`, whoever asks.
    void defer(const Bytes& address, int64_t untilNs, int64_t nowNs);

    bool isKnownHost(const Bytes& address) const;
    // The known hosts of a share, each with the device that last answered there.
    std::vector<std::pair<Bytes, std::optional<DeviceId>>> knownHosts(const ShareId& share) const;
    // The LAN has told of it.
    bool isViaLan(const Bytes& address) const;
    // The DHT has named it.
    bool isViaDht(const Bytes& address) const;
    // A relay lists it.
    bool isListed(const Bytes& address) const;
    bool isListed(const DeviceId& device) const;
    size_t size() const { return m_targets.size(); }

private:
    struct Target
    {
        std::set<ShareId> knownFor; // whose known host it is
        bool viaLan = false;        // the LAN told of it
        bool viaDht = false;        // the DHT named it
        bool inUse = false;         // dialled, or connected through it
        bool leadsToUs = false;
        bool isRelayed = false;
        std::set<Bytes> entries;          // under which relays list it
        std::optional<DeviceId> expected; // who should be there, as they say
        std::set<ShareId> shares;
        std::set<ShareId> heard;        // by the LAN, since the last attempt
        std::optional<DeviceId> device; // who answered last
        std::optional<int64_t> answeredNs;
        int64_t dueNs = 0;
        int64_t deferredNs = 0;
        net::Redial redial;

        int64_t notBeforeNs() const { return std::max(dueNs, deferredNs); }
        bool isKnown() const { return !knownFor.empty(); }
        // Only the DHT says that somebody is there.
        bool isHearsay() const { return viaDht && !isKnown() && !viaLan && entries.empty() && !answeredNs; }
        // Who is there, as far as is known.
        const std::optional<DeviceId>& whose() const { return device ? device : expected; }
    };
    using Targets = std::map<Bytes, Target>;

    bool isWanted(const Target& target, const PeerTable& peers) const;
    // It is dialled already, or connected, in the same way as `target` would.
    bool isDeviceInUse(const Target& target) const;
    // The target of a found address, a new one if need be; null when there are too many.
    Target* foundTarget(const Bytes& address, int64_t nowNs);
    bool makeRoom(int64_t nowNs);
    bool hasRoomForHearsay() const;
    void eraseUnused();

    Random& m_random;
    Targets m_targets;
};

} // namespace shoal::engine
