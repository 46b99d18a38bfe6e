// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/relay_messages.h"

#include "core/protocol/big_endian.h"

#include <algorithm>
#include <optional>

namespace shoal::protocol {

namespace {

enum class Type : uint8_t {
    Register = 1,
    Withdraw = 2,
    Connect = 3,
    Ping = 4,
    Pong = 5,
    Punch = 6,
    Welcome = 16,
    Joined = 17,
    Left = 18,
    Granted = 19,
    Invited = 20,
    Refused = 21,
    Goodbye = 22,
    PunchInvited = 23,
};

constexpr ByteView kJoinMagic = "SHJOI";
constexpr ByteView kPunchMagic = "SHPUN";
static_assert(kJoinMagic.size() == kPunchMagic.size());
constexpr char kJoinVersion = 1;
constexpr uint8_t kNoteVersion = 1;
constexpr uint8_t kTakesRelayed = 1;
constexpr uint8_t kPunches = 2;

// Appends fields of fixed sizes.
class Writer
{
public:
    explicit Writer(Type type) { m_bytes.push_back(static_cast<char>(type)); }
    Writer() = default;
    template <class Tag, size_t N> Writer& id(const StrongBytes<Tag, N>& value)
    {
        m_bytes += value.view();
        return *this;
    }
    template <class Number> Writer& number(Number value)
    {
        appendBigEndian(value, m_bytes);
        return *this;
    }
    Writer& address(const RelayAddress& value) { return id(value.ip).number(value.port); }
    Writer& raw(ByteView bytes)
    {
        m_bytes += bytes;
        return *this;
    }
    Bytes take() { return std::move(m_bytes); }

private:
    Bytes m_bytes;
};

// Reads the same; once something was missing all that follows is zero.
class Reader
{
public:
    explicit Reader(ByteView bytes) : m_rest(bytes) {}
    template <class Id> Id id() { return Id::from(raw(Id::kSize)); }
    template <class Number> Number number()
    {
        const ByteView bytes = raw(sizeof(Number));
        return bytes.empty() ? Number{} : readBigEndian<Number>(bytes);
    }
    RelayAddress address()
    {
        RelayAddress value;
        value.ip = id<RelayIp>();
        value.port = number<uint16_t>();
        return value;
    }
    ByteView raw(size_t size)
    {
        if (m_rest.size() < size) {
            m_good = false;
            m_rest = {};
            return {};
        }
        const ByteView bytes = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return bytes;
    }
    ByteView rest() { return raw(m_rest.size()); }
    // All fields were there, and nothing behind them.
    bool isExact() const { return m_good && m_rest.empty(); }

private:
    ByteView m_rest;
    bool m_good = true;
};

Bytes encode(const RelayRegister& m)
{
    return Writer(Type::Register).id(m.share).raw(m.note).take();
}
Bytes encode(const RelayWithdraw& m)
{
    return Writer(Type::Withdraw).id(m.share).take();
}
Bytes encode(const RelayConnect& m)
{
    return Writer(Type::Connect).number(m.request).id(m.share).id(m.peer).take();
}
Bytes encode(const RelayPunch& m)
{
    return Writer(Type::Punch).number(m.request).id(m.share).id(m.peer).take();
}
Bytes encode(const RelayPing&)
{
    return Writer(Type::Ping).take();
}
Bytes encode(const RelayPong&)
{
    return Writer(Type::Pong).take();
}
Bytes encode(const RelayWelcome& m)
{
    return Writer(Type::Welcome).address(m.you).number(m.wallNs).take();
}
Bytes encode(const RelayJoined& m)
{
    return Writer(Type::Joined).id(m.share).id(m.peer).address(m.address).raw(m.note).take();
}
Bytes encode(const RelayLeft& m)
{
    return Writer(Type::Left).id(m.share).id(m.peer).take();
}
Bytes encode(const RelayGranted& m)
{
    return Writer(Type::Granted).number(m.request).id(m.ticket).take();
}
Bytes encode(const RelayInvited& m)
{
    return Writer(Type::Invited).id(m.share).id(m.peer).id(m.ticket).take();
}
Bytes encode(const RelayPunchInvited& m)
{
    return Writer(Type::PunchInvited).id(m.share).id(m.peer).id(m.ticket).take();
}
Bytes encode(const RelayRefused& m)
{
    return Writer(Type::Refused).number(m.request).id(m.share).number(static_cast<uint8_t>(m.reason)).take();
}
Bytes encode(const RelayGoodbye& m)
{
    return Writer(Type::Goodbye).raw(ByteView(m.text).substr(0, utf8Cut(m.text, kMaxRelayText))).take();
}

RelayRefusal refusalOf(uint8_t number)
{
    return number <= static_cast<uint8_t>(RelayRefusal::ShareIsFull) ? static_cast<RelayRefusal>(number)
                                                                     : RelayRefusal::Unspecified;
}

// Braces keep the order of evaluation: the fields as they stand in the message.
std::optional<RelayMessage> read(Type type, Reader& in)
{
    switch (type) {
    case Type::Register:
        return RelayRegister{in.id<crypto::RelayShareId>(), Bytes(in.raw(kRelayNote))};
    case Type::Withdraw:
        return RelayWithdraw{in.id<crypto::RelayShareId>()};
    case Type::Connect:
        return RelayConnect{in.number<uint32_t>(), in.id<crypto::RelayShareId>(), in.id<RelayMember>()};
    case Type::Punch:
        return RelayPunch{in.number<uint32_t>(), in.id<crypto::RelayShareId>(), in.id<RelayMember>()};
    case Type::Ping:
        return RelayPing{};
    case Type::Pong:
        return RelayPong{};
    case Type::Welcome:
        return RelayWelcome{in.address(), in.number<int64_t>()};
    case Type::Joined:
        return RelayJoined{in.id<crypto::RelayShareId>(), in.id<RelayMember>(), in.address(),
                           Bytes(in.raw(kRelayNote))};
    case Type::Left:
        return RelayLeft{in.id<crypto::RelayShareId>(), in.id<RelayMember>()};
    case Type::Granted:
        return RelayGranted{in.number<uint32_t>(), in.id<RelayTicket>()};
    case Type::Invited:
        return RelayInvited{in.id<crypto::RelayShareId>(), in.id<RelayMember>(), in.id<RelayTicket>()};
    case Type::PunchInvited:
        return RelayPunchInvited{in.id<crypto::RelayShareId>(), in.id<RelayMember>(), in.id<RelayTicket>()};
    case Type::Refused:
        return RelayRefused{in.number<uint32_t>(), in.id<crypto::RelayShareId>(), refusalOf(in.number<uint8_t>())};
    case Type::Goodbye: {
        const ByteView text = in.rest();
        return RelayGoodbye{Bytes(text.substr(0, utf8Cut(text, kMaxRelayText)))};
    }
    }
    return std::nullopt;
}

} // namespace

Bytes encodeRelay(const RelayMessage& message)
{
    return std::visit([](const auto& one) { return encode(one); }, message);
}

Result<std::optional<RelayMessage>> decodeRelay(ByteView typeAndBody)
{
    if (typeAndBody.empty() || typeAndBody.size() > kMaxRelayMessage)
        return fail(ErrorCode::Protocol, "a message between device and relay has an impossible size");
    const auto number = static_cast<uint8_t>(typeAndBody.front());
    Reader in(typeAndBody.substr(1));
    auto message = read(static_cast<Type>(number), in);
    if (message && !in.isExact())
        return fail(ErrorCode::Protocol,
                    "a message of type " + std::to_string(number) + " between device and relay does not have its size");
    return message;
}

Bytes encodeRelayJoin(const RelayTicket& ticket, TicketUse use)
{
    return Bytes(use == TicketUse::Punch ? kPunchMagic : kJoinMagic) + kJoinVersion + Bytes(2, '\0') + ticket.toBytes();
}

bool beginsRelayJoin(ByteView bytes)
{
    return bytes.starts_with(kJoinMagic) || bytes.starts_with(kPunchMagic);
}

Result<std::pair<RelayTicket, TicketUse>> decodeRelayJoin(ByteView bytes)
{
    if (bytes.size() != kRelayJoin || !beginsRelayJoin(bytes) || bytes[kJoinMagic.size()] != kJoinVersion)
        return fail(ErrorCode::Protocol, "who wants to be relayed shows no ticket of this version");
    return std::pair(RelayTicket::from(bytes.substr(kRelayJoin - kRelayTicket)),
                     bytes.starts_with(kPunchMagic) ? TicketUse::Punch : TicketUse::Relay);
}

Bytes encodeRelayPeer(const RelayAddress& peer)
{
    return Writer().raw(kPunchMagic).raw({&kJoinVersion, 1}).number(uint16_t{0}).address(peer).take();
}

Result<RelayAddress> decodeRelayPeer(ByteView bytes)
{
    if (bytes.size() != kRelayPeerAnswer || !bytes.starts_with(kPunchMagic) ||
        bytes[kPunchMagic.size()] != kJoinVersion)
        return fail(ErrorCode::Protocol, "the relay does not say where the peer is");
    Reader in(bytes.substr(kPreambleSize));
    return in.address();
}

// version (1) || flags (1) || device (32) || port (2) || external port (2) || number (1) || addresses (16 each) ||
// zeros
Bytes encodeRelayNote(const RelayNote& note)
{
    Writer out;
    const int flags = (note.takesRelayed ? kTakesRelayed : 0) | (note.punches ? kPunches : 0);
    out.number(kNoteVersion).number(static_cast<uint8_t>(flags)).id(note.device);
    const size_t count = std::min(note.local.size(), kMaxNoteAddresses);
    out.number(note.port).number(note.externalPort).number(static_cast<uint8_t>(count));
    for (size_t i = 0; i < count; ++i)
        out.id(note.local[i]);
    Bytes text = out.take();
    text.resize(kRelayNoteText, '\0');
    return text;
}

Result<RelayNote> decodeRelayNote(ByteView text)
{
    Reader in(text);
    RelayNote note;
    if (text.size() != kRelayNoteText || in.number<uint8_t>() != kNoteVersion)
        return fail(ErrorCode::Protocol, "the note of a member at a relay is not of this version");
    const uint8_t flags = in.number<uint8_t>();
    note.takesRelayed = flags & kTakesRelayed;
    note.punches = flags & kPunches;
    note.device = in.id<DeviceId>();
    note.port = in.number<uint16_t>();
    note.externalPort = in.number<uint16_t>();
    const size_t count = in.number<uint8_t>();
    if (count > kMaxNoteAddresses)
        return fail(ErrorCode::Protocol, "the note of a member at a relay names too many addresses");
    for (size_t i = 0; i < count; ++i)
        note.local.push_back(in.id<RelayIp>());
    return note;
}

} // namespace shoal::protocol
