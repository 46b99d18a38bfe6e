// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret.h"
#include "core/engine/history_event.h"
#include "core/model/problem.h"
#include "shared/base/ids.h"

#include <optional>
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
    Bytes problem;       // why its share stopped, as it says
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
    int64_t joinedNs = 0; // when its first scan was complete, ns since 1970; 0: it is not yet
    uint64_t problems = 0;
    uint64_t conflicts = 0;                  // conflict copies
    model::Sentence stopped;                 // why the share stopped, for state Stopped
    std::vector<model::Sentence> guarantees; // what this file system cannot do
    std::vector<PeerStatus> peers;
};

// One path that is not in sync, and why.
struct WhyItem
{
    Bytes path;  // relative to the folder
    Bytes state; // "in sync", "waiting", "blocked", "ignored", "unknown"
    model::Sentence reason;
    Bytes peer;
    model::Sentence whatToDo;
    model::Question question = model::Question::None;
    uint64_t missingFiles = 0; // of MissingFiles
};

// A file that is on its way.
struct TransferItem
{
    Bytes path;
    bool up = false; // to a peer
    uint64_t size = 0, done = 0;
    uint64_t rate = 0; // bytes a second
    std::vector<Bytes> peers;
};
struct TransferList
{
    std::vector<TransferItem> items;
    uint64_t queuedFiles = 0, queuedBytes = 0; // what is to come and has not begun
};

struct HistoryQuery
{
    uint64_t before = 0; // only events with smaller numbers; 0 = all
    Bytes search;        // in paths and names of devices, letters of ASCII in any case
    size_t limit = 200;
};
struct HistoryPage
{
    std::vector<std::pair<uint64_t, HistoryEvent>> entries; // with their numbers, newest first
    bool more = false;                                      // there are older ones that match
};

// Who wrote a version.
struct VersionAuthor
{
    Bytes name;                     // of the device, or 8 hexadecimal digits; empty = this device
    std::optional<DeviceId> device; // as far as it is known
};

// A conflict copy, and what it is a copy of.
struct ConflictItem
{
    Bytes cursor; // to go on behind it
    Bytes path, original;
    VersionAuthor author; // of the copy
    int64_t timeMs = 0, mtimeMs = 0;
    uint64_t size = 0;
    // Of what has the plain name; nothing when that is gone.
    std::optional<VersionAuthor> originalAuthor;
    std::optional<uint64_t> originalSize;
    std::optional<int64_t> originalMtimeMs;
};
// Which of the two stays under the plain name: what has it, or the copy; or both stay.
enum class KeepChoice { This, That, Both };

struct ArchiveQuery
{
    Bytes path;   // of the share: this file, or what was below this directory; empty = all
    Bytes search; // part of a path, letters of ASCII in any case
    Bytes after;  // ArchivePage::next of the page before
    size_t limit = 200;
};
struct ArchivedVersion
{
    Bytes path;     // where it was
    Bytes archived; // relative to .sync/Archive
    uint64_t size = 0;
    int64_t archivedMs = 0;
};
struct ArchivePage
{
    std::vector<ArchivedVersion> versions;
    Bytes next; // empty = this was the last page
};

struct IgnoreVerdict
{
    bool ignored = false;
    Bytes rule;
    size_t line = 0; // of .sync/IgnoreList, from 1; 0 = a built-in rule
};

// What a list that is not saved would do. `mistake` not empty: it could not be saved, and there are no verdicts.
struct IgnoreTrial
{
    Bytes mistake;
    std::vector<IgnoreVerdict> verdicts; // of the paths, in their order
};

// The answers to a tripped guard: fetch the missing files from the peers, or delete them everywhere.
enum class GuardAnswer { Refill, DeletedEverywhere };
// To records that are held because they may have been deleted long ago.
enum class HeldAnswer { Keep, Remove };

} // namespace shoal::engine
