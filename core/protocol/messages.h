// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

// What peers say to each other, as plain values. The wire format (shoal.proto) stays behind encode() and
// decode(); docs/protocol.md is normative and says what each message means and asks for.
namespace shoal::protocol {

// --- Session messages: channel 0, made and used by Session alone -----------------------------------

// The first message of both sides.
struct Hello
{
    Bytes deviceName;
    Bytes software;             // name and version, for people
    uint64_t processNonce = 0;  // random for each start of the engine; two of them with one device id = a cloned device
    uint16_t listeningPort = 0; // 0: does not listen
    int64_t wallNs = 0;         // the sender's clock, ns since 1970; 0: it does not say
    bool operator==(const Hello&) const = default;
};

struct Ping
{
    bool operator==(const Ping&) const = default;
};

struct Pong
{
    bool operator==(const Pong&) const = default;
};

enum class CloseReason : uint8_t {
    Unspecified = 0,    // also what a newer peer's unknown reason becomes
    Shutdown = 1,       // the engine stops
    ProtocolError = 2,  // the other side broke the protocol
    SelfConnection = 3, // both ends are the same process: never dial this address again
    Replaced = 4,       // a newer connection of the same two devices took over
    NoCommonShare = 5,  // no share was opened in time
    Renewal = 6,        // keys have been in use for a day: connect anew
    TooManyConnections = 7,
    Unresponsive = 8,  // nothing was heard for too long
    LostTransport = 9, // the connection below ended; never sent
};

struct Close
{
    CloseReason reason = CloseReason::Unspecified;
    Bytes text; // a sentence for a person
    bool operator==(const Close&) const = default;
};

// The proofs of share opening are fixed in size and padded with random ones; see share_opening.h.
struct ShareOffer
{
    std::vector<Hash> memberProofs;
    bool operator==(const ShareOffer&) const = default;
};

enum class ClaimedPermission : uint8_t { ReadOnly = 1, ReadWrite = 2 };

struct ShareAnswerEntry
{
    uint32_t index = 0; // of the offer
    uint16_t channel = 0;
    ClaimedPermission permission = ClaimedPermission::ReadOnly;
    Hash memberProof;  // random: this entry is padding
    Bytes writerProof; // kWriterProof bytes; random when read-only
    bool operator==(const ShareAnswerEntry&) const = default;
};

struct ShareAnswer
{
    std::vector<ShareAnswerEntry> entries;
    bool operator==(const ShareAnswer&) const = default;
};

struct ShareConfirmEntry
{
    uint16_t channel = 0; // 0: this entry is padding
    ClaimedPermission permission = ClaimedPermission::ReadOnly;
    Bytes writerProof;
    bool operator==(const ShareConfirmEntry&) const = default;
};

struct ShareConfirm
{
    std::vector<ShareConfirmEntry> entries;
    bool operator==(const ShareConfirm&) const = default;
};

struct ShareClose
{
    uint16_t channel = 0;
    bool operator==(const ShareClose&) const = default;
};

// --- Share messages: on the channel of an open share ------------------------------------------------

struct RecordItem
{
    Bytes record;                 // canonical bytes made by its author (core/model); opaque here
    std::optional<Bytes> content; // the file's whole content
    bool have = false;            // the sender can serve the content
    bool operator==(const RecordItem&) const = default;
};

struct Records
{
    std::vector<RecordItem> items;
    std::vector<DeviceId> told; // devices the author has already sent this to
    Bytes proof;                // batch signature for receivers that cannot trust the sender's word; else empty
    bool operator==(const Records&) const = default;
};

struct DigestRoot
{
    int64_t horizonNs = 0;
    Hash digest;
    uint64_t count = 0;
    bool scanning = false;  // the sender's first pass is not over: its digest will change
    bool filled = false;    // its folder holds files that no record describes: contents may be there already
    bool remembers = false; // it has been as complete as a device that has forgotten deletions
    bool operator==(const DigestRoot&) const = default;
};

// A bucket of records: those whose SHA-256(key) starts with `prefix`, which has depth * 4 bits.
struct DigestNode
{
    uint8_t depth = 0; // 0 to kMaxDepth
    uint16_t prefix = 0;
    bool operator==(const DigestNode&) const = default;
};

struct DigestQuery
{
    std::vector<DigestNode> nodes; // depth below kMaxDepth
    bool operator==(const DigestQuery&) const = default;
};

struct ChildDigest
{
    Hash digest;
    uint64_t count = 0;
    bool operator==(const ChildDigest&) const = default;
};

struct DigestChildren
{
    DigestNode node; // depth below kMaxDepth
    std::array<ChildDigest, 16> children;
    bool operator==(const DigestChildren&) const = default;
};

struct DigestReply
{
    std::vector<DigestChildren> nodes;
    bool operator==(const DigestReply&) const = default;
};

struct BucketItem
{
    uint64_t keyHash = 0; // first 8 bytes of SHA-256(key), big endian
    Hash recordHash;
    bool operator==(const BucketItem&) const = default;
};

// "These are all the records I have in this bucket; send me what I lack."
struct BucketItems
{
    DigestNode node;
    std::vector<BucketItem> items; // all inside `node`
    bool operator==(const BucketItems&) const = default;
};

// "Send me these."
struct BucketWant
{
    std::vector<uint64_t> keyHashes; // all inside `node`
    DigestNode node;
    bool operator==(const BucketWant&) const = default;
};

// `id` is chosen by the asker and comes back in the reply.
struct ContentRequest
{
    uint32_t id = 0;
    DirId dir;
    Bytes name;
    Hash content;
    uint64_t offset = 0; // bytes
    uint32_t length = 0; // bytes, 1 to kMaxContentPart
    bool operator==(const ContentRequest&) const = default;
};

enum class ContentStatus : uint8_t {
    Ok = 0,
    NotHere = 1, // the sender remembers the question and says Available when that changes
    Changed = 2, // the file on the sender's disk is not that content any more
    Refused = 3, // also what a newer peer's unknown status becomes
};

struct ContentReply
{
    uint32_t id = 0;
    ContentStatus status = ContentStatus::Ok;
    Bytes data; // empty unless Ok; shorter than asked at the end of the content
    bool operator==(const ContentReply&) const = default;
};

struct ChunkListRequest
{
    uint32_t id = 0;
    DirId dir;
    Bytes name;
    Hash content;
    Hash base; // a content whose list the asker has; all zero = none
    bool operator==(const ChunkListRequest&) const = default;
};

// Chunks [first, first + count) of the base's list.
struct CopyRun
{
    uint32_t first = 0;
    uint32_t count = 0; // at least 1
    bool operator==(const CopyRun&) const = default;
};

struct ChunkRef
{
    Hash hash;
    uint32_t length = 0; // bytes, at least 1
    bool operator==(const ChunkRef&) const = default;
};

struct NewRun
{
    std::vector<ChunkRef> chunks; // at least 1
    bool operator==(const NewRun&) const = default;
};

using ChunkRun = std::variant<CopyRun, NewRun>;

// A long list takes several replies with one id, in order; `last` ends it.
struct ChunkListReply
{
    uint32_t id = 0;
    ContentStatus status = ContentStatus::Ok;
    bool last = true;
    std::vector<ChunkRun> runs; // empty unless Ok
    bool operator==(const ChunkListReply&) const = default;
};

// "What you asked for and I did not have is here now."
struct Available
{
    std::vector<Hash> contents;
    bool operator==(const Available&) const = default;
};

// Chunks [first, first + count) of a content's list.
struct ChunkSpan
{
    uint32_t first = 0;
    uint32_t count = 0; // at least 1
    bool operator==(const ChunkSpan&) const = default;
};

// "I do not have this content whole, but these chunks of it": adds to what was said before on this channel.
struct Holding
{
    Hash content;
    std::vector<ChunkSpan> here;   // verified: can be asked for
    std::vector<ChunkSpan> coming; // asked for by the sender: leave these to others, if there is a choice
    bool operator==(const Holding&) const = default;
};

struct PeerStatus
{
    uint64_t lackingFiles = 0;
    uint64_t lackingBytes = 0;
    bool scanning = false;
    Bytes problem; // a sentence for a person, or empty
    bool operator==(const PeerStatus&) const = default;
};

// Session messages first, then share messages: isSessionMessage() relies on it.
using Message = std::variant<Hello, Ping, Pong, Close, ShareOffer, ShareAnswer, ShareConfirm, ShareClose, Records,
                             DigestRoot, DigestQuery, DigestReply, BucketItems, BucketWant, ContentRequest,
                             ContentReply, ChunkListRequest, ChunkListReply, Available, PeerStatus, Holding>;

bool isSessionMessage(const Message& message);

// Not empty, not "." or "..", at most kMaxName bytes, no '/' and no NUL.
bool isValidName(ByteView name);

// Whether `keyHash` lies in the bucket `node`.
bool isInside(const DigestNode& node, uint64_t keyHash);

// The message against every limit of limits.h and every rule above. encode() and decode() both ask it.
Result<void> check(const Message& message);

// Appends the type byte and the body. On an error (the message breaks a limit) `out` is unchanged.
Result<void> encode(const Message& message, Bytes& out);

// Whether this version knows the type byte. Messages of other types are skipped, not errors.
bool isKnownType(uint8_t type);

// Type byte and body, as encode() wrote them; everything else is ErrorCode::Protocol. Unknown fields are ignored.
Result<Message> decode(ByteView bytes);

} // namespace shoal::protocol
