// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/noise.h"
#include "core/protocol/limits.h"
#include "shared/base/result.h"

namespace shoal::protocol {

// Who opened the connection below. The dialer is the initiator of the handshake.
enum class SessionRole { Dialer, Listener };

constexpr crypto::HandshakeRole handshakeRole(SessionRole role)
{
    return role == SessionRole::Dialer ? crypto::HandshakeRole::Initiator : crypto::HandshakeRole::Responder;
}

// What a stream is for. Streams of two kinds begin with different bytes, so that no handshake serves for the other.
enum class StreamKind : uint8_t {
    Devices, // "SHOAL": a session of two devices
    Relay,   // "SHREL": a device and a relay
};

// The only bytes in clear: five letters for the kind, lowest and highest version, cipher suites (a bit each,
// crypto::Suite's numbers). What both sides sent is the handshake's prologue, so that a change on the way makes it
// fail.
struct Preamble
{
    uint8_t minVersion = kMinVersion;
    uint8_t maxVersion = kMaxVersion;
    uint8_t suites = 0;
    StreamKind kind = StreamKind::Devices;

    // This version with the suites that run well here: ChaChaPoly always, AES-GCM with instructions for it.
    static Preamble own(StreamKind kind = StreamKind::Devices);
    // `bytes` has kPreambleSize bytes.
    static Result<Preamble> parse(ByteView bytes, StreamKind kind = StreamKind::Devices);
    Bytes bytes() const;
    bool operator==(const Preamble&) const = default;
};

struct Agreement
{
    uint8_t version = 0;
    crypto::Suite suite = crypto::Suite::ChaChaPoly;
};

// The highest common version, and AES-GCM if both offer it. The same at both ends.
Result<Agreement> agree(const Preamble& own, const Preamble& peer);

} // namespace shoal::protocol
