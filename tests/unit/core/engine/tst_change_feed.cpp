// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/change_feed.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;

namespace {

// Moved by hand; timers fire on the way.
class HandClock final : public Clock
{
public:
    int64_t wallNs() const override { return m_now; }
    // It goes on by itself, as a real one does between two readings.
    int64_t monotonicNs() const override { return ++m_now; }
    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        m_timers.emplace(++m_last, std::pair{m_now + std::chrono::nanoseconds(delay).count(), std::move(callback)});
        return m_last;
    }
    void cancel(TimerId timer) override { m_timers.erase(timer); }
    void advance(int64_t ms)
    {
        const int64_t end = m_now + ms * 1'000'000;
        while (true) {
            const auto next = std::min_element(m_timers.begin(), m_timers.end(), [](const auto& a, const auto& b) {
                return a.second.first < b.second.first;
            });
            if (next == m_timers.end() || next->second.first > end)
                break;
            m_now = std::max(m_now, next->second.first);
            auto node = m_timers.extract(next);
            node.mapped().second();
            ++m_fired;
        }
        m_now = std::max(m_now, end);
    }
    size_t waiting() const { return m_timers.size(); }
    int fired() const { return m_fired; }

private:
    mutable int64_t m_now = 1'000'000'000;
    TimerId m_last = 0;
    int m_fired = 0;
    std::map<TimerId, std::pair<int64_t, std::function<void()>>> m_timers;
};

struct Told
{
    ShareId share;
    Topics topics;
    int64_t atMs;
};

struct World
{
    HandClock clock;
    HeldShares shares;
    bool listening = true;
    std::vector<Told> told;
    ChangeFeed feed{shares,
                    clock,
                    {[this] { return listening; },
                     [this](const ShareId& share, Topics topics) {
                         told.push_back({share, topics, clock.monotonicNs() / 1'000'000});
                     }}};
};

const ShareId kA = ShareId::from(Bytes(32, 'a'));
const ShareId kB = ShareId::from(Bytes(32, 'b'));

} // namespace

class TstChangeFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstChangeIsToldAtOnce();
    void whatFollowsIsToldTogetherAfterAPause();
    void sharesDoNotWaitForEachOther();
    void nothingRunsWhenNobodyListens();
    void aShareTellsWhileBytesFlowAndOnceMore();
};

void TstChangeFeed::theFirstChangeIsToldAtOnce()
{
    World world;
    world.feed.changed(kA, Topic::Status | Topic::Peers);
    QVERIFY(world.told.empty()); // never within the caller's turn
    world.clock.advance(1);
    QCOMPARE(world.told.size(), size_t{1});
    QCOMPARE(world.told[0].topics, Topic::Status | Topic::Peers);
    QCOMPARE(world.clock.fired(), 1);
}

void TstChangeFeed::whatFollowsIsToldTogetherAfterAPause()
{
    World world;
    world.feed.changed(kA, static_cast<Topics>(Topic::Status));
    world.clock.advance(1);
    for (int i = 0; i < 100; ++i) {
        world.feed.changed(kA, static_cast<Topics>(i % 2 ? Topic::History : Topic::Peers));
        world.clock.advance(1);
    }
    QCOMPARE(world.told.size(), size_t{1});
    world.clock.advance(1'000);
    QCOMPARE(world.told.size(), size_t{2});
    QCOMPARE(world.told[1].topics, Topic::History | Topic::Peers);
    QVERIFY(world.told[1].atMs - world.told[0].atMs >= 250);
    QCOMPARE(world.clock.waiting(), size_t{0});
}

void TstChangeFeed::sharesDoNotWaitForEachOther()
{
    World world;
    world.feed.changed(kA, static_cast<Topics>(Topic::Status));
    world.clock.advance(10);
    world.feed.changed(kB, static_cast<Topics>(Topic::Status));
    world.clock.advance(1);
    QCOMPARE(world.told.size(), size_t{2});
    QCOMPARE(world.told[1].share, kB);
}

void TstChangeFeed::nothingRunsWhenNobodyListens()
{
    World world;
    world.listening = false;
    world.feed.changed(kA, static_cast<Topics>(Topic::Status));
    QCOMPARE(world.clock.waiting(), size_t{0});
    world.listening = true;
    world.feed.listened();
    world.listening = false;
    world.clock.advance(2'000);
    QCOMPARE(world.clock.waiting(), size_t{0});
    QVERIFY(world.told.empty());
}

void TstChangeFeed::aShareTellsWhileBytesFlowAndOnceMore()
{
    World world;
    const auto random = makeSeededRandom(1);
    HeldShare& held = world.shares.add({}, crypto::ShareKeys::derive(crypto::Secret::generate(*random)), true);
    world.feed.listened();
    world.clock.advance(5'000);
    QVERIFY(world.told.empty());

    held.up.add(1'000'000, world.clock.monotonicNs());
    world.clock.advance(20'000);
    QVERIFY2(world.told.size() >= 4 && world.told.size() <= 6, qPrintable(QString::number(world.told.size())));
    QVERIFY(hasTopic(world.told.back().topics, Topic::Peers));
    const auto lastMs = world.told.back().atMs * 1'000'000;
    QCOMPARE(held.up.perSecond(lastMs), uint64_t{0});
}

QTEST_GUILESS_MAIN(TstChangeFeed)
#include "tst_change_feed.moc"
