// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/dir_tree.h"
#include "shared/base/hash.h"

#include <algorithm>
#include <map>
#include <set>

namespace shoal::sync {

// The rules of projection once more, as directly as they can be said and at any cost: what DirTree is held against.
class NaiveProjection
{
public:
    using Dirs = std::map<DirId, model::SealedRecord>;

    NaiveProjection(const Dirs& dirs, const std::set<DirId>& withLiveFiles) : m_dirs(dirs)
    {
        for (const auto& [id, sealed] : dirs)
            m_effective[id] = {sealed.record.parent, sealed.record.name};
        cutCycles();
        std::set<DirId> needed;
        for (const auto& [id, sealed] : dirs) {
            if (sealed.record.live || withLiveFiles.contains(id))
                keepWithAncestors(id, needed);
        }
        for (const DirId& id : withLiveFiles)
            keepWithAncestors(id, needed);
        place(needed);
    }

    const std::map<DirId, Place>& places() const { return m_places; }

private:
    // The directories of the walk upwards from `start`, that one included, until it ends or repeats.
    std::vector<DirId> walk(const DirId& start, DirId& end) const
    {
        std::vector<DirId> seen;
        end = start;
        while (end != kRootDir && m_effective.contains(end) && std::find(seen.begin(), seen.end(), end) == seen.end()) {
            seen.push_back(end);
            end = m_effective.at(end).parent;
        }
        return seen;
    }

    void cutCycles()
    {
        for (const auto& [start, unused] : m_dirs) {
            DirId end;
            std::vector<DirId> seen = walk(start, end);
            const auto first = std::find(seen.begin(), seen.end(), end);
            if (first == seen.end())
                continue;
            const DirId lowest = *std::min_element(first, seen.end(), [this](const DirId& a, const DirId& b) {
                return model::rankOf(m_dirs.at(a)) < model::rankOf(m_dirs.at(b));
            });
            m_effective[lowest] = {kRootDir, markedName(m_dirs.at(lowest).record.name, lowest.view())};
        }
    }

    void keepWithAncestors(const DirId& id, std::set<DirId>& needed) const
    {
        DirId end;
        for (const DirId& each : walk(id, end))
            needed.insert(each);
    }

    void place(const std::set<DirId>& needed)
    {
        std::map<std::pair<DirId, Bytes>, DirId> taken;
        std::vector<DirId> late;
        for (const DirId& id : needed) { // ascending: the smaller key comes first
            DirId end;
            (void)walk(id, end);
            if (end != kRootDir)
                continue;
            const Place& wanted = m_effective.at(id);
            if (taken.try_emplace({wanted.parent, wanted.name}, id).second)
                m_places[id] = wanted;
            else
                late.push_back(id);
        }
        for (const DirId& id : late) {
            const Place& wanted = m_effective.at(id);
            Bytes key = id.toBytes();
            while (!taken.try_emplace({wanted.parent, markedName(wanted.name, key)}, id).second)
                key = sha256(key).toBytes();
            m_places[id] = {wanted.parent, markedName(wanted.name, key)};
        }
    }

    const Dirs& m_dirs;
    std::map<DirId, Place> m_effective;
    std::map<DirId, Place> m_places;
};

} // namespace shoal::sync
