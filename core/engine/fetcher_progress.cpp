// SPDX-License-Identifier: GPL-3.0-or-later
// What the fetcher is at, for people.
#include "core/engine/fetcher.h"

#include <algorithm>

namespace shoal::engine {

std::vector<Fetcher::Progress> Fetcher::progress(size_t limit) const
{
    std::map<FileKey, Progress> byKey;
    for (const auto& transfer : m_transfers.open()) {
        const Applier::Wanted& wanted = transfer->wanted();
        if (transfer->hasList() && byKey.size() < limit)
            byKey[wanted.key] = {wanted.key, wanted.size, transfer->bytesHere(), {}};
    }
    for (const auto& [number, request] : m_requests) {
        const FileKey& key = request.wanted.key;
        auto it = byKey.find(key);
        if (it == byKey.end()) {
            if (byKey.size() >= limit)
                continue;
            it = byKey.emplace(key, Progress{key, request.wanted.size, 0, {}}).first;
        }
        std::vector<PeerId>& peers = it->second.peers;
        if (std::find(peers.begin(), peers.end(), request.peer) == peers.end())
            peers.push_back(request.peer);
    }
    std::vector<Progress> all;
    for (auto& [key, progress] : byKey)
        all.push_back(std::move(progress));
    return all;
}

std::vector<PeerId> Fetcher::peersWithout(const Hash& content) const
{
    std::vector<PeerId> without;
    for (const auto& [id, peer] : m_peers) {
        if (peer.lacks.contains(content))
            without.push_back(id);
    }
    return without;
}

} // namespace shoal::engine
