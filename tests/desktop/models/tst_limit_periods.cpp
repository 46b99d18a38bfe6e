// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/limit_periods_model.h"
#include "desktop/models/options_model.h"
#include "desktop/models/words.h"
#include "sample_options.h"

#include <QAbstractItemModelTester>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <QTextLayout>

using namespace shoal::models;
using namespace shoal::test;

namespace {

QString text(const LimitPeriodsModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

// Where the end of the first letter of a part stands when the text is drawn in a language that reads from the right.
qreal placeOf(const QString& part, const QString& text)
{
    QTextLayout layout(text);
    QTextOption option;
    option.setTextDirection(Qt::RightToLeft);
    layout.setTextOption(option);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    return line.cursorToX(static_cast<int>(text.indexOf(part)) + 1);
}

} // namespace

class TstLimitPeriods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_GB"))); }
    void tellsThePeriodsInWords();
    void daysInWords_data();
    void daysInWords();
    void whatIsLoadedComesBack();
    void changesAreTold();
    void asAnOption();
    void numberAndUnitKeepTheirOrderWhereTextReadsFromTheRight();
};

void TstLimitPeriods::tellsThePeriodsInWords()
{
    LimitPeriodsModel model;
    model.load(somePeriods());
    QCOMPARE(text(model, 0, LimitPeriodsModel::Days), QStringLiteral("Mon – Fri"));
    QCOMPARE(text(model, 0, LimitPeriodsModel::Times), QStringLiteral("08:00 – 17:30"));
    QCOMPARE(text(model, 0, LimitPeriodsModel::Upload).simplified(), QStringLiteral("1,500 kB/s"));
    QCOMPARE(text(model, 0, LimitPeriodsModel::Download), QStringLiteral("As usual"));
    QCOMPARE(text(model, 1, LimitPeriodsModel::Days), QStringLiteral("Sat, Sun"));
    QCOMPARE(text(model, 1, LimitPeriodsModel::Times), QStringLiteral("22:00 – 06:00 on the next day"));
    QCOMPARE(text(model, 1, LimitPeriodsModel::Upload), QStringLiteral("No limit"));
    model.append(LimitPeriod{{}, QTime(0, 0), QTime(0, 0), {}, {}});
    QCOMPARE(text(model, 2, LimitPeriodsModel::Times), QStringLiteral("All day"));
}

void TstLimitPeriods::daysInWords_data()
{
    QTest::addColumn<QStringList>("days");
    QTest::addColumn<QString>("words");
    QTest::newRow("one") << QStringList{QStringLiteral("wed")} << QStringLiteral("Wed");
    QTest::newRow("two") << QString(QStringLiteral("mon tue")).split(QLatin1Char(' ')) << QStringLiteral("Mon, Tue");
    QTest::newRow("a row and one") << QString(QStringLiteral("tue wed thu sun")).split(QLatin1Char(' '))
                                   << QStringLiteral("Tue – Thu, Sun");
    QTest::newRow("all") << QString(QStringLiteral("mon tue wed thu fri sat sun")).split(QLatin1Char(' '))
                         << QStringLiteral("Every day");
}

void TstLimitPeriods::daysInWords()
{
    QFETCH(QStringList, days);
    QFETCH(QString, words);
    LimitPeriodsModel model;
    model.load({QJsonObject{{QStringLiteral("days"), QJsonArray::fromStringList(days)}}});
    QCOMPARE(text(model, 0, LimitPeriodsModel::Days), words);
}

void TstLimitPeriods::whatIsLoadedComesBack()
{
    LimitPeriodsModel model;
    model.load(somePeriods());
    QCOMPARE(model.periods(), somePeriods());
    const QJsonObject day{{QStringLiteral("days"), QJsonArray{QStringLiteral("sun")}},
                          {QStringLiteral("from"), QStringLiteral("00:00")},
                          {QStringLiteral("to"), QStringLiteral("24:00")},
                          {QStringLiteral("download"), 3}};
    model.load({day});
    QCOMPARE(model.periods(), QJsonArray{day});
    QVERIFY(!model.period(0).isOverMidnight());
}

void TstLimitPeriods::changesAreTold()
{
    LimitPeriodsModel model;
    const QAbstractItemModelTester tester(&model);
    QSignalSpy changed(&model, &LimitPeriodsModel::changed);
    model.load(somePeriods());
    QCOMPARE(changed.count(), 0);
    model.moveUp(1);
    QCOMPARE(model.periods(), (QJsonArray{somePeriods()[1], somePeriods()[0]}));
    LimitPeriod other = model.period(1);
    other.upload = 5;
    model.replace(1, other);
    QCOMPARE(model.periods()[1][QLatin1String("upload")].toInt(), 5);
    model.remove(0);
    QCOMPARE(model.rowCount(), 1);
    model.append(LimitPeriod{});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(changed.count(), 4);
}

void TstLimitPeriods::asAnOption()
{
    const QString name = QStringLiteral("weekly_limits");
    OptionsModel options;
    options.load(instanceOptions(somePeriods()));
    const int row = options.rowOf(name);
    QCOMPARE(options.current(name).toJsonArray(), somePeriods());
    QVERIFY(!options.isDefault(name));
    QVERIFY(!(options.index(row, OptionsModel::Value).flags() & Qt::ItemIsEditable)); // it has a page of its own
    QVERIFY(!options.change(name, QStringLiteral("at night")));
    QVERIFY(options.change(name, QVariant::fromValue(QJsonArray{somePeriods()[1]})));
    QCOMPARE(options.changes().value(name).toArray(), QJsonArray{somePeriods()[1]});
    QVERIFY(options.change(name, QVariant::fromValue(somePeriods())));
    QVERIFY(!options.hasChanges());
    options.reset(name);
    QVERIFY(options.isDefault(name) && options.changes().value(name).isNull());
    options.load(instanceOptions());
    QVERIFY(options.isDefault(name));
    QVERIFY(options.current(name).toJsonArray().isEmpty());
}

void TstLimitPeriods::numberAndUnitKeepTheirOrderWhereTextReadsFromTheRight()
{
    LimitPeriodsModel model;
    model.load(somePeriods());
    OptionsModel options;
    options.load(instanceOptions());
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    const QString limit = text(model, 0, LimitPeriodsModel::Upload);
    const QString option =
        options.index(options.rowOf(QStringLiteral("download_limit")), OptionsModel::Value).data().toString();
    const QString size = sizeInWords(35'200'000), rate = rateInWords(1'200'000);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QVERIFY2(placeOf(QStringLiteral("1,500"), limit) < placeOf(QStringLiteral("kB"), limit), qPrintable(limit));
    QVERIFY2(placeOf(QStringLiteral("500"), option) < placeOf(QStringLiteral("kB"), option), qPrintable(option));
    QVERIFY2(placeOf(QStringLiteral("35.2"), size) < placeOf(QStringLiteral("MB"), size), qPrintable(size));
    QVERIFY2(placeOf(QStringLiteral("1.2"), rate) < placeOf(QStringLiteral("MB"), rate), qPrintable(rate));
}

QTEST_MAIN(TstLimitPeriods)
#include "tst_limit_periods.moc"
