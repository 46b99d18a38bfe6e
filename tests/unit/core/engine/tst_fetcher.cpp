// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include "core/engine/fetcher.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;

namespace {

class Line final : public PeerLink
{
public:
    void send(protocol::Message message) override { messages.push_back(std::move(message)); }
    int64_t queuedBytes() const override { return 0; }
    std::vector<protocol::Message> messages;
};

Applier::Wanted small(int number)
{
    const Bytes name = std::to_string(number);
    return {{store::kRootDirNo, name}, kRootDir, sha256(name), 100, {}, number};
}

} // namespace

// Small files; large ones are in tst_swarm.
class TstFetcher : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock;
    test::TaskQueue m_tasks;
    std::unique_ptr<Random> m_random = makeSeededRandom(1);
    const ShareSettings m_settings{"/nowhere", "/nowhere",
                                   crypto::ShareKeys::derive(crypto::Secret::generate(*m_random)), DeviceId()};

private Q_SLOTS:
    void whatIsRememberedIsBounded()
    {
        Replica replica(m_settings, {m_clock, *m_random, m_tasks, m_tasks});
        Fetcher fetcher(replica);
        const int most = static_cast<int>(Fetcher::kMostWanted);
        for (int i = 0; i < most + 100; ++i)
            fetcher.want(small(i));
        QCOMPARE(fetcher.wantedCount(), Fetcher::kMostWanted);
        QVERIFY(!fetcher.takeRefused()); // no room yet
        for (int i = 0; i < most / 2; ++i)
            fetcher.forget({store::kRootDirNo, std::to_string(i)});
        QVERIFY(fetcher.takeRefused()); // now the rest is looked for in the index, once
        QVERIFY(!fetcher.takeRefused());
    }

    void theNewestIsAskedForFirst()
    {
        Replica replica(m_settings, {m_clock, *m_random, m_tasks, m_tasks});
        Fetcher fetcher(replica);
        const auto line = std::make_shared<Line>();
        fetcher.peerOpened(1, line);
        for (int i = 0; i < 3; ++i)
            fetcher.want(small(i));
        QVERIFY(fetcher.pump());
        QCOMPARE(line->messages.size(), size_t{3});
        QCOMPARE(std::get<protocol::ContentRequest>(line->messages.front()).name, Bytes("2"));
    }

    // Not asked again and again, and not forgotten: as soon as it says to have it.
    void whatAPeerLacksWaitsForItsWord()
    {
        Replica replica(m_settings, {m_clock, *m_random, m_tasks, m_tasks});
        Fetcher fetcher(replica);
        const auto line = std::make_shared<Line>();
        fetcher.peerOpened(1, line);
        fetcher.want(small(7));
        QVERIFY(fetcher.pump());
        const auto request = std::get<protocol::ContentRequest>(line->messages.back());
        QVERIFY(fetcher.take(1, protocol::ContentReply{request.id, protocol::ContentStatus::NotHere, {}}));
        QVERIFY(fetcher.pump() && fetcher.pump());
        QCOMPARE(line->messages.size(), size_t{1});
        fetcher.take(1, protocol::Available{{request.content}});
        QVERIFY(fetcher.pump());
        QCOMPARE(line->messages.size(), size_t{2});
    }

    void aSilentPeerIsGivenUpWhenThereIsAnother()
    {
        Replica replica(m_settings, {m_clock, *m_random, m_tasks, m_tasks});
        Fetcher fetcher(replica);
        const auto silent = std::make_shared<Line>();
        const auto other = std::make_shared<Line>();
        fetcher.peerOpened(1, silent);
        fetcher.want(small(7));
        QVERIFY(fetcher.pump());
        QCOMPARE(silent->messages.size(), size_t{1});
        fetcher.peerOpened(2, other);
        QVERIFY(fetcher.pump());
        QVERIFY(other->messages.empty());
        QVERIFY(fetcher.nextPumpNs() < m_clock.monotonicNs() + int64_t{20} * 1'000'000'000);
        m_clock.advance(std::chrono::seconds(20));
        QVERIFY(fetcher.pump());
        QCOMPARE(other->messages.size(), size_t{1});
        const auto request = std::get<protocol::ContentRequest>(other->messages.back());
        QVERIFY(fetcher.take(2, protocol::ContentReply{request.id, protocol::ContentStatus::Ok, Bytes(100, 'x')})
                    .error()
                    .code == ErrorCode::Protocol); // not what it should be
        QCOMPARE(silent->messages.size(), size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstFetcher)
#include "tst_fetcher.moc"
