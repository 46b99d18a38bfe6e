// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/preamble.h"

#include <algorithm>

namespace shoal::protocol {

namespace {

constexpr ByteView magicOf(StreamKind kind)
{
    return kind == StreamKind::Relay ? "SHREL" : "SHOAL";
}
constexpr size_t kMagicSize = 5;
static_assert(kMagicSize + 3 == kPreambleSize);

constexpr uint8_t bit(crypto::Suite suite)
{
    return static_cast<uint8_t>(suite);
}

std::string range(const Preamble& preamble)
{
    return std::to_string(preamble.minVersion) + " to " + std::to_string(preamble.maxVersion);
}

} // namespace

Preamble Preamble::own(StreamKind kind)
{
    Preamble preamble;
    preamble.kind = kind;
    preamble.suites = static_cast<uint8_t>(bit(crypto::preferredSuite()) | bit(crypto::Suite::ChaChaPoly));
    return preamble;
}

Result<Preamble> Preamble::parse(ByteView bytes, StreamKind kind)
{
    if (bytes.size() != kPreambleSize || bytes.substr(0, kMagicSize) != magicOf(kind))
        return fail(ErrorCode::Protocol, kind == StreamKind::Relay ? "the other end is no relay of Shoal"
                                                                   : "the other end does not speak Shoal");
    const auto at = [bytes](size_t i) { return static_cast<uint8_t>(bytes[kMagicSize + i]); };
    const Preamble preamble{at(0), at(1), at(2), kind};
    if (preamble.minVersion == 0 || preamble.minVersion > preamble.maxVersion)
        return fail(ErrorCode::Protocol, "the other end names an impossible range of versions, " + range(preamble));
    return preamble;
}

Bytes Preamble::bytes() const
{
    Bytes out(magicOf(kind));
    for (const uint8_t value : {minVersion, maxVersion, suites})
        out.push_back(static_cast<char>(value));
    return out;
}

Result<Agreement> agree(const Preamble& own, const Preamble& peer)
{
    Agreement agreement;
    agreement.version = std::min(own.maxVersion, peer.maxVersion);
    if (agreement.version < std::max(own.minVersion, peer.minVersion))
        return fail(ErrorCode::Protocol, "the other end speaks versions " + range(peer) +
                                             " of the protocol, we speak " + range(own) + ": update the older one");
    const int common = own.suites & peer.suites;
    if (common & bit(crypto::Suite::AesGcm))
        agreement.suite = crypto::Suite::AesGcm;
    else if (!(common & bit(crypto::Suite::ChaChaPoly)))
        return fail(ErrorCode::Protocol, "the other end has no cipher in common with us");
    return agreement;
}

} // namespace shoal::protocol
