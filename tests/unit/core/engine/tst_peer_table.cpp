// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/peer_table.h"

#include <QTest>

#include <vector>

using namespace shoal;
using namespace shoal::engine;

Q_DECLARE_METATYPE(shoal::engine::Direction)

namespace {

DeviceId device(unsigned char number)
{
    DeviceId id;
    id.bytes[0] = number;
    return id;
}

ShareId share(unsigned char number)
{
    ShareId id;
    id.bytes[0] = number;
    return id;
}

using Ids = std::vector<ConnectionId>;

const EngineId kUs{device(5), 50};
const EngineId kSmaller{device(3), 30};
const EngineId kGreater{device(7), 70};
constexpr int64_t kSecond = 1'000'000'000;

} // namespace

class TstPeerTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfTwoStays_data();
    void oneOfTwoStays();
    void bothEndsKeepTheSame_data();
    void bothEndsKeepTheSame();
    void identityAloneReplacesNothing();
    void aShareIsNeverLeftWithoutALink();
    void anotherProcessOfADeviceIsAnotherEngine();
    void twoCopiesOfUsDecideByNonce();
    void tellsWhatIsConnected();
    void eventsOfUnknownConnectionsAreIgnored();
    void aDirectWayReplacesARelayedOneWhoeverDialled_data();
    void aDirectWayReplacesARelayedOneWhoeverDialled();
    void aRelayedWayStaysUntilTheDirectOneCanDoTheSame();
};

void TstPeerTable::oneOfTwoStays_data()
{
    QTest::addColumn<bool>("peerIsSmaller");
    QTest::addColumn<Direction>("first");
    QTest::addColumn<Direction>("second");
    QTest::addColumn<int>("secondsBetween");
    QTest::addColumn<int>("dropped"); // 0 = none

    const Direction dialled = Direction::Dialled;
    const Direction accepted = Direction::Accepted;
    QTest::newRow("the smaller peer's own connection comes second and stays") << true << dialled << accepted << 0 << 1;
    QTest::newRow("the smaller peer's own connection comes first and stays") << true << accepted << dialled << 0 << 2;
    QTest::newRow("ours comes second and stays when we are smaller") << false << accepted << dialled << 0 << 1;
    QTest::newRow("ours comes first and stays when we are smaller") << false << dialled << accepted << 0 << 2;
    QTest::newRow("who dialled twice keeps the newer") << true << dialled << dialled << 0 << 1;
    QTest::newRow("who accepted twice at once leaves it to the dialer") << true << accepted << accepted << 0 << 0;
    QTest::newRow("who accepted twice leaves it to the dialer while the older is fresh")
        << true << accepted << accepted << 9 << 0;
    QTest::newRow("who accepted again much later drops the dead older one") << true << accepted << accepted << 10 << 1;
}

void TstPeerTable::oneOfTwoStays()
{
    QFETCH(bool, peerIsSmaller);
    QFETCH(Direction, first);
    QFETCH(Direction, second);
    QFETCH(int, secondsBetween);
    QFETCH(int, dropped);
    PeerTable table(kUs);
    const EngineId& peer = peerIsSmaller ? kSmaller : kGreater;
    table.identified(1, first, peer);
    table.identified(2, second, peer);

    QCOMPARE(table.shareOpened(1, share(1), 0), Ids{});
    const Ids superfluous = table.shareOpened(2, share(1), secondsBetween * kSecond);

    QCOMPARE(superfluous, dropped == 0 ? Ids{} : Ids{static_cast<ConnectionId>(dropped)});
    QVERIFY(table.isProven(peer.device));
}

void TstPeerTable::bothEndsKeepTheSame_data()
{
    QTest::addColumn<bool>("weOpenFirst");
    QTest::addColumn<bool>("peerOpensFirst");
    QTest::newRow("both see our connection open first") << true << true;
    QTest::newRow("both see the peer's connection open first") << false << false;
    QTest::newRow("each sees its own open first") << true << false;
    QTest::newRow("each sees the other's open first") << false << true;
}

void TstPeerTable::bothEndsKeepTheSame()
{
    QFETCH(bool, weOpenFirst);
    QFETCH(bool, peerOpensFirst);
    // Connection 1 was dialled by us, 2 by the peer.
    PeerTable ours(kUs);
    ours.identified(1, Direction::Dialled, kGreater);
    ours.identified(2, Direction::Accepted, kGreater);
    PeerTable theirs(kGreater);
    theirs.identified(1, Direction::Accepted, kUs);
    theirs.identified(2, Direction::Dialled, kUs);
    const auto openBoth = [](PeerTable& table, bool oneFirst) {
        Ids gone = table.shareOpened(oneFirst ? 1 : 2, share(1), 0);
        const Ids later = table.shareOpened(oneFirst ? 2 : 1, share(1), 0);
        gone.insert(gone.end(), later.begin(), later.end());
        return gone;
    };

    QCOMPARE(openBoth(ours, weOpenFirst), Ids{2});
    QCOMPARE(openBoth(theirs, peerOpensFirst), Ids{2});
}

void TstPeerTable::identityAloneReplacesNothing()
{
    PeerTable table(kUs);
    table.identified(1, Direction::Dialled, kSmaller);
    table.shareOpened(1, share(1), 0);

    table.identified(2, Direction::Accepted, kSmaller);

    QVERIFY(table.hasOpen(kSmaller.device, {share(1)}));
    QCOMPARE(table.twins(1), Ids{});
}

void TstPeerTable::aShareIsNeverLeftWithoutALink()
{
    PeerTable table(kUs);
    table.identified(1, Direction::Dialled, kSmaller);
    table.identified(2, Direction::Accepted, kSmaller); // wins, once it can do what 1 does
    table.shareOpened(1, share(1), 0);
    table.shareOpened(1, share(2), 0);

    QCOMPARE(table.shareOpened(2, share(1), 0), Ids{});
    QVERIFY(table.hasOpen(kSmaller.device, {share(1), share(2)}));
    QCOMPARE(table.shareOpened(2, share(2), 0), Ids{1});
    QVERIFY(table.hasOpen(kSmaller.device, {share(1), share(2)}));
}

void TstPeerTable::anotherProcessOfADeviceIsAnotherEngine()
{
    PeerTable table(kUs);
    table.identified(1, Direction::Accepted, kSmaller);
    table.shareOpened(1, share(1), 0);
    table.identified(2, Direction::Accepted, EngineId{kSmaller.device, 31});
    QCOMPARE(table.twins(2), Ids{1});

    QCOMPARE(table.shareOpened(2, share(1), 60 * kSecond), Ids{});

    QCOMPARE(table.twins(1), Ids{2});
    table.closed(1);
    QCOMPARE(table.twins(2), Ids{});
    QVERIFY(table.isProven(kSmaller.device));
}

void TstPeerTable::twoCopiesOfUsDecideByNonce()
{
    PeerTable table(kUs);
    const EngineId copy{kUs.device, kUs.processNonce + 1};
    table.identified(1, Direction::Accepted, copy);
    table.identified(2, Direction::Dialled, copy);
    table.shareOpened(1, share(1), 0);

    QCOMPARE(table.shareOpened(2, share(1), 0), Ids{1});
}

void TstPeerTable::tellsWhatIsConnected()
{
    PeerTable table(kUs);
    table.identified(1, Direction::Dialled, kSmaller);
    QVERIFY(!table.isProven(kSmaller.device));
    table.shareOpened(1, share(1), 0);
    QVERIFY(table.isProven(kSmaller.device));
    QVERIFY(!table.isProven(kGreater.device));
    QVERIFY(table.hasOpen(kSmaller.device, {share(1)}));
    QVERIFY(!table.hasOpen(kSmaller.device, {share(1), share(2)}));

    table.shareClosed(1, share(1));
    QVERIFY(!table.hasOpen(kSmaller.device, {share(1)}));
    QVERIFY(table.isProven(kSmaller.device));
    table.closed(1);
    QVERIFY(!table.isProven(kSmaller.device));
}

void TstPeerTable::eventsOfUnknownConnectionsAreIgnored()
{
    PeerTable table(kUs);
    QCOMPARE(table.shareOpened(9, share(1), 0), Ids{});
    table.shareClosed(9, share(1));
    table.closed(9);
    QCOMPARE(table.twins(9), Ids{});
}

void TstPeerTable::aDirectWayReplacesARelayedOneWhoeverDialled_data()
{
    QTest::addColumn<bool>("directFirst");
    QTest::addColumn<Direction>("direct");
    QTest::addColumn<Direction>("relayed");
    for (const bool first : {true, false})
        for (const Direction direct : {Direction::Dialled, Direction::Accepted})
            for (const Direction relayed : {Direction::Dialled, Direction::Accepted})
                QTest::addRow("direct %s, %s, relayed %s", first ? "first" : "second",
                              direct == Direction::Dialled ? "dialled" : "accepted",
                              relayed == Direction::Dialled ? "dialled" : "accepted")
                    << first << direct << relayed;
}

void TstPeerTable::aDirectWayReplacesARelayedOneWhoeverDialled()
{
    QFETCH(bool, directFirst);
    QFETCH(Direction, direct);
    QFETCH(Direction, relayed);
    PeerTable table(kUs);
    table.identified(1, direct, kSmaller);
    table.identified(2, relayed, kSmaller, true);
    QVERIFY(!table.isReachedDirectly(kSmaller.device));
    const Ids order = directFirst ? Ids{1, 2} : Ids{2, 1};
    QCOMPARE(table.shareOpened(order[0], share(1), 0), Ids{});
    QCOMPARE(table.shareOpened(order[1], share(1), 0), Ids{2});
    QVERIFY(table.isReachedDirectly(kSmaller.device));
}

void TstPeerTable::aRelayedWayStaysUntilTheDirectOneCanDoTheSame()
{
    PeerTable table(kUs);
    table.identified(1, Direction::Dialled, kSmaller, true);
    QCOMPARE(table.shareOpened(1, share(1), 0), Ids{});
    QCOMPARE(table.shareOpened(1, share(2), 0), Ids{});
    QVERIFY(table.isProven(kSmaller.device) && !table.isReachedDirectly(kSmaller.device));
    table.identified(2, Direction::Accepted, kSmaller);
    QCOMPARE(table.shareOpened(2, share(1), 0), Ids{});
    QCOMPARE(table.shareOpened(2, share(2), 0), Ids{1});
}

QTEST_GUILESS_MAIN(TstPeerTable)
#include "tst_peer_table.moc"
