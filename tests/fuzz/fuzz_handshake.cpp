// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/protocol/secure_stream.h"

using namespace shoal;
using namespace shoal::fuzz;
using protocol::SecureStream;
using protocol::SessionRole;

namespace {

struct End
{
    End(SessionRole role, uint64_t seed, protocol::Preamble offer = protocol::Preamble::own())
        : random(makeSeededRandom(seed)), identity(crypto::DeviceIdentity::generate(*random)),
          stream(role, identity, *random, offer)
    {}

    // False after an error.
    bool receive(ByteView bytes)
    {
        Bytes plaintext;
        const auto received = stream.receive(bytes, plaintext);
        require(stream.established() || plaintext.empty(), "nothing is read before the handshake is done");
        if (!received) {
            requireText(received.error());
            broken = true;
        }
        return !broken;
    }
    Bytes take()
    {
        Bytes out;
        stream.takeHandshake(out);
        return out;
    }

    std::unique_ptr<Random> random;
    crypto::DeviceIdentity identity;
    SecureStream stream;
    bool broken = false;
};

// A stranger's bytes, in pieces: whoever has no key gets nowhere, and makes nothing grow.
void checkStranger(Choices& input)
{
    End end(input.below(2) == 0 ? SessionRole::Dialer : SessionRole::Listener, 1);
    while (!input.empty() && !end.broken) {
        end.receive(input.bytes(1 + input.byte()));
        require(end.take().size() <= 2 * (2 + protocol::kMaxHandshakeMessage), "a handshake's answers are short");
    }
    // A low-order key makes everybody's result known, and is refused; so nobody without a key gets here.
    require(!end.stream.established(), "random bytes are no handshake");
}

// Somebody in the middle of two genuine ends: byte `at` of all that goes over the wire is changed, or bytes are left
// out or put in there.
struct Meddler
{
    explicit Meddler(Choices& input)
        : at(input.number16() % 512U), change(input.byte()), dropped(input.below(4)), added(input.bytes(input.below(4)))
    {}

    Bytes pass(Bytes bytes)
    {
        if (at >= bytes.size()) {
            at -= bytes.size();
            return bytes;
        }
        if (done)
            return bytes;
        const Bytes before = bytes;
        bytes[at] = static_cast<char>(bytes[at] ^ change);
        bytes.replace(at, dropped, added);
        done = true;
        changed = bytes != before;
        return bytes;
    }

    size_t at;
    uint8_t change;
    size_t dropped;
    ByteView added;
    bool done = false;
    bool changed = false;
};

protocol::Preamble offerOf(Choices& input)
{
    protocol::Preamble offer = protocol::Preamble::own();
    const uint8_t suites = input.byte();
    offer.suites = suites == 0 ? offer.suites : suites;
    return offer;
}

void checkMeddled(Choices& input)
{
    End dialer(SessionRole::Dialer, 1, offerOf(input));
    End listener(SessionRole::Listener, 2, offerOf(input));
    Meddler meddler(input);
    for (bool moved = true; moved && !dialer.broken && !listener.broken;) {
        const Bytes there = meddler.pass(dialer.take());
        if (!there.empty())
            listener.receive(there);
        const Bytes back = meddler.pass(listener.take());
        if (!back.empty() && !listener.broken)
            dialer.receive(back);
        moved = !there.empty() || !back.empty();
    }
    const bool both = dialer.stream.established() && listener.stream.established();
    if (both) {
        require(dialer.stream.handshakeHash() == listener.stream.handshakeHash(), "both ends name one channel");
        require(dialer.stream.peer() == listener.identity.id() && listener.stream.peer() == dialer.identity.id(),
                "both ends know each other");
        require(dialer.stream.version() == listener.stream.version(), "both ends speak one version");
    }
    require(!both || !meddler.changed, "whoever meddles with a handshake ends it");
}

} // namespace

// Preambles and handshake messages.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    if (input.below(2) == 0)
        checkStranger(input);
    else
        checkMeddled(input);
    return 0;
}
