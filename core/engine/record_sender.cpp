// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/record_sender.h"

#include "core/protocol/limits.h"
#include "shared/base/hash.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

namespace {

// Records of one message; small enough that the receiver starts to work on the first while the next is on its way.
constexpr size_t kBatchRecords = 512;
constexpr size_t kBatchBytes = 2 << 20;
static_assert(kBatchRecords <= protocol::kMaxRecords &&
              kBatchBytes + storage::kChunkedFrom <= protocol::kMaxInlineTotal);

size_t sizeOf(const protocol::RecordItem& item)
{
    return item.record.size() + (item.content ? item.content->size() : 0);
}

} // namespace

RecordSender::RecordSender(Replica& replica, ContentServer& contents, PeerInfo peer, std::shared_ptr<PeerLink> link)
    : m_replica(replica), m_contents(contents), m_peer(std::move(peer)), m_link(std::move(link))
{}

Result<protocol::Records> RecordSender::messageOf(std::vector<Outgoing> records, const std::vector<DeviceId>& told)
{
    protocol::Records message;
    if (mutated(Mutant::AcceptUnsigned)) {
        // Nobody signs, and nobody asks for it.
    } else if (!m_replica.canWrite()) {
        if (!m_replica.publicKey)
            return message; // no writer was ever met, so that nothing here is proven
        auto proof = proveRecords(m_replica.index->rows(), *m_replica.publicKey, records);
        if (!proof)
            return fail(proof.error());
        message.proof = std::move(*proof);
    } else if (m_peer.permission == crypto::Permission::ReadOnly) {
        std::vector<Hash> hashes;
        for (const Outgoing& record : records)
            hashes.push_back(record.hash);
        message.proof = crypto::signBatch(m_replica.settings.keys, hashes);
    }
    for (Outgoing& record : records)
        message.items.push_back(std::move(record.item));
    message.told = told;
    return message;
}

Result<void> RecordSender::announce(const std::vector<Announcement>& announcements, const std::vector<DeviceId>& told)
{
    if (m_replica.joining && !m_peerEmpty) {
        m_behind = true;
        return {};
    }
    std::vector<Outgoing> records;
    size_t bytes = 0;
    const auto flush = [&]() -> Result<void> {
        auto message = messageOf(std::exchange(records, {}), told);
        if (!message)
            return fail(message.error());
        if (!message->items.empty())
            m_link->send(std::move(*message));
        bytes = 0;
        return {};
    };
    for (const Announcement& announcement : announcements) {
        if (streamWillBring(announcement))
            continue;
        if (m_link->urgentBytes() > kQueueLimit) {
            m_behind = true;
            break;
        }
        records.push_back({{announcement.record.bytes, announcement.content, announcement.have},
                           announcement.record.hash,
                           announcement.batch});
        bytes += sizeOf(records.back().item);
        if (records.size() == kBatchRecords || bytes > kBatchBytes) {
            if (auto flushed = flush(); !flushed)
                return flushed;
        }
    }
    return flush();
}

// A stream of everything that has not come to this record yet.
bool RecordSender::streamWillBring(const Announcement& announcement) const
{
    const model::Record& record = announcement.record.record;
    if (!m_all || record.isDirectory())
        return false;
    const auto dir = m_replica.index->findNumber(record.dir);
    return dir && (!m_all->inFiles || std::tie(m_all->dir, m_all->name) < std::tie(*dir, record.name));
}

void RecordSender::streamAll(bool withContents)
{
    if (!m_all)
        m_all.emplace();
    m_allWithContents = withContents;
    m_refs.clear();
}

void RecordSender::stream(std::vector<store::RecordRef> refs)
{
    if (m_all)
        return;
    for (store::RecordRef& ref : refs)
        m_refs.emplace(!ref.isDir, ref.dir, std::move(ref.name));
}

Result<bool> RecordSender::pump()
{
    // One slice a call, so that other work of the share goes on in between.
    if (!streaming())
        return false;
    if (m_link->queuedBytes() > kQueueLimit / 4)
        return true;
    std::vector<store::RecordRef> refs;
    const bool all = m_all.has_value();
    if (all) {
        auto next = m_replica.index->rows().recordsAfter(*m_all, kBatchRecords);
        if (!next)
            return fail(next.error());
        if (next->empty())
            m_all.reset();
        refs = std::move(*next);
    } else {
        while (!m_refs.empty() && refs.size() < kBatchRecords) {
            auto next = m_refs.extract(m_refs.begin());
            auto& [isFile, dir, name] = next.value();
            store::RecordRef ref;
            ref.isDir = !isFile;
            ref.dir = dir;
            ref.name = std::move(name);
            refs.push_back(std::move(ref));
        }
    }
    if (auto sent = sendRefs(std::move(refs), all); !sent)
        return fail(sent.error());
    return streaming();
}

Result<void> RecordSender::sendRefs(std::vector<store::RecordRef> refs, bool all)
{
    std::vector<Outgoing> records;
    size_t bytes = 0;
    const std::vector<DeviceId> told{m_replica.settings.device};
    const auto flush = [&]() -> Result<void> {
        auto message = messageOf(std::exchange(records, {}), told);
        if (!message)
            return fail(message.error());
        if (!message->items.empty())
            m_link->sendLater(std::move(*message));
        bytes = 0;
        return {};
    };
    for (const store::RecordRef& ref : refs) {
        // The row may have changed since the peer asked: it gets what is here now.
        Bytes record;
        std::optional<Bytes> content;
        bool have = false;
        int64_t batch = 0;
        if (ref.isDir) {
            const DirRow* row = m_replica.index->dir(ref.dir);
            if (!row || row->record.empty())
                continue;
            record = row->record;
            batch = row->batch;
        } else {
            auto row = m_replica.index->rows().file(ref.dir, ref.name);
            if (!row)
                return fail(row.error());
            if (!*row || (*row)->record.empty())
                continue;
            record = (*row)->record;
            batch = (*row)->batch;
            auto sealed = model::unseal(record);
            if (!sealed)
                return fail(sealed.error());
            if (sync::isExpired(sealed->record, m_replica.index->horizonNs()))
                continue;
            have = (*row)->content == sealed->record.content;
            if (m_allWithContents && all)
                content = m_contents.smallContent(**row, sealed->record);
        }
        const Hash hash = sha256(record);
        records.push_back({{std::move(record), std::move(content), have}, hash, batch});
        bytes += sizeOf(records.back().item);
        if (bytes > kBatchBytes) {
            if (auto flushed = flush(); !flushed)
                return flushed;
        }
    }
    return flush();
}

} // namespace shoal::engine
