// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/protocol/limits.h"
#include "core/protocol/messages.h"

using namespace shoal;
using namespace shoal::fuzz;

// Type byte and body of a message of a peer: what is read keeps the limits, and survives being written.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const ByteView bytes = viewOf(data, size);
    const auto message = protocol::decode(bytes);
    if (!message) {
        requireText(message.error());
        require(message.error().code == ErrorCode::Protocol, "what a peer sends wrong is its breach of the protocol");
        return 0;
    }
    require(protocol::isKnownType(data[0]), "what is read has a known type");
    require(protocol::check(*message).has_value(), "what is read keeps the limits");
    Bytes written;
    require(protocol::encode(*message, written).has_value(), "what was read can be written");
    require(written.size() <= protocol::kMaxMessage, "a message is not larger than a message may be");
    require(written[0] == bytes[0], "a message keeps its type");
    const auto again = protocol::decode(written);
    require(again && *again == *message, "what is written reads as the same");
    return 0;
}
