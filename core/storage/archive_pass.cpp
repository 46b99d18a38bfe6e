// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/archive_pass.h"

#include "shared/base/log.h"

#include <algorithm>
#include <tuple>

namespace shoal::storage {

namespace {

constexpr int64_t kNsPerDay = 86'400LL * 1'000'000'000;
constexpr size_t kEntriesPerStep = 2'000; // looked at; about 5 ms when the cache is warm
constexpr size_t kDropsPerStep = 200;     // each with a directory opened

// Ages that a wrong clock puts in the future count as new.
bool isOlder(int64_t thenNs, int64_t nowNs, int64_t days)
{
    thenNs = std::max<int64_t>(thenNs, 0);
    return thenNs < nowNs && (nowNs - thenNs) / kNsPerDay >= days;
}

} // namespace

bool mayDrop(int64_t archivedNs, Worth worth, int64_t nowNs, const Archive::Limits& limits, bool over)
{
    const bool young = worth == Worth::Precious && !isOlder(archivedNs, nowNs, Archive::kPreciousDays);
    const bool expired = limits.ttlDays > 0 && isOlder(archivedNs, nowNs, limits.ttlDays);
    return archivedNs != INT64_MAX && !young && (expired || over);
}

Result<bool> ArchivePass::step()
{
    switch (m_phase) {
    case Phase::Survey:
        if (auto done = survey(); !done)
            return fail(done.error());
        break;
    case Phase::Drop:
        drop();
        break;
    case Phase::Tidy:
        tidy();
        break;
    case Phase::Done:
        break;
    }
    return m_phase != Phase::Done;
}

// False: all directories were looked at.
Result<bool> ArchivePass::openNext()
{
    if (m_survey.directories.empty())
        m_survey.directories.emplace_back(Archive::kPath);
    if (m_nextDirectory == m_survey.directories.size())
        return false;
    auto directory = m_fs.openDirectory(m_survey.directories[m_nextDirectory++]);
    auto entries = directory ? (*directory)->list() : fail(directory.error());
    if (!entries && entries.error().code != ErrorCode::NotFound) // not there yet, or removed meanwhile
        return fail(entries.error());
    m_entries = entries.value_or(std::vector<DirEntry>());
    m_directory = directory ? std::move(*directory) : nullptr;
    m_nextEntry = 0;
    return true;
}

Result<void> ArchivePass::survey()
{
    for (size_t looked = 0; looked < kEntriesPerStep; ++looked) {
        if (m_nextEntry == m_entries.size()) {
            auto more = openNext();
            if (!more)
                return fail(more.error());
            if (!*more)
                return endSurvey();
            continue;
        }
        const DirEntry& entry = m_entries[m_nextEntry++];
        const auto stat = m_directory->statEntry(entry.name);
        if (!stat) // removed by somebody meanwhile
            continue;
        const size_t index = m_nextDirectory - 1;
        if (stat->type == FileType::Directory)
            m_survey.directories.push_back(m_survey.directories[index] + "/" + entry.name);
        else
            m_survey.versions.push_back({stat->mtimeNs, stat->allocated, index, worthOf(entry.name), entry.name});
    }
    return {};
}

Result<void> ArchivePass::endSurvey()
{
    m_directory.reset();
    const auto space = m_fs.freeSpace();
    if (!space)
        return fail(space.error());
    m_freeBytes = space->available;
    auto& versions = m_survey.versions;
    std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) {
        return std::tie(a.archivedNs, a.directory, a.name) < std::tie(b.archivedNs, b.directory, b.name);
    });
    for (const auto& version : versions)
        m_totals.bytes += version.bytes;
    m_used.assign(m_survey.directories.size(), false);
    m_nextTidy = m_survey.directories.size();
    m_phase = Phase::Drop;
    return {};
}

void ArchivePass::count(const ArchiveSurvey::Version& version)
{
    m_used[version.directory] = true;
    int64_t& oldest = version.worth == Worth::Precious ? m_totals.oldestPreciousNs : m_totals.oldestOrdinaryNs;
    oldest = std::min(oldest, version.archivedNs);
}

void ArchivePass::drop()
{
    for (size_t dropped = 0; dropped < kDropsPerStep;) {
        if (m_nextVersion == m_survey.versions.size()) {
            m_phase = Phase::Tidy;
            return;
        }
        auto& version = m_survey.versions[m_nextVersion++];
        if (!mayDrop(version.archivedNs, version.worth, m_nowNs, m_limits, isOver())) {
            count(version);
            continue;
        }
        ++dropped;
        if (auto gone = dropVersion(m_fs, m_survey, version); !gone) {
            qCWarning(logStorage, "archive: %s", gone.error().context.c_str());
            count(version);
            continue;
        }
        m_dropped += version.bytes;
        m_freeBytes += version.bytes;
        m_totals.bytes -= version.bytes;
    }
}

// The directories in which nothing is left, those below first.
void ArchivePass::tidy()
{
    for (size_t looked = 0; looked < kDropsPerStep; ++looked) {
        if (m_nextTidy <= 1) {
            m_phase = Phase::Done;
            return;
        }
        if (m_used[--m_nextTidy])
            continue;
        const Bytes& path = m_survey.directories[m_nextTidy];
        const size_t slash = path.rfind('/');
        if (auto parent = m_fs.openDirectory(path.substr(0, slash)))
            (void)(*parent)->removeDirectory(path.substr(slash + 1)); // fails when anything is in it: right
    }
}

} // namespace shoal::storage
