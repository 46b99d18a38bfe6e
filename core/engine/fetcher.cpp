// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fetcher.h"

#include "core/storage/chunk_list.h"
#include "shared/base/hash.h"
#include "shared/base/log.h"

#include <algorithm>

namespace shoal::engine {

namespace {

// What one peer may owe us: a round trip of 100 ms at 1 Gbit/s is 12 MB.
constexpr uint64_t kWindowBytes = 16 << 20;
// A small file costs more than its bytes: the record of the request, a system call at the other end.
constexpr uint64_t kRequestOverhead = 256;
// Large files that are put together at the same time; more would only share the same bandwidth.
constexpr size_t kLargeAtOnce = 4;
// What a peer may be remembered to lack; beyond that it is simply asked again.
constexpr size_t kMaxLacks = 100'000;
// A peer that owes us something and says nothing for so long is asked no more; 16 MiB take that long at 2 Mbit/s.
constexpr int64_t kPatienceNs = 60'000'000'000;
// A peer says when it has what it lacked; should that be lost, it is asked again after a while.
constexpr int64_t kFirstForgiveNs = 60'000'000'000;
constexpr int64_t kLongestForgiveNs = 3'600'000'000'000;

} // namespace

void Fetcher::want(Applier::Wanted wanted)
{
    const auto [it, fresh] = m_wanted.try_emplace(wanted.key, wanted.content);
    if (!fresh && it->second == wanted.content)
        return;
    m_void |= !fresh;
    it->second = wanted.content;
    if (wanted.size < storage::kChunkedFrom)
        m_small.push_back(std::move(wanted));
    else if (!transferOf(wanted.content)) // one for all names of a content, see askAgainFor()
        addLarge(std::move(wanted));
}

void Fetcher::addLarge(Applier::Wanted wanted)
{
    const Hash content = wanted.content;
    m_large.push_back(std::make_unique<LargeTransfer>(m_replica, std::move(wanted)));
    m_byContent[content] = m_large.back().get();
}

bool Fetcher::isVoid(const Applier::Wanted& wanted) const
{
    const auto it = m_wanted.find(wanted.key);
    return it == m_wanted.end() || it->second != wanted.content;
}

// A newer record took the place of what was wanted.
void Fetcher::dropVoid()
{
    if (!std::exchange(m_void, false))
        return;
    std::erase_if(m_large, [this](const auto& transfer) {
        if (!isVoid(transfer->wanted()))
            return false;
        const Hash& content = transfer->wanted().content;
        m_byContent.erase(content);
        const bool wantedElsewhere =
            std::any_of(m_wanted.begin(), m_wanted.end(), [&](const auto& wanted) { return wanted.second == content; });
        if (wantedElsewhere)
            askAgainFor(content); // and goes on with the part
        else
            (void)m_replica.staging->removeFile(transfer->stagedName());
        return true;
    });
}

// The disk does not take it: one file's problem, not the share's.
void Fetcher::giveUp(const Hash& content, const Error& error)
{
    m_byContent.erase(content);
    std::erase_if(m_large, [&](const auto& transfer) { return transfer->wanted().content == content; });
    std::erase_if(m_wanted, [&](const auto& wanted) {
        if (wanted.second != content)
            return false;
        m_failed.push_back({wanted.first, error});
        return true;
    });
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

void Fetcher::reset()
{
    m_small.clear();
    m_large.clear();
    m_byContent.clear();
    m_wanted.clear();
    m_requests.clear();
    m_ready.clear();
    m_forgiveNs = 0;
    for (auto& [id, peer] : m_peers) {
        peer.inFlight = 0;
        peer.lacks.clear();
    }
}

int64_t Fetcher::nextPumpNs() const
{
    int64_t next = m_small.empty() && m_large.empty() ? INT64_MAX : m_forgiveNs == 0 ? INT64_MAX : m_forgiveNs;
    for (const auto& [id, peer] : m_peers) {
        if (peer.inFlight > 0)
            next = std::min(next, peer.heardNs + kPatienceNs);
    }
    return next;
}

void Fetcher::giveUpSilent()
{
    for (auto& [id, peer] : m_peers) {
        if (peer.inFlight == 0 || nowNs() - peer.heardNs < kPatienceNs)
            continue;
        std::vector<Request> open;
        for (auto it = m_requests.begin(); it != m_requests.end();) {
            const bool its = it->second.peer == id;
            if (its)
                open.push_back(std::move(it->second));
            it = its ? m_requests.erase(it) : std::next(it);
        }
        peer.inFlight = 0;
        for (Request& request : open)
            retryElsewhere(std::move(request), true);
    }
}

void Fetcher::forgive()
{
    if (m_forgiveNs == 0 || nowNs() < m_forgiveNs)
        return;
    m_forgiveNs = 0;
    for (auto& [id, peer] : m_peers)
        peer.lacks.clear();
}

void Fetcher::peerOpened(PeerId peer, std::shared_ptr<PeerLink> link)
{
    m_peers[peer].link = std::move(link);
}

void Fetcher::peerClosed(PeerId peer)
{
    m_peers.erase(peer);
    for (auto it = m_requests.begin(); it != m_requests.end();) {
        if (it->second.peer != peer) {
            ++it;
            continue;
        }
        Request request = std::move(it->second);
        it = m_requests.erase(it);
        retryElsewhere(std::move(request), false);
    }
}

void Fetcher::take(PeerId peer, const protocol::Available& available)
{
    for (const Hash& content : available.contents)
        peerHas(peer, content);
}

void Fetcher::peerHas(PeerId peer, const Hash& content)
{
    if (const auto it = m_peers.find(peer); it != m_peers.end())
        it->second.lacks.erase(content);
}

Result<bool> Fetcher::pump()
{
    dropVoid();
    giveUpSilent();
    forgive();
    askSmall();
    bool busy = false;
    for (size_t i = 0; i < m_large.size() && i < kLargeAtOnce; ++i) {
        LargeTransfer& transfer = *m_large[i];
        if (!transfer.hasList() || transfer.prepared())
            continue;
        auto more = transfer.prepare();
        busy = true;
        if (!more && more.error().code != ErrorCode::NoSpace)
            return fail(more.error());
        if (!more) {
            giveUp(transfer.wanted().content, more.error());
            break; // the list has changed
        }
    }
    askLarge();
    if (auto finished = finishLarge(); !finished)
        return fail(finished.error());
    return busy || !m_ready.empty();
}

// Takes turns among the peers that may have it and have room in their window.
Fetcher::Peer* Fetcher::peerFor(const Hash& content, PeerId& id)
{
    const auto usable = [&](const Peer& peer) { return peer.inFlight < kWindowBytes && !peer.lacks.contains(content); };
    for (auto it = m_peers.upper_bound(m_lastPeer); it != m_peers.end(); ++it) {
        if (usable(it->second)) {
            id = m_lastPeer = it->first;
            return &it->second;
        }
    }
    for (auto& [candidate, peer] : m_peers) {
        if (usable(peer)) {
            id = m_lastPeer = candidate;
            return &peer;
        }
    }
    return nullptr;
}

uint32_t Fetcher::ask(PeerId id, Peer& peer, Request request)
{
    request.peer = id;
    if (peer.inFlight == 0)
        peer.heardNs = nowNs();
    peer.inFlight += request.bytes;
    const uint32_t number = ++m_lastRequest;
    m_requests.emplace(number, std::move(request));
    return number;
}

void Fetcher::askSmall()
{
    for (size_t left = m_small.size(); left > 0; --left) {
        Applier::Wanted wanted = std::move(m_small.front());
        m_small.pop_front();
        if (isVoid(wanted))
            continue;
        PeerId id = 0;
        Peer* peer = peerFor(wanted.content, id);
        if (!peer) {
            m_small.push_back(std::move(wanted));
            bool room = false;
            for (const auto& [other, state] : m_peers)
                room |= state.inFlight < kWindowBytes;
            if (!room)
                return;
            continue;
        }
        protocol::ContentRequest request{0,
                                         wanted.dir,
                                         wanted.key.second,
                                         wanted.content,
                                         0,
                                         static_cast<uint32_t>(std::max<uint64_t>(wanted.size, 1))};
        const uint64_t bytes = wanted.size + kRequestOverhead;
        request.id = ask(id, *peer, {0, bytes, std::move(wanted), false, std::nullopt, {}, 0});
        peer->link->send(std::move(request));
    }
}

void Fetcher::askLarge()
{
    for (size_t i = 0; i < m_large.size() && i < kLargeAtOnce; ++i) {
        LargeTransfer& transfer = *m_large[i];
        const Applier::Wanted& wanted = transfer.wanted();
        PeerId id = 0;
        if (!transfer.hasList()) {
            bool asked = false;
            for (const auto& [number, request] : m_requests)
                asked |= request.list && request.wanted.content == wanted.content;
            Peer* peer = asked ? nullptr : peerFor(wanted.content, id);
            if (!peer)
                continue;
            const bool known = !transfer.baseChunks().empty();
            protocol::ChunkListRequest request{0, wanted.dir, wanted.key.second, wanted.content,
                                               known ? wanted.base : Hash()};
            request.id = ask(id, *peer, {0, kRequestOverhead, wanted, true, std::nullopt, {}, 0});
            peer->link->send(std::move(request));
            continue;
        }
        while (transfer.prepared()) {
            Peer* peer = peerFor(wanted.content, id);
            const auto range = peer ? transfer.nextRange() : std::nullopt;
            if (!range)
                break;
            protocol::ContentRequest request{
                0, wanted.dir, wanted.key.second, wanted.content, range->offset, range->length};
            request.id = ask(id, *peer, {0, range->length, wanted, false, range, {}, 0});
            peer->link->send(std::move(request));
        }
    }
}

std::optional<Fetcher::Request> Fetcher::finish(PeerId peer, uint32_t id)
{
    const auto it = m_requests.find(id);
    if (it == m_requests.end() || it->second.peer != peer)
        return std::nullopt;
    Request request = std::move(it->second);
    m_requests.erase(it);
    if (const auto state = m_peers.find(peer); state != m_peers.end()) {
        state->second.inFlight -= request.bytes;
        state->second.heardNs = nowNs();
    }
    return request;
}

LargeTransfer* Fetcher::transferOf(const Hash& content)
{
    const auto it = m_byContent.find(content);
    return it == m_byContent.end() ? nullptr : it->second;
}

void Fetcher::retryElsewhere(Request request, bool peerLacks)
{
    const auto peer = m_peers.find(request.peer);
    if (peerLacks && peer != m_peers.end()) {
        if (peer->second.lacks.size() >= kMaxLacks)
            peer->second.lacks.clear();
        peer->second.lacks.insert(request.wanted.content);
        if (m_forgiveNs == 0) {
            m_forgivePauseNs = std::clamp(m_forgivePauseNs * 2, kFirstForgiveNs, kLongestForgiveNs);
            m_forgiveNs = nowNs() + m_forgivePauseNs;
        }
    }
    if (request.list)
        return; // askLarge() asks again
    if (!request.range)
        m_small.push_back(std::move(request.wanted));
    else if (LargeTransfer* transfer = transferOf(request.wanted.content);
             transfer && transfer->expects(*request.range))
        transfer->release(*request.range);
}

Result<void> Fetcher::take(PeerId peer, protocol::ContentReply reply)
{
    auto request = finish(peer, reply.id);
    if (!request && reply.id <= m_lastRequest)
        return {}; // too late
    if (!request)
        return fail(ErrorCode::Protocol, "it answered a question that was not asked");
    if (request->list)
        return fail(ErrorCode::Protocol, "it answered a question for a chunk list with content");
    if (reply.status != protocol::ContentStatus::Ok) {
        retryElsewhere(std::move(*request), true);
        return {};
    }
    return request->range ? takeRange(std::move(*request), std::move(reply))
                          : takeSmall(std::move(*request), std::move(reply));
}

Result<void> Fetcher::takeSmall(Request request, protocol::ContentReply reply)
{
    if (isVoid(request.wanted))
        return {};
    if (reply.data.size() != request.wanted.size || sha256(reply.data) != request.wanted.content) {
        retryElsewhere(std::move(request), true);
        return fail(ErrorCode::Protocol, "it sent a content that does not match its hash");
    }
    m_forgivePauseNs = 0;
    m_wanted.erase(request.wanted.key);
    m_ready.push_back({request.wanted.key, std::move(reply.data), {}});
    return {};
}

Result<void> Fetcher::takeRange(Request request, protocol::ContentReply reply)
{
    LargeTransfer* transfer = transferOf(request.wanted.content);
    if (!transfer || !transfer->prepared() || !transfer->expects(*request.range))
        return {}; // of a transfer that was given up and has begun anew
    auto written = transfer->write(*request.range, reply.data);
    if (written)
        return {};
    const Error error = written.error();
    if (error.code == ErrorCode::NoSpace) {
        giveUp(request.wanted.content, error);
        return {};
    }
    retryElsewhere(std::move(request), error.code == ErrorCode::Protocol);
    return fail(error);
}

Result<void> Fetcher::take(PeerId peer, protocol::ChunkListReply reply)
{
    const auto it = m_requests.find(reply.id);
    if (it == m_requests.end() && reply.id <= m_lastRequest)
        return {}; // too late
    if (it == m_requests.end() || it->second.peer != peer || !it->second.list)
        return fail(ErrorCode::Protocol, "it sent a chunk list that was not asked for");
    if (reply.status != protocol::ContentStatus::Ok) {
        retryElsewhere(std::move(*finish(peer, reply.id)), true);
        return {};
    }
    // No more chunks than a file of that size can have, whatever is claimed.
    const uint64_t limit = it->second.wanted.size / storage::chunkSizes(it->second.wanted.size).min + 2;
    for (protocol::ChunkRun& run : reply.runs) {
        storage::ChunkRun converted;
        if (const auto* copy = std::get_if<protocol::CopyRun>(&run)) {
            converted.first = copy->first;
            converted.count = copy->count;
            it->second.chunksSoFar += copy->count;
        } else {
            for (const protocol::ChunkRef& chunk : std::get<protocol::NewRun>(run).chunks)
                converted.added.push_back({chunk.hash, chunk.length});
            it->second.chunksSoFar += converted.added.size();
        }
        if (it->second.chunksSoFar > limit)
            return fail(ErrorCode::Protocol, "it sent a chunk list that is too long for the file");
        it->second.runs.push_back(std::move(converted));
    }
    if (!reply.last)
        return {};
    Request request = std::move(*finish(peer, reply.id));
    LargeTransfer* transfer = transferOf(request.wanted.content);
    if (!transfer || transfer->hasList())
        return {};
    auto list = storage::applyChunkRuns(transfer->baseChunks(), request.runs, request.wanted.size);
    auto set = list ? transfer->setList(std::move(*list)) : fail(list.error());
    if (!set && set.error().code == ErrorCode::NoSpace) {
        giveUp(request.wanted.content, set.error());
        return {};
    }
    if (!set && set.error().code == ErrorCode::Protocol)
        retryElsewhere(std::move(request), true);
    return set;
}

Result<void> Fetcher::finishLarge()
{
    for (size_t i = 0; i < m_large.size();) {
        LargeTransfer& transfer = *m_large[i];
        if (!transfer.complete()) {
            ++i;
            continue;
        }
        auto transaction = store::Transaction::begin(m_replica.index->rows());
        if (!transaction)
            return fail(transaction.error());
        if (auto put = m_replica.index->rows().putChunkList(transfer.wanted().content,
                                                            storage::encodeChunkList(transfer.chunks()));
            !put)
            return put;
        if (auto committed = transaction->commit(); !committed)
            return committed;
        m_wanted.erase(transfer.wanted().key);
        m_byContent.erase(transfer.wanted().content);
        askAgainFor(transfer.wanted().content);
        m_forgivePauseNs = 0;
        m_ready.push_back({transfer.wanted().key, std::nullopt, transfer.stagedName()});
        m_large.erase(m_large.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return {};
}

} // namespace shoal::engine
