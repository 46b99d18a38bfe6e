// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/limits.h"
#include "core/protocol/messages.h"

namespace shoal::protocol {

namespace {

tl::unexpected<Error> refuse(std::string sentence)
{
    return fail(ErrorCode::Protocol, std::move(sentence));
}

Result<void> within(const char* what, size_t value, size_t limit)
{
    if (value <= limit)
        return {};
    return refuse(std::string(what) + ": " + std::to_string(value) + ", at most " + std::to_string(limit) +
                  " are allowed");
}

Result<void> exactly(const char* what, size_t value, size_t expected)
{
    if (value == expected)
        return {};
    return refuse(std::string(what) + ": " + std::to_string(value) + " bytes instead of " + std::to_string(expected));
}

Result<void> checkName(ByteView name)
{
    if (isValidName(name))
        return {};
    return refuse("'" + printable(name.substr(0, kMaxName)) + "' is not a name that a file can have");
}

// A node of at most `deepest`.
Result<void> checkNode(const DigestNode& node, uint8_t deepest)
{
    if (node.depth <= deepest && (uint32_t{node.prefix} >> (4 * node.depth)) == 0)
        return {};
    return refuse("digest node of depth " + std::to_string(node.depth) + " with prefix " + std::to_string(node.prefix) +
                  " does not exist here");
}

Result<void> checkPermission(ClaimedPermission permission)
{
    if (permission == ClaimedPermission::ReadOnly || permission == ClaimedPermission::ReadWrite)
        return {};
    return refuse("a share proof claims an unknown permission");
}

Result<void> checkStatus(ContentStatus status, bool empty)
{
    if (status > ContentStatus::Refused)
        return refuse("a reply has an unknown status");
    if (status != ContentStatus::Ok && !empty)
        return refuse("a reply that refuses carries data");
    return {};
}

Result<void> checkOne(const Ping&)
{
    return {};
}

Result<void> checkOne(const Pong&)
{
    return {};
}

Result<void> checkOne(const Hello& hello)
{
    return within("bytes of a device name", hello.deviceName.size(), kMaxDeviceName).and_then([&] {
        return within("bytes of a software name", hello.software.size(), kMaxDeviceName);
    });
}

Result<void> checkOne(const Close& close)
{
    return within("bytes of a close text", close.text.size(), kMaxText);
}

Result<void> checkOne(const ShareOffer& offer)
{
    return within("proofs in a share offer", offer.memberProofs.size(), kMaxOffered);
}

Result<void> checkOne(const ShareAnswer& answer)
{
    if (auto ok = within("entries in a share answer", answer.entries.size(), kMaxOffered); !ok)
        return ok;
    for (const ShareAnswerEntry& entry : answer.entries) {
        if (auto ok = checkPermission(entry.permission); !ok)
            return ok;
        if (auto ok = exactly("writer proof", entry.writerProof.size(), kWriterProof); !ok)
            return ok;
    }
    return {};
}

Result<void> checkOne(const ShareConfirm& confirm)
{
    if (auto ok = within("entries in a share confirmation", confirm.entries.size(), kMaxOffered); !ok)
        return ok;
    for (const ShareConfirmEntry& entry : confirm.entries) {
        if (auto ok = checkPermission(entry.permission); !ok)
            return ok;
        if (auto ok = exactly("writer proof", entry.writerProof.size(), kWriterProof); !ok)
            return ok;
    }
    return {};
}

Result<void> checkOne(const ShareClose& close)
{
    if (close.channel == 0)
        return refuse("channel 0 cannot be closed");
    return {};
}

Result<void> checkItems(const std::vector<RecordItem>& items)
{
    size_t inlineTotal = 0;
    for (const RecordItem& item : items) {
        if (item.record.empty())
            return refuse("an empty record");
        if (auto ok = within("bytes of a record", item.record.size(), kMaxRecord); !ok)
            return ok;
        if (!item.content)
            continue;
        if (auto ok = within("bytes of an inline content", item.content->size(), kMaxInlineContent); !ok)
            return ok;
        inlineTotal += item.content->size();
    }
    return within("bytes of inline contents", inlineTotal, kMaxInlineTotal);
}

Result<void> checkOne(const Records& records)
{
    if (auto ok = within("records in a message", records.items.size(), kMaxRecords); !ok)
        return ok;
    if (auto ok = within("devices already told", records.told.size(), kMaxTold); !ok)
        return ok;
    if (auto ok = within("bytes of a batch proof", records.proof.size(), kMaxProof); !ok)
        return ok;
    return checkItems(records.items);
}

Result<void> checkOne(const DigestRoot&)
{
    return {};
}

Result<void> checkOne(const DigestQuery& query)
{
    if (auto ok = within("nodes in a digest query", query.nodes.size(), kMaxDigestNodes); !ok)
        return ok;
    for (const DigestNode& node : query.nodes)
        if (auto ok = checkNode(node, kMaxDepth - 1); !ok)
            return ok;
    return {};
}

Result<void> checkOne(const DigestReply& reply)
{
    if (auto ok = within("nodes in a digest reply", reply.nodes.size(), kMaxDigestNodes); !ok)
        return ok;
    for (const DigestChildren& children : reply.nodes)
        if (auto ok = checkNode(children.node, kMaxDepth - 1); !ok)
            return ok;
    return {};
}

Result<void> checkOne(const BucketItems& bucket)
{
    if (auto ok = within("items of a bucket", bucket.items.size(), kMaxBucketItems); !ok)
        return ok;
    if (auto ok = checkNode(bucket.node, kMaxDepth); !ok)
        return ok;
    for (const BucketItem& item : bucket.items)
        if (!isInside(bucket.node, item.keyHash))
            return refuse("a record is listed in a bucket that it does not belong to");
    return {};
}

Result<void> checkOne(const BucketWant& want)
{
    if (auto ok = within("records wanted", want.keyHashes.size(), kMaxBucketItems); !ok)
        return ok;
    if (auto ok = checkNode(want.node, kMaxDepth); !ok)
        return ok;
    for (const uint64_t keyHash : want.keyHashes)
        if (!isInside(want.node, keyHash))
            return refuse("a record is wanted from a bucket that it does not belong to");
    return {};
}

Result<void> checkOne(const ContentRequest& request)
{
    if (auto ok = checkName(request.name); !ok)
        return ok;
    if (request.length == 0)
        return refuse("a content request for no bytes");
    if (request.offset > static_cast<uint64_t>(INT64_MAX) - request.length)
        return refuse("a content request beyond the end of any file");
    return within("bytes of a content request", request.length, kMaxContentPart);
}

Result<void> checkOne(const ContentReply& reply)
{
    if (auto ok = within("bytes of a content reply", reply.data.size(), kMaxContentPart); !ok)
        return ok;
    return checkStatus(reply.status, reply.data.empty());
}

Result<void> checkOne(const ChunkListRequest& request)
{
    return checkName(request.name);
}

Result<void> checkNewRun(const NewRun& run)
{
    if (run.chunks.empty())
        return refuse("a run of new chunks that has none");
    for (const ChunkRef& chunk : run.chunks)
        if (chunk.length == 0 || chunk.length > kMaxChunkLength)
            return refuse("a chunk of " + std::to_string(chunk.length) + " bytes");
    return {};
}

Result<void> checkCopyRun(const CopyRun& run)
{
    if (run.count == 0 || run.first > UINT32_MAX - run.count)
        return refuse("a copy of " + std::to_string(run.count) + " chunks from number " + std::to_string(run.first));
    return {};
}

Result<void> checkOne(const ChunkListReply& reply)
{
    if (auto ok = checkStatus(reply.status, reply.runs.empty()); !ok)
        return ok;
    if (auto ok = within("runs in a chunk list", reply.runs.size(), kMaxChunkRuns); !ok)
        return ok;
    size_t chunks = 0;
    for (const ChunkRun& run : reply.runs) {
        const auto* fresh = std::get_if<NewRun>(&run);
        if (auto ok = fresh ? checkNewRun(*fresh) : checkCopyRun(std::get<CopyRun>(run)); !ok)
            return ok;
        chunks += fresh ? fresh->chunks.size() : 0;
    }
    return within("new chunks in a chunk list", chunks, kMaxChunks);
}

Result<void> checkOne(const Available& available)
{
    return within("contents named as available", available.contents.size(), kMaxAvailable);
}

Result<void> checkSpans(const std::vector<ChunkSpan>& spans)
{
    for (const ChunkSpan& span : spans) {
        if (span.count == 0 || span.first > UINT32_MAX - span.count)
            return refuse("a span of chunks is empty or goes past the last number");
    }
    return within("spans of chunks", spans.size(), kMaxChunkSpans);
}

Result<void> checkOne(const Holding& holding)
{
    return checkSpans(holding.here).and_then([&] { return checkSpans(holding.coming); });
}

Result<void> checkOne(const PeerStatus& status)
{
    return within("bytes of a problem text", status.problem.size(), kMaxText);
}

} // namespace

bool isValidName(ByteView name)
{
    if (name.empty() || name.size() > kMaxName || name == "." || name == "..")
        return false;
    return name.find_first_of(ByteView("/\0", 2)) == ByteView::npos;
}

bool isInside(const DigestNode& node, uint64_t keyHash)
{
    return node.depth == 0 ? node.prefix == 0 : (keyHash >> (64 - 4 * node.depth)) == node.prefix;
}

Result<void> check(const Message& message)
{
    return std::visit([](const auto& one) { return checkOne(one); }, message);
}

} // namespace shoal::protocol
