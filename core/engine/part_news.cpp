// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/part_news.h"

#include "core/protocol/limits.h"

#include <algorithm>

namespace shoal::engine {

namespace {

using protocol::ChunkSpan;

// Numbers from `begin` on, as few spans as possible.
std::vector<ChunkSpan> spansOf(const std::vector<uint32_t>& numbers, size_t begin)
{
    std::vector<uint32_t> sorted(numbers.begin() + static_cast<std::ptrdiff_t>(begin), numbers.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<ChunkSpan> spans;
    for (const uint32_t number : sorted) {
        if (spans.empty() || number > spans.back().first + spans.back().count)
            spans.push_back({number, 1});
        else if (number == spans.back().first + spans.back().count)
            ++spans.back().count;
    }
    return spans;
}

std::vector<ChunkSpan> part(const std::vector<ChunkSpan>& spans, size_t from)
{
    const size_t begin = std::min(from, spans.size());
    const size_t end = std::min(begin + protocol::kMaxChunkSpans, spans.size());
    return {spans.begin() + static_cast<std::ptrdiff_t>(begin), spans.begin() + static_cast<std::ptrdiff_t>(end)};
}

} // namespace

void PartNews::follow(PeerId peer, const Hash& content)
{
    const auto it = m_followers.find(content);
    if (m_count >= kMaxFollowed && (it == m_followers.end() || !it->second.contains(peer)))
        return;
    auto& followers = it == m_followers.end() ? m_followers[content] : it->second;
    m_count += followers.try_emplace(peer).second ? 1 : 0;
}

void PartNews::followFromStart(PeerId peer, const Hash& content)
{
    follow(peer, content);
    const auto it = m_followers.find(content);
    if (it == m_followers.end() || !it->second.contains(peer))
        return;
    Follower& follower = it->second[peer];
    follower.here = follower.coming = 0;
}

std::vector<Hash> PartNews::followed() const
{
    std::vector<Hash> contents;
    for (const auto& [content, followers] : m_followers)
        contents.push_back(content);
    return contents;
}

std::set<PeerId> PartNews::takeFollowers(const Hash& content)
{
    std::set<PeerId> peers;
    const auto it = m_followers.find(content);
    if (it == m_followers.end())
        return peers;
    for (const auto& [peer, follower] : it->second)
        peers.insert(peer);
    m_count -= it->second.size();
    m_followers.erase(it);
    return peers;
}

void PartNews::peerClosed(PeerId peer)
{
    for (auto& [content, followers] : m_followers)
        m_count -= followers.erase(peer);
    std::erase_if(m_followers, [](const auto& entry) { return entry.second.empty(); });
}

size_t PartNews::news(const Follower& follower, const LargeTransfer& transfer)
{
    if (follower.transfer != transfer.number())
        return transfer.here().size() + transfer.coming().size();
    return transfer.here().size() - follower.here + transfer.coming().size() - follower.coming;
}

bool PartNews::isDue(const Follower& follower, const LargeTransfer& transfer, int64_t nowNs)
{
    const size_t count = news(follower, transfer);
    return count >= kBatch || (count > 0 && nowNs - follower.toldNs >= kPauseNs);
}

void PartNews::tell(PeerId peer, Follower& follower, const LargeTransfer& transfer,
                    std::vector<std::pair<PeerId, protocol::Holding>>& out)
{
    if (follower.transfer != transfer.number())
        follower.here = follower.coming = 0;
    const auto here = spansOf(transfer.here(), follower.here);
    const auto coming = spansOf(transfer.coming(), follower.coming);
    for (size_t from = 0; from < std::max(here.size(), coming.size()); from += protocol::kMaxChunkSpans)
        out.emplace_back(peer, protocol::Holding{transfer.wanted().content, part(here, from), part(coming, from)});
    follower.here = transfer.here().size();
    follower.coming = transfer.coming().size();
    follower.transfer = transfer.number();
}

std::vector<std::pair<PeerId, protocol::Holding>> PartNews::take(int64_t nowNs)
{
    std::vector<std::pair<PeerId, protocol::Holding>> out;
    if (m_followers.empty())
        return out;
    for (const auto& transfer : m_transfers.open()) {
        const auto it = m_followers.find(transfer->wanted().content);
        if (it == m_followers.end())
            continue;
        for (auto& [peer, follower] : it->second) {
            if (!isDue(follower, *transfer, nowNs))
                continue;
            tell(peer, follower, *transfer, out);
            follower.toldNs = nowNs;
        }
    }
    return out;
}

int64_t PartNews::next() const
{
    int64_t next = INT64_MAX;
    if (m_followers.empty())
        return next;
    for (const auto& transfer : m_transfers.open()) {
        const auto it = m_followers.find(transfer->wanted().content);
        if (it == m_followers.end())
            continue;
        for (const auto& [peer, follower] : it->second) {
            if (news(follower, *transfer) > 0)
                next = std::min(next, follower.toldNs + kPauseNs);
        }
    }
    return next;
}

} // namespace shoal::engine
