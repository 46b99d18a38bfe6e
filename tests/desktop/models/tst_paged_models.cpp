// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_instance.h"

#include "desktop/models/archive_model.h"
#include "desktop/models/history_model.h"

#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace shoal;
using namespace shoal::models;

namespace {

const QString kWww = QString(64, QLatin1Char('a'));

// A history of `count` events, the newest with the greatest number, given out in pages as an instance does.
struct History
{
    explicit History(qint64 events) : count(events)
    {
        scripted.answer(QStringLiteral("history"), [this](const QJsonObject& params) { return page(params); });
        model.setShare(kWww);
        model.setShown(true);
        instance.attach(scripted.path);
    }

    QJsonObject page(const QJsonObject& params) const
    {
        const QString search = params[QLatin1String("search")].toString();
        const QString before = params[QLatin1String("before")].toString();
        qint64 number = before.isEmpty() ? count : before.toLongLong() - 1;
        QJsonArray entries;
        for (; number > 0 && entries.size() < params[QLatin1String("limit")].toInteger(); --number) {
            const QString path = QStringLiteral("file %1").arg(number);
            if (path.contains(search))
                entries.append(QJsonObject{{QStringLiteral("share"), kWww},
                                           {QStringLiteral("path"), path},
                                           {QStringLiteral("event"), QStringLiteral("added")},
                                           {QStringLiteral("time"), number},
                                           {QStringLiteral("size"), 5}});
        }
        QJsonObject answer{{QStringLiteral("entries"), entries}};
        if (number > 0)
            answer.insert(QStringLiteral("next"), QString::number(number + 1));
        return answer;
    }

    QString first() const { return model.rowCount() == 0 ? QString() : model.at(0).path.shown; }
    qsizetype asked() const { return scripted.asked(QStringLiteral("history")).size(); }

    qint64 count;
    ScriptedInstance scripted;
    Instance instance{*scripted.clock};
    HistoryModel model{instance, *scripted.clock};
};

} // namespace

class TstPagedModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void pagesComeOnDemand();
    void aHundredThousandRowsCome();
    void whatIsNewComesOnTop();
    void moreNewsThanAPageBeginAnew();
    void theInstanceSearches();
    void anAnswerToAnEarlierQuestionIsDropped();
    void afterABreakItBeginsAnew();
    void theArchiveIsPaged();
    void aShortPageIsNoEnd();
};

void TstPagedModels::pagesComeOnDemand()
{
    History history(1200);
    QTRY_COMPARE(history.model.rowCount(), 500);
    QCOMPARE(history.first(), QStringLiteral("file 1200"));
    QVERIFY(history.model.canFetchMore({}));
    history.model.fetchMore({});
    history.model.fetchMore({}); // one call is out
    QTRY_COMPARE(history.model.rowCount(), 1000);
    QCOMPARE(history.asked(), 2);
    history.model.fetchMore({});
    QTRY_COMPARE(history.model.rowCount(), 1200);
    QVERIFY(!history.model.canFetchMore({}));
    QCOMPARE(history.model.at(1199).path.shown, QStringLiteral("file 1"));
}

void TstPagedModels::aHundredThousandRowsCome()
{
    History history(100'000);
    QTRY_VERIFY(history.model.rowCount() > 0);
    QSignalSpy inserted(&history.model, &QAbstractItemModel::rowsInserted);
    while (history.model.canFetchMore({})) {
        history.model.fetchMore({});
        QVERIFY(inserted.wait());
    }
    QCOMPARE(history.model.rowCount(), 100'000);
}

void TstPagedModels::whatIsNewComesOnTop()
{
    History history(800);
    QTRY_COMPARE(history.model.rowCount(), 500);
    QSignalSpy resets(&history.model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex chosen = history.model.index(3, 0);
    history.count = 803;
    history.scripted.tell(kWww, {QStringLiteral("history")});
    QTRY_COMPARE(history.model.rowCount(), 503);
    QCOMPARE(history.first(), QStringLiteral("file 803"));
    QCOMPARE(chosen.row(), 6);
    QCOMPARE(resets.size(), 0);
    history.model.fetchMore({});
    QTRY_COMPARE(history.model.rowCount(), 803);
    QCOMPARE(history.model.at(802).path.shown, QStringLiteral("file 1"));
}

void TstPagedModels::moreNewsThanAPageBeginAnew()
{
    History history(100);
    QTRY_COMPARE(history.model.rowCount(), 100);
    history.count = 1100;
    history.scripted.tell(kWww, {QStringLiteral("history")});
    QTRY_COMPARE(history.first(), QStringLiteral("file 1100"));
    QCOMPARE(history.model.rowCount(), 500);
    history.model.fetchMore({});
    QTRY_COMPARE(history.model.rowCount(), 1000); // nothing twice, nothing left out
}

void TstPagedModels::theInstanceSearches()
{
    History history(1200);
    QTRY_COMPARE(history.model.rowCount(), 500);
    history.model.setSearch(QStringLiteral("file 7"));
    history.model.setSearch(QStringLiteral("file 77"));
    QTRY_COMPARE(history.first(), QStringLiteral("file 779"));
    QCOMPARE(history.model.rowCount(), 11);
    QCOMPARE(history.asked(), 2); // not for each letter
    history.model.setSearch(QString());
    QTRY_COMPARE(history.model.rowCount(), 500);
}

void TstPagedModels::anAnswerToAnEarlierQuestionIsDropped()
{
    History history(600);
    QTRY_COMPARE(history.model.rowCount(), 500);
    history.scripted.holds = true;
    history.model.fetchMore({});
    QTRY_COMPARE(history.asked(), 2);
    history.model.setSearch(QStringLiteral("file 59"));
    QTRY_COMPARE(history.asked(), 3);
    history.scripted.release();
    QTRY_COMPARE(history.first(), QStringLiteral("file 599"));
    QCOMPARE(history.model.rowCount(), 11);
}

void TstPagedModels::afterABreakItBeginsAnew()
{
    History history(600);
    QTRY_COMPARE(history.model.rowCount(), 500);
    history.scripted.server.close();
    QTRY_VERIFY(!history.instance.isAttached());
    history.count = 601;
    history.scripted.listen();
    QTRY_COMPARE_WITH_TIMEOUT(history.first(), QStringLiteral("file 601"), 20'000);
}

void TstPagedModels::theArchiveIsPaged()
{
    ScriptedInstance scripted;
    scripted.answer(QStringLiteral("archive"), [](const QJsonObject& params) -> QJsonObject {
        const bool isFirst = !params.contains(QLatin1String("before"));
        QJsonObject answer{
            {QStringLiteral("versions"),
             QJsonArray{QJsonObject{{QStringLiteral("path"), isFirst ? QStringLiteral("a") : QStringLiteral("b")},
                                    {QStringLiteral("archived"), QStringLiteral("x")},
                                    {QStringLiteral("size"), 1500}}}}};
        if (isFirst)
            answer.insert(QStringLiteral("next"), QStringLiteral("here"));
        return answer;
    });
    Instance instance(*scripted.clock);
    ArchiveModel model(instance, *scripted.clock);
    model.setShare(kWww);
    model.setShown(true);
    instance.attach(scripted.path);
    QTRY_COMPARE(model.rowCount(), 1);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, ArchiveModel::File).data().toString(), QStringLiteral("b"));
    QCOMPARE(model.index(1, ArchiveModel::Size).data().toString(), QStringLiteral("1.5 kB"));
    QVERIFY(!model.canFetchMore({}));
}

void TstPagedModels::aShortPageIsNoEnd()
{
    ScriptedInstance scripted;
    scripted.answer(QStringLiteral("archive"), [](const QJsonObject& params) -> QJsonObject {
        const qint64 page = params[QLatin1String("before")].toString().toLongLong();
        QJsonObject answer{{QStringLiteral("versions"), QJsonArray()}};
        if (page < 3)
            answer.insert(QStringLiteral("next"), QString::number(page + 1));
        else
            answer[QLatin1String("versions")] =
                QJsonArray{QJsonObject{{QStringLiteral("path"), QStringLiteral("late")}}};
        return answer;
    });
    Instance instance(*scripted.clock);
    ArchiveModel model(instance, *scripted.clock);
    model.setShare(kWww);
    model.setShown(true);
    instance.attach(scripted.path);
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.at(0).path.shown, QStringLiteral("late"));
}

QTEST_GUILESS_MAIN(TstPagedModels)
#include "tst_paged_models.moc"
