// SPDX-License-Identifier: GPL-3.0-or-later
#include "stream_pair.h"

using namespace shoal;
using namespace shoal::fuzz;

namespace {

// What is written to one stream, and what somebody in the middle makes of it.
struct Wire
{
    Bytes sent; // plaintext
    Bytes bytes;
    bool touched = false;
};

void sealOne(protocol::SecureStream& from, Choices& input, Wire& wire)
{
    Bytes plaintext(input.piece());
    // Frames of all sizes from few bytes of input.
    if (const size_t repeat = input.below(8); repeat > 5)
        plaintext.resize(std::min(protocol::kMaxFramePlain, plaintext.size() << (2 * repeat)), 'x');
    if (plaintext.empty() || plaintext.size() > protocol::kMaxFramePlain)
        return;
    wire.sent += plaintext;
    from.seal(plaintext, wire.bytes);
}

void meddle(Choices& input, Wire& wire)
{
    if (wire.bytes.empty())
        return;
    const Bytes before = wire.bytes;
    const size_t at = input.number16() % wire.bytes.size();
    switch (input.below(4)) {
    case 0:
        wire.bytes[at] = static_cast<char>(wire.bytes[at] ^ input.byte());
        break;
    case 1:
        wire.bytes.erase(at, input.byte());
        break;
    case 2:
        wire.bytes.insert(at, input.piece());
        break;
    default:
        wire.bytes.insert(at, Bytes(wire.bytes, 0, at)); // what was sent comes again
        break;
    }
    wire.touched = wire.touched || wire.bytes != before;
}

} // namespace

// Frames after a handshake, changed on their way and cut anywhere: the receiver reads the beginning of what was sent,
// and never anything else.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    StreamPair pair;
    Wire wire;
    Bytes received;
    Result<void> ok;
    while (!input.empty() && ok) {
        switch (input.below(4)) {
        case 0:
            meddle(input, wire);
            break;
        case 1:
        case 2:
            sealOne(pair.dialer, input, wire);
            break;
        default: {
            const size_t part = std::min<size_t>(input.number16(), wire.bytes.size());
            ok = pair.listener.receive(ByteView(wire.bytes).substr(0, part), received);
            wire.bytes.erase(0, part);
            break;
        }
        }
        require(ByteView(wire.sent).starts_with(received), "only what was sent is read");
    }
    if (ok)
        ok = pair.listener.receive(wire.bytes, received);
    require(ByteView(wire.sent).starts_with(received), "only what was sent is read");
    if (!ok)
        requireText(ok.error());
    require(wire.touched || (ok && received == wire.sent), "what nobody touches arrives whole");
    return 0;
}
