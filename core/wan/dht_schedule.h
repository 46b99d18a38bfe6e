// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wan/wan_session.h"
#include "shared/base/random.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>

namespace shoal::wan {

// When to announce which key, and how many of the addresses found under it are taken. Often in the beginning: two
// devices that come at the same time miss each other's first announcement. Pure: `now` is monotonic and passed in.
class DhtSchedule
{
public:
    static constexpr std::chrono::seconds kFirstPause{5};
    // Nodes forget after half an hour or somewhat more (BEP 5 does not say; libtorrent: 45 min).
    static constexpr std::chrono::minutes kLongestPause{15};
    // Of one key between two announcements: a share has more devices rarely, and any node may invent some.
    static constexpr size_t kMaxPeers = 32;
    // Of those, from one answer: one liar leaves room for what other nodes say.
    static constexpr size_t kMaxPeersOfAnswer = 8;

    // What to announce from now on; new keys are due at once.
    void setKeys(const std::set<crypto::DhtKey>& keys, int64_t nowNs);
    bool hasKey(const crypto::DhtKey& key) const { return m_entries.contains(key); }
    // All are due, and often again: as at the start.
    void restart(int64_t nowNs);

    std::vector<crypto::DhtKey> takeDue(int64_t nowNs);
    // In the past means now.
    std::optional<int64_t> nextDueNs() const;

    // Those of one answer to dial, by chance when it names too many; each one once between two announcements of its
    // key.
    std::vector<DhtPeer> take(const crypto::DhtKey& key, std::vector<DhtPeer> answer, bool isOwnDht, Random& random);

private:
    struct Entry
    {
        int64_t dueNs = 0;
        std::chrono::nanoseconds pause = kFirstPause;
        std::vector<DhtPeer> taken;
    };
    std::map<crypto::DhtKey, Entry> m_entries;
};

// Whether to dial what a stranger names. In the public DHT only what the internet can reach: otherwise any node could
// make this machine knock at doors of the network it is in. In a DHT of one's own, all that can be a machine.
bool mayDial(const DhtPeer& peer, bool isOwnDht);

} // namespace shoal::wan
