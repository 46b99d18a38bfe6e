// SPDX-License-Identifier: GPL-3.0-or-later
// What a share forgets of deletions, and what is held because it may have been deleted (core/sync/horizon.h).
#include "core/engine/share_worker.h"

#include "shared/base/log.h"

namespace shoal::engine {

using model::Record;
using model::SealedRecord;

namespace {

constexpr char kHeldTopic[] = "held";
constexpr char kHorizonTopic[] = "horizon";
constexpr int64_t kFirstLookNs = 3'600'000'000'000; // after a start, when peers have told what they know
constexpr size_t kDeepest = 1'000;                  // a cycle of records ends somewhere

SealedRecord decide(const Record& held, HeldAnswer answer, const sync::Authorship& by)
{
    Record next = held;
    if (answer == HeldAnswer::Keep)
        return sync::succeed(&held, std::move(next), sync::ChangeKind::Content, by);
    next.live = false;
    next.size = 0;
    next.target.clear();
    next.xattrs.clear();
    next.origin.reset();
    return sync::succeed(&held, std::move(next), sync::ChangeKind::Deletion, by);
}

bool isAtOrBelow(const Bytes& path, const Bytes& top)
{
    return top.empty() || path == top || path.starts_with(top + "/");
}

} // namespace

// Once a day, and only when something would be forgotten by it: a share without old deletions has no horizon.
Result<void> ShareWorker::raiseHorizon()
{
    const int64_t now = m_context.clock.monotonicNs();
    if (!m_replica.canWrite())
        return {};
    if (m_nextHorizonNs == 0)
        m_nextHorizonNs = now + kFirstLookNs;
    if (m_replica.joining || !m_firstPassDone || now < m_nextHorizonNs)
        return {};
    m_nextHorizonNs = now + sync::kDayNs;
    ShareIndex& index = *m_replica.index;
    const int64_t horizon = m_replica.nowNs() - sync::kHorizonAgeNs;
    if (horizon < std::max<int64_t>(index.horizonNs(), 0) + sync::kDayNs)
        return {};
    auto any = index.wouldForget(horizon);
    if (!any || !*any)
        return any ? Result<void>() : fail(any.error());
    if (auto reserved = index.reserve(1, m_context.random); !reserved)
        return reserved;
    auto transaction = store::Transaction::begin(index.rows());
    if (!transaction)
        return fail(transaction.error());
    SealedRecord record = sync::makeHorizon(horizon, index.next(m_replica.nowNs()));
    if (auto taken = m_merger.takeDecided(record); !taken)
        return fail(taken.error());
    if (auto committed = transaction->commit(); !committed)
        return committed;
    qCInfo(logSync, "deletions from before 180 days ago are forgotten in '%s'", printable(m_settings.dir).c_str());
    m_replica.announcements.push_back({std::move(record), std::nullopt, false});
    return tellPeers({}, 0);
}

Result<void> ShareWorker::noteComplete()
{
    const bool equal = m_firstPassDone && std::any_of(m_peers.begin(), m_peers.end(),
                                                      [](const auto& peer) { return peer.second->digests.inSync(); });
    return equal ? m_replica.index->setComplete(m_replica.nowNs()) : Result<void>();
}

void ShareWorker::refuseHorizon(const SealedRecord& horizon, const Bytes& peer)
{
    const int64_t days = (m_replica.nowNs() - horizon.record.stamp) / sync::kDayNs;
    m_replica.problems.set({Bytes(),
                            "'" + printable(peer) + "' wants deletions to be forgotten up to " + std::to_string(days) +
                                " days before this device's clock, and 170 is the least: the horizon is refused",
                            "set the clock of the device that is wrong", peer},
                           kHorizonTopic);
}

// The comparison that waited for it goes on.
void ShareWorker::horizonRose()
{
    m_replica.problems.clear(Bytes(), kHorizonTopic);
    for (auto& [id, peer] : m_peers)
        peer->digests.sendRoot(!m_firstPassDone);
}

// By the records: the directories may be gone from the disk.
Bytes ShareWorker::heldPath(const Record& record) const
{
    Bytes path = record.name;
    DirId dir = record.dir;
    for (size_t depth = 0; dir != kRootDir && depth < kDeepest; ++depth) {
        const auto no = m_replica.index->findNumber(dir);
        const auto above = no ? m_replica.index->dirRecord(*no) : std::nullopt;
        if (!above)
            break;
        path = above->record.name + "/" + path;
        dir = above->record.parent;
    }
    return path;
}

// Problems follow what is held.
void ShareWorker::noteHeld(const Bytes& peer)
{
    if (m_replica.held.all().empty() && m_heldShown.empty())
        return;
    const Bytes where = m_replica.canWrite() ? Bytes() : Bytes("on a read-write device ");
    std::set<Bytes> paths;
    for (const auto& [key, held] : m_replica.held.all()) {
        const Bytes path = heldPath(held.record);
        paths.insert(path);
        if (m_heldShown.contains(path))
            continue;
        m_replica.problems.set({path,
                                "it is older than what is remembered of deletions: perhaps it was deleted long ago",
                                "answer " + where + "with 'shoal confirm " + printable(m_settings.dir + "/" + path) +
                                    " --keep' or '--remove'",
                                peer},
                               kHeldTopic);
    }
    for (const Bytes& path : m_heldShown) {
        if (!paths.contains(path))
            m_replica.problems.clear(path, kHeldTopic);
    }
    m_heldShown = std::move(paths);
}

Result<void> ShareWorker::answerHeld(HeldAnswer answer, const Bytes& asked)
{
    if (auto can = ready(); !can)
        return can;
    if (!m_replica.canWrite())
        return fail(ErrorCode::Unsupported, "this device only reads the share: answer on a read-write device");
    const Bytes& root = m_settings.dir;
    const Bytes path = asked == root ? Bytes() : asked.starts_with(root + "/") ? asked.substr(root.size() + 1) : asked;
    std::vector<SealedRecord> held;
    for (const auto& [key, record] : m_replica.held.all()) {
        if (isAtOrBelow(heldPath(record.record), path))
            held.push_back(record);
    }
    if (held.empty())
        return fail(ErrorCode::InvalidArgument, path.empty()
                                                    ? Bytes("nothing is held in this share")
                                                    : "nothing is held at '" + printable(path) + "' or below it");
    ShareIndex& index = *m_replica.index;
    if (auto reserved = index.reserve(held.size(), m_context.random); !reserved)
        return reserved;
    const auto write = [&]() -> Result<void> {
        auto transaction = store::Transaction::begin(index.rows());
        if (!transaction)
            return fail(transaction.error());
        for (const SealedRecord& one : held) {
            SealedRecord record = decide(one.record, answer, index.next(m_replica.nowNs()));
            if (auto taken = m_merger.takeDecided(record); !taken)
                return fail(taken.error());
            m_replica.held.forget(one.record.key());
            m_replica.announcements.push_back({std::move(record), std::nullopt, false});
        }
        return transaction->commit();
    };
    auto done = write();
    if (done) {
        m_replica.reproject();
        done = tellPeers({}, 0);
    }
    if (!done) {
        failShare(done.error()); // memory is ahead of the index
        return done;
    }
    noteHeld({});
    schedulePump();
    return {};
}

} // namespace shoal::engine
