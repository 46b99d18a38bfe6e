// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/instance_list.h"

#include <QTest>

using namespace shoal;
using namespace shoal::daemon;

namespace {

Candidate candidate(const Bytes& path, const Bytes& storage, uint16_t port = 0)
{
    Candidate one{path, config::instanceNameOf(path), {}, config::LoadedConfig{}, {}};
    one.loaded->config.storagePath = storage;
    one.loaded->config.listeningPort = port;
    return one;
}

Candidate broken(const Bytes& path)
{
    return {path, config::instanceNameOf(path), {}, {}, path + ":1:1: broken"};
}

Identity running(const Bytes& path, const Bytes& storage, uint16_t port = 0)
{
    return {path, config::instanceNameOf(path), storage, port};
}

using Paths = std::vector<Bytes>;

} // namespace

class TstInstancePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNewStartsAndWhatIsGoneStops();
    void aBrokenOneIsRefusedAlone();
    void aRunningOneWithABrokenFileGoesOn();
    void twoOfOneNameAreBothRefused();
    void aSecondOfTheNameDoesNotStopTheFirst();
    void oneStorageOrPortForTwo_data();
    void oneStorageOrPortForTwo();
    void whatRunsKeepsItsStorageAndPort();
};

void TstInstancePlan::whatIsNewStartsAndWhatIsGoneStops()
{
    const auto plan =
        makePlan({candidate("/e/a.conf", "/a"), candidate("/e/b.conf", "/b"), candidate("/e/c.conf", "/c")},
                 {running("/e/b.conf", "/b"), running("/e/d.conf", "/d")});
    QCOMPARE(plan.start, (Paths{"/e/a.conf", "/e/c.conf"}));
    QCOMPARE(plan.reload, Paths{"/e/b.conf"});
    QCOMPARE(plan.stop, Paths{"/e/d.conf"});
    QVERIFY(plan.refused.empty() && plan.unchanged.empty());
}

void TstInstancePlan::aBrokenOneIsRefusedAlone()
{
    const auto plan = makePlan({broken("/e/a.conf"), candidate("/e/b.conf", "/b")}, {});
    QCOMPARE(plan.start, Paths{"/e/b.conf"});
    QCOMPARE(plan.refused.size(), size_t(1));
    QCOMPARE(plan.refused.at("/e/a.conf"), Bytes("/e/a.conf:1:1: broken"));
}

void TstInstancePlan::aRunningOneWithABrokenFileGoesOn()
{
    const auto plan = makePlan({broken("/e/a.conf")}, {running("/e/a.conf", "/a")});
    QVERIFY(plan.start.empty() && plan.stop.empty() && plan.reload.empty() && plan.refused.empty());
    QCOMPARE(plan.unchanged.at("/e/a.conf"), Bytes("/e/a.conf:1:1: broken"));
}

void TstInstancePlan::twoOfOneNameAreBothRefused()
{
    const auto plan = makePlan({candidate("/e/a.bob.conf", "/1"), candidate("/e/a.conf", "/2")}, {});
    QVERIFY(plan.start.empty());
    QCOMPARE(plan.refused.at("/e/a.conf"),
             Bytes("/e/a.conf: the instance a is also described by /e/a.bob.conf; keep one "
                   "of them, or give one another name"));
    QVERIFY(plan.refused.contains("/e/a.bob.conf"));
}

void TstInstancePlan::aSecondOfTheNameDoesNotStopTheFirst()
{
    const auto plan =
        makePlan({candidate("/e/a.bob.conf", "/1"), candidate("/e/a.conf", "/2")}, {running("/e/a.conf", "/2")});
    QVERIFY(plan.start.empty() && plan.stop.empty());
    QVERIFY(plan.refused.contains("/e/a.bob.conf"));
    QVERIFY(plan.unchanged.contains("/e/a.conf"));
}

void TstInstancePlan::oneStorageOrPortForTwo_data()
{
    QTest::addColumn<QByteArray>("storage");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("one storage path") << QByteArray("/one") << 2
                                      << QByteArray("/e/b.conf: storage_path is also that of /e/a.conf; each instance "
                                                    "needs one of its own");
    QTest::newRow("one port") << QByteArray("/two") << 1
                              << QByteArray(
                                     "/e/b.conf: listening_port 1 is also that of /e/a.conf; each instance needs "
                                     "one of its own, or 0 for any");
}

void TstInstancePlan::oneStorageOrPortForTwo()
{
    QFETCH(QByteArray, storage);
    QFETCH(int, port);
    const auto plan = makePlan({candidate("/e/a.conf", "/one", 1),
                                candidate("/e/b.conf", storage.toStdString(), static_cast<uint16_t>(port)),
                                candidate("/e/c.conf", "/three", 0), candidate("/e/d.conf", "/four", 0)},
                               {});
    QCOMPARE(plan.start, (Paths{"/e/a.conf", "/e/c.conf", "/e/d.conf"}));
    QTEST(QByteArray::fromStdString(plan.refused.at("/e/b.conf")), "reason");
}

void TstInstancePlan::whatRunsKeepsItsStorageAndPort()
{
    // The new one is first by name, yet it is the one that has to wait.
    const auto plan =
        makePlan({candidate("/e/a.conf", "/x", 5), candidate("/e/b.conf", "/y", 5)}, {running("/e/b.conf", "/y", 5)});
    QVERIFY(plan.start.empty() && plan.stop.empty());
    QCOMPARE(plan.reload, Paths{"/e/b.conf"});
    QVERIFY(plan.refused.contains("/e/a.conf"));
}

QTEST_GUILESS_MAIN(TstInstancePlan)
#include "tst_instance_plan.moc"
