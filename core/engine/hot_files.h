// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rows.h"

#include <cstdint>
#include <map>

namespace shoal::engine {

// Files that change again and again: how soon they may be read anew, and which of their versions are worth keeping.
// Bounded: what has not changed for a while is forgotten. Strand only.
class HotFiles
{
public:
    using Entry = std::pair<store::DirNo, Bytes>; // directory and name

    // Hashing one file takes at most this part of a core: after each read it is left alone for the rest of the time.
    static constexpr int64_t kCostPart = 20;
    // More changes than this within an hour, and only one version an hour goes to the archive.
    static constexpr int kHotChanges = 20;
    static constexpr int64_t kHourNs = 3'600'000'000'000;

    // When the entry, found changed at `nowNs`, may be read: now, or later if it was read a moment ago. Monotonic.
    int64_t mayReadAtNs(const Entry& entry, int64_t nowNs) const;
    // It was read; that took `tookNs` for `size` bytes.
    void wasRead(const Entry& entry, int64_t nowNs, int64_t tookNs, int64_t size);

    // Whether the version that is replaced now is worth keeping in the archive.
    bool keepsVersion(const Entry& entry, int64_t nowNs);

    void clear();
    // How many files are remembered, each for its reads or its versions.
    size_t remembered() const { return m_reads.size() + m_versions.size(); }

private:
    struct Reads
    {
        int64_t nextNs = 0;
    };
    struct Versions
    {
        int64_t hourNs = 0; // when the counted hour began
        int changes = 0;    // in it
        bool hot = false;   // the hour before was hot
        int64_t keptNs = 0; // when a version was last kept
    };
    std::map<Entry, Reads> m_reads;
    std::map<Entry, Versions> m_versions;
    int64_t m_sweptNs = INT64_MIN / 2;
};

} // namespace shoal::engine
