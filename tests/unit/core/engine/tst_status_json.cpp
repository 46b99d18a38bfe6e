// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/gather.h"
#include "core/engine/status_json.h"
#include "shared/control/control_message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <map>

using namespace shoal;
using namespace shoal::engine;

namespace {

class HandClock final : public Clock
{
public:
    int64_t wallNs() const override { return 0; }
    int64_t monotonicNs() const override { return 0; }
    TimerId after(std::chrono::milliseconds, std::function<void()> callback) override
    {
        timers.emplace(++m_last, std::move(callback));
        return m_last;
    }
    void cancel(TimerId timer) override { timers.erase(timer); }
    void fireAll()
    {
        for (auto& [id, callback] : std::exchange(timers, {}))
            callback();
    }
    std::map<TimerId, std::function<void()>> timers;

private:
    TimerId m_last = 0;
};

InstanceView instanceWithOneShare()
{
    InstanceView instance;
    instance.device.bytes.fill(0xab);
    instance.name = "app01 www";
    instance.version = "0.1.0";
    instance.pid = 42;
    instance.uptimeSeconds = 7;
    instance.listeningPort = 12345;
    ShareView& view = instance.shares.emplace_back();
    view.status.dir = "/data/www";
    view.status.share.bytes.fill(0x1c);
    view.status.permission = crypto::Permission::ReadWrite;
    view.status.state = ShareState::Syncing;
    view.status.files = 50'000;
    view.status.bytes = 5'000'000'000;
    view.status.pendingFiles = 3;
    view.upPerSecond = 1'000;
    PeerStatus says;
    says.inSync = true;
    says.lackingBytes = 11;
    KnownPeer known;
    known.name = "desk\x1b[2J";
    known.version = "shoal 1.2.3";
    known.found = FoundBy::Lan;
    known.lastSeenMs = 1'700'000'000'000;
    view.peers.push_back({says, known, {100, 200}, 10, 20});
    known.name = "laptop";
    view.peers.push_back({std::nullopt, known, {}, 0, 0});
    return instance;
}

} // namespace

class TstStatusJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusTellsInstanceShareAndPeer();
    void peersThatAreGoneAreListedToo();
    void timeLeftIsToldWhileBytesFlow();
    void aStoppedShareSaysWhy();
    void sentencesCarryWhatTheyAreTranslatedBy();
    void whySums_data();
    void whySums();
    void whyEndsWhereALineEnds();
    void whySaysThatThereIsMore();
    void namesThatAreNotTextKeepTheirBytes();
    void allAnswersAreGathered();
    void aMissingAnswerDoesNotHoldUpTheOthers();
    void noQuestionsAreAnsweredAtOnce();
};

void TstStatusJson::statusTellsInstanceShareAndPeer()
{
    const QJsonObject json = statusJson(instanceWithOneShare());

    QCOMPARE(json[QLatin1String("device")].toObject()[QLatin1String("name")].toString(), QStringLiteral("app01 www"));
    QCOMPARE(json[QLatin1String("device")].toObject()[QLatin1String("id")].toString().size(), 64);
    QCOMPARE(json[QLatin1String("pid")].toInteger(), 42);
    QCOMPARE(json[QLatin1String("uptime_seconds")].toInteger(), 7);
    QCOMPARE(json[QLatin1String("listening_port")].toInt(), 12345);
    const QJsonObject share = json[QLatin1String("shares")].toArray().at(0).toObject();
    QCOMPARE(share[QLatin1String("dir")].toString(), QStringLiteral("/data/www"));
    QCOMPARE(share[QLatin1String("share")].toString(), QStringLiteral("1c1c1c1c"));
    QCOMPARE(share[QLatin1String("permission")].toString(), QStringLiteral("read-write"));
    QCOMPARE(share[QLatin1String("state")].toString(), QStringLiteral("syncing"));
    QCOMPARE(share[QLatin1String("files")].toInteger(), 50'000);
    QCOMPARE(share[QLatin1String("bytes")].toInteger(), 5'000'000'000);
    QCOMPARE(share[QLatin1String("pending_files")].toInteger(), 3);
    QCOMPARE(share[QLatin1String("rates")].toObject()[QLatin1String("up")].toInteger(), 1'000);
    QVERIFY(!share.contains(QLatin1String("reason")));
    const QJsonObject peer = share[QLatin1String("peers")].toArray().at(0).toObject();
    QCOMPARE(peer[QLatin1String("name")].toString(), QStringLiteral("desk\\x1b[2J"));
    QCOMPARE(peer[QLatin1String("state")].toString(), QStringLiteral("in sync"));
    QCOMPARE(peer[QLatin1String("permission")].toString(), QStringLiteral("read-only"));
    QCOMPARE(peer[QLatin1String("lacking_bytes")].toInteger(), 11);
    QCOMPARE(peer[QLatin1String("sent_bytes")].toInteger(), 100);
    QCOMPARE(peer[QLatin1String("received_bytes")].toInteger(), 200);
    QCOMPARE(peer[QLatin1String("version")].toString(), QStringLiteral("shoal 1.2.3"));
    QCOMPARE(peer[QLatin1String("found")].toString(), QStringLiteral("lan"));
    QCOMPARE(peer[QLatin1String("rates")].toObject()[QLatin1String("down")].toInteger(), 20);
    QCOMPARE(share[QLatin1String("peers")].toArray().size(), 1);
}

void TstStatusJson::peersThatAreGoneAreListedToo()
{
    const QJsonArray peers = peersJson(instanceWithOneShare())[QLatin1String("peers")].toArray();
    QCOMPARE(peers.size(), 2);
    const QJsonObject gone = peers[1].toObject();
    QCOMPARE(gone[QLatin1String("name")].toString(), QStringLiteral("laptop"));
    QCOMPARE(gone[QLatin1String("online")].toBool(true), false);
    QCOMPARE(gone[QLatin1String("state")].toString(), QStringLiteral("offline"));
    QCOMPARE(gone[QLatin1String("last_seen")].toInteger(), 1'700'000'000'000);
    QCOMPARE(gone[QLatin1String("share_dir")].toString(), QStringLiteral("/data/www"));
}

void TstStatusJson::timeLeftIsToldWhileBytesFlow()
{
    InstanceView instance = instanceWithOneShare();
    const auto share = [&instance] { return statusJson(instance)[QLatin1String("shares")].toArray()[0].toObject(); };
    QVERIFY(!share().contains(QLatin1String("seconds_left")));
    instance.shares[0].status.pendingBytes = 10'000;
    instance.shares[0].downPerSecond = 1'000;
    QCOMPARE(share()[QLatin1String("seconds_left")].toInt(), 11);
    instance.shares[0].status.state = ShareState::Idle;
    QVERIFY(!share().contains(QLatin1String("seconds_left")));
}

void TstStatusJson::aStoppedShareSaysWhy()
{
    InstanceView instance = instanceWithOneShare();
    instance.shares[0].status.state = ShareState::Stopped;
    instance.shares[0].status.stopped = "The disk is gone.";
    const QJsonObject share = statusJson(instance)[QLatin1String("shares")].toArray().at(0).toObject();
    QCOMPARE(share[QLatin1String("state")].toString(), QStringLiteral("stopped"));
    QCOMPARE(share[QLatin1String("reason")].toString(), QStringLiteral("The disk is gone."));
}

void TstStatusJson::sentencesCarryWhatTheyAreTranslatedBy()
{
    using model::Sentence;
    using model::Wording;
    const Sentence reason = Sentence(Wording::NobodyHasIt) + Sentence(Wording::MadeBy, {"app02"});
    const QJsonArray items =
        whyJson({{"/d", {"a", "waiting", reason, "", "look there"}}})[QLatin1String("items")].toArray();
    const QJsonObject item = items[0].toObject();
    QCOMPARE(item[QLatin1String("reason")].toString(),
             QStringLiteral("no connected peer has it; this version was made by 'app02'"));
    const QJsonArray phrases = item[QLatin1String("reason_phrases")].toArray();
    QCOMPARE(phrases.size(), 2);
    QCOMPARE(phrases[1].toObject(),
             (QJsonObject{{QStringLiteral("code"), QStringLiteral("made-by")},
                          {QStringLiteral("args"), QJsonArray{QStringLiteral("app02")}},
                          {QStringLiteral("text"), QStringLiteral("; this version was made by 'app02'")}}));
    QCOMPARE(item[QLatin1String("what_to_do")].toString(), QStringLiteral("look there"));
    QVERIFY(!item.contains(QLatin1String("what_to_do_phrases"))); // there is no code to translate by

    InstanceView instance = instanceWithOneShare();
    instance.notices = {"plain", {Wording::NoticeStorageCopied, {"/data/www"}}};
    instance.shares[0].status.guarantees = {Wording::WeakCase};
    instance.shares[0].peers[0].problem = Wording::PeerPenalty;
    const QJsonObject status = statusJson(instance);
    QCOMPARE(status[QLatin1String("notices")].toArray().size(), 2);
    const QJsonArray notices = status[QLatin1String("notices_phrases")].toArray();
    QCOMPARE(notices.size(), 2);
    QVERIFY(!notices[0].toArray()[0].toObject().contains(QLatin1String("code")));
    QCOMPARE(notices[1].toArray()[0].toObject()[QLatin1String("code")].toString(),
             QStringLiteral("notice-storage-copied"));
    const QJsonObject share = status[QLatin1String("shares")].toArray()[0].toObject();
    QCOMPARE(share[QLatin1String("guarantees_phrases")].toArray()[0].toArray()[0].toObject()[QLatin1String("code")],
             QJsonValue(QStringLiteral("weak-case")));
    QCOMPARE(share[QLatin1String("peers")].toArray()[0].toObject()[QLatin1String("problem_phrases")].toArray().size(),
             1);
}

void TstStatusJson::whySums_data()
{
    QTest::addColumn<QStringList>("states");
    QTest::addColumn<QString>("summary");
    QTest::newRow("nothing is open") << QStringList{} << QStringLiteral("Everything is in sync.");
    QTest::newRow("the path asked for is in sync")
        << QStringList{QStringLiteral("in sync")} << QStringLiteral("In sync.");
    QTest::newRow("one waits") << QStringList{QStringLiteral("waiting")} << QStringLiteral("One path is not in sync.");
    QTest::newRow("two are open, one is not")
        << QStringList{QStringLiteral("waiting"), QStringLiteral("in sync"), QStringLiteral("blocked")}
        << QStringLiteral("2 paths are not in sync.");
}

void TstStatusJson::whySums()
{
    QFETCH(QStringList, states);
    QFETCH(QString, summary);
    std::vector<WhyAnswer> answers;
    for (const QString& state : states)
        answers.push_back({"/data/www", {"a", state.toStdString(), "because", "app02", "wait"}});
    const QJsonObject json = whyJson(answers);
    QCOMPARE(json[QLatin1String("items")].toArray().size(), states.size());
    QCOMPARE(json[QLatin1String("summary")].toString(), summary);
}

void TstStatusJson::whyEndsWhereALineEnds()
{
    std::vector<WhyAnswer> answers;
    for (int i = 0; i < 900; ++i)
        answers.push_back({"/data/www", {Bytes(1'000, '\x01'), "waiting", "because", "", ""}});
    const QJsonObject json = whyJson(answers);
    const auto shown = json[QLatin1String("items")].toArray().size();
    QVERIFY2(shown > 10 && shown < 900, qPrintable(QString::number(shown)));
    QVERIFY(QJsonDocument(json).toJson(QJsonDocument::Compact).size() < control::kMaxLineBytes);
    QVERIFY(json[QLatin1String("more")].toBool());
    QCOMPARE(json[QLatin1String("summary")].toString(),
             QStringLiteral("More than %1 paths are not in sync.").arg(shown));
}

void TstStatusJson::whySaysThatThereIsMore()
{
    std::vector<WhyAnswer> answers(kMaxWhyItems, {"/d", {"a", "waiting", "", "", ""}});
    QVERIFY(!whyJson(answers).contains(QLatin1String("more")));
    answers.push_back(answers.front());
    const QJsonObject json = whyJson(answers);
    QCOMPARE(json[QLatin1String("items")].toArray().size(), static_cast<qsizetype>(kMaxWhyItems));
    QVERIFY(json[QLatin1String("more")].toBool());
}

void TstStatusJson::namesThatAreNotTextKeepTheirBytes()
{
    const Bytes odd = "sub/\xff\xfe";
    const QJsonArray items = whyJson({{"/d", {odd, "waiting", "", "", ""}},
                                      {"/d", {"plain", "waiting", "", "", ""}}})[QLatin1String("items")]
                                 .toArray();
    const QString base64 = items.at(0).toObject()[QLatin1String("path_base64")].toString();
    QCOMPARE(QByteArray::fromBase64(base64.toLatin1()).toStdString(), odd);
    QVERIFY(items.at(0).toObject()[QLatin1String("path")].toString().startsWith(QStringLiteral("sub/")));
    QVERIFY(!items.at(1).toObject().contains(QLatin1String("path_base64")));
}

void TstStatusJson::allAnswersAreGathered()
{
    HandClock clock;
    Gather<int>::Answers got;
    int calls = 0;
    const auto gather = Gather<int>::start(clock, std::chrono::seconds(1), 2, [&](auto answers) {
        got = answers;
        ++calls;
    });
    gather->slot(1)(11);
    QCOMPARE(calls, 0);
    gather->slot(0)(10);
    QCOMPARE(calls, 1);
    QCOMPARE(got[0].value(), 10);
    QCOMPARE(got[1].value(), 11);
    QVERIFY(clock.timers.empty());
}

void TstStatusJson::aMissingAnswerDoesNotHoldUpTheOthers()
{
    HandClock clock;
    Gather<int>::Answers got;
    int calls = 0;
    const auto gather = Gather<int>::start(clock, std::chrono::seconds(1), 2, [&](auto answers) {
        got = answers;
        ++calls;
    });
    gather->slot(1)(11);
    clock.fireAll();
    gather->slot(0)(10); // too late
    QCOMPARE(calls, 1);
    QVERIFY(!got[0]);
    QCOMPARE(got[1].value(), 11);
}

void TstStatusJson::noQuestionsAreAnsweredAtOnce()
{
    HandClock clock;
    int calls = 0;
    Gather<int>::start(clock, std::chrono::seconds(1), 0,
                       [&](const auto& answers) { calls += answers.empty() ? 1 : 100; });
    QCOMPARE(calls, 1);
    QVERIFY(clock.timers.empty());
}

QTEST_GUILESS_MAIN(TstStatusJson)
#include "tst_status_json.moc"
