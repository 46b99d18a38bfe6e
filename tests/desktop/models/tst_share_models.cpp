// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_instance.h"

#include "desktop/models/conflict_model.h"
#include "desktop/models/peer_model.h"
#include "desktop/models/problem_model.h"
#include "desktop/models/rate_history.h"
#include "desktop/models/share_list_model.h"
#include "desktop/models/transfer_model.h"

#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace shoal;
using namespace shoal::models;

namespace {

const QString kWww = QString(64, QLatin1Char('a'));
const QString kMail = QString(64, QLatin1Char('b'));
const QString kConfig = QString(64, QLatin1Char('c'));

QJsonArray dirs(std::initializer_list<QString> ids)
{
    QJsonArray shares;
    for (const QString& id : ids)
        shares.append(shareJson(id, QStringLiteral("/data/") + id.left(1)));
    return shares;
}

// An instance with models that show all of it.
struct Desk
{
    Desk()
    {
        scripted.answer(QStringLiteral("status"), statusJson(dirs({kWww, kMail})));
        scripted.answer(QStringLiteral("peers"), QJsonObject{{QStringLiteral("peers"), QJsonArray()}});
    }

    void attach()
    {
        peers.setShown(true);
        instance.attach(scripted.path);
    }

    ScriptedInstance scripted;
    Instance instance{*scripted.clock};
    LiveStatus status{instance, *scripted.clock};
    LivePeers peers{instance, *scripted.clock};
};

} // namespace

class TstShareModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void sharesAppearInTheOrderOfTheInstance();
    void rowsKeepTheirIdentityWhenOthersComeAndGo();
    void anUnchangedAnswerChangesNothing();
    void devicesAreCounted();
    void aShareSaysWhatItDoes_data();
    void aShareSaysWhatItDoes();
    void theProgressCountsWhatIsHere();
    void theConditionOfAll_data();
    void theConditionOfAll();
    void everythingGoesWithTheInstance();
    void whatIsNotShownIsNotAskedFor();
    void oneQuestionIsOutAtATime();
    void anotherShareIsNoReasonToAsk();
    void peersOfOneShare();
    void transfersAreKeptByKey();
    void conflictsNameBothVersions();
    void problemsThatNeedAPersonGoFirst();
    void aRefusalIsAReason();
    void ratesAreSampled();
};

void TstShareModels::sharesAppearInTheOrderOfTheInstance()
{
    Desk desk;
    ShareListModel model(desk.status, desk.peers);
    QCOMPARE(model.rowCount(), 0);
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("a"));
    QCOMPARE(model.index(1, 0).data(ShareListModel::IdRole).toString(), kMail);
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("/data/a"));
    QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("35.2 MB")));
}

void TstShareModels::rowsKeepTheirIdentityWhenOthersComeAndGo()
{
    Desk desk;
    ShareListModel model(desk.status, desk.peers);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    const QPersistentModelIndex mail = model.index(1, 0);
    desk.scripted.answer(QStringLiteral("status"), statusJson(dirs({kMail, kConfig})));
    desk.scripted.tell(QString(), {QStringLiteral("status")});
    QTRY_COMPARE(model.rowOf(kConfig), 1);
    QVERIFY(mail.isValid());
    QCOMPARE(mail.row(), 0);
    desk.scripted.answer(QStringLiteral("status"), statusJson(dirs({kWww, kConfig, kMail})));
    desk.scripted.tell(QString(), {QStringLiteral("status")});
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(mail.row(), 2);
    QCOMPARE(mail.data(ShareListModel::IdRole).toString(), kMail);
    QCOMPARE(resets.size(), 0);
}

void TstShareModels::anUnchangedAnswerChangesNothing()
{
    Desk desk;
    ShareListModel model(desk.status, desk.peers);
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    QSignalSpy updated(&desk.status, &LiveStatus::updated);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    desk.scripted.tell(kWww, {QStringLiteral("status")});
    QTRY_COMPARE(updated.size(), 1);
    QCOMPARE(changes.size(), 0);
}

void TstShareModels::devicesAreCounted()
{
    Desk desk;
    ShareListModel model(desk.status, desk.peers);
    QJsonObject unknownHost = peerJson(kWww, QString(), false);
    unknownHost[QStringLiteral("address")] = QStringLiteral("192.0.2.7:12345");
    desk.scripted.answer(
        QStringLiteral("peers"),
        QJsonObject{{QStringLiteral("peers"),
                     QJsonArray{peerJson(kWww, QStringLiteral("d2"), true), peerJson(kWww, QStringLiteral("d3"), false),
                                peerJson(kMail, QStringLiteral("d2"), true), unknownHost}}});
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    QTRY_COMPARE(model.index(0, 0).data(ShareListModel::PeersRole).toString(), QStringLiteral("1 of 2 online"));
    QCOMPARE(model.index(1, 0).data(ShareListModel::PeersRole).toString(), QStringLiteral("1 of 1 online"));
}

void TstShareModels::aShareSaysWhatItDoes_data()
{
    QTest::addColumn<QJsonObject>("differs");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("condition");
    const QJsonArray online{peerJson(kWww, QStringLiteral("d2"), true)};
    const auto row = [](const char* name, const QJsonObject& differs, const char* text, Condition condition) {
        QTest::newRow(name) << differs << QString::fromUtf8(text) << static_cast<int>(condition);
    };
    row("idle with a peer", {{QStringLiteral("peers"), online}}, "Up to date", Condition::Idle);
    row("idle and alone", {}, "No other device is online", Condition::Offline);
    row("scanning", {{QStringLiteral("state"), QStringLiteral("scanning")}}, "Looking at the folder",
        Condition::Syncing);
    row("syncing with a time",
        {{QStringLiteral("state"), QStringLiteral("syncing")},
         {QStringLiteral("peers"), online},
         {QStringLiteral("pending_files"), 3},
         {QStringLiteral("pending_bytes"), 5000},
         {QStringLiteral("seconds_left"), 300}},
        "Syncing, 5 minute(s) left", Condition::Syncing);
    row("syncing without anybody",
        {{QStringLiteral("state"), QStringLiteral("syncing")},
         {QStringLiteral("pending_files"), 3},
         {QStringLiteral("pending_bytes"), 5000}},
        "Waiting for a device that has 3 file(s), 5.0 kB", Condition::Offline);
    row("all that is to come waits for a person",
        {{QStringLiteral("state"), QStringLiteral("syncing")},
         {QStringLiteral("peers"), online},
         {QStringLiteral("pending_files"), 1},
         {QStringLiteral("problems"), 1}},
        "1 problem(s)", Condition::Attention);
    row("paused", {{QStringLiteral("state"), QStringLiteral("paused")}}, "Paused", Condition::Paused);
    row("stopped",
        {{QStringLiteral("state"), QStringLiteral("stopped")}, {QStringLiteral("reason"), QStringLiteral("x")}},
        "Stopped: needs attention", Condition::Attention);
    row("with problems", {{QStringLiteral("problems"), 2}}, "2 problem(s)", Condition::Attention);
    row("with conflicts", {{QStringLiteral("conflicts"), 1}}, "1 conflict(s)", Condition::Attention);
}

void TstShareModels::aShareSaysWhatItDoes()
{
    QFETCH(QJsonObject, differs);
    QFETCH(QString, text);
    QFETCH(int, condition);
    QJsonObject object = shareJson(kWww, QStringLiteral("/data/www"));
    for (auto it = differs.begin(); it != differs.end(); ++it)
        object[it.key()] = it.value();
    const Status status = statusFrom(statusJson({object}));
    QCOMPARE(stateInWords(status.shares[0]), text);
    QCOMPARE(static_cast<int>(conditionOf(status.shares[0])), condition);
}

void TstShareModels::theProgressCountsWhatIsHere()
{
    Share share;
    QCOMPARE(partDone(share), 1.0);
    share.files = 4;
    share.bytes = 1000;
    QCOMPARE(partDone(share), 1.0);
    share.pendingFiles = 1;
    share.pendingBytes = 250; // of the 1000
    QCOMPARE(partDone(share), 0.75);
    share.pendingBytes = 0; // an empty file
    QCOMPARE(partDone(share), 0.75);
}

void TstShareModels::theConditionOfAll_data()
{
    QTest::addColumn<QStringList>("states");
    QTest::addColumn<QJsonArray>("notices");
    QTest::addColumn<int>("condition");
    const auto row = [](const char* name, const QStringList& states, Condition condition,
                        const QJsonArray& notices = {}) {
        QTest::newRow(name) << states << notices << static_cast<int>(condition);
    };
    const QString idle = QStringLiteral("idle"), paused = QStringLiteral("paused"), stopped = QStringLiteral("stopped"),
                  scanning = QStringLiteral("scanning");
    row("no share", {}, Condition::Idle);
    row("all alone", {idle, idle}, Condition::Offline);
    row("one is busy", {idle, scanning, paused}, Condition::Syncing);
    row("one has stopped while another is busy", {scanning, stopped}, Condition::Attention);
    row("all are paused", {paused, paused}, Condition::Paused);
    row("one of two is paused", {paused, idle}, Condition::Offline);
    row("a notice", {scanning}, Condition::Attention, {QStringLiteral("The clock is wrong.")});
}

void TstShareModels::theConditionOfAll()
{
    QFETCH(QStringList, states);
    QFETCH(QJsonArray, notices);
    QFETCH(int, condition);
    QJsonArray shares;
    for (const QString& state : states)
        shares.append(shareJson(QString::number(shares.size()), QStringLiteral("/data/x"), state));
    QCOMPARE(static_cast<int>(conditionOf(statusFrom(statusJson(shares, notices)))), condition);
}

void TstShareModels::everythingGoesWithTheInstance()
{
    Desk desk;
    ShareListModel model(desk.status, desk.peers);
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    desk.scripted.server.close();
    QTRY_COMPARE(model.rowCount(), 0);
    QVERIFY(!desk.status.now());
}

void TstShareModels::whatIsNotShownIsNotAskedFor()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("transfers"), QJsonObject());
    TransferModel model(desk.instance, *desk.scripted.clock);
    model.setShare(kWww);
    desk.attach();
    QTRY_VERIFY(desk.status.now());
    desk.scripted.tell(kWww, {QStringLiteral("transfers"), QStringLiteral("status")});
    QTRY_VERIFY(desk.scripted.asked(QStringLiteral("status")).size() > 1);
    QCOMPARE(desk.scripted.asked(QStringLiteral("transfers")).size(), 0);
    model.setShown(true);
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("transfers")).size(), 1);
    QCOMPARE(desk.scripted.asked(QStringLiteral("transfers"))[0][QLatin1String("share")].toString(), kWww);
}

void TstShareModels::oneQuestionIsOutAtATime()
{
    Desk desk;
    desk.attach();
    QTRY_VERIFY(desk.status.now());
    const auto count = [&desk] { return desk.scripted.asked(QStringLiteral("status")).size(); };
    const qsizetype before = count();
    desk.scripted.holds = true;
    desk.scripted.tell(kWww, {QStringLiteral("status")});
    QTRY_COMPARE(count(), before + 1);
    QSignalSpy changed(&desk.instance, &Instance::changed);
    for (int i = 0; i < 5; ++i) {
        desk.scripted.tell(kWww, {QStringLiteral("status")});
        QTRY_COMPARE(changed.size(), i + 1);
    }
    QCOMPARE(count(), before + 1);
    desk.scripted.release();
    QTRY_COMPARE(count(), before + 2); // once more for all that changed meanwhile
}

void TstShareModels::anotherShareIsNoReasonToAsk()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("conflicts"), QJsonObject());
    ConflictModel model(desk.instance, *desk.scripted.clock);
    model.setShare(kWww);
    model.setShown(true);
    desk.attach();
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("conflicts")).size(), 1);
    QSignalSpy updated(&desk.status, &LiveStatus::updated);
    desk.scripted.tell(kMail, {QStringLiteral("conflicts")});
    QTRY_VERIFY(updated.size() >= 1); // which asks for every share
    QCOMPARE(desk.scripted.asked(QStringLiteral("conflicts")).size(), 1);
    desk.scripted.tell(kWww, {QStringLiteral("conflicts")});
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("conflicts")).size(), 2);
}

void TstShareModels::peersOfOneShare()
{
    Desk desk;
    PeerModel model(desk.peers);
    model.setShare(kWww);
    QJsonObject behind = peerJson(kWww, QStringLiteral("d2"), true);
    behind[QStringLiteral("state")] = QStringLiteral("syncing");
    behind[QStringLiteral("lacking_files")] = 2;
    behind[QStringLiteral("lacking_bytes")] = 1500;
    behind[QStringLiteral("via")] = QStringLiteral("relay");
    behind[QStringLiteral("found")] = QStringLiteral("dht");
    desk.scripted.answer(
        QStringLiteral("peers"),
        QJsonObject{{QStringLiteral("peers"), QJsonArray{behind, peerJson(kMail, QStringLiteral("d4"), true),
                                                         peerJson(kWww, QStringLiteral("d3"), false)}}});
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, PeerModel::Name), QStringLiteral("d2 name"));
    QCOMPARE(text(0, PeerModel::State), QStringLiteral("Syncing"));
    QCOMPARE(text(0, PeerModel::Missing), QStringLiteral("2 file(s), 1.5 kB"));
    QCOMPARE(text(0, PeerModel::Connection), QStringLiteral("Through a relay"));
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Found in the DHT")));
    QCOMPARE(text(0, PeerModel::Version), QStringLiteral("0.1.0"));
    QVERIFY(text(1, PeerModel::State).startsWith(QStringLiteral("Offline since")));
    QCOMPARE(text(1, PeerModel::Connection), QString());
    for (int column = 0; column < PeerModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
}

void TstShareModels::transfersAreKeptByKey()
{
    Desk desk;
    const auto transfer = [](const QString& path, qint64 done) {
        return QJsonObject{{QStringLiteral("share"), kWww},
                           {QStringLiteral("path"), path},
                           {QStringLiteral("direction"), QStringLiteral("down")},
                           {QStringLiteral("size"), 1000},
                           {QStringLiteral("done"), done},
                           {QStringLiteral("rate"), 50},
                           {QStringLiteral("peers"), QJsonArray{QStringLiteral("app02")}}};
    };
    const auto list = [](const QJsonArray& items) {
        return QJsonObject{{QStringLiteral("transfers"), items}, {QStringLiteral("queued_files"), 7}};
    };
    desk.scripted.answer(QStringLiteral("transfers"),
                         list({transfer(QStringLiteral("a"), 100), transfer(QStringLiteral("b"), 0)}));
    TransferModel model(desk.instance, *desk.scripted.clock);
    model.setShare(kWww);
    model.setShown(true);
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.queuedFiles(), 7);
    QCOMPARE(model.index(0, TransferModel::Progress).data(TransferModel::kPartRole).toDouble(), 0.1);
    QCOMPARE(model.index(0, TransferModel::Peers).data().toString(), QStringLiteral("from app02"));
    const QPersistentModelIndex b = model.index(1, 0);
    desk.scripted.answer(QStringLiteral("transfers"), list({transfer(QStringLiteral("b"), 500)}));
    desk.scripted.tell(kWww, {QStringLiteral("peers")}); // told once a second while bytes flow
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(b.isValid());
    QCOMPARE(model.at(b.row()).done, 500);
}

void TstShareModels::conflictsNameBothVersions()
{
    Desk desk;
    desk.scripted.answer(
        QStringLiteral("conflicts"),
        QJsonObject{{QStringLiteral("conflicts"),
                     QJsonArray{QJsonObject{{QStringLiteral("share"), kWww},
                                            {QStringLiteral("path"), QStringLiteral("a.conflict-app02-1.txt")},
                                            {QStringLiteral("path_base64"), QStringLiteral("YQ==")},
                                            {QStringLiteral("original"), QStringLiteral("a.txt")},
                                            {QStringLiteral("author"), QStringLiteral("app02")},
                                            {QStringLiteral("size"), 10},
                                            {QStringLiteral("original_size"), 0}},
                                QJsonObject{{QStringLiteral("share"), kWww},
                                            {QStringLiteral("path"), QStringLiteral("b.conflict-app02-1.txt")},
                                            {QStringLiteral("original"), QStringLiteral("b.txt")}}}},
                    {QStringLiteral("next"), QStringLiteral("more")}});
    ConflictModel model(desk.instance, *desk.scripted.clock);
    model.setShare(kWww);
    model.setShown(true);
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 2);
    QVERIFY(model.hasMore());
    QCOMPARE(model.index(0, ConflictModel::File).data().toString(), QStringLiteral("a.txt"));
    QCOMPARE(model.at(0).originalSize, std::optional<qint64>(0));
    QVERIFY(!model.at(1).originalSize); // it is gone
    QJsonObject params;
    putPath(params, QStringLiteral("path"), model.at(0).path);
    QCOMPARE(params, (QJsonObject{{QStringLiteral("path_base64"), QStringLiteral("YQ==")}}));
}

void TstShareModels::problemsThatNeedAPersonGoFirst()
{
    Desk desk;
    const auto item = [](const char* path, const char* state, const char* question = "") {
        QJsonObject object{{QStringLiteral("share_dir"), QStringLiteral("/data/www")},
                           {QStringLiteral("path"), QString::fromUtf8(path)},
                           {QStringLiteral("state"), QString::fromUtf8(state)},
                           {QStringLiteral("reason"), QStringLiteral("because")}};
        if (*question)
            object.insert(QStringLiteral("question"), QString::fromUtf8(question));
        return object;
    };
    QJsonObject guard = item("", "blocked", "missing files");
    guard.insert(QStringLiteral("missing_files"), 42);
    desk.scripted.answer(
        QStringLiteral("why"),
        QJsonObject{{QStringLiteral("items"),
                     QJsonArray{item("a", "waiting"), item("b", "in sync"), item("c", "blocked", "other mount"), guard,
                                item("d", "blocked", "old record"), item("e", "ignored")}}});
    ProblemModel model(desk.instance, *desk.scripted.clock);
    model.setShare(kWww, QStringLiteral("/data/www"));
    model.setShown(true);
    desk.attach();
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(desk.scripted.asked(QStringLiteral("why"))[0][QLatin1String("path")].toString(),
             QStringLiteral("/data/www"));
    QCOMPARE(model.at(0).question, Question::OtherMount);
    QCOMPARE(model.at(1).question, Question::MissingFiles);
    QCOMPARE(model.at(1).missingFiles, 42);
    QCOMPARE(model.index(1, ProblemModel::What).data().toString(), QStringLiteral("The whole share"));
    QCOMPARE(model.at(2).question, Question::OldRecord);
    QCOMPARE(model.at(3).path.shown, QStringLiteral("a"));
}

void TstShareModels::aRefusalIsAReason()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("transfers"), [](const QJsonObject&) -> control::Answer {
        return tl::unexpected(
            control::CallError{control::CallErrorCode::CannotNow, QStringLiteral("the share is paused")});
    });
    TransferModel model(desk.instance, *desk.scripted.clock);
    QSignalSpy conditions(&model, &TransferModel::conditionChanged);
    model.setShare(kWww);
    model.setShown(true);
    desk.attach();
    QTRY_COMPARE(conditions.size(), 1);
    QCOMPARE(model.failure(), QStringLiteral("the share is paused"));
    QVERIFY(!model.isKnown());
}

void TstShareModels::ratesAreSampled()
{
    Desk desk;
    QJsonObject busy = shareJson(kWww, QStringLiteral("/data/www"));
    busy[QStringLiteral("rates")] = QJsonObject{{QStringLiteral("up"), 5}, {QStringLiteral("down"), 7}};
    desk.scripted.answer(QStringLiteral("status"), statusJson({busy}));
    RateHistory rates(desk.status, *desk.scripted.clock);
    QCOMPARE(rates.of(QString()).size(), size_t{1});
    desk.attach();
    QTRY_VERIFY(!rates.of(kWww).empty());
    QCOMPARE(rates.of(kWww).back(), (Rates{5, 7}));
    QVERIFY(rates.of(kMail).empty());
}

QTEST_GUILESS_MAIN(TstShareModels)
#include "tst_share_models.moc"
