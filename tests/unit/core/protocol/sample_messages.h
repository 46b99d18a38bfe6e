// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/limits.h"
#include "core/protocol/messages.h"
#include "shared/base/hash.h"

namespace shoal::protocol {

struct Sample
{
    const char* name;
    Message message;
};

inline Hash hashOf(ByteView text)
{
    return sha256(text);
}

inline DirId dirOf(char fill)
{
    return DirId::from(Bytes(DirId::kSize, fill));
}

inline DigestChildren sampleChildren(uint8_t depth, uint16_t prefix)
{
    DigestChildren children{{depth, prefix}, {}};
    for (size_t i = 0; i < children.children.size(); ++i)
        children.children[i] = {hashOf(std::to_string(i)), i * 1'000'000'007};
    return children;
}

inline std::vector<Sample> sessionSamples()
{
    const Bytes proof(kWriterProof, 'p');
    return {
        {"a greeting", Hello{"app01 www", "shoal 0.1.0", 0xFEDCBA9876543210, 8888}},
        {"a greeting of a device without a name or a port", Hello{}},
        {"a greeting with a clock before 1970", Hello{"app01", "shoal", 1, 8888, -1'000'000'000}},
        {"a ping", Ping{}},
        {"a pong", Pong{}},
        {"a close", Close{CloseReason::Shutdown, "the engine stops"}},
        {"a share offer", ShareOffer{std::vector<Hash>(8, hashOf("proof"))}},
        {"a share answer", ShareAnswer{{{0, 0, ClaimedPermission::ReadOnly, hashOf("a"), proof},
                                        {7, 65535, ClaimedPermission::ReadWrite, hashOf("b"), proof}}}},
        {"a share confirmation",
         ShareConfirm{{{2, ClaimedPermission::ReadWrite, proof}, {0, ClaimedPermission::ReadOnly, proof}}}},
        {"a share close", ShareClose{3}},
    };
}

inline std::vector<Sample> shareSamples()
{
    const RecordItem small{"record", "content", true};
    const RecordItem emptyFile{Bytes("\0\xff", 2), Bytes(), false};
    const RecordItem announced{"record", std::nullopt, true};
    const NewRun fresh{{{hashOf("1"), 1}, {hashOf("2"), kMaxChunkLength}}};
    return {
        {"records with, without and with empty content",
         Records{{small, emptyFile, announced}, {DeviceId::from(Bytes(32, 'd'))}, "signature"}},
        {"no records", Records{}},
        {"a digest root", DigestRoot{-1, hashOf("root"), UINT64_MAX, true, false, true}},
        {"a digest query", DigestQuery{{{0, 0}, {3, 0xFFF}, {1, 15}}}},
        {"a digest reply", DigestReply{{sampleChildren(0, 0), sampleChildren(3, 0xABC)}}},
        {"an empty digest reply", DigestReply{}},
        {"a bucket", BucketItems{{4, 0xABCD}, {{0xABCD000000000000, hashOf("1")}, {0xABCDFFFFFFFFFFFF, hashOf("2")}}}},
        {"the bucket of everything", BucketItems{{0, 0}, {{0, hashOf("1")}, {UINT64_MAX, hashOf("2")}}}},
        {"a bucket want", BucketWant{{0xF000000000000000}, {1, 15}}},
        {"a content request",
         ContentRequest{UINT32_MAX, dirOf('d'), "name with \n and \xff", hashOf("c"), 1ULL << 62, kMaxContentPart}},
        {"a content reply", ContentReply{7, ContentStatus::Ok, Bytes(300, 'x')}},
        {"a content reply at the end of the content", ContentReply{7, ContentStatus::Ok, {}}},
        {"a content refusal", ContentReply{7, ContentStatus::Changed, {}}},
        {"a chunk list request", ChunkListRequest{1, dirOf('e'), "big", hashOf("new"), hashOf("old")}},
        {"a chunk list request without a base", ChunkListRequest{1, kRootDir, "big", hashOf("new"), {}}},
        {"a chunk list", ChunkListReply{1, ContentStatus::Ok, true, {CopyRun{0, 7}, fresh, CopyRun{9, 1}}}},
        {"a part of a chunk list", ChunkListReply{1, ContentStatus::Ok, false, {fresh}}},
        {"no chunk list", ChunkListReply{1, ContentStatus::NotHere, true, {}}},
        {"available contents", Available{{hashOf("1"), hashOf("2")}}},
        {"some chunks", Holding{hashOf("big"), {{0, 7}, {9, 1}, {UINT32_MAX - 1, 1}}, {{20, 64}}}},
        {"no chunks", Holding{hashOf("big"), {}, {}}},
        {"a status", PeerStatus{3, 4'000'000'000, true, "no space on this device"}},
    };
}

inline std::vector<Sample> allSamples()
{
    auto samples = sessionSamples();
    for (Sample& sample : shareSamples())
        samples.push_back(std::move(sample));
    return samples;
}

} // namespace shoal::protocol
