// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_world.h"

#include <QTest>

using namespace shoal;
using namespace shoal::protocol;
using namespace shoal::relay;

namespace {

using Device = HubWorld::Device;

// Two devices of one share, and the tickets of one relayed connection between them.
struct Meeting
{
    explicit Meeting(HubWorld& world, uint64_t seed = 1)
        : asker(world.device(seed, "192.0.2.1")), invited(world.device(seed + 1, "192.0.2.2"))
    {
        world.say(asker, RelayRegister{nameOf('s'), noteOf('a')});
        world.say(invited, RelayRegister{nameOf('s'), noteOf('i')});
    }
    void ask(HubWorld& world, uint32_t request = 1)
    {
        world.say(asker, RelayConnect{request, nameOf('s'), invited.member()});
    }
    RelayTicket first() const { return asker.last<RelayGranted>().ticket; }
    RelayTicket second() const { return invited.last<RelayInvited>().ticket; }

    Device& asker;
    Device& invited;
};

} // namespace

class TstRelayHub : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoComesIsToldWhereItIs();
    void membersOfAShareHearOfEachOtherAndNobodyElseDoes();
    void aNewNoteIsPassedOnAndTheSameOneIsNot();
    void whoLeavesIsMissed();
    void aDeviceThatConnectsAnewReplacesItself();
    void twoWithTheirTicketsAreJoined();
    void nothingIsReadOfWhoWaitsForTheOther();
    void aTicketServesOnceAndNotForLong();
    void whoIsNotOfAShareGetsNoConnection();
    void whenOneEndGoesTheOtherIsClosed();
    void aSilentConnectionIsNotKept();
    void aRelayedConnectionOutlivesTheRegistrations();
    void whoSaysNothingOrNonsenseIsClosed();
    void twoWhoPunchAreToldWhereTheOtherComesFrom();
    void aStolenNameWithoutTheKeyOfAMemberChangesNothing();
    void limitsOfDevicesSharesAndConnectionsHold();
    void anAddressHasAQuotaForADay();
    void whoAsksForTooMuchIsReadMoreSlowly();
    void otherSharesAreNotServedByARelayForItsOwn();
    void pingsKeepAQuietDeviceAndOneThatIsDeadGoes();
    void aRelayThatStopsSaysGoodbyeAndKeepsWhatIsJoined();
    void nothingIsLeftOfThoseWhoHaveGone();
};

void TstRelayHub::whoComesIsToldWhereItIs()
{
    HubWorld world;
    const Device& device = world.device(1, "192.0.2.9");
    QCOMPARE(device.all<RelayWelcome>().size(), size_t{1});
    QCOMPARE(device.last<RelayWelcome>().you.ip.bytes[15], static_cast<unsigned char>('9'));
    QCOMPARE(device.last<RelayWelcome>().wallNs, world.now);
    QVERIFY(world.proven.contains(device.link));
    QCOMPARE(world.hub.counts().members, size_t{1});
}

void TstRelayHub::membersOfAShareHearOfEachOtherAndNobodyElseDoes()
{
    HubWorld world;
    Device& one = world.device(1, "192.0.2.1");
    Device& two = world.device(2, "192.0.2.2");
    Device& other = world.device(3);
    world.say(one, RelayRegister{nameOf('s'), noteOf('1')});
    world.say(other, RelayRegister{nameOf('o'), noteOf('o')});
    QVERIFY(one.all<RelayJoined>().empty());
    world.say(two, RelayRegister{nameOf('s'), noteOf('2')});
    const RelayJoined atOne = one.last<RelayJoined>();
    QVERIFY(atOne.share == nameOf('s') && atOne.peer == two.member() && atOne.note == noteOf('2'));
    QCOMPARE(atOne.address.ip.bytes[15], static_cast<unsigned char>('2'));
    const RelayJoined atTwo = two.last<RelayJoined>();
    QVERIFY(atTwo.peer == one.member() && atTwo.note == noteOf('1'));
    QVERIFY(other.all<RelayJoined>().empty());
}

void TstRelayHub::aNewNoteIsPassedOnAndTheSameOneIsNot()
{
    HubWorld world;
    Meeting meeting(world);
    const size_t before = meeting.asker.all<RelayJoined>().size();
    world.say(meeting.invited, RelayRegister{nameOf('s'), noteOf('i')});
    QCOMPARE(meeting.asker.all<RelayJoined>().size(), before);
    world.say(meeting.invited, RelayRegister{nameOf('s'), noteOf('n')});
    QCOMPARE(meeting.asker.all<RelayJoined>().size(), before + 1);
    QCOMPARE(meeting.asker.last<RelayJoined>().note, noteOf('n'));
    QCOMPARE(meeting.invited.all<RelayJoined>().size(), size_t{1}); // it knows the others already
}

void TstRelayHub::whoLeavesIsMissed()
{
    HubWorld world;
    Meeting meeting(world);
    world.say(meeting.invited, RelayWithdraw{nameOf('s')});
    QVERIFY(meeting.asker.last<RelayLeft>().peer == meeting.invited.member());
    world.say(meeting.invited, RelayWithdraw{nameOf('s')}); // again: nothing
    QCOMPARE(meeting.asker.all<RelayLeft>().size(), size_t{1});
    world.say(meeting.invited, RelayRegister{nameOf('s'), noteOf('i')});
    world.end(meeting.invited.link);
    QCOMPARE(meeting.asker.all<RelayLeft>().size(), size_t{2});
    QCOMPARE(world.hub.counts().members, size_t{1});
}

void TstRelayHub::aDeviceThatConnectsAnewReplacesItself()
{
    HubWorld world;
    Device& old = world.device(1);
    world.say(old, RelayRegister{nameOf('s'), noteOf('1')});
    Device& anew = world.device(1, "192.0.2.7");
    QVERIFY(world.closed.contains(old.link));
    QCOMPARE(world.hub.counts().members, size_t{1});
    world.say(anew, RelayRegister{nameOf('s'), noteOf('1')});
    Device& peer = world.device(2);
    world.say(peer, RelayRegister{nameOf('s'), noteOf('2')});
    QCOMPARE(peer.all<RelayJoined>().size(), size_t{1});
    QVERIFY(peer.last<RelayJoined>().peer == anew.member());
}

void TstRelayHub::twoWithTheirTicketsAreJoined()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world, 77);
    QCOMPARE(meeting.asker.last<RelayGranted>().request, 77U);
    QVERIFY(meeting.invited.last<RelayInvited>().peer == meeting.asker.member());
    QVERIFY(meeting.first() != meeting.second());
    QCOMPARE(world.hub.counts().waiting, size_t{1});
    const LinkId invited = world.open("192.0.2.2");
    world.join(invited, meeting.second());
    QVERIFY(world.joined.empty() && world.proven.contains(invited));
    const LinkId asker = world.open("192.0.2.1");
    world.join(asker, meeting.first());
    QCOMPARE(world.joined.size(), size_t{1});
    QVERIFY(world.joined[0] == std::pair(asker, invited));
    QCOMPARE(world.hub.counts().sessions, size_t{1});
    world.carry(asker, 1'000);
    QCOMPARE(world.hub.counts().bytesCarried, uint64_t{1'000});
}

void TstRelayHub::nothingIsReadOfWhoWaitsForTheOther()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open();
    QCOMPARE(world.hub.wanted(asker, world.now), kPreambleSize);
    world.give(asker, ByteView(encodeRelayJoin(meeting.first())).substr(0, 20));
    QCOMPARE(world.hub.wanted(asker, world.now), kRelayJoin - 20);
    world.give(asker, ByteView(encodeRelayJoin(meeting.first())).substr(20));
    QCOMPARE(world.hub.wanted(asker, world.now), size_t{0});
    const LinkId invited = world.open();
    world.join(invited, meeting.second());
    QVERIFY(world.hub.wanted(asker, world.now) > 0);
}

void TstRelayHub::aTicketServesOnceAndNotForLong()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open();
    world.join(asker, meeting.first());
    const LinkId thief = world.open();
    world.join(thief, meeting.first());
    QVERIFY(world.closed.contains(thief) && !world.proven.contains(thief));
    world.pass(21);
    QVERIFY(world.closed.contains(asker)); // nobody came
    const LinkId late = world.open();
    world.join(late, meeting.second());
    QVERIFY(world.closed.contains(late));
    const LinkId guess = world.open();
    world.join(guess, RelayTicket{});
    QVERIFY(world.closed.contains(guess));
    QVERIFY(world.joined.empty());
}

void TstRelayHub::whoIsNotOfAShareGetsNoConnection()
{
    HubWorld world;
    Meeting meeting(world);
    Device& stranger = world.device(9);
    world.say(stranger, RelayConnect{1, nameOf('s'), meeting.invited.member()});
    QVERIFY(stranger.last<RelayRefused>().reason == RelayRefusal::NotThere);
    world.say(meeting.asker, RelayConnect{2, nameOf('s'), stranger.member()});
    QVERIFY(meeting.asker.last<RelayRefused>() == (RelayRefused{2, nameOf('s'), RelayRefusal::NotThere}));
    world.say(meeting.asker, RelayConnect{3, nameOf('s'), meeting.asker.member()});
    QVERIFY(meeting.asker.last<RelayRefused>().request == 3);
    QVERIFY(meeting.invited.all<RelayInvited>().empty());
    QCOMPARE(world.hub.counts().refused, uint64_t{3});
}

void TstRelayHub::whenOneEndGoesTheOtherIsClosed()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open(), invited = world.open();
    world.join(asker, meeting.first());
    world.join(invited, meeting.second());
    world.end(asker);
    QVERIFY(world.closed.contains(invited) && !world.closed.contains(asker));
    QCOMPARE(world.hub.counts().sessions, size_t{0});
}

void TstRelayHub::aSilentConnectionIsNotKept()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open(), invited = world.open();
    world.join(asker, meeting.first());
    world.join(invited, meeting.second());
    world.pass(170);
    world.carry(invited, 1);
    world.pass(170);
    QVERIFY(!world.closed.contains(asker));
    world.pass(15);
    QVERIFY(world.closed.contains(asker) && world.closed.contains(invited));
}

void TstRelayHub::aRelayedConnectionOutlivesTheRegistrations()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open(), invited = world.open();
    world.join(asker, meeting.first());
    world.join(invited, meeting.second());
    world.end(meeting.asker.link);
    world.end(meeting.invited.link);
    QVERIFY(!world.closed.contains(asker) && !world.closed.contains(invited));
    QCOMPARE(world.hub.counts().sessions, size_t{1});
    world.end(invited);
    QVERIFY(world.closed.contains(asker));
}

void TstRelayHub::whoSaysNothingOrNonsenseIsClosed()
{
    HubWorld world;
    const LinkId silent = world.open();
    const LinkId slow = world.open();
    const LinkId half = world.open();
    world.give(slow, "SHREL");
    world.give(half, Preamble::own(StreamKind::Relay).bytes()); // and never goes on
    const LinkId http = world.open();
    world.give(http, "GET / HTTP/1.1\r\n\r\n");
    QVERIFY(world.closed.contains(http));
    const LinkId device = world.open();
    world.give(device, Preamble::own().bytes()); // takes it for a device
    QVERIFY(world.closed.contains(device));
    QCOMPARE(world.hub.counts().broken, uint64_t{2});
    world.pass(9);
    QVERIFY(!world.closed.contains(silent));
    world.pass(1);
    for (const LinkId each : {silent, slow, half})
        QVERIFY(world.closed.contains(each));
    QCOMPARE(world.hub.counts().members, size_t{0});
}

void TstRelayHub::twoWhoPunchAreToldWhereTheOtherComesFrom()
{
    HubWorld world;
    Meeting meeting(world);
    world.say(meeting.asker, RelayPunch{5, nameOf('s'), meeting.invited.member()});
    QCOMPARE(meeting.asker.last<RelayGranted>().request, 5U);
    const RelayTicket second = meeting.invited.last<RelayPunchInvited>().ticket;
    const LinkId wrong = world.open();
    world.join(wrong, second, TicketUse::Relay);
    QVERIFY(world.closed.contains(wrong) && !world.closed.contains(meeting.invited.link));
    const LinkId asker = world.open("192.0.2.1"), invited = world.open("192.0.2.2");
    world.join(asker, meeting.first(), TicketUse::Punch);
    QVERIFY(world.said[asker].empty());
    world.join(invited, second, TicketUse::Punch);
    QCOMPARE(decodeRelayPeer(world.said[asker])->ip.bytes[15], static_cast<unsigned char>('2'));
    QCOMPARE(decodeRelayPeer(world.said[invited])->ip.bytes[15], static_cast<unsigned char>('1'));
    QVERIFY(world.closed.contains(asker) && world.closed.contains(invited) && world.joined.empty());
    const HubCounts counts = world.hub.counts();
    QCOMPARE(counts.sessions + counts.waiting, size_t{0});
}

// Who has heard a device's messages on the wire can say them again, and is nobody for that.
void TstRelayHub::aStolenNameWithoutTheKeyOfAMemberChangesNothing()
{
    HubWorld world;
    const auto random = makeSeededRandom(5);
    const auto identity = crypto::DeviceIdentity::generate(*random);
    RelayChannel channel(SessionRole::Dialer, identity, *random);
    const LinkId link = world.open();
    std::vector<Bytes> said;
    std::vector<RelayMessage> heard;
    channel.send(RelayRegister{nameOf('s'), noteOf('v')});
    for (int i = 0; i < 4; ++i) {
        said.push_back(channel.takeOutput());
        HubActions actions;
        if (!said.back().empty())
            world.hub.received(link, said.back(), world.now, world.now, actions);
        for (const HubAction& action : actions)
            if (const auto* sending = std::get_if<SendBytes>(&action))
                QVERIFY(channel.receive(sending->bytes, heard));
    }
    QCOMPARE(world.hub.counts().members, size_t{1});
    const LinkId replay = world.open();
    for (const Bytes& bytes : said)
        world.give(replay, bytes);
    QVERIFY(world.closed.contains(replay));
    QVERIFY(!world.closed.contains(link) && !world.proven.contains(replay));
    QCOMPARE(world.hub.counts().members, size_t{1});
}

void TstRelayHub::limitsOfDevicesSharesAndConnectionsHold()
{
    RelayLimits limits;
    limits.members = 4;
    limits.membersOfSource = 2;
    limits.membersOfShare = 3;
    limits.sharesOfMember = 2;
    limits.sessionsOfMember = 1;
    HubWorld world(limits);
    Meeting meeting(world);
    world.say(meeting.asker, RelayRegister{nameOf('2'), noteOf('a')});
    world.say(meeting.asker, RelayRegister{nameOf('3'), noteOf('a')});
    QVERIFY(meeting.asker.last<RelayRefused>() == (RelayRefused{0, nameOf('3'), RelayRefusal::TooMany}));
    world.say(meeting.asker, RelayWithdraw{nameOf('2')});
    world.say(meeting.asker, RelayRegister{nameOf('3'), noteOf('a')});
    QCOMPARE(meeting.asker.all<RelayRefused>().size(), size_t{1});

    Device& third = world.device(11, "192.0.2.1");
    world.say(third, RelayRegister{nameOf('s'), noteOf('3')});
    Device& fourth = world.device(12, "192.0.2.3");
    world.say(fourth, RelayRegister{nameOf('s'), noteOf('4')});
    QVERIFY(fourth.last<RelayRefused>().reason == RelayRefusal::ShareIsFull);
    const Device& ofOneAddress = world.device(13, "192.0.2.1");
    QVERIFY(ofOneAddress.all<RelayWelcome>().empty());
    QCOMPARE(ofOneAddress.all<RelayGoodbye>().size(), size_t{1});
    QVERIFY(world.closed.contains(ofOneAddress.link));
    QVERIFY(world.closed.contains(world.device(14, "192.0.2.8").link)); // four are there

    meeting.ask(world, 1);
    meeting.ask(world, 2);
    QVERIFY(meeting.asker.last<RelayRefused>() == (RelayRefused{2, nameOf('s'), RelayRefusal::TooMany}));
    world.pass(21);
    meeting.ask(world, 3); // the first one was never joined
    QCOMPARE(meeting.asker.last<RelayGranted>().request, 3U);
}

void TstRelayHub::anAddressHasAQuotaForADay()
{
    RelayLimits limits;
    limits.bytesOfSourcePerDay = 1'000;
    HubWorld world(limits);
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open("192.0.2.1"), invited = world.open("192.0.2.2");
    world.join(asker, meeting.first());
    world.join(invited, meeting.second());
    world.carry(invited, 999); // has one of its own
    world.carry(asker, 999);
    QVERIFY(world.closed.empty());
    world.carry(asker, 1);
    QVERIFY(world.closed.contains(asker) && world.closed.contains(invited));
    meeting.ask(world, 2);
    QVERIFY(meeting.asker.last<RelayRefused>().reason == RelayRefusal::Quota);
    // Who connects directly takes none of its bytes.
    world.say(meeting.asker, RelayPunch{3, nameOf('s'), meeting.invited.member()});
    QCOMPARE(meeting.asker.last<RelayGranted>().request, 3U);
    world.now += 86'400 * kRelaySecond;
    meeting.ask(world, 4);
    QCOMPARE(meeting.asker.last<RelayGranted>().request, 4U);
}

void TstRelayHub::whoAsksForTooMuchIsReadMoreSlowly()
{
    RelayLimits limits;
    limits.burstOfMember = 5;
    limits.perSecondOfMember = 1;
    HubWorld world(limits);
    Device& device = world.device(1);
    for (int i = 0; i < 6; ++i)
        world.say(device, RelayPing{});
    QCOMPARE(world.hub.wanted(device.link, world.now), size_t{0});
    QVERIFY(!world.closed.contains(device.link));
    world.now += 10 * kRelaySecond;
    QVERIFY(world.hub.wanted(device.link, world.now) > 0);
    QVERIFY(world.hub.wanted(world.device(2, "192.0.2.2").link, world.now) > 0);
}

void TstRelayHub::otherSharesAreNotServedByARelayForItsOwn()
{
    HubWorld world({}, [](const crypto::RelayShareId& share) { return share == nameOf('s'); });
    Meeting meeting(world);
    QVERIFY(meeting.asker.all<RelayRefused>().empty());
    world.say(meeting.asker, RelayRegister{nameOf('o'), noteOf('a')});
    QVERIFY(meeting.asker.last<RelayRefused>().reason == RelayRefusal::NotServed);
}

void TstRelayHub::pingsKeepAQuietDeviceAndOneThatIsDeadGoes()
{
    HubWorld world;
    Device& alive = world.device(1);
    const Device& dead = world.device(2);
    for (int i = 0; i < 20; ++i) {
        world.pass(10);
        if (!alive.all<RelayPing>().empty())
            world.say(alive, RelayPong{});
    }
    QVERIFY(!world.closed.contains(alive.link));
    QVERIFY(alive.all<RelayPing>().size() >= 5);
    QVERIFY(world.closed.contains(dead.link));
}

void TstRelayHub::aRelayThatStopsSaysGoodbyeAndKeepsWhatIsJoined()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open(), invited = world.open();
    world.join(asker, meeting.first());
    world.join(invited, meeting.second());
    HubActions actions;
    world.hub.drain("it stops", actions);
    world.obey(actions);
    QCOMPARE(meeting.asker.last<RelayGoodbye>().text, Bytes("it stops"));
    QVERIFY(world.closed.contains(meeting.asker.link) && world.closed.contains(meeting.invited.link));
    QVERIFY(!world.closed.contains(asker));
    QVERIFY(meeting.asker.all<RelayLeft>().empty()); // all leave: nobody has to be told
    QVERIFY(world.closed.contains(world.device(5).link));
    QCOMPARE(world.hub.counts().sessions, size_t{1});
    QCOMPARE(world.hub.counts().shares, size_t{0});
}

void TstRelayHub::nothingIsLeftOfThoseWhoHaveGone()
{
    HubWorld world;
    Meeting meeting(world);
    meeting.ask(world);
    const LinkId asker = world.open(), invited = world.open();
    world.join(asker, meeting.first());
    world.join(invited, meeting.second());
    meeting.ask(world, 2);
    for (const LinkId link : {asker, meeting.asker.link, meeting.invited.link})
        world.end(link);
    world.pass(21);
    const HubCounts counts = world.hub.counts();
    QCOMPARE(counts.members + counts.shares + counts.sessions + counts.waiting, size_t{0});
}

QTEST_APPLESS_MAIN(TstRelayHub)
#include "tst_relay_hub.moc"
