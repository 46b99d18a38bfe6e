// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_worker.h"

#include "core/sync/conflict_name.h"
#include "shared/base/hash.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

namespace shoal::engine {

using model::SealedRecord;

namespace {

constexpr size_t kAnswersPerSlice = 64;
constexpr size_t kPiecesPerSlice = 16; // 8 MiB, some milliseconds of reading
constexpr int64_t kFullQueuePollNs = 5'000'000;

bool isContentOf(const Bytes& content, const model::Record& record)
{
    return record.kind == model::RecordKind::File && record.live && content.size() == record.size &&
           sha256(content) == record.content;
}

} // namespace

ShareWorker::Peer::Peer(Replica& replica, ContentServer& contents, PeerInfo infoIn, std::shared_ptr<PeerLink> linkIn)
    : info(std::move(infoIn)), link(std::move(linkIn)), sender(replica, contents, info, link),
      digests(replica, sender, info, link)
{}

void ShareWorker::peerOpened(PeerInfo info, std::shared_ptr<PeerLink> link)
{
    if (m_closed)
        return;
    if (info.publicKey)
        learnPublicKey(info.publicKey->view());
    const PeerId id = info.id;
    m_fetcher.peerOpened(id, link);
    auto peer = std::make_unique<Peer>(m_replica, m_contents, std::move(info), std::move(link));
    if (m_open && m_stopped.empty())
        peer->digests.sendRoot(isFirstPassUnderWay());
    // So that the new one hears of it, if there is anything to hear. The others may have heard of more than is left.
    if (m_toldPending != std::pair<uint64_t, uint64_t>{0, 0})
        m_toldPending = {UINT64_MAX, UINT64_MAX};
    m_replica.devices.met(peer->info.device, peer->info.name, m_replica.nowNs());
    m_peers[id] = std::move(peer);
    changed(Topic::Peers | Topic::Status);
    schedulePump();
}

// Who only ever meets readers learns it from them: it has to fit the secret.
void ShareWorker::learnPublicKey(ByteView shown)
{
    if (m_keys.acceptPublicKey(shown))
        m_replica.publicKey = m_keys.publicKey();
}

void ShareWorker::peerClosed(PeerId peer)
{
    m_fetcher.peerClosed(peer);
    m_contents.peerClosed(peer);
    if (const auto it = m_peers.find(peer); it != m_peers.end())
        m_replica.devices.left(it->second->info.device, m_replica.nowNs());
    m_peers.erase(peer);
    changed(Topic::Peers | Topic::Status);
    schedulePump();
}

void ShareWorker::receive(PeerId id, protocol::Message message)
{
    const auto it = m_peers.find(id);
    if (it == m_peers.end())
        return;
    Peer& peer = *it->second;
    if (!m_open || !m_stopped.empty()) {
        decline(peer, message);
        return;
    }
    const bool scanning = isFirstPassUnderWay();
    Result<void> done;
    if (auto* records = std::get_if<protocol::Records>(&message))
        done = takeRecords(peer, std::move(*records));
    else if (auto* root = std::get_if<protocol::DigestRoot>(&message))
        done = meetHorizon(peer.info, *root).and_then([&] { return peer.digests.take(*root, scanning); });
    else if (std::holds_alternative<protocol::DigestQuery>(message) ||
             std::holds_alternative<protocol::ContentRequest>(message) ||
             std::holds_alternative<protocol::ChunkListRequest>(message))
        done = peer.questions.push(std::move(message));
    else if (auto* reply = std::get_if<protocol::DigestReply>(&message))
        done = peer.digests.take(*reply);
    else if (auto* items = std::get_if<protocol::BucketItems>(&message))
        done = peer.digests.take(*items);
    else if (auto* want = std::get_if<protocol::BucketWant>(&message))
        done = peer.digests.take(*want);
    else if (auto* content = std::get_if<protocol::ContentReply>(&message))
        done = m_fetcher.take(id, std::move(*content));
    else if (auto* chunks = std::get_if<protocol::ChunkListReply>(&message))
        done = m_fetcher.take(id, std::move(*chunks));
    else if (auto* available = std::get_if<protocol::Available>(&message))
        m_fetcher.take(id, *available);
    else if (const auto* holding = std::get_if<protocol::Holding>(&message))
        done = m_fetcher.take(id, *holding);
    else if (auto* status = std::get_if<protocol::PeerStatus>(&message)) {
        peer.says = std::move(*status);
        changed(static_cast<Topics>(Topic::Peers));
    }
    if (!done && done.error().code == ErrorCode::Protocol) {
        qCWarning(logSync, "peer %s (%s) broke the protocol: %s", printable(peer.info.name).c_str(),
                  peer.info.address.c_str(), done.error().context.c_str());
        m_callbacks.misbehaved(id, done.error());
    } else if (!done) {
        failShare(done.error());
    }
    schedulePump();
}

bool ShareWorker::mayAnswer(const Peer& peer, int64_t below)
{
    if (peer.link->queuedBytes() <= below)
        return true;
    wakeAt(m_context.clock.monotonicNs() + kFullQueuePollNs);
    return false;
}

// What is small first, whoever asks. True: there are more questions, and room for their answers.
bool ShareWorker::answerWaiting()
{
    bool more = false;
    for (auto& [id, peer] : m_peers) {
        for (size_t answered = 0; peer->questions.hasQuick() && mayAnswer(*peer, QuestionQueue::kQuickBelow);
             ++answered) {
            if (answered == kAnswersPerSlice) {
                more = true;
                break;
            }
            answer(*peer, *peer->questions.popQuick());
        }
    }
    more = more || answerPieces();
    for (auto& [id, holding] : m_contents.news().take(m_context.clock.monotonicNs())) {
        if (const auto peer = m_peers.find(id); peer != m_peers.end())
            peer->second->link->send(std::move(holding));
    }
    m_contents.rest();
    return more;
}

// Pieces of large files, for each peer in turn.
bool ShareWorker::answerPieces()
{
    size_t answered = 0;
    for (bool more = true; more;) {
        more = false;
        for (auto& [id, peer] : m_peers) {
            if (!peer->questions.hasBulk() || !mayAnswer(*peer, QuestionQueue::kBulkBelow))
                continue;
            if (answered++ == kPiecesPerSlice)
                return true;
            answer(*peer, *peer->questions.popBulk());
            more = true;
        }
    }
    return false;
}

void ShareWorker::answer(Peer& peer, const protocol::Message& question)
{
    if (const auto* query = std::get_if<protocol::DigestQuery>(&question)) {
        (void)peer.digests.take(*query);
    } else if (const auto* request = std::get_if<protocol::ContentRequest>(&question)) {
        protocol::ContentReply reply = m_contents.answer(peer.info.id, *request);
        m_transfers.served(peer.info.id, *request, reply.data.size(), m_context.clock.monotonicNs());
        peer.link->send(std::move(reply));
    } else if (const auto* list = std::get_if<protocol::ChunkListRequest>(&question)) {
        for (protocol::ChunkListReply& part : m_contents.answer(peer.info.id, *list))
            peer.link->send(std::move(part));
    }
}

// While the share is stopped: whoever asks shall ask somebody else.
void ShareWorker::decline(Peer& peer, const protocol::Message& question)
{
    if (const auto* request = std::get_if<protocol::ContentRequest>(&question)) {
        m_contents.remember(peer.info.id, request->content);
        peer.link->send(protocol::ContentReply{request->id, protocol::ContentStatus::NotHere, {}});
    } else if (const auto* list = std::get_if<protocol::ChunkListRequest>(&question)) {
        m_contents.remember(peer.info.id, list->content);
        peer.link->send(protocol::ChunkListReply{list->id, protocol::ContentStatus::NotHere, true, {}});
    }
}

Result<ShareWorker::Received> ShareWorker::unsealRecords(const Peer& peer, const protocol::Records& message)
{
    Received received;
    std::vector<Hash> hashes;
    for (const protocol::RecordItem& item : message.items) {
        auto sealed = model::unseal(item.record);
        if (!sealed)
            return fail(sealed.error());
        hashes.push_back(sealed->hash);
        received.records.push_back({std::move(*sealed), nullptr});
    }
    // Writers trust each other's word. Everybody else wants to see the signature, and a reader cannot make one.
    const bool weRead = m_keys.permission() == crypto::Permission::ReadOnly;
    if ((!weRead && peer.info.permission == crypto::Permission::ReadWrite) || mutated(Mutant::AcceptUnsigned))
        return received;
    auto batches = proofsOf(hashes, message.proof);
    if (!batches)
        return fail(ErrorCode::Protocol, "it sent records without a valid signature of a read-write device");
    if (!weRead)
        return received;
    size_t next = 0;
    for (crypto::PartialBatch& batch : *batches) {
        const size_t end = next + batch.size();
        Provenance& from = received.batches.emplace_back(std::move(batch));
        for (; next < end; ++next)
            received.records[next].from = &from;
    }
    return received;
}

// The signed batches that all the records are of, in their order; nothing unless each is proven.
std::optional<std::vector<crypto::PartialBatch>> ShareWorker::proofsOf(const std::vector<Hash>& records,
                                                                       const Bytes& proof)
{
    if (proof.size() != crypto::Signature::kSize) {
        learnPublicKey(ByteView(proof).substr(0, crypto::PublicKey::kSize));
        return proof.size() < crypto::PublicKey::kSize
                   ? std::nullopt
                   : crypto::checkForwarded(m_keys, records, ByteView(proof).substr(crypto::PublicKey::kSize));
    }
    if (!crypto::checkBatch(m_keys, records, proof))
        return std::nullopt;
    return std::vector{crypto::PartialBatch::whole(records, proof)};
}

Result<void> ShareWorker::takeRecords(Peer& peer, protocol::Records message)
{
    auto received = unsealRecords(peer, message);
    if (!received)
        return fail(received.error());
    std::unordered_map<Hash, Bytes> contents;
    std::vector<Announcement> won;
    bool oursGrew = false;
    std::optional<Error> malformed;
    bool forgets = false;
    {
        auto transaction = store::Transaction::begin(m_replica.index->rows());
        if (!transaction)
            return fail(transaction.error());
        if (auto kept = received->batches.empty() ? Result<void>() : keepPublicKey(); !kept)
            return kept;
        for (size_t i = 0; i < received->records.size(); ++i) {
            auto& [sealed, from] = received->records[i];
            protocol::RecordItem& item = message.items[i];
            const Hash content = sealed.record.content;
            oursGrew |= sealed.record.vector.counter(m_replica.index->author()) > m_replica.index->lastCounter();
            const Bytes name = sealed.record.name;
            SealedRecord copy = sealed;
            learnAuthor(copy.record, message.told);
            auto outcome = m_merger.take(std::move(sealed), from);
            if (!outcome)
                return fail(outcome.error());
            if (*outcome == Merger::Outcome::Malformed) {
                malformed =
                    Error{ErrorCode::Protocol, "its record of '" + printable(name) + "' contradicts its own history"};
                continue;
            }
            if (*outcome == Merger::Outcome::TooLate) {
                refuseHorizon(copy, peer.info);
                continue;
            }
            if (*outcome == Merger::Outcome::Held) {
                m_replica.held.hold(std::move(copy), peer.info.device, peer.info.name);
                continue;
            }
            forgets |= copy.record.isHorizon() && *outcome == Merger::Outcome::Won;
            if (item.content && !isContentOf(*item.content, copy.record)) {
                malformed = Error{ErrorCode::Protocol,
                                  "the content that it sent with '" + printable(name) + "' is not the record's"};
                item.content.reset();
            }
            if (item.have)
                m_fetcher.peerHas(peer.info.id, content);
            if (*outcome == Merger::Outcome::Won) {
                auto batch = from ? from->keptIn(m_replica.index->rows()) : Result<int64_t>(0);
                if (!batch)
                    return fail(batch.error());
                won.push_back({std::move(copy), item.content, false, *batch});
            }
            if (item.content)
                contents.emplace(content, std::move(*item.content));
        }
        if (auto committed = transaction->commit(); !committed)
            return committed;
    }
    if (oursGrew) {
        qCWarning(logEngine, "a peer knows more records of this device than it does itself (index restored?): it goes "
                             "on as a new author");
        if (auto renewed = m_replica.index->renewAuthor(m_context.random); !renewed)
            return renewed;
    }
    for (SealedRecord& derived : m_merger.takeDerived())
        won.push_back({std::move(derived), std::nullopt, false, 0});
    m_replica.reproject();
    m_heldProblems.show();
    if (forgets && !m_replica.index->isForgetting())
        horizonRose();

    // At once to those whom the author has not told.
    if (!mutated(Mutant::DoNotPassOn))
        m_replica.announcements = std::move(won);
    std::vector<DeviceId> told = std::move(message.told);
    told.push_back(peer.info.device);
    if (auto passedOn = tellPeers(told, peer.info.id); !passedOn)
        return passedOn;

    if (auto settled = m_directories.settle(); !settled)
        return settled;
    if (!contents.empty()) {
        std::vector<Applier::Item> items;
        for (auto it = m_replica.toApply.begin(); it != m_replica.toApply.end();) {
            auto entry = m_replica.index->file(it->first, it->second);
            if (!entry)
                return fail(entry.error());
            const auto content = entry->record ? contents.find(entry->record->record.content) : contents.end();
            const bool came = content != contents.end();
            // A conflict copy goes along: what one of the others displaces may be its only source.
            if (!came && !sync::parseConflictName(it->second)) {
                ++it;
                continue;
            }
            items.push_back({*it, came ? std::optional(content->second) : std::nullopt, {}, came});
            it = m_replica.toApply.erase(it);
        }
        if (auto applied = applyItems(std::move(items)); !applied)
            return applied;
    }
    return malformed ? Result<void>(fail(*malformed)) : Result<void>();
}

} // namespace shoal::engine
