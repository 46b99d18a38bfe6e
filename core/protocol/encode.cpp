// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/limits.h"
#include "core/protocol/message_types.h"
#include "shoal.pb.h"

namespace shoal::protocol {

namespace {

uint32_t packed(const DigestNode& node)
{
    return uint32_t{node.depth} << 16 | node.prefix;
}

wire::Hello toWire(const Hello& hello)
{
    wire::Hello out;
    out.set_device_name(hello.deviceName);
    out.set_software(hello.software);
    out.set_process_nonce(hello.processNonce);
    out.set_listening_port(hello.listeningPort);
    out.set_wall_ns(hello.wallNs);
    return out;
}

wire::Ping toWire(const Ping&)
{
    return {};
}

wire::Pong toWire(const Pong&)
{
    return {};
}

wire::Close toWire(const Close& close)
{
    wire::Close out;
    out.set_reason(static_cast<uint32_t>(close.reason));
    out.set_text(close.text);
    return out;
}

wire::ShareOffer toWire(const ShareOffer& offer)
{
    wire::ShareOffer out;
    for (const Hash& proof : offer.memberProofs)
        out.mutable_member_proofs()->append(proof.view());
    return out;
}

wire::ShareAnswer toWire(const ShareAnswer& answer)
{
    wire::ShareAnswer out;
    for (const ShareAnswerEntry& entry : answer.entries) {
        auto* item = out.add_entries();
        item->set_index(entry.index);
        item->set_channel(entry.channel);
        item->set_permission(static_cast<uint32_t>(entry.permission));
        item->set_member_proof(entry.memberProof.toBytes());
        item->set_writer_proof(entry.writerProof);
    }
    return out;
}

wire::ShareConfirm toWire(const ShareConfirm& confirm)
{
    wire::ShareConfirm out;
    for (const ShareConfirmEntry& entry : confirm.entries) {
        auto* item = out.add_entries();
        item->set_channel(entry.channel);
        item->set_permission(static_cast<uint32_t>(entry.permission));
        item->set_writer_proof(entry.writerProof);
    }
    return out;
}

wire::ShareClose toWire(const ShareClose& close)
{
    wire::ShareClose out;
    out.set_channel(close.channel);
    return out;
}

wire::Records toWire(const Records& records)
{
    wire::Records out;
    for (const RecordItem& item : records.items) {
        auto* to = out.add_items();
        to->set_record(item.record);
        if (item.content)
            to->set_content(*item.content);
        to->set_have(item.have);
    }
    for (const DeviceId& device : records.told)
        out.mutable_told()->append(device.view());
    out.set_proof(records.proof);
    return out;
}

wire::DigestRoot toWire(const DigestRoot& root)
{
    wire::DigestRoot out;
    out.set_horizon_ns(root.horizonNs);
    out.set_digest(root.digest.toBytes());
    out.set_count(root.count);
    out.set_scanning(root.scanning);
    out.set_filled(root.filled);
    out.set_remembers(root.remembers);
    return out;
}

wire::DigestQuery toWire(const DigestQuery& query)
{
    wire::DigestQuery out;
    for (const DigestNode& node : query.nodes)
        out.add_nodes(packed(node));
    return out;
}

wire::DigestReply toWire(const DigestReply& reply)
{
    wire::DigestReply out;
    for (const DigestChildren& node : reply.nodes) {
        out.add_nodes(packed(node.node));
        for (const ChildDigest& child : node.children) {
            out.mutable_digests()->append(child.digest.view());
            out.add_counts(child.count);
        }
    }
    return out;
}

wire::BucketItems toWire(const BucketItems& bucket)
{
    wire::BucketItems out;
    out.set_node(packed(bucket.node));
    out.mutable_record_hashes()->reserve(bucket.items.size() * Hash::kSize);
    for (const BucketItem& item : bucket.items) {
        out.add_key_hashes(item.keyHash);
        out.mutable_record_hashes()->append(item.recordHash.view());
    }
    return out;
}

wire::BucketWant toWire(const BucketWant& want)
{
    wire::BucketWant out;
    out.set_node(packed(want.node));
    out.mutable_key_hashes()->Add(want.keyHashes.begin(), want.keyHashes.end());
    return out;
}

wire::ContentRequest toWire(const ContentRequest& request)
{
    wire::ContentRequest out;
    out.set_id(request.id);
    out.set_dir(request.dir.toBytes());
    out.set_name(request.name);
    out.set_content(request.content.toBytes());
    out.set_offset(request.offset);
    out.set_length(request.length);
    return out;
}

// Without the data: appendData() adds it.
wire::ContentReply toWire(const ContentReply& reply)
{
    wire::ContentReply out;
    out.set_id(reply.id);
    out.set_status(static_cast<uint32_t>(reply.status));
    return out;
}

wire::ChunkListRequest toWire(const ChunkListRequest& request)
{
    wire::ChunkListRequest out;
    out.set_id(request.id);
    out.set_dir(request.dir.toBytes());
    out.set_name(request.name);
    out.set_content(request.content.toBytes());
    if (!request.base.isZero())
        out.set_base(request.base.toBytes());
    return out;
}

void addRun(wire::ChunkListReply::Run& out, const ChunkRun& run)
{
    if (const auto* copy = std::get_if<CopyRun>(&run)) {
        out.set_copy_first(copy->first);
        out.set_copy_count(copy->count);
        return;
    }
    for (const ChunkRef& chunk : std::get<NewRun>(run).chunks) {
        out.add_lengths(chunk.length);
        out.mutable_hashes()->append(chunk.hash.view());
    }
}

wire::ChunkListReply toWire(const ChunkListReply& reply)
{
    wire::ChunkListReply out;
    out.set_id(reply.id);
    out.set_status(static_cast<uint32_t>(reply.status));
    out.set_more(!reply.last);
    for (const ChunkRun& run : reply.runs)
        addRun(*out.add_runs(), run);
    return out;
}

wire::Available toWire(const Available& available)
{
    wire::Available out;
    for (const Hash& content : available.contents)
        out.mutable_contents()->append(content.view());
    return out;
}

wire::Holding toWire(const Holding& holding)
{
    wire::Holding out;
    out.set_content(holding.content.toBytes());
    for (const ChunkSpan& span : holding.here) {
        out.add_here(span.first);
        out.add_here(span.count);
    }
    for (const ChunkSpan& span : holding.coming) {
        out.add_coming(span.first);
        out.add_coming(span.count);
    }
    return out;
}

wire::PeerStatus toWire(const PeerStatus& status)
{
    wire::PeerStatus out;
    out.set_lacking_files(status.lackingFiles);
    out.set_lacking_bytes(status.lackingBytes);
    out.set_scanning(status.scanning);
    out.set_problem(status.problem);
    return out;
}

// The one field that carries gigabytes goes straight into the output: tag, size, bytes, as protobuf has it.
void appendData(ByteView data, Bytes& out)
{
    if (data.empty())
        return;
    constexpr unsigned char kTag = wire::ContentReply::kDataFieldNumber << 3 | 2;
    out.push_back(static_cast<char>(kTag));
    size_t size = data.size();
    for (; size >= 0x80; size >>= 7)
        out.push_back(static_cast<char>(size | 0x80));
    out.push_back(static_cast<char>(size));
    out.append(data);
}

} // namespace

Result<void> encode(const Message& message, Bytes& out)
{
    if (auto ok = check(message); !ok)
        return ok;
    const size_t before = out.size();
    out.push_back(static_cast<char>(kMessageTypes[message.index()]));
    std::visit([&out](const auto& one) { toWire(one).AppendToString(&out); }, message);
    if (const auto* reply = std::get_if<ContentReply>(&message))
        appendData(reply->data, out);
    const size_t size = out.size() - before;
    if (size <= kMaxMessage)
        return {};
    out.resize(before);
    return fail(ErrorCode::Protocol, "a message of " + std::to_string(size) + " bytes; at most " +
                                         std::to_string(kMaxMessage) + " are allowed");
}

} // namespace shoal::protocol
