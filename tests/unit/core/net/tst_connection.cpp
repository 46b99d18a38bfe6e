// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_world.h"

#include <QTest>

using namespace shoal;
using namespace shoal::net;
using namespace std::chrono_literals;
using protocol::CloseReason;
using protocol::ContentReply;
using protocol::ContentStatus;
using protocol::Lane;
using protocol::PeerStatus;

namespace {

ContentReply bulk(size_t size)
{
    return {1, ContentStatus::Ok, Bytes(size, 'x')};
}

} // namespace

class TstConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEndsMeetAndTalk()
    {
        FakePair pair;
        pair.run();
        QVERIFY(pair.atDialer->peers == std::vector{pair.b.identity.id()});
        QVERIFY(pair.atListener->peers == std::vector{pair.a.identity.id()});
        QCOMPARE(pair.atDialer->channels.size(), size_t{1});
        QVERIFY(pair.atDialer->channels == pair.atListener->channels);
        QVERIFY(pair.dialer->isProven() && pair.listener->isProven());
        QVERIFY(pair.dialer->send(pair.atDialer->channels[0], PeerStatus{5, 6, true, "busy"}).has_value());
        pair.run();
        QCOMPARE(pair.atListener->messages.size(), size_t{1});
        QVERIFY(pair.atListener->messages[0] == protocol::Message(PeerStatus{5, 6, true, "busy"}));
        QVERIFY(pair.dialer->bytesSent() > 0);
        QCOMPARE(pair.dialer->bytesSent(), pair.listener->bytesReceived());
    }

    void messagesOfOneTurnLeaveTogether()
    {
        FakePair pair;
        pair.run();
        const int before = pair.dialerPipe->writes;
        for (int i = 0; i < 500; ++i)
            (void)pair.dialer->send(pair.atDialer->channels[0], PeerStatus{});
        QCOMPARE(pair.dialerPipe->writes, before);
        pair.run();
        QCOMPARE(pair.dialerPipe->writes, before + 1);
        QCOMPARE(pair.atListener->messages.size(), size_t{500});
    }

    void aPeerThatSaysNothingIsDroppedAfterTenSeconds()
    {
        FakePair pair;
        pair.dialerPipe->stalled = true;
        pair.advance(9'900ms);
        QVERIFY(!pair.listener->isClosed());
        pair.advance(200ms);
        QVERIFY(pair.atListener->reasons == std::vector{CloseReason::Unresponsive});
        QVERIFY(pair.listenerPipe->closed);
        QVERIFY(!pair.listenerPipe->closedPatiently);
    }

    void aPeerWithoutACommonShareIsDroppedAfterTenSeconds()
    {
        FakePair pair(true, false);
        pair.dialer->addShare(&pair.a.keys);
        pair.run();
        QCOMPARE(pair.atListener->peers.size(), size_t{1});
        pair.advance(10'100ms);
        QVERIFY(pair.atListener->reasons == std::vector{CloseReason::NoCommonShare});
        QVERIFY(pair.atDialer->reasons == std::vector{CloseReason::NoCommonShare});
    }

    void anIdleConnectionLives()
    {
        FakePair pair;
        pair.run();
        pair.advance(2h);
        QVERIFY(pair.atDialer->reasons.empty() && pair.atListener->reasons.empty());
        // And is cheap: a ping and its answer each 30 s, from both ends.
        QVERIFY2(pair.dialer->bytesSent() < 20'000, std::to_string(pair.dialer->bytesSent()).c_str());
    }

    void aSilentPeerIsDeadAfterNinetySeconds()
    {
        FakePair pair;
        pair.run();
        pair.dialerPipe->stalled = true;
        pair.advance(89s);
        QVERIFY(pair.atListener->reasons.empty());
        pair.advance(2s);
        QVERIFY(pair.atListener->reasons == std::vector{CloseReason::Unresponsive});
    }

    void aPeerThatTakesNothingIsClosed()
    {
        FakePair pair;
        pair.run();
        pair.dialerPipe->stalled = true;
        (void)pair.dialer->send(pair.atDialer->channels[0], bulk(1'000'000), Lane::Bulk);
        pair.listener->setReadingPaused(true);
        // It does speak: it says something every 20 s.
        const auto talk = [&pair](int seconds) {
            for (int i = 0; i < seconds / 20; ++i) {
                (void)pair.listener->send(pair.atListener->channels[0], PeerStatus{});
                pair.run();
                pair.advance(20s);
            }
        };
        talk(160);
        QVERIFY(pair.atDialer->reasons.empty());
        talk(100);
        QVERIFY(pair.atDialer->reasons == std::vector{CloseReason::Unresponsive});
        QVERIFY(pair.atDialer->errors[0].find("taken nothing") != Bytes::npos);
    }

    void aPeerThatTakesLittleIsKept()
    {
        FakePair pair;
        pair.run();
        pair.dialerPipe->slow = true;
        for (int i = 0; i < 8; ++i)
            (void)pair.dialer->send(pair.atDialer->channels[0], bulk(1'000'000), Lane::Bulk);
        pair.loop.run();
        for (int i = 0; i < 20; ++i) {
            pair.clock.advance(60s, [&pair] { pair.loop.run(); });
            (void)pair.dialerPipe->deliver();
            (void)pair.listenerPipe->deliver();
        }
        QVERIFY(pair.atDialer->reasons.empty());
        QVERIFY(pair.dialer->queuedBytes() > 0);
    }

    void whoReadsNothingDoesNotCallThePeerDead()
    {
        FakePair pair;
        pair.run();
        pair.listener->setReadingPaused(true);
        pair.advance(80s);
        pair.listener->setReadingPaused(false);
        pair.run();
        pair.advance(80s);
        QVERIFY(pair.atListener->reasons.empty());
        QVERIFY(pair.atDialer->reasons.empty());
    }

    void theDialerRenewsKeysAfterADay()
    {
        FakePair pair;
        pair.run();
        pair.advance(23h + 59min);
        QVERIFY(pair.atDialer->reasons.empty());
        pair.advance(2min);
        QVERIFY(pair.atDialer->reasons == std::vector{CloseReason::Renewal});
        QVERIFY(pair.atListener->reasons == std::vector{CloseReason::Renewal});
    }

    void closingTellsThePeerAndIsTheLastSignal()
    {
        FakePair pair;
        pair.run();
        (void)pair.dialer->send(pair.atDialer->channels[0], bulk(100'000), Lane::Bulk);
        pair.dialer->close(CloseReason::Shutdown, "good night");
        pair.dialer->close(CloseReason::Replaced, "again");
        QVERIFY(pair.atDialer->reasons.empty()); // never from within the call
        pair.run();
        QVERIFY(pair.atDialer->reasons == std::vector{CloseReason::Shutdown});
        QVERIFY(pair.atListener->reasons == std::vector{CloseReason::Shutdown});
        QVERIFY(pair.atListener->errors[0].find("good night") != Bytes::npos);
        QVERIFY(pair.atListener->messages.empty());
        QVERIFY(pair.dialerPipe->closedPatiently);
        QVERIFY(!pair.dialer->send(pair.atDialer->channels[0], PeerStatus{}));
        QCOMPARE(pair.clock.timers(), size_t{0});
    }

    void aConnectionMayBeDeletedInItsLastSlot()
    {
        FakePair pair;
        pair.run();
        QObject::connect(pair.dialer.get(), &Connection::closed, &pair.slotOwner, [&pair] { pair.dialer.reset(); });
        pair.dialer->close(CloseReason::Shutdown, {});
        pair.loop.run();
        QVERIFY(!pair.dialer);
    }

    void aConnectionDeletedWithoutFarewellLeavesNothingBehind()
    {
        FakePair pair;
        pair.run();
        (void)pair.dialer->send(pair.atDialer->channels[0], PeerStatus{});
        pair.listener.reset();
        pair.dialer.reset();
        pair.loop.run();
        QCOMPARE(pair.clock.timers(), size_t{0});
    }

    void pausedReadingHoldsNothingButOneMessage()
    {
        FakePair pair;
        pair.run();
        pair.listener->setReadingPaused(true);
        for (int i = 0; i < 10; ++i)
            (void)pair.dialer->send(pair.atDialer->channels[0], bulk(1'000'000), Lane::Bulk);
        pair.run();
        QVERIFY(pair.atListener->messages.empty());
        QVERIFY(pair.listenerPipe->unread() > 9'000'000); // with the transport, not with the connection
        pair.listener->setReadingPaused(false);
        pair.run();
        QCOMPARE(pair.atListener->messages.size(), size_t{10});
    }

    void pausingInASlotStopsSoon()
    {
        FakePair pair;
        pair.run();
        QObject::connect(pair.listener.get(), &Connection::messageReceived, pair.listener.get(),
                         [&pair] { pair.listener->setReadingPaused(true); });
        for (int i = 0; i < 100; ++i)
            (void)pair.dialer->send(pair.atDialer->channels[0], bulk(30'000), Lane::Bulk);
        pair.run();
        QVERIFY(pair.atListener->messages.size() <= 3); // one read's worth
        QVERIFY(!pair.atListener->messages.empty());
    }

    void aStalledPeerHoldsBackWhatIsSealed()
    {
        FakePair pair;
        pair.run();
        pair.dialerPipe->stalled = true;
        const quint16 channel = pair.atDialer->channels[0];
        for (int i = 0; i < 8; ++i)
            (void)pair.dialer->send(channel, bulk(500'000), Lane::Bulk);
        pair.loop.run();
        QVERIFY(pair.dialer->queuedBytes() >= 8 * 500'000);
        QVERIFY2(pair.dialerPipe->unwritten() < 400'000, "only one piece goes to a transport that takes nothing");
        (void)pair.dialer->send(channel, PeerStatus{});
        pair.dialerPipe->stalled = false;
        pair.run();
        QCOMPARE(pair.dialer->queuedBytes(), qint64{0});
        QCOMPARE(pair.atDialer->writable, 1);
        QCOMPARE(pair.atListener->messages.size(), size_t{9});
        // The urgent one had at most some frames before it.
        QVERIFY(std::holds_alternative<PeerStatus>(pair.atListener->messages[0]));
    }

    void aSmallEditPassesMegabytes_data()
    {
        QTest::addColumn<quint64>("limit");
        QTest::addColumn<qint64>("atMostMs");
        QTest::newRow("at 20 kB/s") << quint64{20'000} << qint64{100};
        QTest::newRow("at 1 MB/s") << quint64{1'000'000} << qint64{50};
    }
    void aSmallEditPassesMegabytes()
    {
        QFETCH(quint64, limit);
        QFETCH(qint64, atMostMs);
        FakePair pair(false);
        pair.run();
        pair.upload.setRate(limit);
        const quint16 channel = pair.atDialer->channels[0];
        for (int i = 0; i < 8; ++i)
            (void)pair.dialer->send(channel, bulk(4'000'000), Lane::Bulk);
        pair.run();
        pair.advance(1s); // in the middle of the first
        (void)pair.dialer->send(channel, PeerStatus{1, 2, false, "an edit"});
        pair.run();
        pair.advance(std::chrono::milliseconds(atMostMs));
        QCOMPARE(pair.atListener->messages.size(), size_t{1});
        QVERIFY(std::holds_alternative<PeerStatus>(pair.atListener->messages[0]));
    }

    void aSmallEditPassesWhatASlowPeerHasNotTaken()
    {
        FakePair pair;
        pair.run();
        const quint16 channel = pair.atDialer->channels[0];
        pair.dialerPipe->slow = true;
        for (int i = 0; i < 8; ++i)
            (void)pair.dialer->send(channel, bulk(4'000'000), Lane::Bulk);
        pair.loop.run();
        (void)pair.dialer->send(channel, PeerStatus{1, 2, false, "an edit"});
        pair.loop.run();
        const size_t inFront = pair.dialerPipe->unwritten();
        QVERIFY2(inFront > 0 && inFront < 200'000, std::to_string(inFront).c_str());
        pair.dialerPipe->deliver();
        pair.dialerPipe->deliver(); // the piece after
        QCOMPARE(pair.atListener->messages.size(), size_t{1});
        QVERIFY(std::holds_alternative<PeerStatus>(pair.atListener->messages[0]));
        QVERIFY(pair.dialer->queuedBytes() > 30'000'000);
        pair.run();
        QCOMPARE(pair.atListener->messages.size(), size_t{9});
    }

    void uploadsKeepTheirRate_data()
    {
        QTest::addColumn<bool>("local");
        QTest::addColumn<bool>("limitLocal");
        QTest::addColumn<bool>("limited");
        QTest::newRow("to the internet") << false << false << true;
        QTest::newRow("not in the local network") << true << false << false;
        QTest::newRow("in the local network when asked") << true << true << true;
    }
    void uploadsKeepTheirRate()
    {
        QFETCH(bool, local);
        QFETCH(bool, limitLocal);
        QFETCH(bool, limited);
        FakePair pair(local, true, limitLocal);
        pair.upload.setRate(100'000);
        pair.run();
        pair.advance(1s);
        const uint64_t before = pair.dialer->bytesSent();
        (void)pair.dialer->send(pair.atDialer->channels[0], bulk(1'000'000), Lane::Bulk);
        pair.run();
        QCOMPARE(pair.dialer->queuedBytes() > 0, limited);
        pair.advance(5s);
        const uint64_t sent = pair.dialer->bytesSent() - before;
        if (limited)
            QVERIFY2(sent > 490'000 && sent < 510'000, std::to_string(sent).c_str());
        else
            QVERIFY(sent > 1'000'000);
        pair.advance(6s);
        QCOMPARE(pair.atListener->messages.size(), size_t{1});
    }

    void theLocalNetworkIsLimitedFromOneMomentToTheNext()
    {
        FakePair pair(true, true, true);
        pair.upload.setRate(100'000);
        pair.run();
        (void)pair.dialer->send(pair.atDialer->channels[0], bulk(1'000'000), Lane::Bulk);
        pair.run();
        pair.advance(1s);
        QVERIFY(pair.dialer->queuedBytes() > 800'000);

        pair.upload.setLimitsLocalNetwork(false);
        pair.advance(0ms);
        QCOMPARE(pair.dialer->queuedBytes(), 0);

        pair.upload.setLimitsLocalNetwork(true);
        const uint64_t before = pair.dialer->bytesSent();
        (void)pair.dialer->send(pair.atDialer->channels[0], bulk(1'000'000), Lane::Bulk);
        pair.run();
        pair.advance(5s);
        const uint64_t sent = pair.dialer->bytesSent() - before;
        QVERIFY2(sent > 490'000 && sent < 510'000, std::to_string(sent).c_str());
    }

    void downloadsKeepTheirRate()
    {
        FakePair pair(false);
        pair.download.setRate(100'000);
        pair.run();
        pair.advance(1s);
        const uint64_t before = pair.dialer->bytesReceived();
        (void)pair.listener->send(pair.atListener->channels[0], bulk(1'000'000), Lane::Bulk);
        pair.run();
        pair.advance(5s);
        const uint64_t got = pair.dialer->bytesReceived() - before;
        QVERIFY2(got > 490'000 && got < 510'000, std::to_string(got).c_str());
        pair.advance(6s);
        QCOMPARE(pair.atDialer->messages.size(), size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstConnection)
#include "tst_connection.moc"
