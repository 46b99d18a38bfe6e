// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/problem_list.h"
#include "core/engine/share.h"
#include "core/storage/archive_pass.h"

namespace shoal::engine {

// Keeps the archive of a share within its limits of age and size, one pass for all of them: once an hour, and soon
// after the disk ran out of room. Losers of conflicts and displaced local edits stay for 30 days whatever the limits
// say; when these alone exceed them, that is a problem, and no more of the kind may come. Strand only.
class ArchiveKeeper
{
public:
    ArchiveKeeper(const ShareSettings& settings, ProblemList& problems) : m_settings(settings), m_problems(problems) {}

    static constexpr int64_t kPauseNs = 3'600'000'000'000;
    // A pass that was asked for comes at most this often: it may find nothing to drop.
    static constexpr int64_t kLeastPauseNs = 60'000'000'000;

    // Monotonic.
    bool isDue(int64_t nowNs) const { return m_pass || nowNs >= m_nextNs; }
    // There is no room on the disk: what the archive holds is worth less than what is to come.
    void roomWanted(int64_t nowNs);
    struct Kept
    {
        bool more = false;    // the pass is not over
        bool roomier = false; // there is more room than before: what waited for it may be tried again
    };
    // One slice of a pass; begins one when none runs.
    Kept keep(storage::Archive& archive, storage::FileSystem& files, int64_t wallNs, int64_t nowNs);
    // The archive takes nothing more that it would have to keep for 30 days.
    bool isFull() const { return m_full; }

    void reset();

private:
    bool begin(storage::Archive& archive, storage::FileSystem& files, int64_t wallNs, int64_t nowNs);
    bool judge(uint64_t bytes, uint64_t dropped);

    const ShareSettings& m_settings;
    ProblemList& m_problems;
    int64_t m_nextNs = 0;
    int64_t m_lastNs = INT64_MIN / 2;
    bool m_full = false;
    storage::Archive::Limits m_limits; // of the pass
    std::unique_ptr<storage::ArchivePass> m_pass;
};

} // namespace shoal::engine
