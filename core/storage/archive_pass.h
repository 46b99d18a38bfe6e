// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/archive.h"
#include "core/storage/archive_survey.h"

namespace shoal::storage {

// Whether a version that was archived then may go: it is too old, or the archive is `over` its limits. Precious ones
// only once they are Archive::kPreciousDays old.
bool mayDrop(int64_t archivedNs, Worth worth, int64_t nowNs, const Archive::Limits& limits, bool over);

// One look at all versions in an archive, after which what is too old or too much is dropped, in slices: an archive may
// hold millions of files. Versions may come and go between two slices.
class ArchivePass
{
public:
    ArchivePass(FileSystem& fs, int64_t nowNs, const Archive::Limits& limits)
        : m_fs(fs), m_nowNs(nowNs), m_limits(limits)
    {}

    // Some milliseconds of work; true = there is more.
    Result<bool> step();

    // The totals of what is left, once there is nothing more to do.
    struct Totals
    {
        uint64_t bytes = 0; // on disk
        // INT64_MAX: there is none.
        int64_t oldestOrdinaryNs = INT64_MAX;
        int64_t oldestPreciousNs = INT64_MAX;
    };
    const Totals& totals() const { return m_totals; }
    uint64_t dropped() const { return m_dropped; } // bytes

private:
    enum class Phase { Survey, Drop, Tidy, Done };
    Result<void> survey();
    Result<bool> openNext();
    Result<void> endSurvey();
    void drop();
    void tidy();
    bool isOver() const { return m_totals.bytes > m_limits.maxBytes || m_freeBytes < m_limits.minFreeBytes; }
    void count(const ArchiveSurvey::Version& version);

    FileSystem& m_fs;
    const int64_t m_nowNs;
    const Archive::Limits m_limits;
    Phase m_phase = Phase::Survey;
    ArchiveSurvey m_survey;
    std::unique_ptr<Directory> m_directory; // being listed
    std::vector<DirEntry> m_entries;
    size_t m_nextDirectory = 0;
    size_t m_nextEntry = 0;
    size_t m_nextVersion = 0;
    size_t m_nextTidy = 0; // counts down
    std::vector<bool> m_used;
    uint64_t m_freeBytes = 0;
    uint64_t m_dropped = 0;
    Totals m_totals;
};

} // namespace shoal::storage
