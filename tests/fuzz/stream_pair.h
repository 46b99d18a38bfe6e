// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fuzz.h"

#include "core/protocol/secure_stream.h"

namespace shoal::fuzz {

// A dialer and a listener that have shaken hands, with keys that are always the same.
struct StreamPair
{
    StreamPair()
        : random(makeSeededRandom(7)), dialerIdentity(crypto::DeviceIdentity::generate(*random)),
          listenerIdentity(crypto::DeviceIdentity::generate(*random)),
          dialer(protocol::SessionRole::Dialer, dialerIdentity, *random),
          listener(protocol::SessionRole::Listener, listenerIdentity, *random)
    {
        while (dialer.hasHandshake() || listener.hasHandshake()) {
            move(dialer, listener);
            move(listener, dialer);
        }
        require(dialer.established() && listener.established(), "two genuine ends shake hands");
    }

    std::unique_ptr<Random> random;
    crypto::DeviceIdentity dialerIdentity;
    crypto::DeviceIdentity listenerIdentity;
    protocol::SecureStream dialer;
    protocol::SecureStream listener;

private:
    static void move(protocol::SecureStream& from, protocol::SecureStream& to)
    {
        Bytes bytes;
        Bytes plaintext;
        from.takeHandshake(bytes);
        require(bytes.empty() || to.receive(bytes, plaintext).has_value(), "a genuine handshake goes through");
    }
};

} // namespace shoal::fuzz
