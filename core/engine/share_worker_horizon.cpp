// SPDX-License-Identifier: GPL-3.0-or-later
// What a share forgets of deletions, and what is held because it may have been deleted (core/sync/horizon.h).
#include "core/engine/share_worker.h"

#include "shared/base/log.h"
#include "shared/base/mutant.h"

namespace shoal::engine {

using model::Record;
using model::SealedRecord;

namespace {

constexpr int64_t kFirstLookNs = 3'600'000'000'000; // after a start, when peers have told what they know

Bytes refusedTopic(const DeviceId& device)
{
    return "horizon of " + toHex(device.view());
}

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

} // namespace

// Once a day, and only when something would be forgotten by it: a share without old deletions has no horizon. True:
// there is more to look at.
Result<bool> ShareWorker::raiseHorizon()
{
    const int64_t now = m_context.clock.monotonicNs();
    if (!m_replica.canWrite())
        return false;
    ShareIndex& index = *m_replica.index;
    if (m_nextHorizonNs == 0)
        m_nextHorizonNs = now + kFirstLookNs;
    if (!m_horizonLook) {
        if (now < m_nextHorizonNs)
            return false;
        m_nextHorizonNs = now + (m_replica.joining || !m_firstPassDone ? kFirstLookNs : sync::kDayNs);
        const int64_t horizon = m_replica.nowNs() - sync::kHorizonAgeNs;
        if (m_replica.joining || !m_firstPassDone || index.isForgetting() ||
            horizon < std::max<int64_t>(index.horizonNs(), 0) + sync::kDayNs)
            return false;
        m_horizonLook = {horizon, {}};
    }
    const auto any = index.wouldForget(m_horizonLook->first, m_horizonLook->second);
    if (!any)
        return fail(any.error());
    if (*any == false)
        return true;
    const int64_t horizon = m_horizonLook->first;
    m_horizonLook.reset();
    if (!*any || horizon <= index.horizonNs())
        return false;
    auto set = setHorizon(horizon);
    return set ? Result<bool>(index.isForgetting()) : fail(set.error());
}

Result<void> ShareWorker::setHorizon(int64_t horizonNs)
{
    ShareIndex& index = *m_replica.index;
    if (auto reserved = index.reserve(1, m_context.random); !reserved)
        return reserved;
    auto transaction = store::Transaction::begin(index.rows());
    if (!transaction)
        return fail(transaction.error());
    if (mutated(Mutant::PurgeByLocalTime)) {
        auto raised = index.raiseHorizon(horizonNs);
        return raised ? transaction->commit() : raised;
    }
    SealedRecord record = sync::makeHorizon(horizonNs, index.next(m_replica.nowNs()));
    if (auto taken = m_merger.takeDecided(record); !taken)
        return fail(taken.error());
    if (auto committed = transaction->commit(); !committed)
        return committed;
    qCInfo(logSync, "deletions from before 180 days ago are forgotten in '%s'", printable(m_settings.dir).c_str());
    m_replica.announcements.push_back({std::move(record), std::nullopt, false});
    return tellPeers({}, 0);
}

Result<bool> ShareWorker::forgetSome()
{
    ShareIndex& index = *m_replica.index;
    if (!index.isForgetting())
        return false;
    auto transaction = store::Transaction::begin(index.rows());
    if (!transaction)
        return fail(transaction.error());
    const auto more = index.forgetSome();
    if (!more)
        return more;
    if (auto committed = transaction->commit(); !committed)
        return fail(committed.error());
    if (!*more)
        horizonRose();
    return *more;
}

// What a peer has that is as this device is has been answered.
Result<void> ShareWorker::noteComplete()
{
    ShareIndex& index = *m_replica.index;
    bool equal = false;
    for (const auto& [id, peer] : m_peers) {
        if (!m_firstPassDone || !peer->digests.inSync())
            continue;
        m_replica.held.forgetAllOf(peer->info.device);
        // What readers have comes from writers: among themselves they learn nothing that one of them does not know.
        if (!m_replica.canWrite() && peer->info.permission == crypto::Permission::ReadOnly)
            continue;
        equal |= index.horizonNs() == 0 || index.remembers() || peer->digests.theyRemember();
    }
    return equal ? index.setComplete(m_replica.nowNs()) : Result<void>();
}

void ShareWorker::refuseHorizon(const SealedRecord& horizon, const PeerInfo& peer)
{
    const int64_t days = (m_replica.nowNs() - horizon.record.stamp) / sync::kDayNs;
    const auto wording = days >= 0 ? model::Wording::HorizonBefore : model::Wording::HorizonAfter;
    m_replica.problems.set(
        {Bytes(), {wording, {peer.name, std::to_string(std::abs(days))}}, model::Wording::DoSetClock, peer.name},
        refusedTopic(peer.device));
}

// A horizon that our clock does not allow and that a peer does not have is our own, of a time when the clock was ahead,
// or that of others like it: it is taken back. (By the clock alone it would go whenever a clock starts in the past.)
Result<void> ShareWorker::meetHorizon(const PeerInfo& peer, const protocol::DigestRoot& root)
{
    ShareIndex& index = *m_replica.index;
    const int64_t latest = m_replica.nowNs() - sync::kYoungestHorizonNs;
    if (root.horizonNs <= latest)
        m_replica.problems.clear(Bytes(), refusedTopic(peer.device));
    if (root.count == 0 || root.horizonNs >= index.horizonNs() || index.horizonNs() <= latest)
        return {};
    auto transaction = store::Transaction::begin(index.rows());
    if (!transaction)
        return fail(transaction.error());
    if (auto withdrawn = index.withdrawHorizon(); !withdrawn)
        return withdrawn;
    if (auto committed = transaction->commit(); !committed)
        return committed;
    qCWarning(logSync, "the horizon of '%s' is not 170 days old by the clock and is taken back: was the clock wrong?",
              printable(m_settings.dir).c_str());
    m_horizonLook.reset();
    m_replica.held.clear(); // what still is a question comes again
    m_heldProblems.show();
    return {};
}

// The comparison that waited for it goes on.
void ShareWorker::horizonRose()
{
    if (m_replica.index->completeNs() == 0) { // there never was a reason to hold anything
        m_replica.held.clear();
        m_heldProblems.show();
    }
    for (auto& [id, peer] : m_peers)
        peer->digests.sendRoot(isFirstPassUnderWay());
}

// The record that this disk shows there, if nothing else is wanted there and it is so old that others may hold it.
std::optional<SealedRecord> ShareWorker::oldFileAt(const Bytes& path)
{
    DirNo dir = store::kRootDirNo;
    Bytes name = path;
    for (size_t slash = name.find('/'); slash != Bytes::npos; slash = name.find('/')) {
        const auto child = m_replica.index->diskChild(dir, name.substr(0, slash));
        if (!child)
            return std::nullopt;
        dir = *child;
        name = name.substr(slash + 1);
    }
    auto entry = m_replica.index->file(dir, name); // by its own name: who holds it knows no marked one
    const bool known = entry && entry->record && entry->record->record.live && !entry->has(store::Pending) &&
                       entry->row.here == HereKind::SameAsRecord &&
                       entry->record->record.authorTimeNs() < m_replica.index->horizonNs();
    return known ? std::move(entry->record) : std::nullopt;
}

Result<void> ShareWorker::answerHeld(HeldAnswer answer, const Bytes& asked)
{
    if (auto can = ready(); !can)
        return can;
    if (!m_replica.canWrite())
        return fail(ErrorCode::Unsupported, "this device only reads the share: answer on a read-write device");
    const Bytes& root = m_settings.dir;
    const Bytes path = asked == root ? Bytes() : asked.starts_with(root + "/") ? asked.substr(root.size() + 1) : asked;
    std::vector<SealedRecord> held = m_heldProblems.at(path);
    if (held.empty() && answer == HeldAnswer::Keep) { // a read-only device may ask about what this one has
        if (auto known = oldFileAt(path))
            held.push_back(std::move(*known));
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
    m_heldProblems.show();
    schedulePump();
    return {};
}

} // namespace shoal::engine
