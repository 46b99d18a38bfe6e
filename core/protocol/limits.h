// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// What a peer may send, each with its reason. docs/protocol.md repeats the values: they are normative.
namespace shoal::protocol {

inline constexpr uint8_t kMinVersion = 1;
inline constexpr uint8_t kMaxVersion = 1;

// The stream.
inline constexpr size_t kPreambleSize = 8;            // magic 5, lowest version, highest version, suites
inline constexpr size_t kMaxHandshakeMessage = 1'024; // the largest XX message has 96 bytes without its padding
inline constexpr size_t kMaxHandshakePadding = 64;    // hides which implementation speaks by its lengths
inline constexpr size_t kMaxFrame = 65'535;           // what Noise allows for one message
inline constexpr size_t kFrameTag = 16;               // the cipher's authentication tag
inline constexpr size_t kMaxFramePlain = kMaxFrame - kFrameTag;
inline constexpr size_t kMessageHeader = 7;            // u32 length, u16 channel, u8 type
inline constexpr size_t kMaxMessage = 8 * 1024 * 1024; // type and body: what one peer can make us hold while it arrives
inline constexpr uint32_t kPartFlag = 0x8000'0000;     // in the length: a part of a message
inline constexpr uint32_t kLastPartFlag = 0x4000'0000; // its last
inline constexpr size_t kMaxStrangerMessage = 256 * 1024; // before a share is open: more than the longest share answer
inline constexpr size_t kMaxFields = 65'536 + 64;         // no valid message has more at its top level: bounds parsing

// Opening shares.
inline constexpr size_t kOfferPadding = 8;          // lists have a multiple of it, so that lengths hide the number
inline constexpr size_t kMaxOffered = 1'024;        // shares in one offer; more are offered one list after the other
inline constexpr size_t kMaxOffersReceived = 1'024; // a session's total: each costs us an answer and some hashing
inline constexpr size_t kMemberProof = 32;
inline constexpr size_t kWriterProof = 96; // public key and signature

// Names and texts.
inline constexpr size_t kMaxName = 255;       // NAME_MAX of Linux file systems
inline constexpr size_t kMaxDeviceName = 255; // shown in lists
inline constexpr size_t kMaxText = 1'024;     // a sentence for a person

// Records.
inline constexpr size_t kMaxRecords = 1'024;               // one signed batch
inline constexpr size_t kMaxRecord = 128 * 1024;           // 64 KiB of xattrs, owner, vector, with a margin
inline constexpr size_t kMaxInlineContent = 256 * 1024;    // larger files are worth a request
inline constexpr size_t kMaxInlineTotal = 4 * 1024 * 1024; // of one message; leaves room for its records
inline constexpr size_t kMaxTold = 256;                    // peers of one share that an author can list
inline constexpr size_t kMaxProof = 512 * 1024;            // 1,024 Merkle paths of 10 hashes and a signature

// Anti-entropy.
inline constexpr uint8_t kMaxDepth = 4;           // 65,536 leaves, the deepest that digests go
inline constexpr size_t kMaxDigestNodes = 4'096;  // all nodes that have leaves as children
inline constexpr size_t kMaxBucketItems = 65'536; // 40 bytes each; a fuller bucket is walked deeper

// Contents.
inline constexpr uint32_t kMaxContentPart = 4 * 1024 * 1024;   // half a message; larger parts gain nothing
inline constexpr size_t kMaxChunks = 131'072;                  // in one reply, 36 bytes each; longer lists take several
inline constexpr size_t kMaxChunkRuns = 65'536;                // in one reply: every second chunk replaced
inline constexpr uint32_t kMaxChunkLength = 256 * 1024 * 1024; // the longest chunk of a file of 1 PiB
inline constexpr size_t kMaxAvailable = 4'096;                 // contents named at once
inline constexpr size_t kMaxChunkSpans = 8'192; // in one Holding, of each kind; what is scattered more takes several

// The relay.
inline constexpr size_t kMaxRelayMessage = 1'024; // type and body: the longest, Joined, has 379
inline constexpr size_t kRelayNoteText = 256;     // always padded to it: a port, and as many addresses as a machine has
inline constexpr size_t kRelayNote = kRelayNoteText + 40; // sealed
inline constexpr size_t kRelayTicket = 32;                // nobody guesses it
inline constexpr size_t kRelayJoin = 8 + kRelayTicket;    // "SHJOI" or "SHPUN", version, two zero bytes, ticket
inline constexpr size_t kRelayPeerAnswer = 8 + 18;        // "SHPUN", version, two zero bytes, address
inline constexpr size_t kMaxRelayText = 255;              // a sentence for a person
inline constexpr size_t kMaxNoteAddresses = 8;            // a server has a few; each costs the readers an attempt

} // namespace shoal::protocol
