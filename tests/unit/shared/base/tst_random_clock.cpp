// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/clock.h"
#include "shared/base/random.h"

#include <QEventLoop>
#include <QTest>

#include <array>
#include <set>
#include <vector>

using namespace shoal;

namespace {

// Gives the numbers it is told.
class ScriptedRandom final : public Random
{
public:
    explicit ScriptedRandom(std::vector<uint64_t> numbers) : m_numbers(std::move(numbers)) {}
    void fill(void* out, size_t size) override
    {
        if (size != sizeof(uint64_t) || m_next == m_numbers.size())
            qFatal("asked for what is not in the script");
        memcpy(out, &m_numbers[m_next++], size);
    }
    size_t used() const { return m_next; }

private:
    std::vector<uint64_t> m_numbers;
    size_t m_next = 0;
};

} // namespace

class TstRandomClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSeedGivesTheSameSequenceEverywhere();
    void otherSeedsGiveOtherSequences();
    void aSeededSequenceDoesNotDependOnHowItIsTaken();
    void belowStaysBelowAndReachesAll();
    void belowDrawsAgainWhereANumberWouldBeMoreLikely();
    void theSystemsNumbersDiffer();
    void theSystemsTimesAreTimes();
    void timersFireInOrderAndOnce();
    void aCancelledTimerNeverFires();
    void aTimerMayMakeAndCancelTimers();
};

void TstRandomClock::aSeedGivesTheSameSequenceEverywhere()
{
    // The published sequence of splitmix64 for the seed 1234567.
    const auto random = makeSeededRandom(1234567);
    QCOMPARE(random->next(), uint64_t(6457827717110365317));
    QCOMPARE(random->next(), uint64_t(3203168211198807973));
    QCOMPARE(random->next(), uint64_t(9817491932198370423U));
}

void TstRandomClock::otherSeedsGiveOtherSequences()
{
    std::set<uint64_t> first;
    for (uint64_t seed = 0; seed < 100; ++seed)
        first.insert(makeSeededRandom(seed)->next());
    QCOMPARE(first.size(), size_t(100));
}

void TstRandomClock::aSeededSequenceDoesNotDependOnHowItIsTaken()
{
    const Bytes whole = makeSeededRandom(5)->bytes(24);
    const auto random = makeSeededRandom(5);
    Bytes pieces;
    for (int i = 0; i < 3; ++i)
        pieces += random->bytes(8);
    QVERIFY(pieces == whole);
    QVERIFY(makeSeededRandom(5)->bytes(0).empty());
    QVERIFY(makeSeededRandom(5)->bytes(5) == whole.substr(0, 5));
}

void TstRandomClock::belowStaysBelowAndReachesAll()
{
    const auto random = makeSeededRandom(9);
    std::array<int, 7> seen{};
    for (int i = 0; i < 7000; ++i) {
        const uint64_t value = random->below(7);
        QVERIFY(value < 7);
        ++seen[value];
    }
    for (const int count : seen)
        QVERIFY(count > 800 && count < 1200);
    QCOMPARE(random->below(1), uint64_t(0));
    QVERIFY(random->below(UINT64_MAX) < UINT64_MAX);
}

void TstRandomClock::belowDrawsAgainWhereANumberWouldBeMoreLikely()
{
    // 2^64 - 1 is a multiple of 3: only the number after the last whole run is left out.
    ScriptedRandom random({UINT64_MAX, 5});
    QCOMPARE(random.below(3), uint64_t(2));
    QCOMPARE(random.used(), size_t(2));
    ScriptedRandom last({UINT64_MAX - 1});
    QCOMPARE(last.below(3), uint64_t(2));
}

void TstRandomClock::theSystemsNumbersDiffer()
{
    const auto random = makeSystemRandom();
    std::set<Bytes> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(random->bytes(16));
    QCOMPARE(seen.size(), size_t(100));
}

void TstRandomClock::theSystemsTimesAreTimes()
{
    const auto clock = makeSystemClock();
    QVERIFY(clock->wallNs() > 1'600'000'000'000'000'000); // after 2020, in nanoseconds
    int64_t last = clock->monotonicNs();
    for (int i = 0; i < 1000; ++i) {
        const int64_t now = clock->monotonicNs();
        QVERIFY(now >= last);
        last = now;
    }
}

void TstRandomClock::timersFireInOrderAndOnce()
{
    const auto clock = makeSystemClock();
    QEventLoop loop;
    std::vector<int> fired;
    clock->after(std::chrono::milliseconds(20), [&] {
        fired.push_back(2);
        loop.quit();
    });
    clock->after(std::chrono::milliseconds(0), [&] { fired.push_back(1); });
    QVERIFY(fired.empty()); // never in line
    const int64_t begun = clock->monotonicNs();
    loop.exec();
    QVERIFY((fired == std::vector<int>{1, 2}));
    QVERIFY(clock->monotonicNs() - begun >= 19'000'000);
}

void TstRandomClock::aCancelledTimerNeverFires()
{
    const auto clock = makeSystemClock();
    QEventLoop loop;
    bool fired = false;
    const Clock::TimerId cancelled = clock->after(std::chrono::milliseconds(0), [&] { fired = true; });
    clock->after(std::chrono::milliseconds(5), [&] { loop.quit(); });
    clock->cancel(cancelled);
    clock->cancel(cancelled); // again, and unknown ones: ignored
    clock->cancel(4711);
    loop.exec();
    QVERIFY(!fired);
}

void TstRandomClock::aTimerMayMakeAndCancelTimers()
{
    const auto clock = makeSystemClock();
    QEventLoop loop;
    bool fired = false;
    Clock::TimerId own = 0;
    const Clock::TimerId other = clock->after(std::chrono::milliseconds(5), [&] { fired = true; });
    own = clock->after(std::chrono::milliseconds(0), [&] {
        clock->cancel(own);
        clock->cancel(other);
        clock->after(std::chrono::milliseconds(10), [&] { loop.quit(); });
    });
    loop.exec();
    QVERIFY(!fired);
}

QTEST_GUILESS_MAIN(TstRandomClock)
#include "tst_random_clock.moc"
