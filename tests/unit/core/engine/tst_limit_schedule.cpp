// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "core/engine/limit_schedule.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;
using config::LimitPeriod;
using config::WeeklyLimits;

namespace {

constexpr int kHour = 60; // minutes
constexpr RateLimits kOrdinary{100, 200};
constexpr uint8_t kMonday = 1, kSaturday = 1 << 5, kSunday = 1 << 6;
constexpr uint8_t kWorkdays = 0x1f;

const QTimeZone& berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

int64_t utc(const char* iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso) + QLatin1Char('Z'), Qt::ISODate).toSecsSinceEpoch();
}

LimitPeriod period(uint8_t days, int from, int to, std::optional<int64_t> upload, std::optional<int64_t> download = {})
{
    return {days, from, to, upload, download};
}

int64_t uploadAt(const WeeklyLimits& periods, const char* when)
{
    return limitsAt(periods, kOrdinary, utc(when), berlin()).upload;
}

// "never", or the moment in UTC.
QString next(const WeeklyLimits& periods, const char* when, const QTimeZone& zone = berlin())
{
    const auto at = nextLimitChange(periods, kOrdinary, utc(when), zone);
    return at ? QDateTime::fromSecsSinceEpoch(*at, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"))
              : QStringLiteral("never");
}

} // namespace

// November 30, 2026 is a Monday.
class TstLimitSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(berlin().isValid(), "the time zones are not installed (tzdata)"); }
    void holdsOnItsDaysFromMinuteToMinute();
    void overMidnight();
    void aWholeDay();
    void whatIsNotNamedStaysAsItIs();
    void theFirstThatFitsCounts();
    void tellsWhenTheNextChangeIs();
    void theHourThatIsLeftOut();
    void theHourThatComesTwice();
    void thePeriodOverTheHourThatComesTwice();
    void aZoneWithHalfHours();
    void changesWhenItsTimeComes();
    void noticesThatTheClockWasSet();
    void withoutPeriodsThereIsNoTimer();
};

void TstLimitSchedule::holdsOnItsDaysFromMinuteToMinute()
{
    const WeeklyLimits office{period(kWorkdays, 8 * kHour, 17 * kHour + 30, 7)};
    QCOMPARE(uploadAt(office, "2026-11-30T06:59:59"), 100);
    QCOMPARE(uploadAt(office, "2026-11-30T07:00:00"), 7);
    QCOMPARE(uploadAt(office, "2026-11-30T16:29:59"), 7);
    QCOMPARE(uploadAt(office, "2026-11-30T16:30:00"), 100);
    QCOMPARE(uploadAt(office, "2026-12-04T12:00:00"), 7);   // Friday
    QCOMPARE(uploadAt(office, "2026-12-05T12:00:00"), 100); // Saturday
    QCOMPARE(uploadAt(office, "1969-12-31T12:00:00"), 7);   // a Wednesday before all counting
}

void TstLimitSchedule::overMidnight()
{
    const WeeklyLimits night{period(kSunday, 22 * kHour, 6 * kHour, 7)};
    QCOMPARE(uploadAt(night, "2026-11-29T20:59:00"), 100);
    QCOMPARE(uploadAt(night, "2026-11-29T21:00:00"), 7);
    QCOMPARE(uploadAt(night, "2026-11-29T23:30:00"), 7); // Monday, 00:30
    QCOMPARE(uploadAt(night, "2026-11-30T04:59:00"), 7);
    QCOMPARE(uploadAt(night, "2026-11-30T05:00:00"), 100);
    QCOMPARE(uploadAt(night, "2026-11-30T21:30:00"), 100); // it does not begin on Monday
}

void TstLimitSchedule::aWholeDay()
{
    for (const int end : {24 * kHour, 0}) {
        const WeeklyLimits day{period(kSaturday, 0, end, 7)};
        QCOMPARE(uploadAt(day, "2026-12-04T22:59:00"), 100);
        QCOMPARE(uploadAt(day, "2026-12-04T23:00:00"), 7);
        QCOMPARE(uploadAt(day, "2026-12-05T22:59:00"), 7);
        QCOMPARE(uploadAt(day, "2026-12-05T23:00:00"), 100);
    }
}

void TstLimitSchedule::whatIsNotNamedStaysAsItIs()
{
    const WeeklyLimits free{period(LimitPeriod::kEveryDay, 0, 24 * kHour, {}, 0)};
    QCOMPARE(limitsAt(free, kOrdinary, utc("2026-11-30T12:00:00"), berlin()), (RateLimits{100, 0}));
}

void TstLimitSchedule::theFirstThatFitsCounts()
{
    const WeeklyLimits periods{period(kMonday, 12 * kHour, 13 * kHour, 1), period(kWorkdays, 8 * kHour, 17 * kHour, 2),
                               period(kMonday, 12 * kHour, 18 * kHour, 3)};
    QCOMPARE(uploadAt(periods, "2026-11-30T11:30:00"), 1);
    QCOMPARE(uploadAt(periods, "2026-11-30T12:30:00"), 2);
    QCOMPARE(uploadAt(periods, "2026-11-30T16:30:00"), 3);
    QCOMPARE(uploadAt(periods, "2026-12-01T11:30:00"), 2);
}

void TstLimitSchedule::tellsWhenTheNextChangeIs()
{
    const WeeklyLimits office{period(kWorkdays, 8 * kHour, 17 * kHour, 7)};
    QCOMPARE(next(office, "2026-11-30T12:00:00"), QStringLiteral("2026-11-30T16:00:00"));
    QCOMPARE(next(office, "2026-11-30T16:00:00"), QStringLiteral("2026-12-01T07:00:00"));
    QCOMPARE(next(office, "2026-12-04T16:00:00"), QStringLiteral("2026-12-07T07:00:00")); // over the weekend
    QCOMPARE(next({period(kMonday, 0, 1, 7)}, "2026-11-30T12:00:00"), QStringLiteral("2026-12-06T23:00:00"));
    // Where one follows the other with the same limits, nothing changes.
    const WeeklyLimits twoHalves{period(kMonday, 8 * kHour, 12 * kHour, 7), period(kMonday, 12 * kHour, 16 * kHour, 7)};
    QCOMPARE(next(twoHalves, "2026-11-30T08:00:00"), QStringLiteral("2026-11-30T15:00:00"));
    QCOMPARE(next({period(LimitPeriod::kEveryDay, 0, 0, 7)}, "2026-11-30T12:00:00"), QStringLiteral("never"));
    QCOMPARE(next({period(kMonday, 0, 0, 100)}, "2026-11-30T12:00:00"), QStringLiteral("never"));
    QCOMPARE(next({}, "2026-11-30T12:00:00"), QStringLiteral("never"));
}

// On March 28, 2027, a Sunday, 02:00 is 03:00 at once, which is 01:00 UTC.
void TstLimitSchedule::theHourThatIsLeftOut()
{
    const WeeklyLimits inside{period(kSunday, 2 * kHour + 15, 2 * kHour + 45, 7)};
    QCOMPARE(next(inside, "2027-03-27T12:00:00"), QStringLiteral("2027-04-04T00:15:00")); // a week later
    const WeeklyLimits across{period(kSunday, 2 * kHour + 30, 4 * kHour, 7)};
    QCOMPARE(next(across, "2027-03-27T12:00:00"), QStringLiteral("2027-03-28T01:00:00"));
    QCOMPARE(next(across, "2027-03-28T01:00:00"), QStringLiteral("2027-03-28T02:00:00"));
    const WeeklyLimits after{period(kSunday, 8 * kHour, 9 * kHour, 7)};
    QCOMPARE(next(after, "2027-03-27T12:00:00"), QStringLiteral("2027-03-28T06:00:00"));
    const WeeklyLimits until{period(kSunday, 1 * kHour, 2 * kHour + 30, 7)};
    QCOMPARE(next(until, "2027-03-28T00:30:00"), QStringLiteral("2027-03-28T01:00:00"));
}

// On October 25, 2026, a Sunday, 02:00 to 03:00 comes at 00:00 and again at 01:00 UTC.
void TstLimitSchedule::theHourThatComesTwice()
{
    const WeeklyLimits inside{period(kSunday, 2 * kHour + 15, 2 * kHour + 45, 7)};
    QCOMPARE(next(inside, "2026-10-24T12:00:00"), QStringLiteral("2026-10-25T00:15:00"));
    QCOMPARE(next(inside, "2026-10-25T00:15:00"), QStringLiteral("2026-10-25T00:45:00"));
    QCOMPARE(next(inside, "2026-10-25T00:45:00"), QStringLiteral("2026-10-25T01:15:00"));
    QCOMPARE(next(inside, "2026-10-25T01:15:00"), QStringLiteral("2026-10-25T01:45:00"));
    QCOMPARE(next(inside, "2026-10-25T01:45:00"), QStringLiteral("2026-11-01T01:15:00"));
}

void TstLimitSchedule::thePeriodOverTheHourThatComesTwice()
{
    const WeeklyLimits across{period(kSaturday, 22 * kHour, 4 * kHour, 7)};
    QCOMPARE(next(across, "2026-10-24T20:00:00"), QStringLiteral("2026-10-25T03:00:00"));
    // From 02:30 on, back to 02:00 with the clock, and from 02:30 on again.
    const WeeklyLimits from{period(kSunday, 2 * kHour + 30, 5 * kHour, 7)};
    QCOMPARE(next(from, "2026-10-25T00:30:00"), QStringLiteral("2026-10-25T01:00:00"));
    QCOMPARE(next(from, "2026-10-25T01:00:00"), QStringLiteral("2026-10-25T01:30:00"));
}

void TstLimitSchedule::aZoneWithHalfHours()
{
    const WeeklyLimits noon{period(kMonday, 12 * kHour, 13 * kHour, 7)};
    QCOMPARE(next(noon, "2026-11-30T00:00:00", QTimeZone("Asia/Kolkata")), QStringLiteral("2026-11-30T06:30:00"));
    QCOMPARE(next(noon, "2026-11-30T00:00:00", QTimeZone(-2 * 3600)), QStringLiteral("2026-11-30T14:00:00"));
}

namespace {

// A schedule on a clock that stands until it is moved.
struct Scene
{
    explicit Scene(const char* when)
    {
        clock.setSkew(std::chrono::seconds(utc(when) - clock.wallNs() / 1'000'000'000));
    }

    test::ManualClock clock;
    int changes = 0;
    LimitSchedule schedule{clock, [] { return berlin(); }, [this] { ++changes; }};
};

} // namespace

void TstLimitSchedule::changesWhenItsTimeComes()
{
    Scene scene("2026-11-30T06:59:30");
    scene.schedule.set({period(kWorkdays, 8 * kHour, 17 * kHour, 7)}, kOrdinary);
    QCOMPARE(scene.schedule.inForce(), kOrdinary);
    scene.clock.advance(std::chrono::milliseconds(29'999));
    QCOMPARE(scene.changes, 0);
    scene.clock.advance(std::chrono::milliseconds(1));
    QCOMPARE(scene.changes, 1);
    QCOMPARE(scene.schedule.inForce(), (RateLimits{7, 200}));
    scene.clock.advance(std::chrono::hours(9));
    QCOMPARE(scene.changes, 2);
    QCOMPARE(scene.schedule.inForce(), kOrdinary);
    // What is set counts at once and is no change by the time.
    scene.schedule.set({}, {1, 2});
    QCOMPARE(scene.schedule.inForce(), (RateLimits{1, 2}));
    scene.clock.advance(std::chrono::hours(24));
    QCOMPARE(scene.changes, 2);
}

void TstLimitSchedule::noticesThatTheClockWasSet()
{
    Scene scene("2026-11-30T06:00:00");
    scene.schedule.set({period(kWorkdays, 8 * kHour, 17 * kHour, 7)}, kOrdinary);
    scene.clock.setSkew(std::chrono::seconds(utc("2026-11-30T12:00:00") - scene.clock.monotonicNs() / 1'000'000'000));
    scene.clock.advance(std::chrono::minutes(1));
    QCOMPARE(scene.changes, 1);
    QCOMPARE(scene.schedule.inForce().upload, 7);
    scene.clock.setSkew(std::chrono::seconds(utc("2026-11-29T12:00:00") - scene.clock.monotonicNs() / 1'000'000'000));
    scene.clock.advance(std::chrono::minutes(1));
    QCOMPARE(scene.changes, 2);
    QCOMPARE(scene.schedule.inForce(), kOrdinary);
}

void TstLimitSchedule::withoutPeriodsThereIsNoTimer()
{
    struct NoTimers final : Clock
    {
        int64_t wallNs() const override { return 0; }
        int64_t monotonicNs() const override { return 0; }
        TimerId after(std::chrono::milliseconds, std::function<void()>) override
        {
            ++timers;
            return 1;
        }
        void cancel(TimerId) override {}
        int timers = 0;
    } clock;
    bool asked = false;
    LimitSchedule schedule(
        clock,
        [&asked] {
            asked = true;
            return berlin();
        },
        [] {});
    schedule.set({}, kOrdinary);
    QCOMPARE(clock.timers, 0);
    QVERIFY(!asked);
    QCOMPARE(schedule.inForce(), kOrdinary);
}

QTEST_GUILESS_MAIN(TstLimitSchedule)
#include "tst_limit_schedule.moc"
