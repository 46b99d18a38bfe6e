// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/relay_channel.h"

#include <QTest>

using namespace shoal;
using namespace shoal::protocol;

namespace {

crypto::RelayShareId nameOf(char c)
{
    return crypto::RelayShareId::from(Bytes(32, c));
}
RelayMember memberOf(char c)
{
    return RelayMember::from(Bytes(32, c));
}
RelayTicket ticketOf(char c)
{
    return RelayTicket::from(Bytes(32, c));
}
RelayAddress address()
{
    return {RelayIp::from(Bytes("\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\x00\x02\x07", 16)), 12345};
}

std::vector<RelayMessage> samples()
{
    return {RelayRegister{nameOf('a'), Bytes(kRelayNote, 'n')},
            RelayWithdraw{nameOf('a')},
            RelayConnect{7, nameOf('a'), memberOf('b')},
            RelayPunch{7, nameOf('a'), memberOf('b')},
            RelayPing{},
            RelayPong{},
            RelayWelcome{address(), -5},
            RelayJoined{nameOf('a'), memberOf('b'), address(), Bytes(kRelayNote, 'n')},
            RelayLeft{nameOf('a'), memberOf('b')},
            RelayGranted{7, ticketOf('t')},
            RelayInvited{nameOf('a'), memberOf('b'), ticketOf('t')},
            RelayPunchInvited{nameOf('a'), memberOf('b'), ticketOf('t')},
            RelayRefused{7, nameOf('a'), RelayRefusal::Quota},
            RelayGoodbye{"bye"}};
}

Bytes unhex(ByteView hex)
{
    Bytes out;
    return fromHex(hex, out) ? out : Bytes("no hex");
}

} // namespace

class TstRelayMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageReadsAsItWasWritten();
    void bytesAreThoseOfTheProtocolPage();
    void aMessageOfAnotherSizeIsRefused();
    void unknownTypesAndReasonsAreNoErrors();
    void aJoinIsFortyBytes();
    void aNoteReadsAsItWasWrittenAndIsAlwaysAsLong();
    void aNoteOfALaterVersionOrTooLongIsRefused();
    void bothEndsOfAChannelHearEachOther();
    void aDeviceAndARelayDoNotTakeEachOtherForDevices();
    void aMessageOfNoSizeEndsAChannel();
};

void TstRelayMessages::everyMessageReadsAsItWasWritten()
{
    for (const RelayMessage& message : samples()) {
        const Bytes bytes = encodeRelay(message);
        QVERIFY(bytes.size() <= kMaxRelayMessage);
        const auto read = decodeRelay(bytes);
        QVERIFY(read && *read);
        QVERIFY(**read == message);
    }
}

void TstRelayMessages::bytesAreThoseOfTheProtocolPage()
{
    const auto hexOf = [](const RelayMessage& message) { return toHex(encodeRelay(message)); };
    const Bytes a = Bytes(32, 'a'), b = Bytes(32, 'b');
    QCOMPARE(hexOf(RelayConnect{258, nameOf('a'), memberOf('b')}), "03"
                                                                   "00000102" +
                                                                       toHex(a) + toHex(b));
    QCOMPARE(hexOf(RelayPing{}), Bytes("04"));
    QCOMPARE(hexOf(RelayWelcome{address(), 1}), Bytes("1000000000000000000000ffffc000020730390000000000000001"));
    QCOMPARE(hexOf(RelayRefused{0, nameOf('a'), RelayRefusal::ShareIsFull}), "15"
                                                                             "00000000" +
                                                                                 toHex(a) + "05");
    QCOMPARE(hexOf(RelayGoodbye{"x"}), Bytes("1678"));
}

void TstRelayMessages::aMessageOfAnotherSizeIsRefused()
{
    for (const RelayMessage& message : samples()) {
        if (std::holds_alternative<RelayGoodbye>(message))
            continue; // has no size of its own
        const Bytes bytes = encodeRelay(message);
        QVERIFY(!decodeRelay(bytes + "x"));
        QVERIFY(bytes.size() == 1 || !decodeRelay(ByteView(bytes).substr(0, bytes.size() - 1)));
    }
    QVERIFY(!decodeRelay(""));
    QVERIFY(!decodeRelay(Bytes(kMaxRelayMessage + 1, '\x16')));
}

void TstRelayMessages::unknownTypesAndReasonsAreNoErrors()
{
    const auto later = decodeRelay("\x77 something of tomorrow");
    QVERIFY(later && !*later);
    Bytes refused = encodeRelay(RelayRefused{1, nameOf('a'), RelayRefusal::Quota});
    refused.back() = '\x70';
    const auto read = decodeRelay(refused);
    QVERIFY(read && std::get<RelayRefused>(**read).reason == RelayRefusal::Unspecified);
}

void TstRelayMessages::aJoinIsFortyBytes()
{
    const Bytes join = encodeRelayJoin(ticketOf('t'));
    QCOMPARE(join, "SHJOI" + unhex("010000") + Bytes(32, 't'));
    QVERIFY(beginsRelayJoin(ByteView(join).substr(0, kPreambleSize)));
    QVERIFY(!beginsRelayJoin(Preamble::own(StreamKind::Relay).bytes()));
    const auto shown = decodeRelayJoin(join);
    QVERIFY(shown && shown->first == ticketOf('t') && shown->second == TicketUse::Relay);
    const Bytes punch = encodeRelayJoin(ticketOf('t'), TicketUse::Punch);
    QCOMPARE(punch, "SHPUN" + unhex("010000") + Bytes(32, 't'));
    QVERIFY(beginsRelayJoin(punch) && decodeRelayJoin(punch)->second == TicketUse::Punch);
    const Bytes answer = encodeRelayPeer(address());
    QCOMPARE(answer, "SHPUN" + unhex("01000000000000000000000000ffffc00002073039"));
    QVERIFY(decodeRelayPeer(answer) == address());
    QVERIFY(!decodeRelayPeer(answer + "x") && !decodeRelayPeer(Bytes(kRelayPeerAnswer, 'x')));
    QVERIFY(!decodeRelayJoin(ByteView(join).substr(0, 39)));
    Bytes later = join;
    later[5] = 2;
    QVERIFY(!decodeRelayJoin(later));
}

void TstRelayMessages::aNoteReadsAsItWasWrittenAndIsAlwaysAsLong()
{
    RelayNote note;
    QCOMPARE(encodeRelayNote(note).size(), kRelayNoteText);
    note.device = DeviceId::from(Bytes(32, 'd'));
    note.port = 12345;
    note.externalPort = 443;
    note.takesRelayed = true;
    note.punches = true;
    for (size_t i = 0; i < kMaxNoteAddresses; ++i)
        note.local.push_back(RelayIp::from(Bytes(16, static_cast<char>(i))));
    const Bytes text = encodeRelayNote(note);
    QCOMPARE(text.size(), kRelayNoteText);
    const auto read = decodeRelayNote(text);
    QVERIFY(read && *read == note);
    note.local.push_back(RelayIp{});
    QCOMPARE(encodeRelayNote(note), text); // those that do not fit are left out
}

void TstRelayMessages::aNoteOfALaterVersionOrTooLongIsRefused()
{
    Bytes text = encodeRelayNote({});
    QVERIFY(!decodeRelayNote(text + "x"));
    text[0] = 2;
    QVERIFY(!decodeRelayNote(text));
    text = encodeRelayNote({});
    text[1 + 1 + 32 + 2 + 2] = kMaxNoteAddresses + 1;
    QVERIFY(!decodeRelayNote(text));
}

namespace {

struct End
{
    End(SessionRole role, uint64_t seed)
        : random(makeSeededRandom(seed)), identity(crypto::DeviceIdentity::generate(*random)),
          channel(role, identity, *random)
    {}
    std::unique_ptr<Random> random;
    crypto::DeviceIdentity identity;
    RelayChannel channel;
    std::vector<RelayMessage> heard;
};

// Byte by byte, until nothing moves.
void run(End& one, End& other)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (auto [from, to] : {std::pair(&one, &other), std::pair(&other, &one)}) {
            const Bytes out = from->channel.takeOutput();
            for (const char& c : out)
                QVERIFY(to->channel.receive({&c, 1}, to->heard));
            moved = moved || !out.empty();
        }
    }
}

} // namespace

void TstRelayMessages::bothEndsOfAChannelHearEachOther()
{
    End device(SessionRole::Dialer, 1), relay(SessionRole::Listener, 2);
    for (int i = 0; i < 300; ++i) // more than a frame holds
        device.channel.send(RelayRegister{nameOf('a'), Bytes(kRelayNote, 'n')});
    relay.channel.send(RelayGoodbye{"bye"});
    run(device, relay);
    QVERIFY(device.channel.established() && relay.channel.established());
    QVERIFY(device.channel.peer() == relay.identity.id() && relay.channel.peer() == device.identity.id());
    QCOMPARE(relay.heard.size(), size_t{300});
    QVERIFY(device.heard == std::vector<RelayMessage>{RelayGoodbye{"bye"}});
    QCOMPARE(device.channel.queuedBytes(), size_t{0});
}

void TstRelayMessages::aDeviceAndARelayDoNotTakeEachOtherForDevices()
{
    End relay(SessionRole::Listener, 2);
    QVERIFY(!relay.channel.receive(Preamble::own().bytes(), relay.heard));
    const auto random = makeSeededRandom(3);
    const auto identity = crypto::DeviceIdentity::generate(*random);
    SecureStream device(SessionRole::Listener, identity, *random);
    Bytes plain;
    QVERIFY(!device.receive(Preamble::own(StreamKind::Relay).bytes(), plain));
}

void TstRelayMessages::aMessageOfNoSizeEndsAChannel()
{
    for (const ByteView size : {ByteView("\0\0", 2), ByteView("\x04\x01", 2)}) {
        const auto random = makeSeededRandom(3);
        const auto identity = crypto::DeviceIdentity::generate(*random);
        SecureStream device(SessionRole::Dialer, identity, *random, Preamble::own(StreamKind::Relay));
        End relay(SessionRole::Listener, 2);
        for (int i = 0; i < 3; ++i) {
            Bytes out, plain;
            device.takeHandshake(out);
            QVERIFY(relay.channel.receive(out, relay.heard));
            QVERIFY(device.receive(relay.channel.takeOutput(), plain));
        }
        QVERIFY(device.established());
        Bytes frame;
        device.seal(size, frame);
        QVERIFY(!relay.channel.receive(frame, relay.heard));
    }
}

QTEST_APPLESS_MAIN(TstRelayMessages)
#include "tst_relay_messages.moc"
