// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/transfer_meter.h"

namespace shoal::engine {

void TransferMeter::served(PeerId peer, const protocol::ContentRequest& request, size_t bytes, int64_t nowNs)
{
    if (bytes == 0)
        return;
    const std::pair<PeerId, Hash> key{peer, request.content};
    auto it = m_up.find(key);
    if (it == m_up.end()) {
        if (m_up.size() >= kMaxItems)
            return;
        const auto dir = m_replica.index->findNumber(request.dir);
        if (!dir)
            return;
        it = m_up.emplace(key, Served()).first;
        it->second.path = m_replica.diskPath(*dir, request.name);
        const auto entry = m_replica.index->file(*dir, request.name);
        if (entry && entry->record && entry->record->record.content == request.content)
            it->second.size = entry->record->record.size;
    }
    Served& served = it->second;
    served.done = std::max(served.done, request.offset + bytes);
    served.size = std::max(served.size, served.done);
    served.rate.add(bytes, nowNs);
    served.lastNs = nowNs;
}

void TransferMeter::sample(const Fetcher& fetcher, int64_t nowNs)
{
    if (nowNs - m_sampledNs < kSampleNs)
        return;
    m_sampledNs = nowNs;
    std::map<FileKey, Fetched> down;
    for (const Fetcher::Progress& progress : fetcher.progress(kMaxItems)) {
        const auto known = m_down.find(progress.key);
        Fetched fetched = known == m_down.end() ? Fetched{progress.done, {}} : known->second;
        // Nothing of a file that has just begun: its time counts from here on.
        fetched.rate.add(progress.done - std::min(progress.done, fetched.done), nowNs);
        fetched.done = progress.done;
        down.emplace(progress.key, fetched);
    }
    m_down = std::move(down);
    std::erase_if(m_up, [&](const auto& up) { return nowNs - up.second.lastNs > kRestNs; });
}

// What comes is counted a second at a time: between two samples it is that of the last one. When nothing is sampled
// any more, nothing comes.
uint64_t TransferMeter::rateOf(const FileKey& fetched, int64_t nowNs) const
{
    const auto known = m_down.find(fetched);
    if (known == m_down.end())
        return 0;
    return known->second.rate.perSecond(nowNs - m_sampledNs < 2 * kSampleNs ? m_sampledNs : nowNs);
}

void TransferMeter::reset()
{
    m_down.clear();
    m_up.clear();
    m_sampledNs = 0;
}

TransferList TransferMeter::list(const Fetcher& fetcher, const NameOf& nameOf, int64_t nowNs) const
{
    TransferList list;
    uint64_t begun = 0, begunFiles = 0;
    for (const Fetcher::Progress& progress : fetcher.progress(kMaxItems)) {
        TransferItem item;
        item.path = m_replica.diskPath(progress.key.first, progress.key.second);
        item.size = progress.size;
        item.done = progress.done;
        item.rate = rateOf(progress.key, nowNs);
        for (const PeerId peer : progress.peers)
            item.peers.push_back(nameOf(peer));
        begun += progress.size;
        ++begunFiles;
        list.items.push_back(std::move(item));
    }
    const store::Counts counts = m_replica.index->rows().counts();
    list.queuedFiles = counts.pendingFiles - std::min(counts.pendingFiles, begunFiles);
    list.queuedBytes = counts.pendingBytes - std::min(counts.pendingBytes, begun);
    for (const auto& [key, served] : m_up) {
        if (nowNs - served.lastNs > kRestNs)
            continue;
        list.items.push_back(
            {served.path, true, served.size, served.done, served.rate.perSecond(nowNs), {nameOf(key.first)}});
    }
    return list;
}

} // namespace shoal::engine
