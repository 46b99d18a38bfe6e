// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/rank.h"

#include <functional>
#include <optional>
#include <unordered_map>

namespace shoal::sync {

// Where a directory stands in the tree that the records mean.
struct Place
{
    DirId parent;
    Bytes name;
    bool operator==(const Place&) const = default;
};

// A directory whose place the last projection changed. Empty `before` = it appears, empty `after` = it goes.
struct PlaceChange
{
    DirId dir;
    std::optional<Place> before;
    std::optional<Place> after;
};

// DirId of a directory made at (parent, name): BLAKE2b-128(share id, parent, name, g), so that two servers which make
// the same directory make the same node.
DirId makeDirId(const ShareId& share, const DirId& parent, ByteView name, uint32_t g);

// All directories of a share and the pure projection of their records into one tree, the same on every device and never
// authored:
//  (a) a directory exists while it is live or something live is below it;
//  (b) a cycle is cut at its lowest-ranked node, which appears in the root;
//  (c) when several claim one (parent, name), a directory goes before a file, then the smaller key; the others get a
//  mark, and
//      another one where a directory stands under that name, too.
// Files are only counted here (liveFiles): their claims depend on the directories alone, see fileDiskName().
// Memory: about 250 bytes a directory. Cost of reproject(): nothing for new directories in free places (the bulk
// of a first sync), else linear in the number of directories; call it once a batch.
class DirTree
{
public:
    // Takes a directory's winning record.
    void put(const model::SealedRecord& record);
    // A directory of which only children are known so far stays unplaced, and so do they.
    void addLiveFiles(const DirId& dir, int64_t delta);

    // Projects anew when something changed since the last call; returns what moved, parents before children for
    // appearances.
    std::vector<PlaceChange> reproject();

    const Place* place(const DirId& dir) const; // null: not in the tree (the root has no place either)
    bool exists(const DirId& dir) const { return dir == kRootDir || place(dir) != nullptr; }
    // The directory that stands at (parent, name), or null.
    const DirId* at(const DirId& parent, ByteView name) const;
    // The name a live file record of that directory has on disk: its own, or a marked one where a directory claims it.
    Bytes fileDiskName(const DirId& dir, ByteView name) const;
    // Root-relative path; nothing when the directory is not in the tree. "" = root.
    std::optional<Bytes> path(const DirId& dir) const;
    // Children standing in a directory, in no particular order.
    void forEachChild(const DirId& parent, const std::function<void(const DirId&, const Bytes& name)>& visit) const;

    // The id for a directory made here at (parent, name): the smallest g for which nothing is known, or a tombstone
    // whose last place is this very one, which is then revived.
    // `isTaken`: says of such a tombstone that its directory is still on the disk, elsewhere.
    DirId idFor(const ShareId& share, const DirId& parent, ByteView name,
                const std::function<bool(const DirId&)>& isTaken = nullptr) const;
    size_t size() const { return m_nodes.size(); }

private:
    struct Node
    {
        bool known = false; // a record was seen
        bool live = false;
        Place record;
        model::Rank rank;
        int64_t liveFiles = 0;
        // Results of the last projection.
        Place effective;
        bool needed = false;
        std::optional<Place> place;
    };
    using Slot = std::pair<DirId, Bytes>;
    struct SlotHash
    {
        size_t operator()(const Slot& slot) const noexcept;
    };

    bool placeAtOnce(const DirId& dir, Node& node);
    void cutCycles();
    void markNeeded();
    std::vector<DirId> standing() const;
    void place(const std::vector<DirId>& dirs);
    bool reachesRoot(const DirId& dir) const;

    std::unordered_map<DirId, Node> m_nodes;
    std::unordered_map<Slot, DirId, SlotHash> m_slots;        // who stands where
    std::unordered_map<DirId, std::vector<DirId>> m_children; // by place
    std::vector<PlaceChange> m_placedAtOnce;                  // not yet returned by reproject()
    size_t m_waiting = 0; // nodes that would stand somewhere if an ancestor's record were known
    bool m_dirty = false;
};

// The mark of rule (c): `name.conflict-<8 hex of the key>`, cut to 255 bytes.
Bytes markedName(ByteView name, ByteView key);
// The name that got this mark, unless it was cut for it; empty: there is no mark.
ByteView unmarkedName(ByteView name);

} // namespace shoal::sync
