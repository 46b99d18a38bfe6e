// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/limits.h"
#include "core/protocol/message_types.h"
#include "shoal.pb.h"

#include <algorithm>

namespace shoal::protocol {

namespace {

// Converts one body and remembers whether it had the right form. Limits are check()'s affair.
class Decoder
{
public:
    Hello from(wire::Hello& in)
    {
        require(in.listening_port() <= UINT16_MAX);
        return {std::move(*in.mutable_device_name()), std::move(*in.mutable_software()), in.process_nonce(),
                static_cast<uint16_t>(in.listening_port()), in.wall_ns()};
    }

    Ping from(wire::Ping&) { return {}; }
    Pong from(wire::Pong&) { return {}; }

    Close from(wire::Close& in)
    {
        const bool known = in.reason() <= static_cast<uint32_t>(CloseReason::Unresponsive);
        return {known ? static_cast<CloseReason>(in.reason()) : CloseReason::Unspecified,
                std::move(*in.mutable_text())};
    }

    ShareOffer from(wire::ShareOffer& in) { return {list<Hash>(in.member_proofs())}; }

    ShareAnswer from(wire::ShareAnswer& in)
    {
        ShareAnswer out;
        for (auto& entry : *in.mutable_entries())
            out.entries.push_back({entry.index(), channel(entry.channel()), permission(entry.permission()),
                                   one<Hash>(entry.member_proof()), std::move(*entry.mutable_writer_proof())});
        return out;
    }

    ShareConfirm from(wire::ShareConfirm& in)
    {
        ShareConfirm out;
        for (auto& entry : *in.mutable_entries())
            out.entries.push_back(
                {channel(entry.channel()), permission(entry.permission()), std::move(*entry.mutable_writer_proof())});
        return out;
    }

    ShareClose from(wire::ShareClose& in) { return {channel(in.channel())}; }

    Records from(wire::Records& in)
    {
        Records out;
        out.items.reserve(std::min(static_cast<size_t>(in.items_size()), kMaxRecords + 1));
        for (auto& item : *in.mutable_items()) {
            RecordItem& to = out.items.emplace_back();
            to.record = std::move(*item.mutable_record());
            if (item.has_content())
                to.content = std::move(*item.mutable_content());
            to.have = item.have();
        }
        out.told = list<DeviceId>(in.told());
        out.proof = std::move(*in.mutable_proof());
        return out;
    }

    DigestRoot from(wire::DigestRoot& in)
    {
        return {in.horizon_ns(), one<Hash>(in.digest()), in.count(), in.scanning(), in.filled(), in.remembers()};
    }

    DigestQuery from(wire::DigestQuery& in)
    {
        DigestQuery out;
        for (const uint32_t value : in.nodes())
            out.nodes.push_back(node(value));
        return out;
    }

    DigestReply from(wire::DigestReply& in)
    {
        const size_t nodes = static_cast<size_t>(in.nodes_size());
        const size_t children = nodes * 16;
        require(nodes <= kMaxDigestNodes && in.digests().size() == children * Hash::kSize &&
                static_cast<size_t>(in.counts_size()) == children);
        DigestReply out;
        if (!m_good)
            return out;
        const ByteView digests = in.digests();
        for (size_t i = 0; i < nodes; ++i) {
            DigestChildren& to = out.nodes.emplace_back();
            to.node = node(in.nodes(static_cast<int>(i)));
            for (size_t child = 0; child < 16; ++child) {
                const size_t at = i * 16 + child;
                to.children[child] = {Hash::from(digests.substr(at * Hash::kSize, Hash::kSize)),
                                      in.counts(static_cast<int>(at))};
            }
        }
        return out;
    }

    BucketItems from(wire::BucketItems& in)
    {
        BucketItems out;
        out.node = node(in.node());
        const ByteView hashes = in.record_hashes();
        require(hashes.size() == static_cast<size_t>(in.key_hashes_size()) * Hash::kSize);
        if (!m_good)
            return out;
        out.items.reserve(hashes.size() / Hash::kSize);
        for (size_t at = 0; const uint64_t keyHash : in.key_hashes()) {
            out.items.push_back({keyHash, Hash::from(hashes.substr(at, Hash::kSize))});
            at += Hash::kSize;
        }
        return out;
    }

    BucketWant from(wire::BucketWant& in)
    {
        return {{in.key_hashes().begin(), in.key_hashes().end()}, node(in.node())};
    }

    ContentRequest from(wire::ContentRequest& in)
    {
        return {in.id(),     one<DirId>(in.dir()), std::move(*in.mutable_name()), one<Hash>(in.content()),
                in.offset(), in.length()};
    }

    ContentReply from(wire::ContentReply& in) { return {in.id(), status(in.status()), std::move(*in.mutable_data())}; }

    ChunkListRequest from(wire::ChunkListRequest& in)
    {
        return {in.id(), one<DirId>(in.dir()), std::move(*in.mutable_name()), one<Hash>(in.content()),
                in.base().empty() ? Hash{} : one<Hash>(in.base())};
    }

    ChunkListReply from(wire::ChunkListReply& in)
    {
        ChunkListReply out{in.id(), status(in.status()), !in.more(), {}};
        out.runs.reserve(static_cast<size_t>(in.runs_size()));
        for (const auto& value : in.runs())
            out.runs.push_back(run(value));
        return out;
    }

    Available from(wire::Available& in) { return {list<Hash>(in.contents())}; }

    Holding from(wire::Holding& in) { return {one<Hash>(in.content()), spans(in.here()), spans(in.coming())}; }

    PeerStatus from(wire::PeerStatus& in)
    {
        return {in.lacking_files(), in.lacking_bytes(), in.scanning(), std::move(*in.mutable_problem())};
    }

    bool good() const { return m_good; }

private:
    void require(bool condition) { m_good = m_good && condition; }

    template <class Numbers> std::vector<ChunkSpan> spans(const Numbers& numbers)
    {
        require(numbers.size() % 2 == 0);
        std::vector<ChunkSpan> out;
        for (int i = 0; i + 1 < numbers.size() && out.size() <= kMaxChunkSpans; i += 2)
            out.push_back({numbers[i], numbers[i + 1]});
        return out;
    }

    template <class Id> Id one(ByteView bytes)
    {
        bool ok = false;
        const Id id = Id::from(bytes, &ok);
        require(ok);
        return id;
    }

    template <class Id> std::vector<Id> list(ByteView bytes)
    {
        require(bytes.size() % Id::kSize == 0);
        std::vector<Id> ids;
        if (!m_good)
            return ids;
        ids.reserve(bytes.size() / Id::kSize);
        for (; !bytes.empty(); bytes.remove_prefix(Id::kSize))
            ids.push_back(Id::from(bytes.substr(0, Id::kSize)));
        return ids;
    }

    uint16_t channel(uint32_t value)
    {
        require(value <= UINT16_MAX);
        return static_cast<uint16_t>(value);
    }

    ClaimedPermission permission(uint32_t value)
    {
        require(value == 1 || value == 2);
        return static_cast<ClaimedPermission>(value);
    }

    ContentStatus status(uint32_t value)
    {
        return value <= static_cast<uint32_t>(ContentStatus::Refused) ? static_cast<ContentStatus>(value)
                                                                      : ContentStatus::Refused;
    }

    DigestNode node(uint32_t value)
    {
        require(value >> 16 <= kMaxDepth);
        return {static_cast<uint8_t>(value >> 16), static_cast<uint16_t>(value)};
    }

    ChunkRun run(const wire::ChunkListReply::Run& in)
    {
        if (in.copy_count() > 0) {
            require(in.lengths_size() == 0 && in.hashes().empty());
            return CopyRun{in.copy_first(), in.copy_count()};
        }
        NewRun out;
        const ByteView hashes = in.hashes();
        require(hashes.size() == static_cast<size_t>(in.lengths_size()) * Hash::kSize);
        if (!m_good)
            return out;
        out.chunks.reserve(hashes.size() / Hash::kSize);
        for (size_t at = 0; const uint32_t length : in.lengths()) {
            out.chunks.push_back({Hash::from(hashes.substr(at, Hash::kSize)), length});
            at += Hash::kSize;
        }
        return out;
    }

    bool m_good = true;
};

// Walks the fields at the top level of a protobuf message without keeping anything.
class FieldWalk
{
public:
    explicit FieldWalk(ByteView rest) : m_rest(rest) {}

    // Whether the fields are well formed and at most `limit`.
    bool atMost(size_t limit)
    {
        for (size_t count = 0; !m_rest.empty(); ++count)
            if (count == limit || !skipField())
                return false;
        return true;
    }

private:
    bool skipField()
    {
        uint64_t tag = 0;
        uint64_t size = 0;
        if (!varint(tag))
            return false;
        switch (tag & 7) {
        case 0:
            return varint(size);
        case 1:
            return skip(8);
        case 2:
            return varint(size) && skip(size);
        case 5:
            return skip(4);
        default: // groups, which proto3 has not
            return false;
        }
    }

    bool varint(uint64_t& value)
    {
        value = 0;
        for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= uint64_t{byte & 0x7fU} << shift;
            if (byte < 0x80)
                return true;
        }
        return false;
    }

    bool skip(uint64_t size)
    {
        if (size > m_rest.size())
            return false;
        m_rest.remove_prefix(size);
        return true;
    }

    ByteView m_rest;
};

template <class Wire> Result<Message> parse(ByteView body)
{
    Wire in;
    Decoder decoder;
    if (!in.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return fail(ErrorCode::Protocol, "a message has a body that is not one");
    Message message = decoder.from(in);
    if (!decoder.good())
        return fail(ErrorCode::Protocol, "a message has a field of a size or value that cannot be");
    if (auto ok = check(message); !ok)
        return fail(ok.error());
    return message;
}

using Parse = Result<Message> (*)(ByteView body);

// In the order of Message's alternatives.
constexpr std::array<Parse, kMessageTypes.size()> kParsers = {
    parse<wire::Hello>,
    parse<wire::Ping>,
    parse<wire::Pong>,
    parse<wire::Close>,
    parse<wire::ShareOffer>,
    parse<wire::ShareAnswer>,
    parse<wire::ShareConfirm>,
    parse<wire::ShareClose>,
    parse<wire::Records>,
    parse<wire::DigestRoot>,
    parse<wire::DigestQuery>,
    parse<wire::DigestReply>,
    parse<wire::BucketItems>,
    parse<wire::BucketWant>,
    parse<wire::ContentRequest>,
    parse<wire::ContentReply>,
    parse<wire::ChunkListRequest>,
    parse<wire::ChunkListReply>,
    parse<wire::Available>,
    parse<wire::PeerStatus>,
    parse<wire::Holding>,
};

} // namespace

bool isSessionMessage(const Message& message)
{
    return kMessageTypes[message.index()] < kFirstShareType;
}

bool isKnownType(uint8_t type)
{
    return std::find(kMessageTypes.begin(), kMessageTypes.end(), type) != kMessageTypes.end();
}

Result<Message> decode(ByteView bytes)
{
    if (bytes.empty() || bytes.size() > kMaxMessage)
        return fail(ErrorCode::Protocol, "a message of " + std::to_string(bytes.size()) + " bytes; 1 to " +
                                             std::to_string(kMaxMessage) + " are allowed");
    const auto type = static_cast<uint8_t>(bytes.front());
    const auto* const found = std::find(kMessageTypes.begin(), kMessageTypes.end(), type);
    if (found == kMessageTypes.end())
        return fail(ErrorCode::Protocol, "a message of the unknown type " + std::to_string(type));
    const ByteView body = bytes.substr(1);
    if (!FieldWalk(body).atMost(kMaxFields))
        return fail(ErrorCode::Protocol, "a message has a malformed body or too many fields");
    return kParsers[static_cast<size_t>(found - kMessageTypes.begin())](body);
}

} // namespace shoal::protocol
