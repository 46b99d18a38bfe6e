// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/content_server.h"
#include "core/engine/record_proofs.h"

#include <set>
#include <tuple>

namespace shoal::engine {

// Sends records to one peer: what was just written (announcements), and streams of what the peer lacks, in slices, as
// fast as its queue drains. For a read-only peer each message carries a signature over its records; a read-only device
// shows those with which it got them. Strand only.
class RecordSender
{
public:
    RecordSender(Replica& replica, ContentServer& contents, PeerInfo peer, std::shared_ptr<PeerLink> link);

    // Tells the peer at once, or drops it when too much is queued; then behind() is true until the next comparison of
    // digests. `told`: devices that know already.
    Result<void> announce(const std::vector<Announcement>& announcements, const std::vector<DeviceId>& told);
    bool behind() const { return m_behind; }
    void caughtUp() { m_behind = false; }

    // Everything there is, in the order of the index: for a peer that has nothing. `withContents`: small files come
    // with their record.
    void streamAll(bool withContents);
    // The peer's folder is empty: what is found while this folder is joined is announced at once. Everybody else hears
    // of it when the pass is over, so that two filled folders do not send each other what both have.
    void setPeerEmpty(bool empty) { m_peerEmpty = empty; }
    // Some records, directories first.
    void stream(std::vector<store::RecordRef> refs);
    bool streaming() const { return m_all || !m_refs.empty(); }
    // Sends what fits into the queue; true = there is more to send and the queue is full.
    Result<bool> pump();

    // More than this is not queued for one peer: 0.3 s of a gigabit link.
    static constexpr int64_t kQueueLimit = 32 << 20;

private:
    // The message, with its proof if the peer needs one; without items when nothing of it can be proven.
    Result<protocol::Records> messageOf(std::vector<Outgoing> records, const std::vector<DeviceId>& told);
    Result<void> sendRefs(std::vector<store::RecordRef> refs, bool all);

    Replica& m_replica;
    ContentServer& m_contents;
    PeerInfo m_peer;
    std::shared_ptr<PeerLink> m_link;
    // What is still to be sent, each once however often it is asked for: directories first, then by directory and name.
    std::set<std::tuple<bool, DirNo, Bytes>> m_refs;
    std::optional<store::Position> m_all;
    bool m_allWithContents = false;
    bool m_peerEmpty = false;
    bool m_behind = false;
    bool streamWillBring(const Announcement& announcement) const;
};

} // namespace shoal::engine
