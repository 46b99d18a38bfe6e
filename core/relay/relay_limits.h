// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace shoal::relay {

// What a relay lets strangers have, each with its reason. The defaults suit a small server of the internet.
struct RelayLimits
{
    size_t members = 4'096;           // devices at once; each has a descriptor and some 10 KiB
    size_t membersOfSource = 128;     // of one address: an office behind one router, with two days around midnight
    size_t sharesOfMember = 1'024;    // as many as an instance may have
    size_t membersOfShare = 256;      // of one share: what one has to read when it comes
    size_t sessions = 1'024;          // relayed connections; each has two descriptors and at most some 600 KiB
    size_t sessionsOfMember = 64;     // more peers than a group that needs relaying has
    size_t sessionsOfSource = 256;    // of one address
    uint64_t bytesOfSourcePerDay = 0; // relayed for one address; 0: no quota

    // What a device makes the relay send, in messages: at once a thousand shares with a few members each, then little.
    double burstOfMember = 16'384;
    double perSecondOfMember = 32;
    // The same for an address, which several devices may share.
    double burstOfSource = 65'536;
    double perSecondOfSource = 128;
};

inline constexpr int64_t kRelaySecond = 1'000'000'000;
inline constexpr int64_t kRelayGreetingNs = 10 * kRelaySecond; // to finish a handshake, or to show a ticket
inline constexpr int64_t kRelayMeetingNs = 20 * kRelaySecond;  // for both ends of a relayed connection to come
inline constexpr int64_t kRelayPingNs = 30 * kRelaySecond;     // below what NATs remember a silent flow for
inline constexpr int64_t kRelayDeadNs = 90 * kRelaySecond;     // three pings
inline constexpr int64_t kRelayStuckNs = 180 * kRelaySecond;   // devices ping each other through it every 30 s
inline constexpr size_t kRelaySources = 65'536;                // addresses that are remembered

} // namespace shoal::relay
