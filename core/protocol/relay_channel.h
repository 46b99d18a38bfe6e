// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/relay_messages.h"
#include "core/protocol/secure_stream.h"

namespace shoal::protocol {

// The connection of a device with a relay: a secure stream whose plaintext is a sequence of
//   size of type and body (u16) | type (u8) | body
// Bytes in, messages out, at either end. Holds at most one message that has not come whole. One thread at a time.
class RelayChannel
{
public:
    // `identity` and `random` are borrowed.
    RelayChannel(SessionRole role, const crypto::DeviceIdentity& identity, Random& random);

    // Appends the messages; those of unknown types are left out. After an error it is of no use.
    Result<void> receive(ByteView bytes, std::vector<RelayMessage>& messages);
    // Waits for the handshake when that is not done.
    void send(const RelayMessage& message);
    // What to write now.
    Bytes takeOutput();
    // Of messages that takeOutput() has not given.
    size_t queuedBytes() const { return m_queue.size(); }

    bool established() const { return m_stream.established(); }
    // The key of the other end; zero before established().
    const DeviceId& peer() const { return m_stream.peer(); }

private:
    Result<void> takeMessages(std::vector<RelayMessage>& messages);

    SecureStream m_stream;
    Bytes m_received; // decrypted, not yet a whole message
    Bytes m_queue;    // plaintext to send
};

} // namespace shoal::protocol
