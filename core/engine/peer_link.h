// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret.h"
#include "core/protocol/messages.h"

#include <memory>
#include <optional>

namespace shoal::engine {

// Local number of one opened share on one session; never reused while the engine runs.
using PeerId = uint64_t;

// The way from a share's strand to one peer. Calls may come from any thread. After the session's end nothing is sent.
// What is sent overtakes what has to wait (docs/decisions/0010): contents wait for everything else, large ones for
// small ones, and digests for the records that were sent before them.
class PeerLink
{
public:
    virtual ~PeerLink() = default;
    virtual void send(protocol::Message message) = 0;
    // What is old, such as the records of a first sync: what somebody changes meanwhile overtakes it.
    virtual void sendLater(protocol::Message message) { send(std::move(message)); }
    // Bytes handed to send() that the kernel has not taken yet: what back-pressure is made of.
    virtual int64_t queuedBytes() const = 0;
    // Of these, what is sent before everything else: what a new change has to wait for.
    virtual int64_t urgentBytes() const { return queuedBytes(); }
};

// Who is at the other end.
struct PeerInfo
{
    PeerId id = 0;
    DeviceId device;
    Bytes name;                                                   // as the device calls itself; for people, not trusted
    Bytes address;                                                // for people
    crypto::Permission permission = crypto::Permission::ReadOnly; // what it has proven
    std::optional<crypto::PublicKey> publicKey;                   // the share's, as far as the session knows it
};

} // namespace shoal::engine
