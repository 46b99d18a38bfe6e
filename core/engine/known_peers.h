// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret.h"
#include "core/engine/state_json.h"
#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <map>
#include <vector>

namespace shoal::engine {

// The numbers are those of the file.
enum class FoundBy { Lan = 0, KnownHost = 1, DialledUs = 2, Relay = 3, Dht = 4 };

// A device that has proven a share, connected or not.
struct KnownPeer
{
    DeviceId device;
    Bytes name;    // as it calls itself; not trusted
    Bytes address; // where it was last
    Bytes version; // of its program, as it says; not trusted
    bool viaLan = false;
    bool isRelayed = false; // a relay passes the bytes on
    FoundBy found = FoundBy::DialledUs;
    crypto::Permission permission = crypto::Permission::ReadOnly;
    int64_t lastSeenMs = 0; // since 1970
};

// Remembers the devices of each share, in storage_path/peers.json, for people who ask where one has gone. Nothing
// depends on it: a lost file is a shorter list. Engine thread only.
class KnownPeers
{
public:
    // Of all shares together; the one that was silent for longest makes room.
    static constexpr size_t kMost = 1'000;
    // Peers that come and go do not keep the disk busy.
    static constexpr std::chrono::seconds kSavePause{60};

    KnownPeers(const Bytes& storagePath, Clock& clock, Executor& pool, Executor& loop);
    ~KnownPeers();

    // Blocking; for start-up. Returns a sentence when something is wrong with the file.
    std::optional<Bytes> load();
    // It is connected now, or was until now; its time is set.
    void seen(const ShareId& share, KnownPeer peer);
    void gone(const ShareId& share, const DeviceId& device);
    void forget(const ShareId& share);
    // Writes what is not written yet.
    void flush();

    // Those seen within so many days; 0 = all.
    std::vector<KnownPeer> of(const ShareId& share, int64_t days) const;
    const KnownPeer* find(const ShareId& share, const DeviceId& device) const;

private:
    using Key = std::pair<ShareId, DeviceId>;

    void saveLater();
    int64_t nowMs() const { return m_clock.wallNs() / 1'000'000; }

    Clock& m_clock;
    StateJson m_file;
    std::map<Key, KnownPeer> m_peers;
    std::optional<Clock::TimerId> m_timer;
};

} // namespace shoal::engine
