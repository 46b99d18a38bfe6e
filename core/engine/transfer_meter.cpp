// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/transfer_meter.h"

namespace shoal::engine {

namespace {

// What a second weighs against the ones before: the rate follows within about five.
constexpr double kWeight = 0.3;

} // namespace

void TransferMeter::Rate::take(uint64_t doneNow, double seconds)
{
    const double now = doneNow > done ? static_cast<double>(doneNow - done) / seconds : 0.0;
    perSecond = perSecond <= 0 ? now : perSecond + kWeight * (now - perSecond);
    done = doneNow;
}

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
    served.sent += bytes;
    served.lastNs = nowNs;
}

void TransferMeter::sample(const Fetcher& fetcher, int64_t nowNs)
{
    if (nowNs - m_sampledNs < kSampleNs)
        return;
    const double seconds = static_cast<double>(nowNs - m_sampledNs) / 1e9;
    const bool first = m_sampledNs == 0;
    m_sampledNs = nowNs;
    if (first)
        return;
    std::map<FileKey, Rate> down;
    for (const Fetcher::Progress& progress : fetcher.progress(kMaxItems)) {
        const auto known = m_down.find(progress.key);
        Rate rate = known == m_down.end() ? Rate{progress.done, 0} : known->second;
        if (known != m_down.end())
            rate.take(progress.done, seconds);
        down.emplace(progress.key, rate);
    }
    m_down = std::move(down);
    std::erase_if(m_up, [&](const auto& up) { return nowNs - up.second.lastNs > kRestNs; });
    for (auto& [key, served] : m_up)
        served.rate.take(served.sent, seconds);
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
        if (const auto rate = m_down.find(progress.key); rate != m_down.end())
            item.rate = static_cast<uint64_t>(rate->second.perSecond);
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
        list.items.push_back({served.path,
                              true,
                              served.size,
                              served.done,
                              static_cast<uint64_t>(served.rate.perSecond),
                              {nameOf(key.first)}});
    }
    return list;
}

} // namespace shoal::engine
