// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fetcher.h"

#include "shared/base/hash.h"
#include "shared/base/log.h"

#include <algorithm>

namespace shoal::engine {

namespace {

// A small file costs more than its bytes: the record of the request, a system call at the other end.
constexpr uint64_t kRequestOverhead = 256;
// A small file does not wait until there is room among pieces of large ones.
constexpr uint64_t kSmallReserve = 1 << 20;
// So many whose peers have no room are looked at to find one that somebody else can bring.
constexpr size_t kMostSkipped = 64;
// What a peer may be remembered to lack; beyond that it is simply asked again.
constexpr size_t kMaxLacks = 100'000;
constexpr size_t kMaxBrought = 20'000; // as many as can be wanted at the same time
// A peer that owes us something and says nothing for so long is asked no more for a while. Its disk may be busy, so
// that is longer when there is nobody else to ask.
constexpr int64_t kPatienceNs = 10'000'000'000;
constexpr int64_t kPatienceAloneNs = 60'000'000'000;
constexpr int64_t kStallNs = 60'000'000'000;
// A peer says when it has what it lacked; should that be lost, it is asked again after a while.
constexpr int64_t kFirstForgiveNs = 60'000'000'000;
constexpr int64_t kLongestForgiveNs = 3'600'000'000'000;
// While the last pieces of a file are waited for, others are looked for so often to bring them.
constexpr int64_t kEndGameNs = 250'000'000;

} // namespace

void Fetcher::want(Applier::Wanted wanted)
{
    const auto known = m_wanted.find(wanted.key);
    if (known != m_wanted.end() && known->second == wanted.content)
        return;
    if (known == m_wanted.end() && m_wanted.size() >= kMostWanted) {
        m_refused = true;
        return;
    }
    m_void |= known != m_wanted.end();
    m_brought.erase(wanted.content); // it is not here any more
    m_wanted[wanted.key] = wanted.content;
    if (wanted.size < storage::kChunkedFrom)
        m_small.push(std::move(wanted));
    else if (!m_parked.contains(wanted.content))
        m_transfers.add(std::move(wanted)); // one for all names of a content, see askAgainFor()
}

bool Fetcher::takeRefused()
{
    if (!m_refused || m_wanted.size() > kMostWanted / 2)
        return false;
    m_refused = false;
    return true;
}

bool Fetcher::isVoid(const Applier::Wanted& wanted) const
{
    const auto it = m_wanted.find(wanted.key);
    return it == m_wanted.end() || it->second != wanted.content;
}

void Fetcher::reset()
{
    m_small.clear();
    m_transfers.clear();
    m_parked.clear();
    m_brought.clear();
    m_idleParts.clear();
    m_wanted.clear();
    m_requests.clear();
    m_ready.clear();
    m_forgiveNs = 0;
    m_refused = false;
    for (auto& [id, peer] : m_peers) {
        peer.window.clear();
        peer.lacks.clear();
        peer.stalledUntilNs = 0;
    }
}

int64_t Fetcher::nextPumpNs() const
{
    if (m_wanted.empty())
        return INT64_MAX;
    int64_t next = m_forgiveNs == 0 ? INT64_MAX : m_forgiveNs;
    const int64_t patience = m_peers.size() > 1 ? kPatienceNs : kPatienceAloneNs;
    for (const auto& [id, peer] : m_peers) {
        if (peer.window.owes())
            next = std::min(next, peer.window.heardNs() + patience);
        if (peer.stalledUntilNs > 0)
            next = std::min(next, peer.stalledUntilNs);
    }
    for (const auto& transfer : m_transfers.open()) {
        if (transfer->starvedSinceNs() != 0)
            next = std::min(next, transfer->starvedSinceNs() + kStarvedNs);
    }
    return endGame() ? std::min(next, nowNs() + kEndGameNs) : next;
}

void Fetcher::giveUpSilent()
{
    const int64_t patience = m_peers.size() > 1 ? kPatienceNs : kPatienceAloneNs;
    for (auto& [id, peer] : m_peers) {
        if (peer.stalledUntilNs > 0 && nowNs() >= peer.stalledUntilNs)
            peer.stalledUntilNs = 0;
        if (!peer.window.owes() || nowNs() - peer.window.heardNs() < patience)
            continue;
        if (m_peers.size() > 1)
            peer.stalledUntilNs = nowNs() + kStallNs;
        std::vector<Request> open;
        for (auto it = m_requests.begin(); it != m_requests.end();) {
            const bool its = it->second.peer == id;
            if (its)
                open.push_back(std::move(it->second));
            it = its ? m_requests.erase(it) : std::next(it);
        }
        peer.window.clear();
        for (Request& request : open)
            retryElsewhere(std::move(request));
    }
}

void Fetcher::forgive()
{
    if (m_forgiveNs == 0 || nowNs() < m_forgiveNs)
        return;
    m_forgiveNs = 0;
    for (auto& [id, peer] : m_peers)
        peer.lacks.clear();
    for (const auto& transfer : m_transfers.open())
        transfer->picker().forgetStocks();
    unparkAll();
}

void Fetcher::peerOpened(PeerId peer, std::shared_ptr<PeerLink> link)
{
    m_peers[peer].link = std::move(link);
    unparkAll();
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
        retryElsewhere(std::move(request));
    }
    for (const auto& transfer : m_transfers.open())
        transfer->picker().forget(peer);
}

void Fetcher::take(PeerId peer, const protocol::Available& available)
{
    for (const Hash& content : available.contents)
        peerHas(peer, content);
}

void Fetcher::peerHas(PeerId peer, const Hash& content)
{
    const auto it = m_peers.find(peer);
    if (it == m_peers.end())
        return;
    it->second.lacks.erase(content);
    unpark(content);
    if (LargeTransfer* transfer = m_transfers.find(content))
        transfer->picker().setWhole(peer);
}

void Fetcher::park(Applier::Wanted wanted)
{
    const Hash content = wanted.content;
    m_parked.emplace(content, std::move(wanted));
}

void Fetcher::unpark(const Hash& content)
{
    for (auto it = m_parked.find(content); it != m_parked.end(); it = m_parked.find(content)) {
        Applier::Wanted wanted = std::move(it->second);
        m_parked.erase(it);
        if (isVoid(wanted) && wanted.size < storage::kChunkedFrom)
            continue;
        if (wanted.size < storage::kChunkedFrom)
            m_small.push(std::move(wanted));
        else
            m_transfers.add(std::move(wanted));
    }
}

void Fetcher::unparkAll()
{
    std::vector<Hash> contents;
    for (const auto& [content, wanted] : m_parked)
        contents.push_back(content);
    for (const Hash& content : contents)
        unpark(content);
}

Result<bool> Fetcher::pump()
{
    dropVoid();
    if (std::exchange(m_replica.roomWanted, false))
        giveRoom();
    giveUpSilent();
    forgive();
    askSmall();
    openTransfers();
    auto busy = prepareTransfers();
    if (!busy)
        return busy;
    doubtParts();
    askLarge();
    if (auto finished = finishLarge(); !finished)
        return fail(finished.error());
    return *busy || !m_ready.empty();
}

bool Fetcher::usable(const Peer& peer, uint64_t reserve) const
{
    return peer.stalledUntilNs == 0 && peer.window.hasRoom(reserve);
}

// Takes turns among the peers that may have it and have room in their window.
Fetcher::Peer* Fetcher::peerFor(const Hash& content, PeerId& id, uint64_t reserve)
{
    const auto fits = [&](const Peer& peer) { return usable(peer, reserve) && !peer.lacks.contains(content); };
    auto it = std::find_if(m_peers.upper_bound(m_lastPeer), m_peers.end(),
                           [&](const auto& entry) { return fits(entry.second); });
    if (it == m_peers.end())
        it = std::find_if(m_peers.begin(), m_peers.end(), [&](const auto& entry) { return fits(entry.second); });
    if (it == m_peers.end())
        return nullptr;
    id = m_lastPeer = it->first;
    return &it->second;
}

bool Fetcher::allLack(const Hash& content) const
{
    return std::all_of(m_peers.begin(), m_peers.end(),
                       [&](const auto& entry) { return entry.second.lacks.contains(content); });
}

uint32_t Fetcher::ask(PeerId id, Peer& peer, Request request)
{
    request.peer = id;
    peer.window.asked(request.bytes, nowNs());
    const uint32_t number = ++m_lastRequest;
    m_requests.emplace(number, std::move(request));
    return number;
}

void Fetcher::askSmall()
{
    const bool room = std::any_of(m_peers.begin(), m_peers.end(),
                                  [&](const auto& entry) { return usable(entry.second, kSmallReserve); });
    // One file of several that want the same is asked for; the others find it on this disk then.
    std::unordered_set<Hash> asked;
    for (const auto& [id, request] : m_requests) {
        if (room && request.kind == Request::Kind::Small)
            asked.insert(request.wanted.content);
    }
    std::vector<WantQueue::Entry> skipped;
    while (room && skipped.size() < kMostSkipped) {
        auto entry = m_small.pop();
        if (!entry)
            break;
        Applier::Wanted& wanted = entry->wanted;
        if (isVoid(wanted))
            continue;
        if (m_brought.contains(wanted.content)) {
            m_wanted.erase(wanted.key);
            m_replica.toApply.insert(wanted.key);
            continue;
        }
        if (asked.contains(wanted.content)) {
            park(std::move(wanted));
            continue;
        }
        PeerId id = 0;
        Peer* peer = peerFor(wanted.content, id, kSmallReserve);
        if (!peer && allLack(wanted.content)) {
            park(std::move(wanted));
            continue;
        }
        if (!peer) {
            skipped.push_back(std::move(*entry));
            continue;
        }
        protocol::ContentRequest request{0,
                                         wanted.dir,
                                         wanted.key.second,
                                         wanted.content,
                                         0,
                                         static_cast<uint32_t>(std::max<uint64_t>(wanted.size, 1))};
        const uint64_t bytes = wanted.size + kRequestOverhead;
        asked.insert(wanted.content);
        request.id = ask(id, *peer, {0, bytes, std::move(wanted), Request::Kind::Small, 0, 0, {}, 0});
        peer->link->send(std::move(request));
    }
    for (WantQueue::Entry& entry : skipped)
        m_small.putBack(std::move(entry));
}

std::optional<Fetcher::Request> Fetcher::finish(PeerId peer, uint32_t id)
{
    const auto state = m_peers.find(peer);
    if (state != m_peers.end()) {
        state->second.window.heard(nowNs());
        state->second.stalledUntilNs = 0;
    }
    const auto it = m_requests.find(id);
    if (it == m_requests.end() || it->second.peer != peer)
        return std::nullopt;
    Request request = std::move(it->second);
    m_requests.erase(it);
    if (state != m_peers.end())
        state->second.window.answered(request.bytes, nowNs());
    return request;
}

void Fetcher::lacks(PeerId peer, const Hash& content)
{
    const auto it = m_peers.find(peer);
    if (it == m_peers.end())
        return;
    if (it->second.lacks.size() >= kMaxLacks)
        it->second.lacks.clear();
    it->second.lacks.insert(content);
    if (m_forgiveNs == 0) {
        m_forgivePauseNs = std::clamp(m_forgivePauseNs * 2, kFirstForgiveNs, kLongestForgiveNs);
        m_forgiveNs = nowNs() + m_forgivePauseNs;
    }
}

// The peer does not have what it was asked for.
void Fetcher::notThere(Request request)
{
    LargeTransfer* transfer = transferOf(request);
    const bool part = request.kind == Request::Kind::Piece && transfer &&
                      transfer->picker().stock(request.peer) == PiecePicker::Stock::Part;
    if (part) {
        transfer->picker().remove(request.peer, request.piece);
    } else {
        lacks(request.peer, request.wanted.content);
        if (transfer)
            transfer->picker().forget(request.peer);
    }
    retryElsewhere(std::move(request));
}

void Fetcher::retryElsewhere(Request request)
{
    if (request.kind == Request::Kind::Small) {
        const Hash content = request.wanted.content;
        m_small.push(std::move(request.wanted));
        unpark(content);
    } else if (LargeTransfer* transfer = transferOf(request); transfer && request.kind == Request::Kind::Piece) {
        transfer->picker().giveBack(request.piece, request.peer);
    }
}

Result<void> Fetcher::take(PeerId peer, protocol::ContentReply reply)
{
    auto request = finish(peer, reply.id);
    if (!request && reply.id <= m_lastRequest)
        return {}; // too late
    if (!request)
        return fail(ErrorCode::Protocol, "it answered a question that was not asked");
    if (request->kind == Request::Kind::List)
        return fail(ErrorCode::Protocol, "it answered a question for a chunk list with content");
    if (reply.status != protocol::ContentStatus::Ok) {
        notThere(std::move(*request));
        return {};
    }
    return request->kind == Request::Kind::Piece ? takePiece(std::move(*request), reply)
                                                 : takeSmall(std::move(*request), std::move(reply));
}

Result<void> Fetcher::takeSmall(Request request, protocol::ContentReply reply)
{
    if (isVoid(request.wanted)) {
        unpark(request.wanted.content);
        return {};
    }
    if (reply.data.size() != request.wanted.size || sha256(reply.data) != request.wanted.content) {
        notThere(std::move(request));
        return fail(ErrorCode::Protocol, "it sent a content that does not match its hash");
    }
    m_forgivePauseNs = 0;
    m_wanted.erase(request.wanted.key);
    if (m_brought.size() >= kMaxBrought)
        m_brought.clear();
    m_brought.insert(request.wanted.content);
    unpark(request.wanted.content);
    m_ready.push_back({request.wanted.key, std::move(reply.data), {}});
    return {};
}

} // namespace shoal::engine
