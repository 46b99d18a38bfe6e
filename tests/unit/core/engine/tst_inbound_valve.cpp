// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inbound_valve.h"

#include <QTest>

#include <map>

using namespace shoal;
using namespace shoal::engine;

namespace {

class HandClock final : public Clock
{
public:
    int64_t wallNs() const override { return m_now; }
    int64_t monotonicNs() const override { return m_now; }
    TimerId after(std::chrono::milliseconds, std::function<void()> callback) override
    {
        m_timers.emplace(++m_last, std::move(callback));
        return m_last;
    }
    void cancel(TimerId timer) override { m_timers.erase(timer); }

    size_t pending() const { return m_timers.size(); }
    void fireAll()
    {
        for (auto& [id, callback] : std::exchange(m_timers, {}))
            callback();
    }

private:
    int64_t m_now = 0;
    TimerId m_last = 0;
    std::map<TimerId, std::function<void()>> m_timers;
};

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
    void cleanup() { m_valve.reset(); }
    void nothingHappensBelowTheLimit();
    void aShareThatIsBehindStopsItsConnections();
    void readingResumesOnlyWhenMostIsDigested();
    void aConnectionWaitsForAllItsShares();
    void aClosedConnectionIsForgotten();
    void itsTimerEndsWithIt();

private:
    HandClock m_clock;
    std::map<ShareId, int64_t> m_level;
    std::vector<std::pair<ConnectionId, bool>> m_switched;
    std::unique_ptr<InboundValve> m_valve;
};

using Switched = std::vector<std::pair<ConnectionId, bool>>;

void TstInboundValve::init()
{
    m_level.clear();
    m_switched.clear();
    m_valve = std::make_unique<InboundValve>(
        m_clock, [this](const ShareId& id) { return m_level[id]; },
        [this](ConnectionId connection, bool paused) { m_switched.emplace_back(connection, paused); });
}

void TstInboundValve::nothingHappensBelowTheLimit()
{
    m_level[share(1)] = InboundValve::kPauseAbove;
    m_valve->delivered(share(1), 7);
    QVERIFY(m_switched.empty());
    QCOMPARE(m_clock.pending(), size_t{0});
}

void TstInboundValve::aShareThatIsBehindStopsItsConnections()
{
    m_level[share(1)] = kMuch;
    m_valve->delivered(share(1), 7);
    m_valve->delivered(share(1), 7); // what was under way
    m_valve->delivered(share(1), 8);
    QCOMPARE(m_switched, (Switched{{7, true}, {8, true}}));
    QCOMPARE(m_clock.pending(), size_t{1});
}

void TstInboundValve::readingResumesOnlyWhenMostIsDigested()
{
    m_level[share(1)] = kMuch;
    m_valve->delivered(share(1), 7);
    m_level[share(1)] = InboundValve::kResumeBelow;
    m_clock.fireAll();
    QCOMPARE(m_switched, (Switched{{7, true}}));

    m_level[share(1)] = kLittle;
    m_clock.fireAll();

    QCOMPARE(m_switched, (Switched{{7, true}, {7, false}}));
    QCOMPARE(m_clock.pending(), size_t{0});
}

void TstInboundValve::aConnectionWaitsForAllItsShares()
{
    m_level[share(1)] = m_level[share(2)] = kMuch;
    m_valve->delivered(share(1), 7);
    m_valve->delivered(share(2), 7);
    m_level[share(1)] = kLittle;
    m_clock.fireAll();
    QCOMPARE(m_switched, (Switched{{7, true}}));

    m_level[share(2)] = kLittle;
    m_clock.fireAll();

    QCOMPARE(m_switched, (Switched{{7, true}, {7, false}}));
}

void TstInboundValve::aClosedConnectionIsForgotten()
{
    m_level[share(1)] = kMuch;
    m_valve->delivered(share(1), 7);
    m_valve->closed(7);
    m_level[share(1)] = kLittle;
    m_clock.fireAll();
    QCOMPARE(m_switched, (Switched{{7, true}}));
    QCOMPARE(m_clock.pending(), size_t{0});
}

void TstInboundValve::itsTimerEndsWithIt()
{
    m_level[share(1)] = kMuch;
    m_valve->delivered(share(1), 7);
    QCOMPARE(m_clock.pending(), size_t{1});
    m_valve.reset();
    QCOMPARE(m_clock.pending(), size_t{0});
}

QTEST_GUILESS_MAIN(TstInboundValve)
#include "tst_inbound_valve.moc"
