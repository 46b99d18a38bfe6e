// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/message_lane.h"

#include "core/protocol/limits.h"

namespace shoal::engine {

namespace {

using namespace protocol;

// A refusal must not be overtaken by the Available that revokes it.
Lane lane(const ContentReply& reply)
{
    if (reply.data.empty())
        return Lane::Urgent;
    return reply.data.size() <= kMaxInlineContent ? Lane::Soon : Lane::Bulk;
}

Lane lane(const ChunkListReply& reply)
{
    return reply.status == ContentStatus::Ok ? Lane::Soon : Lane::Urgent;
}

Lane lane(const DigestRoot&)
{
    return Lane::Soon;
}

Lane lane(const DigestQuery&)
{
    return Lane::Soon;
}

Lane lane(const DigestReply&)
{
    return Lane::Soon;
}

Lane lane(const BucketItems&)
{
    return Lane::Soon;
}

Lane lane(const BucketWant&)
{
    return Lane::Soon;
}

template <class Other> Lane lane(const Other&)
{
    return Lane::Urgent;
}

} // namespace

Lane laneOf(const Message& message, bool canWait)
{
    const Lane own = std::visit([](const auto& one) { return lane(one); }, message);
    return own == Lane::Urgent && canWait ? Lane::Soon : own;
}

} // namespace shoal::engine
