// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fetcher.h"

#include "core/storage/chunk_list.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr uint64_t kListBytes = 256; // counted for a question for a list, whose length is not known
// A peer that says nothing for so long is taken for slower than any other.
constexpr int64_t kSilentNs = 2'000'000'000;
// What a second question for a piece must gain at least.
constexpr int64_t kLeastGainNs = 200'000'000;

} // namespace

LargeTransfer* Fetcher::transferOf(const Request& request) const
{
    LargeTransfer* transfer = m_transfers.find(request.wanted.content);
    return transfer && transfer->number() == request.transfer ? transfer : nullptr;
}

// Gives places to transfers that wait. One that nobody can serve makes room for others.
void Fetcher::openTransfers()
{
    for (const Hash& content : m_transfers.fill([this](const auto& wanted) { return isVoid(wanted); }))
        dropContent(content);
    if (m_peers.empty() || !m_transfers.waiting())
        return;
    std::vector<Applier::Wanted> unserved;
    for (const auto& transfer : m_transfers.open()) {
        if (allLack(transfer->wanted().content) && transfer->picker().asked() == 0)
            unserved.push_back(transfer->wanted());
    }
    for (Applier::Wanted& wanted : unserved) {
        m_transfers.close(wanted.content);
        m_idleParts.insert(wanted.content);
        park(std::move(wanted));
    }
    if (!unserved.empty())
        openTransfers();
}

// A newer record took the place of what was wanted.
void Fetcher::dropVoid()
{
    if (!std::exchange(m_void, false))
        return;
    std::vector<Hash> contents;
    for (const auto& transfer : m_transfers.open()) {
        if (isVoid(transfer->wanted()))
            contents.push_back(transfer->wanted().content);
    }
    for (const Hash& content : contents) {
        m_transfers.close(content);
        dropContent(content);
    }
}

void Fetcher::dropContent(const Hash& content)
{
    const bool wantedElsewhere =
        std::any_of(m_wanted.begin(), m_wanted.end(), [&](const auto& wanted) { return wanted.second == content; });
    if (wantedElsewhere)
        askAgainFor(content); // and goes on with the part
    else
        (void)m_replica.staging->removeFile(Applier::partName(content));
    m_idleParts.erase(content);
}

// The disk does not take it: one file's problem, not the share's. What has come stays until something else needs
// its room.
void Fetcher::giveUp(const Hash& content, const Error& error)
{
    m_transfers.close(content);
    m_idleParts.erase(content);
    giveRoom();
    m_idleParts.insert(content);
    std::erase_if(m_wanted, [&](const auto& wanted) {
        if (wanted.second != content)
            return false;
        m_failed.push_back({wanted.first, error});
        return true;
    });
}

// Parts of transfers that do not go on now leave their room to what can end.
void Fetcher::giveRoom()
{
    for (const Hash& content : std::exchange(m_idleParts, {})) {
        if (!m_transfers.find(content))
            (void)m_replica.staging->removeFile(Applier::partName(content));
    }
}

// The other names that want it: from this disk now, or by a transfer of their own.
void Fetcher::askAgainFor(const Hash& content)
{
    std::erase_if(m_wanted, [&](const auto& wanted) {
        if (wanted.second != content)
            return false;
        m_replica.toApply.insert(wanted.first);
        return true;
    });
}

// One slice of reading and copying for each; true = there is more.
Result<bool> Fetcher::prepareTransfers()
{
    bool busy = false;
    std::vector<std::pair<Hash, Error>> failed;
    for (const auto& transfer : m_transfers.open()) {
        if (!transfer->hasList() || transfer->prepared())
            continue;
        auto more = transfer->prepare();
        busy = true;
        if (!more && more.error().code != ErrorCode::NoSpace)
            return more;
        if (!more)
            failed.emplace_back(transfer->wanted().content, more.error());
    }
    for (const auto& [content, error] : failed)
        giveUp(content, error);
    return busy;
}

// What is only on its way to a peer, it may never get: two that wait for each other would wait for ever, and keep the
// places of others. After a while it is as if such a peer had said that it lacks the content.
void Fetcher::doubtParts()
{
    for (const auto& transfer : m_transfers.open()) {
        const Hash& content = transfer->wanted().content;
        std::vector<PeerId> waiting;
        bool canBeBrought = !transfer->hasList() || !transfer->prepared() || transfer->picker().asked() > 0;
        for (const auto& [id, peer] : m_peers) {
            if (transfer->picker().isPartWithout(id))
                waiting.push_back(id);
            else
                canBeBrought |= !peer.lacks.contains(content);
        }
        if (canBeBrought || waiting.empty()) {
            transfer->setStarvedSince(0);
        } else if (transfer->starvedSinceNs() == 0) {
            transfer->setStarvedSince(nowNs());
        } else if (nowNs() - transfer->starvedSinceNs() >= kStarvedNs) {
            for (const PeerId id : waiting) {
                transfer->picker().forget(id);
                lacks(id, content);
            }
            transfer->setStarvedSince(0);
        }
    }
}

void Fetcher::askLarge()
{
    for (const auto& transfer : m_transfers.open()) {
        if (!transfer->hasList())
            askList(*transfer);
        else if (transfer->prepared())
            askPieces(*transfer);
    }
}

void Fetcher::askList(LargeTransfer& transfer)
{
    for (const auto& [number, request] : m_requests) {
        if (request.kind == Request::Kind::List && request.transfer == transfer.number())
            return;
    }
    const Applier::Wanted& wanted = transfer.wanted();
    PeerId id = 0;
    Peer* peer = peerFor(wanted.content, id, 0);
    if (!peer)
        return;
    const bool known = !transfer.baseChunks().empty();
    protocol::ChunkListRequest request{0, wanted.dir, wanted.key.second, wanted.content, known ? wanted.base : Hash()};
    request.id = ask(id, *peer, {0, kListBytes, wanted, Request::Kind::List, transfer.number(), 0, {}, 0});
    peer->link->send(std::move(request));
}

// One for each peer in turn, until none has room or a piece to bring.
void Fetcher::askPieces(LargeTransfer& transfer)
{
    for (bool asked = true; asked;) {
        asked = false;
        for (auto& [id, peer] : m_peers)
            asked |= askPiece(transfer, id, peer);
    }
}

bool Fetcher::askPiece(LargeTransfer& transfer, PeerId id, Peer& peer)
{
    const Applier::Wanted& wanted = transfer.wanted();
    if (!usable(peer, 0) || peer.lacks.contains(wanted.content))
        return false;
    const auto number = choosePiece(transfer, id, peer);
    if (!number)
        return false;
    const Piece& piece = transfer.picker().piece(*number);
    transfer.noteAsked(*number);
    protocol::ContentRequest request{0, wanted.dir, wanted.key.second, wanted.content, piece.offset, piece.length};
    request.id = ask(id, peer, {0, piece.length, wanted, Request::Kind::Piece, transfer.number(), *number, {}, 0});
    peer.link->send(std::move(request));
    return true;
}

// When all that is missing has been asked for, what is asked of a much slower peer.
std::optional<size_t> Fetcher::choosePiece(LargeTransfer& transfer, PeerId id, const Peer& peer) const
{
    PiecePicker& picker = transfer.picker();
    if (auto piece = picker.take(id, m_peers.size() == 1))
        return piece;
    if (picker.missing() > 0)
        return std::nullopt;
    const int64_t mine = peer.window.expectedNs(0);
    return picker.takeAgain(id, [&](PeerId asked) {
        const auto other = m_peers.find(asked);
        if (other == m_peers.end())
            return true;
        const PeerWindow& window = other->second.window;
        const int64_t silent = nowNs() - window.heardNs();
        return silent > kSilentNs || window.expectedNs(0) > 2 * mine + kLeastGainNs;
    });
}

bool Fetcher::endGame() const
{
    return m_peers.size() > 1 && std::any_of(m_transfers.open().begin(), m_transfers.open().end(), [](const auto& one) {
               return one->picker().asked() > 0 && one->picker().missing() == 0;
           });
}

Result<void> Fetcher::take(PeerId peer, const protocol::Holding& holding)
{
    const auto it = m_peers.find(peer);
    if (it == m_peers.end())
        return {};
    // What is only on its way to it, it may never get.
    if (!holding.here.empty()) {
        it->second.lacks.erase(holding.content);
        unpark(holding.content);
    }
    LargeTransfer* transfer = m_transfers.find(holding.content);
    // Without a list the numbers say nothing; it is told again when it is asked for what it does not have.
    if (!transfer || !transfer->hasList())
        return {};
    return transfer->picker().add(peer, holding, transfer->chunks().size());
}

Result<void> Fetcher::takePiece(Request request, const protocol::ContentReply& reply)
{
    LargeTransfer* transfer = transferOf(request);
    if (!transfer)
        return {}; // it was given up, or has begun anew
    PiecePicker& picker = transfer->picker();
    const bool done = picker.isDone(request.piece); // another peer was faster
    auto written = done ? Result<void>() : transfer->write(request.piece, reply.data);
    if (written) {
        if (picker.stock(request.peer) == PiecePicker::Stock::Tried)
            picker.setWhole(request.peer);
        return {};
    }
    const Error error = written.error();
    if (error.code == ErrorCode::NoSpace)
        giveUp(request.wanted.content, error);
    else if (error.code == ErrorCode::Protocol)
        notThere(std::move(request));
    else
        retryElsewhere(std::move(request));
    return error.code == ErrorCode::NoSpace ? Result<void>() : fail(error);
}

Result<void> Fetcher::addRuns(Request& request, std::vector<protocol::ChunkRun> runs) const
{
    // No more chunks than a file of that size can have, whatever is claimed.
    const uint64_t limit = request.wanted.size / storage::chunkSizes(request.wanted.size).min + 2;
    for (protocol::ChunkRun& run : runs) {
        storage::ChunkRun converted;
        if (const auto* copy = std::get_if<protocol::CopyRun>(&run)) {
            converted.first = copy->first;
            converted.count = copy->count;
            request.chunksSoFar += copy->count;
        } else {
            for (const protocol::ChunkRef& chunk : std::get<protocol::NewRun>(run).chunks)
                converted.added.push_back({chunk.hash, chunk.length});
            request.chunksSoFar += converted.added.size();
        }
        if (request.chunksSoFar > limit)
            return fail(ErrorCode::Protocol, "it sent a chunk list that is too long for the file");
        request.runs.push_back(std::move(converted));
    }
    return {};
}

Result<void> Fetcher::take(PeerId peer, protocol::ChunkListReply reply)
{
    const auto it = m_requests.find(reply.id);
    if (it == m_requests.end() && reply.id <= m_lastRequest)
        return {}; // too late
    if (it == m_requests.end() || it->second.peer != peer || it->second.kind != Request::Kind::List)
        return fail(ErrorCode::Protocol, "it sent a chunk list that was not asked for");
    if (reply.status != protocol::ContentStatus::Ok) {
        notThere(std::move(*finish(peer, reply.id)));
        return {};
    }
    if (auto added = addRuns(it->second, std::move(reply.runs)); !added)
        return added;
    if (reply.last)
        return takeList(std::move(*finish(peer, reply.id)));
    if (const auto state = m_peers.find(peer); state != m_peers.end())
        state->second.window.heard(nowNs());
    return {};
}

Result<void> Fetcher::takeList(Request request)
{
    LargeTransfer* transfer = transferOf(request);
    if (!transfer || transfer->hasList())
        return {};
    auto list = storage::applyChunkRuns(transfer->baseChunks(), request.runs, request.wanted.size);
    auto set = list ? transfer->setList(std::move(*list), m_transfers.bytesToCome()) : fail(list.error());
    if (set) {
        // Who has the list has the content, or says what it has of it.
        if (transfer->picker().stock(request.peer) == PiecePicker::Stock::Unknown)
            transfer->picker().setWhole(request.peer);
        return {};
    }
    const Error error = set.error();
    if (error.code == ErrorCode::NoSpace)
        giveUp(request.wanted.content, error);
    else if (error.code == ErrorCode::Protocol)
        notThere(std::move(request));
    return error.code == ErrorCode::NoSpace ? Result<void>() : fail(error);
}

Result<void> Fetcher::finishLarge()
{
    std::vector<const LargeTransfer*> complete;
    for (const auto& transfer : m_transfers.open()) {
        if (transfer->complete())
            complete.push_back(transfer.get());
    }
    for (const LargeTransfer* transfer : complete) {
        const Applier::Wanted wanted = transfer->wanted();
        auto transaction = store::Transaction::begin(m_replica.index->rows());
        if (!transaction)
            return fail(transaction.error());
        if (auto put =
                m_replica.index->rows().putChunkList(wanted.content, storage::encodeChunkList(transfer->chunks()));
            !put)
            return put;
        if (auto committed = transaction->commit(); !committed)
            return committed;
        m_ready.push_back({wanted.key, std::nullopt, transfer->stagedName()});
        m_idleParts.erase(wanted.content);
        m_transfers.close(wanted.content);
        m_wanted.erase(wanted.key);
        askAgainFor(wanted.content);
        m_forgivePauseNs = 0;
    }
    return {};
}

} // namespace shoal::engine
