// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/message_size.h"

namespace shoal::engine {

namespace {

using namespace protocol;

// Headers, numbers and the like.
constexpr size_t kSmall = 32;
constexpr size_t kHashed = sizeof(Hash) + 16;

size_t size(const Records& message)
{
    size_t sum = kSmall + message.told.size() * kHashed + message.proof.size();
    for (const RecordItem& item : message.items)
        sum += kSmall + item.record.size() + (item.content ? item.content->size() : 0);
    return sum;
}

size_t size(const DigestReply& message)
{
    return kSmall + message.nodes.size() * (kSmall + std::tuple_size_v<decltype(DigestChildren::children)> * kHashed);
}

size_t size(const BucketItems& message)
{
    return kSmall + message.items.size() * kHashed;
}

size_t size(const BucketWant& message)
{
    return kSmall + message.keyHashes.size() * sizeof(uint64_t);
}

size_t size(const ContentReply& message)
{
    return kSmall + message.data.size();
}

size_t size(const ChunkListReply& message)
{
    size_t sum = kSmall;
    for (const ChunkRun& run : message.runs) {
        const auto* fresh = std::get_if<NewRun>(&run);
        sum += kSmall + (fresh ? fresh->chunks.size() * kHashed : 0);
    }
    return sum;
}

size_t size(const Available& message)
{
    return kSmall + message.contents.size() * kHashed;
}

size_t size(const Holding& message)
{
    return kSmall + kHashed + (message.here.size() + message.coming.size()) * sizeof(ChunkSpan);
}

template <class Other> size_t size(const Other&)
{
    return kSmall + kHashed;
}

} // namespace

int64_t approximateSize(const protocol::Message& message)
{
    return static_cast<int64_t>(std::visit([](const auto& one) { return size(one); }, message));
}

} // namespace shoal::engine
