// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_inspector.h"

#include "core/engine/held_problems.h"

#include "core/engine/mount_advice.h"
#include "core/engine/waiting_rows.h"

#include <algorithm>
#include <ctime>

namespace shoal::engine {

namespace {

using model::Wording;

constexpr size_t kMaxItems = 1'001; // one more than people are shown tells that there is more

WhyItem blocked(const model::Problem& problem)
{
    return {problem.path,     "blocked",        problem.reason,      problem.peer,
            problem.whatToDo, problem.question, problem.missingFiles};
}

model::Sentence lackOf(const PeerStatus& peer)
{
    const Bytes bytes = std::to_string(peer.lackingBytes);
    if (peer.lackingFiles == 1)
        return {Wording::PeerLacksFile, {peer.name, bytes}};
    return {Wording::PeerLacksFiles, {peer.name, std::to_string(peer.lackingFiles), bytes}};
}

WhyItem peerLacks(const PeerStatus& peer)
{
    WhyItem item{{}, "waiting", {}, peer.name, {}};
    if (peer.lackingFiles > 0)
        item.reason = lackOf(peer);
    if (peer.problem.empty())
        return item;
    item.state = "blocked";
    if (item.reason.empty())
        item.reason = {Wording::PeerSays, {peer.name, peer.problem}};
    else
        item.reason += {Wording::PeerSaysToo, {peer.problem}};
    item.whatToDo = Wording::DoSeeToItThere;
    return item;
}

// "'app02' lacks 3 files", for those that lack something or say why they stopped; and the first of them.
std::pair<Bytes, Bytes> behind(const std::vector<PeerStatus>& peers)
{
    std::pair<Bytes, Bytes> told;
    for (const PeerStatus& peer : peers) {
        if (peer.lackingFiles == 0 && peer.problem.empty())
            continue;
        told.second = told.first.empty() ? peer.name : told.second;
        told.first += (told.first.empty() ? "" : "; ") + peerLacks(peer).reason.text();
    }
    return told;
}

Bytes utcMinute(int64_t ns)
{
    const std::time_t seconds = static_cast<std::time_t>(ns / 1'000'000'000);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &utc);
    return text;
}

} // namespace

ShareState ShareInspector::state(const ShareCondition& condition) const
{
    if (!condition.stopped.empty())
        return ShareState::Stopped;
    if (!condition.open)
        return ShareState::Starting;
    if (condition.scanning)
        return ShareState::Scanning;
    const bool busy = m_replica.index->rows().counts().pendingFiles > 0 || !m_fetcher.idle() ||
                      !m_replica.toApply.empty() || !m_replica.toLookAt.empty();
    return busy ? ShareState::Syncing : ShareState::Idle;
}

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
    status.state = state(condition);
    if (!condition.open)
        return status;
    const store::Counts counts = m_replica.index->rows().counts();
    status.files = counts.files;
    status.directories = counts.dirs;
    status.bytes = counts.bytes;
    status.pendingFiles = counts.pendingFiles;
    // What is there of large files has not to come any more, though none of them is in its place.
    status.pendingBytes = counts.pendingBytes - std::min(counts.pendingBytes, m_fetcher.transfers().bytesHere());
    status.conflicts = m_replica.index->conflicts().size();
    status.joinedNs = m_replica.joinedNs;
    status.archiveBytes = m_replica.archive->countedBytes().value_or(0);
    return status;
}

std::vector<WhyItem> ShareInspector::why(const ShareCondition& condition, const Bytes& asked) const
{
    const Bytes& root = m_replica.settings.dir;
    if (asked.empty() || asked == root)
        return whyAll(condition);
    return whyPath(condition, asked.starts_with(root + "/") ? asked.substr(root.size() + 1) : asked);
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
    for (const DiskEntry& entry : m_replica.onlyHere.all()) {
        auto item = items.size() < kMaxItems ? whyOnlyHere(entry) : std::nullopt;
        if (item)
            items.push_back(std::move(*item));
    }
    for (const PeerStatus& peer : condition.peers) {
        if (items.size() < kMaxItems && (peer.lackingFiles > 0 || !peer.problem.empty()))
            items.push_back(peerLacks(peer));
    }
    return items;
}

std::vector<WhyItem> ShareInspector::whyPath(const ShareCondition& condition, const Bytes& path) const
{
    const auto dir = condition.open ? directoryAt(path) : std::nullopt;
    if (const model::Problem* problem = m_replica.problems.find(path); problem && !dir)
        return {blocked(*problem)};
    if (const model::Problem* whole = m_replica.problems.find(Bytes()); whole && !condition.stopped.empty())
        return {blocked(*whole)};
    if (condition.open) {
        if (auto known = dir ? whyDirectory(condition, path) : whyKnown(condition, path); !known.empty())
            return known;
    }
    const bool reader = m_keys.permission() == crypto::Permission::ReadOnly;
    return {{path,
             "unknown",
             reader ? "no record of it is known here; files added on a read-only device are not synced"
                    : "no record of it is known here",
             {},
             {}}};
}

// A directory of this disk, where it and what is above it can be looked at.
std::optional<DirNo> ShareInspector::directoryAt(const Bytes& path) const
{
    DirNo dir = store::kRootDirNo;
    for (size_t from = 0; from <= path.size();) {
        const size_t slash = std::min(path.find('/', from), path.size());
        const auto child = m_replica.index->diskChild(dir, ByteView(path).substr(from, slash - from));
        if (!child || (m_replica.index->isSuspended(*child) && slash < path.size()))
            return std::nullopt;
        dir = *child;
        from = slash + 1;
    }
    return dir;
}

// Nothing where a record has come for it meanwhile.
std::optional<WhyItem> ShareInspector::whyOnlyHere(const DiskEntry& entry) const
{
    const auto& [dir, name] = entry;
    if (!m_replica.onlyHere.contains(dir, name) || !m_replica.index->diskPath(dir) ||
        m_replica.index->diskChild(dir, name))
        return std::nullopt;
    if (const auto row = m_replica.index->rows().fileByDiskName(dir, name); row && *row && (*row)->live)
        return std::nullopt;
    return WhyItem{m_replica.diskPath(dir, name), "only here", Wording::OnlyHere, {}, Wording::DoUseOrDelete};
}

std::optional<WhyItem> ShareInspector::whyIgnored(const Bytes& path) const
{
    const auto rule = m_replica.ignored.matchingRule(path, false);
    if (!rule)
        return std::nullopt;
    const size_t line = m_replica.ignored.matchingLine(path, false);
    return WhyItem{path,
                   "ignored",
                   "the rule '" + printable(*rule) + "'" + (line > 0 ? " in line " + std::to_string(line) : Bytes()) +
                       " of .sync/IgnoreList matches it",
                   {},
                   line > 0 ? "remove the rule if it should be synced" : ""};
}

// Empty: nothing is known of it.
std::vector<WhyItem> ShareInspector::whyKnown(const ShareCondition& condition, const Bytes& path) const
{
    if (auto ignored = whyIgnored(path))
        return {*ignored};
    const ShareIndex& index = *m_replica.index;
    DirNo dir = store::kRootDirNo;
    Bytes rest = path;
    for (size_t slash = rest.find('/'); slash != Bytes::npos; slash = rest.find('/')) {
        const Bytes name = rest.substr(0, slash);
        rest = rest.substr(slash + 1);
        const auto child = index.diskChild(dir, name);
        if (!child && index.tree().at(index.idOf(dir), name))
            return {{path,
                     "waiting",
                     "the directory '" + printable(name) + "' above it is not on this disk yet",
                     {},
                     "'shoal why' for that directory says more"}};
        if (!child)
            return {};
        dir = *child;
        if (index.isSuspended(dir))
            return {{path,
                     "blocked",
                     Wording::MountOtherAbove,
                     {},
                     mountAdvice(m_replica.settings.dir, path.substr(0, path.size() - rest.size() - 1))}};
    }
    if (auto only = whyOnlyHere({dir, rest}))
        return {std::move(*only)};
    if (index.tree().at(index.idOf(dir), rest))
        return {{path, "waiting", "the directory is not on this disk yet", {}, {}}};
    if (condition.isBeingWritten && condition.isBeingWritten({dir, rest}))
        return {{path, "waiting", "it is being written here; it is read as soon as it has been quiet", {}, {}}};
    const auto row = m_replica.index->rows().fileByDiskName(dir, rest);
    if (!row || !*row || (*row)->record.empty())
        return {};
    if ((*row)->flags & (store::Pending | store::Held))
        return {waiting(condition, **row)};
    return {inSync(condition, path, (*row)->live ? "this device shows the newest version it knows" : "it was deleted")};
}

std::vector<WhyItem> ShareInspector::whyDirectory(const ShareCondition& condition, const Bytes& path) const
{
    std::vector<WhyItem> items;
    const auto& problems = m_replica.problems.all();
    for (auto it = problems.lower_bound(path); it != problems.end() && it->first.starts_with(path); ++it) {
        const Bytes& where = it->second.path;
        if (items.size() < kMaxItems && (where == path || where.starts_with(path + "/")))
            items.push_back(blocked(it->second));
    }
    if (auto ignored = items.empty() ? whyIgnored(path) : std::nullopt)
        return {*ignored};
    const WaitingRows below = waitingBelow(*m_replica.index, path, kMaxItems);
    for (const FileRow& row : below.rows) {
        if (items.size() < kMaxItems && !m_replica.problems.find(m_replica.diskPath(row.dir, row.nameOnDisk())))
            items.push_back(waiting(condition, row));
    }
    if (!below.whole)
        items.push_back({path,
                         "waiting",
                         "so many files of this share wait that not all were looked through for those in here",
                         {},
                         "ask again when fewer are left; 'shoal status' counts them"});
    if (items.empty())
        items.push_back(inSync(condition, path, "the directory and everything below it is in sync"));
    return items;
}

// Here it is; what is known of the peers goes with it.
WhyItem ShareInspector::inSync(const ShareCondition& condition, const Bytes& path, const Bytes& reason) const
{
    if (const Bytes peer = condition.fetchedBy ? condition.fetchedBy(path) : Bytes(); !peer.empty())
        return {path, "waiting", "this device has it, and '" + printable(peer) + "' is fetching it", peer, {}};
    const auto [lack, first] = behind(condition.peers);
    if (lack.empty())
        return {path, "in sync", reason, {}, {}};
    return {path, "in sync", reason + " (here; " + lack + ")", first,
            "ask on '" + printable(first) + "': 'shoal why' there names what it lacks"};
}

WhyItem ShareInspector::waiting(const ShareCondition& condition, const FileRow& row) const
{
    WhyItem item{m_replica.diskPath(row.dir, row.nameOnDisk()), "waiting", {}, {}, {}};
    if (const model::Problem* problem = m_replica.problems.find(item.path))
        return blocked(*problem);
    if (row.flags & store::Held) {
        item.state = "blocked";
        item.reason = Wording::HeldOld;
        item.whatToDo = heldAdvice(m_replica, item.path);
        item.question = model::Question::OldRecord;
    } else if (m_replica.index->isSuspended(row.dir)) {
        item.state = "blocked";
        item.reason = Wording::MountOtherAbove;
        item.whatToDo = Wording::DoAskForFolder;
    } else if (!m_replica.index->diskPath(row.dir)) {
        item.path = row.name;
        item.reason = Wording::FolderNotHereYet;
    } else if (row.wanted.isZero()) {
        item.reason = row.live ? Wording::AboutToBeWritten : Wording::AboutToBeDeleted;
    } else {
        explainFetch(condition, row, item);
    }
    return item;
}

void ShareInspector::explainFetch(const ShareCondition& condition, const FileRow& row, WhyItem& item) const
{
    if (condition.peers.empty()) {
        item.reason = Wording::NoPeer;
        item.whatToDo = Wording::DoCheckPeers;
        explainAuthor(condition, row, item);
        return;
    }
    for (const Fetcher::Progress& progress : m_fetcher.progress(kMaxItems)) {
        if (progress.key != FileKey(row.dir, row.name) || progress.peers.empty())
            continue;
        item.reason = Wording::BeingFetched;
        for (const PeerStatus& peer : condition.peers) {
            if (peer.id == progress.peers.front())
                item.peer = peer.name;
        }
        return;
    }
    if (m_fetcher.peersWithout(row.wanted).size() < condition.peers.size()) {
        item.reason = Wording::WaitsForItsTurn;
        return;
    }
    item.reason = Wording::NobodyHasIt;
    item.whatToDo = Wording::DoWaitForPeer;
    explainAuthor(condition, row, item);
}

void ShareInspector::explainAuthor(const ShareCondition& condition, const FileRow& row, WhyItem& item) const
{
    const auto sealed = model::unseal(row.record);
    if (!sealed)
        return;
    item.peer = m_replica.devices.nameOf(sealed->record.author);
    if (item.peer.empty()) {
        item.reason += Wording::OwnLost;
        item.whatToDo = Wording::DoPutBack;
        return;
    }
    const auto writer = m_replica.devices.deviceOf(sealed->record.dot.author);
    for (const PeerStatus& peer : condition.peers) {
        if (writer != peer.device)
            continue;
        item.reason += {Wording::NotEvenItsAuthor, {item.peer}};
        item.whatToDo = Wording::DoPutBack;
        return;
    }
    item.reason += {Wording::MadeBy, {item.peer}};
    if (const auto seen = m_replica.devices.lastSeenNs(sealed->record.author))
        item.reason += {Wording::LastSeen, {utcMinute(*seen)}};
    item.whatToDo += {Wording::DoPeerHasIt, {item.peer}};
}

} // namespace shoal::engine
