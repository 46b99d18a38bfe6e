// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/dir_tree.h"

#include "shared/base/hash.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace shoal::sync {

namespace {

void appendNumber(Bytes& out, uint64_t value, int size)
{
    for (int i = size - 1; i >= 0; --i)
        out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

} // namespace

DirId makeDirId(const ShareId& share, const DirId& parent, ByteView name, uint32_t g)
{
    Bytes text("shoal dir 1");
    text += share.view();
    text += parent.view();
    appendNumber(text, name.size(), 2);
    text += name;
    appendNumber(text, g, 4);
    return DirId::from(blake2b(DirId::kSize, text));
}

Bytes markedName(ByteView name, ByteView key)
{
    const Bytes mark = ".conflict-" + toHex(key.substr(0, 4));
    return Bytes(name.substr(0, utf8Cut(name, model::kMaxName - mark.size()))) + mark;
}

ByteView unmarkedName(ByteView name)
{
    static const size_t kMark = markedName("x", Bytes(4, '\0')).size() - 1;
    const bool isMarked = name.size() > kMark && name.substr(name.size() - kMark).starts_with(".conflict-");
    return isMarked ? name.substr(0, name.size() - kMark) : ByteView();
}

size_t DirTree::SlotHash::operator()(const Slot& slot) const noexcept
{
    return std::hash<DirId>()(slot.first) ^ std::hash<Bytes>()(slot.second) * 31;
}

void DirTree::put(const model::SealedRecord& record)
{
    const auto [it, fresh] = m_nodes.try_emplace(record.record.dir);
    Node& node = it->second;
    node.known = true;
    node.live = record.record.live;
    node.record = {record.record.parent, record.record.name};
    node.rank = model::rankOf(record);
    if (!fresh || !placeAtOnce(it->first, node))
        m_dirty = true;
}

// A new live directory in a free place below a standing one changes nothing else in the projection,
// provided that nobody waits for it.
bool DirTree::placeAtOnce(const DirId& dir, Node& node)
{
    if (m_dirty || m_waiting > 0 || !node.live || !exists(node.record.parent) ||
        at(node.record.parent, node.record.name))
        return false;
    node.effective = node.record;
    node.needed = true;
    node.place = node.record;
    m_slots[{node.record.parent, node.record.name}] = dir;
    m_children[node.record.parent].push_back(dir);
    m_placedAtOnce.push_back({dir, std::nullopt, node.place});
    return true;
}

void DirTree::addLiveFiles(const DirId& dir, int64_t delta)
{
    if (dir == kRootDir || delta == 0)
        return;
    const auto [it, fresh] = m_nodes.try_emplace(dir);
    Node& node = it->second;
    m_waiting += fresh;
    const bool before = node.liveFiles > 0;
    node.liveFiles += delta;
    // A live directory exists whatever is in it; only a dead one appears and goes with its files.
    if (before != (node.liveFiles > 0) && !node.live)
        m_dirty = true;
}

// Walks up from every directory; each is visited once, because a walk ends where an earlier one has been.
void DirTree::cutCycles()
{
    std::unordered_map<DirId, size_t> seen; // directory -> number of the walk
    std::vector<DirId> ids;
    ids.reserve(m_nodes.size());
    for (auto& [id, node] : m_nodes) {
        if (node.known) {
            node.effective = node.record;
            ids.push_back(id);
        }
    }
    if (mutated(Mutant::LeaveCycles))
        return;
    std::sort(ids.begin(), ids.end());
    seen.reserve(ids.size());
    size_t walk = 0;
    for (const DirId& start : ids) {
        ++walk;
        DirId at = start;
        while (at != kRootDir) {
            const auto it = m_nodes.find(at);
            if (it == m_nodes.end() || !it->second.known)
                break;
            const auto [mark, fresh] = seen.try_emplace(at, walk);
            if (fresh) {
                at = it->second.effective.parent;
                continue;
            }
            if (mark->second != walk)
                break;
            // `at` is on a cycle: its lowest-ranked node moves to the root.
            DirId lowest = at;
            for (DirId node = m_nodes[at].effective.parent; node != at; node = m_nodes[node].effective.parent) {
                const Node& a = m_nodes[node];
                const Node& b = m_nodes[lowest];
                if (a.rank < b.rank || (a.rank == b.rank && node < lowest))
                    lowest = node;
            }
            Node& cut = m_nodes[lowest];
            cut.effective = {kRootDir, markedName(cut.record.name, lowest.view())};
            break;
        }
    }
}

void DirTree::markNeeded()
{
    std::vector<DirId> todo;
    for (auto& [id, node] : m_nodes) {
        node.needed = node.live || (node.liveFiles > 0 && !mutated(Mutant::HideBelowDeleted));
        if (node.needed)
            todo.push_back(id);
    }
    while (!todo.empty()) {
        const Node& node = m_nodes[todo.back()];
        todo.pop_back();
        if (!node.known || node.effective.parent == kRootDir)
            continue;
        const auto parent = m_nodes.find(node.effective.parent);
        if (parent != m_nodes.end() && !parent->second.needed) {
            parent->second.needed = true;
            todo.push_back(parent->first);
        }
    }
}

// Ascending, so that the smaller key comes first.
std::vector<DirId> DirTree::standing() const
{
    std::vector<DirId> result;
    result.reserve(m_nodes.size());
    for (const auto& [id, node] : m_nodes) {
        if (node.known && node.needed && reachesRoot(id))
            result.push_back(id);
    }
    std::sort(result.begin(), result.end());
    return result;
}

// Marks are given out last: a record's own name goes before a mark that looks like it.
void DirTree::place(const std::vector<DirId>& dirs)
{
    m_slots.clear();
    std::vector<DirId> late;
    for (const DirId& dir : dirs) {
        const Place& wanted = m_nodes[dir].effective;
        if (!m_slots.try_emplace({wanted.parent, wanted.name}, dir).second)
            late.push_back(dir);
    }
    for (const DirId& dir : late) {
        Place& wanted = m_nodes[dir].effective;
        Bytes key = dir.toBytes();
        Bytes name = markedName(wanted.name, key);
        for (; !m_slots.try_emplace({wanted.parent, name}, dir).second; name = markedName(wanted.name, key))
            key = sha256(key).toBytes();
        wanted.name = std::move(name);
    }
}

bool DirTree::reachesRoot(const DirId& dir) const
{
    size_t steps = 0;
    for (DirId at = dir; at != kRootDir;) {
        const auto it = m_nodes.find(at);
        if (it == m_nodes.end() || !it->second.known)
            return false;
        at = it->second.effective.parent;
        if (mutated(Mutant::LeaveCycles) && ++steps > m_nodes.size())
            return false;
    }
    return true;
}

std::vector<PlaceChange> DirTree::reproject()
{
    std::vector<PlaceChange> sorted = std::exchange(m_placedAtOnce, {});
    if (!m_dirty)
        return sorted;
    m_dirty = false;
    std::vector<PlaceChange> changes;
    cutCycles();
    markNeeded();

    const std::vector<DirId> dirs = standing();
    place(dirs);
    m_children.clear();
    m_waiting = 0;
    for (auto& [id, node] : m_nodes) {
        const bool stands = std::binary_search(dirs.begin(), dirs.end(), id);
        std::optional<Place> place = stands ? std::optional(node.effective) : std::nullopt;
        m_waiting += node.needed && !place;
        if (place)
            m_children[place->parent].push_back(id);
        if (place != node.place) {
            changes.push_back({id, node.place, place});
            node.place = std::move(place);
        }
    }
    // Parents before children, and the same order on every run.
    const auto depth = [this](const DirId& dir) {
        size_t steps = 0;
        for (const Place* at = place(dir); at && at->parent != kRootDir; at = place(at->parent))
            ++steps;
        return steps;
    };
    std::vector<std::pair<size_t, size_t>> order;
    for (size_t i = 0; i < changes.size(); ++i)
        order.emplace_back(depth(changes[i].dir), i);
    std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        return std::tie(a.first, changes[a.second].dir) < std::tie(b.first, changes[b.second].dir);
    });
    sorted.reserve(sorted.size() + changes.size());
    for (const auto& [steps, index] : order)
        sorted.push_back(std::move(changes[index]));
    return sorted;
}

const Place* DirTree::place(const DirId& dir) const
{
    const auto it = m_nodes.find(dir);
    return it != m_nodes.end() && it->second.place ? &*it->second.place : nullptr;
}

const DirId* DirTree::at(const DirId& parent, ByteView name) const
{
    const auto it = m_slots.find({parent, Bytes(name)});
    return it == m_slots.end() ? nullptr : &it->second;
}

Bytes DirTree::fileDiskName(const DirId& dir, ByteView name) const
{
    Bytes result(name);
    if (mutated(Mutant::IgnoreNameClash))
        return result;
    Bytes key(dir.view());
    for (key += name; at(dir, result); result = markedName(name, key))
        key = sha256(key).toBytes();
    return result;
}

std::optional<Bytes> DirTree::path(const DirId& dir) const
{
    Bytes result;
    for (DirId at = dir; at != kRootDir;) {
        const Place* here = place(at);
        if (!here)
            return std::nullopt;
        result = result.empty() ? here->name : here->name + "/" + result;
        at = here->parent;
    }
    return result;
}

void DirTree::forEachChild(const DirId& parent, const std::function<void(const DirId&, const Bytes&)>& visit) const
{
    const auto it = m_children.find(parent);
    if (it == m_children.end())
        return;
    for (const DirId& child : it->second)
        visit(child, m_nodes.at(child).place->name);
}

DirId DirTree::idFor(const ShareId& share, const DirId& parent, ByteView name,
                     const std::function<bool(const DirId&)>& isTaken) const
{
    for (uint32_t g = 0;; ++g) {
        const DirId id = makeDirId(share, parent, name, g);
        const auto it = m_nodes.find(id);
        if (it == m_nodes.end() || !it->second.known)
            return id;
        const Node& node = it->second;
        // A dead directory that still stands because something live is below it is not free.
        if (!node.live && node.record == Place{parent, Bytes(name)} && !node.place && !(isTaken && isTaken(id)))
            return id;
    }
}

} // namespace shoal::sync
