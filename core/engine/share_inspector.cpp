// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_inspector.h"

namespace shoal::engine {

namespace {

constexpr size_t kMaxItems = 1'000; // a person reads the first few

WhyItem blocked(const model::Problem& problem)
{
    return {problem.path, "blocked", problem.reason, problem.peer, problem.whatToDo};
}

} // namespace

ShareStatus ShareInspector::status(const ShareCondition& condition) const
{
    ShareStatus status;
    status.dir = m_replica.settings.dir;
    status.share = m_keys.id();
    status.permission = m_keys.permission();
    status.stopped = condition.stopped;
    status.problems = m_replica.problems.all().size();
    status.guarantees = condition.guarantees;
    status.peers = condition.peers;
    if (!condition.open) {
        status.state = condition.stopped.empty() ? ShareState::Starting : ShareState::Stopped;
        return status;
    }
    const store::Counts counts = m_replica.index->rows().counts();
    status.files = counts.files;
    status.directories = counts.dirs;
    status.bytes = counts.bytes;
    status.pendingFiles = counts.pendingFiles;
    status.pendingBytes = counts.pendingBytes;
    if (auto bytes = m_replica.archive->bytes())
        status.archiveBytes = *bytes;
    const bool busy =
        counts.pendingFiles > 0 || !m_fetcher.idle() || !m_replica.toApply.empty() || !m_replica.toLookAt.empty();
    if (!condition.stopped.empty())
        status.state = ShareState::Stopped;
    else if (condition.scanning)
        status.state = ShareState::Scanning;
    else
        status.state = busy ? ShareState::Syncing : ShareState::Idle;
    return status;
}

std::vector<WhyItem> ShareInspector::why(const ShareCondition& condition, const Bytes& asked) const
{
    const Bytes& root = m_replica.settings.dir;
    if (asked.empty() || asked == root)
        return whyAll(condition);
    return {whyPath(condition, asked.starts_with(root + "/") ? asked.substr(root.size() + 1) : asked)};
}

std::vector<WhyItem> ShareInspector::whyAll(const ShareCondition& condition) const
{
    std::vector<WhyItem> items;
    for (const auto& [where, problem] : m_replica.problems.all()) {
        if (items.size() < kMaxItems)
            items.push_back(blocked(problem));
    }
    if (!condition.open)
        return items;
    auto rows = m_replica.index->rows().pendingFiles(kMaxItems, store::kRootDirNo, {});
    for (const FileRow& row : rows.value_or(std::vector<FileRow>())) {
        if (items.size() < kMaxItems && !m_replica.problems.find(m_replica.diskPath(row.dir, row.nameOnDisk())))
            items.push_back(waiting(condition, row));
    }
    return items;
}

WhyItem ShareInspector::whyPath(const ShareCondition& condition, const Bytes& path) const
{
    if (const model::Problem* problem = m_replica.problems.find(path))
        return blocked(*problem);
    if (const model::Problem* whole = m_replica.problems.find(Bytes()); whole && !condition.stopped.empty())
        return blocked(*whole);
    if (condition.open) {
        if (auto known = whyKnown(condition, path))
            return *known;
    }
    const bool reader = m_keys.permission() == crypto::Permission::ReadOnly;
    return {path,
            "unknown",
            reader ? "no record of it is known here; files added on a read-only device are not synced"
                   : "no record of it is known here",
            {},
            {}};
}

std::optional<WhyItem> ShareInspector::whyKnown(const ShareCondition& condition, const Bytes& path) const
{
    if (m_replica.ignored.matches(path, false)) {
        return WhyItem{path,
                       "ignored",
                       "the rule '" + m_replica.ignored.matchingRule(path, false).value_or("") +
                           "' of .sync/IgnoreList matches it",
                       {},
                       "remove the rule if it should be synced"};
    }
    DirNo dir = store::kRootDirNo;
    Bytes rest = path;
    for (size_t slash = rest.find('/'); slash != Bytes::npos; slash = rest.find('/')) {
        const auto child = m_replica.index->diskChild(dir, rest.substr(0, slash));
        if (!child)
            return std::nullopt;
        dir = *child;
        rest = rest.substr(slash + 1);
    }
    if (m_replica.index->diskChild(dir, rest))
        return WhyItem{path, "in sync", "the directory is in sync", {}, {}};
    const auto row = m_replica.index->rows().fileByDiskName(dir, rest);
    if (!row || !*row || (*row)->record.empty())
        return std::nullopt;
    if ((*row)->flags & store::Pending)
        return waiting(condition, **row);
    return WhyItem{path,
                   "in sync",
                   (*row)->live ? "this device shows the newest version it knows" : "it was deleted",
                   {},
                   {}};
}

WhyItem ShareInspector::waiting(const ShareCondition& condition, const FileRow& row) const
{
    WhyItem item{m_replica.diskPath(row.dir, row.nameOnDisk()), "waiting", {}, {}, {}};
    if (condition.peers.empty()) {
        item.reason = "no peer is connected";
        item.whatToDo = "check that another device with this secret is running and reachable";
    } else if (row.wanted.isZero()) {
        item.reason = "it is about to be written here";
    } else {
        item.reason = "its content is being fetched, or no connected peer has it yet";
        item.peer = condition.peers.front().name;
    }
    return item;
}

} // namespace shoal::engine
