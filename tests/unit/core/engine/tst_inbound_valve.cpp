// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inbound_valve.h"

#include <QTest>

#include <map>

using namespace shoal;
using namespace shoal::engine;

namespace {

ShareId share(unsigned char number)
{
    ShareId id;
    id.bytes[0] = number;
    return id;
}

constexpr int64_t kMuch = InboundValve::kPauseAbove + 1;
constexpr int64_t kLittle = InboundValve::kResumeBelow - 1;

} // namespace

class TstInboundValve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingHappensBelowTheLimit();
    void aShareThatIsBehindStopsAllThatFeedIt();
    void whoComesMeanwhileIsStoppedToo();
    void readingResumesOnlyWhenMostIsDigested();
    void aConnectionWaitsForAllItsShares();
    void aClosedConnectionIsForgotten();
    void aShareThatLeavesHoldsNobody();
    void nothingIsSwitchedAfterItsEnd();

private:
    // The level of a share falls, and who waits for that is told.
    void digest(const ShareId& share, int64_t level);

    using Switched = std::vector<std::pair<ConnectionId, bool>>;
    std::map<ShareId, int64_t> m_level;
    std::map<ShareId, std::vector<ConnectionId>> m_feeders;
    std::map<ShareId, std::pair<int64_t, std::function<void()>>> m_waiting;
    Switched m_switched;
    std::unique_ptr<InboundValve> m_valve;
};

void TstInboundValve::init()
{
    m_level.clear();
    m_switched.clear();
    m_waiting.clear();
    m_feeders = {{share(1), {7, 8}}, {share(2), {7}}};
    m_valve = std::make_unique<InboundValve>(InboundValve::Surroundings{
        [this](const ShareId& id) { return m_level[id]; },
        [this](const ShareId& id, int64_t bytes, std::function<void()> then) {
            m_waiting[id] = {bytes, std::move(then)};
        },
        [this](const ShareId& id) { return m_feeders[id]; },
        [this](ConnectionId connection, bool paused) { m_switched.emplace_back(connection, paused); },
    });
}

void TstInboundValve::digest(const ShareId& id, int64_t level)
{
    m_level[id] = level;
    if (const auto it = m_waiting.find(id); it != m_waiting.end() && level < it->second.first) {
        const auto node = m_waiting.extract(it);
        node.mapped().second();
    }
}

void TstInboundValve::nothingHappensBelowTheLimit()
{
    m_level[share(1)] = InboundValve::kPauseAbove;
    m_valve->delivered(share(1));
    QVERIFY(m_switched.empty());
    QVERIFY(m_waiting.empty());
}

void TstInboundValve::aShareThatIsBehindStopsAllThatFeedIt()
{
    m_level[share(1)] = kMuch;
    m_valve->delivered(share(1));
    m_valve->delivered(share(1)); // what was under way
    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}}));
    QCOMPARE(m_waiting.size(), size_t{1});
}

void TstInboundValve::whoComesMeanwhileIsStoppedToo()
{
    m_valve->opened(share(1), 9);
    m_level[share(1)] = kMuch;
    m_valve->delivered(share(1));
    m_valve->opened(share(1), 10);
    m_valve->opened(share(2), 11);
    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}, {10, true}}));
}

void TstInboundValve::readingResumesOnlyWhenMostIsDigested()
{
    m_level[share(2)] = kMuch;
    m_valve->delivered(share(2));
    digest(share(2), InboundValve::kResumeBelow);
    QCOMPARE(m_switched, (Switched{{7, true}}));

    digest(share(2), kLittle);

    QCOMPARE(m_switched, (Switched{{7, true}, {7, false}}));
    QVERIFY(m_waiting.empty());

    // It was below for a moment only: the news is older than the level.
    m_level[share(2)] = kMuch;
    m_valve->delivered(share(2));
    m_waiting.at(share(2)).second();
    QCOMPARE(m_switched, (Switched{{7, true}, {7, false}, {7, true}}));
    QCOMPARE(m_waiting.size(), size_t{1});
}

void TstInboundValve::aConnectionWaitsForAllItsShares()
{
    m_level[share(1)] = m_level[share(2)] = kMuch;
    m_valve->delivered(share(1));
    m_valve->delivered(share(2));
    digest(share(1), kLittle);
    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}, {8, false}}));

    digest(share(2), kLittle);

    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}, {8, false}, {7, false}}));
}

void TstInboundValve::aClosedConnectionIsForgotten()
{
    m_level[share(2)] = kMuch;
    m_valve->delivered(share(2));
    m_valve->closed(7);
    digest(share(2), kLittle);
    QCOMPARE(m_switched, (Switched{{7, true}}));
}

void TstInboundValve::aShareThatLeavesHoldsNobody()
{
    m_level[share(1)] = m_level[share(2)] = kMuch;
    m_valve->delivered(share(1));
    m_valve->delivered(share(2));
    m_valve->left(share(2));
    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}}));
    m_valve->left(share(1));
    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}, {7, false}, {8, false}}));
    digest(share(1), kLittle);
    QCOMPARE(m_switched.size(), size_t{4});
}

void TstInboundValve::nothingIsSwitchedAfterItsEnd()
{
    m_level[share(1)] = kMuch;
    m_valve->delivered(share(1));
    m_valve.reset();
    digest(share(1), kLittle);
    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}}));
}

QTEST_GUILESS_MAIN(TstInboundValve)
#include "tst_inbound_valve.moc"
