// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/relay_keys.h"
#include "core/protocol/limits.h"

#include <variant>
#include <vector>

// What a device and a relay say to each other, see docs/protocol.md, The relay.
namespace shoal::protocol {

struct RelayMemberTag;
struct RelayTicketTag;
struct RelayIpTag;
// A device at a relay: the public key of crypto::relayIdentity().
using RelayMember = StrongBytes<RelayMemberTag, 32>;
// Names one relayed connection to one of its two ends, once.
using RelayTicket = StrongBytes<RelayTicketTag, kRelayTicket>;
// An IPv6 address, or an IPv4 address as ::ffff:a.b.c.d.
using RelayIp = StrongBytes<RelayIpTag, 16>;

struct RelayAddress
{
    RelayIp ip;
    uint16_t port = 0;
    auto operator<=>(const RelayAddress&) const = default;
};

// From a device.
struct RelayRegister
{
    crypto::RelayShareId share;
    Bytes note; // kRelayNote bytes
    bool operator==(const RelayRegister&) const = default;
};
struct RelayWithdraw
{
    crypto::RelayShareId share;
    bool operator==(const RelayWithdraw&) const = default;
};
// Asks for a relayed connection with a member of a share that the asker is registered for, too.
struct RelayConnect
{
    uint32_t request = 0; // chosen by the asker, comes back
    crypto::RelayShareId share;
    RelayMember peer;
    bool operator==(const RelayConnect&) const = default;
};
// Asks for help to connect directly with a member, see net::Puncher.
struct RelayPunch
{
    uint32_t request = 0;
    crypto::RelayShareId share;
    RelayMember peer;
    bool operator==(const RelayPunch&) const = default;
};

// From both.
struct RelayPing
{
    bool operator==(const RelayPing&) const = default;
};
struct RelayPong
{
    bool operator==(const RelayPong&) const = default;
};

// From a relay.
struct RelayWelcome
{
    RelayAddress you; // where the device is, as the relay sees it
    int64_t wallNs = 0;
    bool operator==(const RelayWelcome&) const = default;
};
// A member is there or has come, or has another note.
struct RelayJoined
{
    crypto::RelayShareId share;
    RelayMember peer;
    RelayAddress address; // where it is, as the relay sees it
    Bytes note;
    bool operator==(const RelayJoined&) const = default;
};
struct RelayLeft
{
    crypto::RelayShareId share;
    RelayMember peer;
    bool operator==(const RelayLeft&) const = default;
};
// The answer to RelayConnect and RelayPunch.
struct RelayGranted
{
    uint32_t request = 0;
    RelayTicket ticket;
    bool operator==(const RelayGranted&) const = default;
};
// Somebody wants a relayed connection with the receiver.
struct RelayInvited
{
    crypto::RelayShareId share;
    RelayMember peer;
    RelayTicket ticket;
    bool operator==(const RelayInvited&) const = default;
};
// Somebody wants to connect directly with the receiver, at this moment.
struct RelayPunchInvited
{
    crypto::RelayShareId share;
    RelayMember peer;
    RelayTicket ticket;
    bool operator==(const RelayPunchInvited&) const = default;
};
// On the wire; unknown numbers count as Unspecified.
enum class RelayRefusal : uint8_t {
    Unspecified = 0,
    NotThere = 1,    // the peer has gone, or the asker is not registered for that share
    TooMany = 2,     // connections of this device or address, or in all
    Quota = 3,       // this address has had its bytes of the day
    NotServed = 4,   // a relay for other shares only
    ShareIsFull = 5, // as many members as a share may have here
};
struct RelayRefused
{
    uint32_t request = 0; // 0: the registration of `share`
    crypto::RelayShareId share;
    RelayRefusal reason = RelayRefusal::Unspecified;
    bool operator==(const RelayRefused&) const = default;
};
// The last message of a relay; relayed connections go on for a while.
struct RelayGoodbye
{
    Bytes text; // for people, at most kMaxRelayText bytes
    bool operator==(const RelayGoodbye&) const = default;
};

using RelayMessage =
    std::variant<RelayRegister, RelayWithdraw, RelayConnect, RelayPunch, RelayPing, RelayPong, RelayWelcome,
                 RelayJoined, RelayLeft, RelayGranted, RelayInvited, RelayPunchInvited, RelayRefused, RelayGoodbye>;

// type (1) || body.
Bytes encodeRelay(const RelayMessage& message);
// Protocol: malformed. No value: a type of a later version, to be skipped.
Result<std::optional<RelayMessage>> decodeRelay(ByteView typeAndBody);

// What a device shows a ticket for.
enum class TicketUse {
    Relay, // "SHJOI": the connection is to be passed on
    Punch, // "SHPUN": the relay tells each end where the other one comes from
};
// The first bytes of a device on a connection that it has a ticket for, and the only ones that the relay reads.
Bytes encodeRelayJoin(const RelayTicket& ticket, TicketUse use = TicketUse::Relay);
// Whether these are the first kPreambleSize bytes of it.
bool beginsRelayJoin(ByteView bytes);
// `bytes` has kRelayJoin bytes.
Result<std::pair<RelayTicket, TicketUse>> decodeRelayJoin(ByteView bytes);
// What the relay answers there for TicketUse::Punch; kRelayPeerAnswer bytes.
Bytes encodeRelayPeer(const RelayAddress& peer);
Result<RelayAddress> decodeRelayPeer(ByteView bytes);

// What a member tells the others of a share about itself, inside of its note.
struct RelayNote
{
    DeviceId device;
    uint16_t port = 0;          // it listens on, 0: it does not
    uint16_t externalPort = 0;  // the same from outside of its router; 0: as far as it knows none, or the same
    bool takesRelayed = false;  // connections through this relay
    bool punches = false;       // connects directly with the relay's help
    std::vector<RelayIp> local; // addresses of its interfaces, at most kMaxNoteAddresses
    bool operator==(const RelayNote&) const = default;
};
// kRelayNoteText bytes.
Bytes encodeRelayNote(const RelayNote& note);
Result<RelayNote> decodeRelayNote(ByteView text);

} // namespace shoal::protocol
