// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/author.h"
#include "core/sync/dir_tree.h"
#include "core/sync/merge.h"

#include <map>
#include <rapidcheck.h>
#include <set>

namespace shoal::sync {

using Index = std::map<model::RecordKey, model::SealedRecord>;
// Root-relative path -> whose place it is.
using Tree = std::map<Bytes, model::RecordKey>;

// The files of an index as they appear among the directories of `dirs`; those of unplaced directories are left out.
inline Tree shownTree(const Index& index, const DirTree& dirs)
{
    Tree tree;
    for (const auto& [key, sealed] : index) {
        if (!key.isDirectory && !sealed.record.live)
            continue;
        auto path = dirs.path(key.dir);
        if (!path)
            continue;
        if (!key.isDirectory)
            *path += (path->empty() ? "" : "/") + dirs.fileDiskName(key.dir, key.name);
        RC_ASSERT(tree.emplace(*path, key).second); // one path, one owner
    }
    return tree;
}

// Conflicts that any replica of a history derived: the loser's bytes -> the copy's bytes.
using DerivedCopies = std::map<Hash, Hash>;

// One device without disk, network and scanner: records, and the directories made from them. Its disk may be behind its
// index, as a real one is until contents have arrived: local changes follow what the disk shows.
class PureReplica
{
public:
    // One that does not write may leave the copies of conflicts to those who do.
    PureReplica(AuthorId author, bool writes, bool derives, int64_t skewNs, DerivedCopies& derived)
        : m_author(author), m_writes(writes), m_derives(derives), m_skewNs(skewNs), m_derived(&derived)
    {}

    bool writes() const { return m_writes; }
    const Index& index() const { return m_index; }
    const DirTree& dirs() const { return m_dirs; }
    Tree tree() const { return shownTree(m_index, m_dirs); }

    Authorship author(int64_t nowNs) { return {m_author, ++m_counter, nowNs + m_skewNs}; }

    // The record that the disk shows, or null.
    const model::SealedRecord* shown(const model::RecordKey& key) const
    {
        if (const auto behind = m_behind.find(key); behind != m_behind.end())
            return behind->second ? &*behind->second : nullptr;
        const auto it = m_index.find(key);
        return it == m_index.end() ? nullptr : &it->second;
    }
    void applyAll() { m_behind.clear(); }

    // A record of a peer. Returns whether it changed anything here.
    bool receive(const model::SealedRecord& incoming, bool applied)
    {
        const auto it = m_index.find(incoming.record.key());
        const model::SealedRecord* local = it == m_index.end() ? nullptr : &it->second;
        const MergeResult result = merge(local, incoming);
        RC_ASSERT(result.outcome != MergeOutcome::Malformed);
        checkBothWays(local, incoming, result);
        bool changed = result.outcome == MergeOutcome::TakeIncoming;
        if (changed) {
            if (!applied)
                m_behind.try_emplace(incoming.record.key(), local ? std::optional(*local) : std::nullopt);
            put(incoming);
        }
        if (result.conflict && m_derives)
            changed |= receive(*result.conflict, applied);
        return changed;
    }

    // A record made here, for what the disk shows now.
    void write(const model::SealedRecord& own)
    {
        const auto again = model::unseal(own.bytes);
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->record == own.record);
        receive(own, true);
        const auto& winner = m_index.at(own.record.key());
        if (winner.hash == own.hash)
            m_behind.erase(own.record.key());
        else
            m_behind[own.record.key()] = own;
    }

    // Projects, and checks that the changes told are those that happened.
    void project()
    {
        for (const PlaceChange& change : m_dirs.reproject()) {
            const auto it = m_places.find(change.dir);
            RC_ASSERT((it == m_places.end() ? std::nullopt : std::optional(it->second)) == change.before);
            if (!change.after) {
                m_places.erase(it);
                continue;
            }
            RC_ASSERT(change.after->parent == kRootDir || m_places.contains(change.after->parent)); // parents first
            m_places[change.dir] = *change.after;
        }
        for (const auto& [key, sealed] : m_index) {
            if (!key.isDirectory)
                continue;
            const Place* place = m_dirs.place(key.dir);
            const auto told = m_places.find(key.dir);
            RC_ASSERT((place != nullptr) == (told != m_places.end()));
            RC_ASSERT(
                (!place || *place == told->second)); // the second pair of parentheses: RC_ASSERT evaluates both sides
        }
    }

private:
    void put(const model::SealedRecord& record)
    {
        const model::RecordKey key = record.record.key();
        const auto it = m_index.find(key);
        const bool wasLive = it != m_index.end() && it->second.record.live;
        if (key.isDirectory)
            m_dirs.put(record);
        else if (wasLive != record.record.live)
            m_dirs.addLiveFiles(key.dir, wasLive ? -1 : 1);
        m_index.insert_or_assign(key, record);
    }

    // Whoever holds which of the two records comes to the same winner and the same copy.
    void checkBothWays(const model::SealedRecord* local, const model::SealedRecord& incoming, const MergeResult& result)
    {
        if (!local)
            return;
        const MergeResult mirrored = merge(&incoming, *local);
        RC_ASSERT((mirrored.outcome == MergeOutcome::KeepLocal) == (result.outcome == MergeOutcome::TakeIncoming));
        RC_ASSERT(mirrored.conflict.has_value() == result.conflict.has_value());
        if (!result.conflict)
            return;
        RC_ASSERT(mirrored.conflict->bytes == result.conflict->bytes);
        const auto again = model::unseal(result.conflict->bytes);
        RC_ASSERT(again.has_value());
        const Hash loser = result.outcome == MergeOutcome::TakeIncoming ? local->hash : incoming.hash;
        RC_ASSERT(m_derived->try_emplace(loser, result.conflict->hash).first->second == result.conflict->hash);
    }

    AuthorId m_author;
    bool m_writes;
    bool m_derives;
    int64_t m_skewNs;
    uint64_t m_counter = 0;
    DerivedCopies* m_derived;
    Index m_index;
    DirTree m_dirs;
    std::map<DirId, Place> m_places; // by the changes that were told
    std::map<model::RecordKey, std::optional<model::SealedRecord>> m_behind;
};

} // namespace shoal::sync
