// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret.h"
#include "shared/base/ids.h"

#include <vector>

namespace shoal::engine {

// What a share tells has changed, for those who show it; a set of bits.
enum class Topic : uint8_t {
    Status = 1,
    Peers = 2,
    Transfers = 4,
    History = 8,
    Conflicts = 16,
    Problems = 32,
    Options = 64
};
using Topics = uint8_t;

constexpr Topics operator|(Topic a, Topic b)
{
    return static_cast<Topics>(static_cast<Topics>(a) | static_cast<Topics>(b));
}
constexpr Topics operator|(Topics a, Topic b)
{
    return static_cast<Topics>(a | static_cast<Topics>(b));
}
constexpr bool hasTopic(Topics topics, Topic topic)
{
    return (topics & static_cast<Topics>(topic)) != 0;
}

enum class ShareState { Starting, Scanning, Syncing, Idle, Stopped, Paused };

struct PeerStatus
{
    uint64_t id = 0; // PeerId
    DeviceId device;
    Bytes name;
    Bytes address;
    crypto::Permission permission = crypto::Permission::ReadOnly;
    uint64_t lackingFiles = 0; // what it says it lacks
    uint64_t lackingBytes = 0;
    bool inSync = false; // its last digest equals ours
};

// What `shoal status` shows of a share. Cheap: totals are kept, nothing is counted for it.
struct ShareStatus
{
    Bytes dir;
    ShareId share;
    crypto::Permission permission = crypto::Permission::ReadOnly;
    ShareState state = ShareState::Starting;
    uint64_t files = 0, directories = 0, bytes = 0;
    uint64_t pendingFiles = 0, pendingBytes = 0;
    uint64_t archiveBytes = 0;
    uint64_t problems = 0;
    Bytes stopped;                 // why the share stopped, for state Stopped
    std::vector<Bytes> guarantees; // what this file system cannot do, in sentences
    std::vector<PeerStatus> peers;
};

// One path that is not in sync, and why.
struct WhyItem
{
    Bytes path;  // relative to the folder
    Bytes state; // "in sync", "waiting", "blocked", "ignored", "unknown"
    Bytes reason;
    Bytes peer;
    Bytes whatToDo;
};

// The answers to a tripped guard: fetch the missing files from the peers, or delete them everywhere.
enum class GuardAnswer { Refill, DeletedEverywhere };

} // namespace shoal::engine
