// SPDX-License-Identifier: GPL-3.0-or-later
#include "one_instance.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>
#include <QTimeZone>

using namespace shoal;
using namespace shoal::engine;

namespace {

// The system's clock with another date on it.
class SetClock final : public Clock
{
public:
    int64_t wallNs() const override { return m_system->wallNs() + m_offsetNs; }
    int64_t monotonicNs() const override { return m_system->monotonicNs(); }
    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        return m_system->after(delay, std::move(callback));
    }
    void cancel(TimerId timer) override { m_system->cancel(timer); }
    void set(const QDateTime& now) { m_offsetNs = now.toMSecsSinceEpoch() * 1'000'000 - m_system->wallNs(); }

private:
    std::unique_ptr<Clock> m_system = makeSystemClock();
    int64_t m_offsetNs = 0;
};

// A winter day at noon, far from all changes to and from summer time, here and in the south.
QDateTime noon()
{
    return QDateTime(QDate(2027, 1, 13), QTime(12, 0), QTimeZone::systemTimeZone());
}

QJsonArray afternoon(int upload)
{
    return {QJsonObject{{QStringLiteral("days"), QJsonArray{QStringLiteral("wed")}},
                        {QStringLiteral("from"), QStringLiteral("12:00")},
                        {QStringLiteral("to"), QStringLiteral("18:00")},
                        {QStringLiteral("upload"), upload}}};
}

} // namespace

// The weekly limits of a whole instance, seen through its control socket.
class TstWeeklyLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("SHOAL_RUNTIME_DIR", m_runtime.path().toUtf8()); }
    void init();
    void cleanup() { QVERIFY(m_one->stop()); }

    void takeEffectWhenTheirTimeComes();
    void areToldAsTheyWereSetAndStay();
    void mayComeAsText();
    void thoseOfTheFileStay();
    void aReloadTakesThem();
    void mistakesAreToldAndChangeNothing_data();
    void mistakesAreToldAndChangeNothing();

private:
    Result<QJsonObject> set(const QJsonObject& values) const
    {
        return m_one->ask(QStringLiteral("set_options"), {{QStringLiteral("values"), values}});
    }
    QJsonObject weekly() const
    {
        const auto answer = m_one->ask(QStringLiteral("options"));
        for (const QJsonValue option : answer->value(QLatin1String("options")).toArray())
            if (option[QLatin1String("name")] == QLatin1String("weekly_limits"))
                return option.toObject();
        return {};
    }
    QJsonObject limits() const { return m_one->status()[QLatin1String("limits")].toObject(); }

    SetClock m_clock;
    std::unique_ptr<Random> m_random = makeSystemRandom();
    QTemporaryDir m_runtime;
    std::unique_ptr<OneInstance> m_one; // on a Wednesday, ten minutes before noon
};

void TstWeeklyLimits::init()
{
    m_clock.set(noon().addSecs(-600));
    m_one = std::make_unique<OneInstance>(m_clock, *m_random, "one");
    m_one->config().downloadLimit = 50;
    QVERIFY(m_one->start());
}

void TstWeeklyLimits::takeEffectWhenTheirTimeComes()
{
    QVERIFY(set({{QStringLiteral("weekly_limits"), afternoon(7)}, {QStringLiteral("upload_limit"), 5}}));
    QCOMPARE(limits(), (QJsonObject{{QStringLiteral("up"), 5}, {QStringLiteral("down"), 50}}));
    m_clock.set(noon().addMSecs(-300));
    QVERIFY(set({{QStringLiteral("upload_limit"), 6}})); // now it looks at the clock, and not only within a minute
    QTRY_COMPARE_WITH_TIMEOUT(limits(), (QJsonObject{{QStringLiteral("up"), 7}, {QStringLiteral("down"), 50}}), 20'000);
    QVERIFY(set({{QStringLiteral("weekly_limits"), QJsonValue::Null}}));
    QCOMPARE(limits()[QLatin1String("up")].toInt(), 6);
}

void TstWeeklyLimits::areToldAsTheyWereSetAndStay()
{
    QCOMPARE(weekly()[QLatin1String("value")], QJsonValue(QJsonArray()));
    QCOMPARE(weekly()[QLatin1String("default")], QJsonValue(QJsonArray()));
    m_clock.set(noon());
    QVERIFY(set({{QStringLiteral("weekly_limits"), afternoon(7)}}));
    QCOMPARE(weekly()[QLatin1String("value")].toArray(), afternoon(7));
    QCOMPARE(limits()[QLatin1String("up")].toInt(), 7);
    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QCOMPARE(weekly()[QLatin1String("value")].toArray(), afternoon(7));
    QVERIFY(!weekly()[QLatin1String("fixed")].toBool(true));
    QCOMPARE(limits()[QLatin1String("up")].toInt(), 7);
}

void TstWeeklyLimits::mayComeAsText()
{
    QVERIFY(set(
        {{QStringLiteral("weekly_limits"), QStringLiteral(R"([ {"from": "22:00", "to": "06:00", "download": 0} ])")}}));
    const QJsonObject period = weekly()[QLatin1String("value")][0].toObject();
    QCOMPARE(period[QLatin1String("days")].toArray().size(), 7);
    QCOMPARE(period[QLatin1String("to")].toString(), QStringLiteral("06:00"));
    QCOMPARE(period[QLatin1String("download")].toInt(-1), 0);
    QVERIFY(!period.contains(QLatin1String("upload")));
}

void TstWeeklyLimits::thoseOfTheFileStay()
{
    m_one->config().given[Bytes("weekly_limits")] = {12, 5};
    m_one->config().weeklyLimits = {{0x7f, 0, 24 * 60, 9, {}}};
    QVERIFY(m_one->reload());
    const QString error =
        m_one->errorOf(QStringLiteral("set_options"),
                       {{QStringLiteral("values"), QJsonObject{{QStringLiteral("weekly_limits"), QJsonArray()}}}});
    QVERIFY2(error.contains(QStringLiteral("one.conf:12:5")), qPrintable(error));
    QVERIFY(weekly()[QLatin1String("fixed")].toBool());
    QCOMPARE(weekly()[QLatin1String("file_line")].toInt(), 12);
    QCOMPARE(weekly()[QLatin1String("value")][0][QLatin1String("to")].toString(), QStringLiteral("24:00"));
    QCOMPARE(limits()[QLatin1String("up")].toInt(), 9);
}

void TstWeeklyLimits::aReloadTakesThem()
{
    m_one->config().weeklyLimits = {{0x7f, 0, 24 * 60, 9, 8}};
    const auto summary = m_one->reload();
    QVERIFY(summary);
    QCOMPARE(summary->applied, std::vector<Bytes>{"weekly_limits"});
    QCOMPARE(limits(), (QJsonObject{{QStringLiteral("up"), 9}, {QStringLiteral("down"), 8}}));
}

void TstWeeklyLimits::mistakesAreToldAndChangeNothing_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("part");
    QTest::newRow("a number") << QJsonValue(5) << QStringLiteral("weekly_limits is not a list");
    QTest::newRow("text") << QJsonValue(QStringLiteral("at night")) << QStringLiteral("weekly_limits is not a list");
    QTest::newRow("a fraction") << QJsonValue(QJsonArray{QJsonObject{{QStringLiteral("from"), QStringLiteral("08:00")},
                                                                     {QStringLiteral("to"), QStringLiteral("09:00")},
                                                                     {QStringLiteral("upload"), 1.5}}})
                                << QStringLiteral("upload of period 1 of weekly_limits is not a limit");
    QJsonValue deep = 1;
    for (int i = 0; i < 100; ++i)
        deep = QJsonArray{deep};
    QTest::newRow("nested deep") << deep << QStringLiteral("period 1 of weekly_limits is not an object");
}

void TstWeeklyLimits::mistakesAreToldAndChangeNothing()
{
    QFETCH(QJsonValue, value);
    QFETCH(QString, part);
    const QString error =
        m_one->errorOf(QStringLiteral("set_options"),
                       {{QStringLiteral("values"), QJsonObject{{QStringLiteral("weekly_limits"), value}}}});
    QVERIFY2(error.contains(part), qPrintable(error));
    QCOMPARE(weekly()[QLatin1String("value")], QJsonValue(QJsonArray()));
}

QTEST_GUILESS_MAIN(TstWeeklyLimits)
#include "tst_weekly_limits.moc"
