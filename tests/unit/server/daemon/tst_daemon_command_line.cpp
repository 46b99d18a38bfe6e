// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/command_line.h"

#include <QTest>

using namespace shoal;
using namespace shoal::daemon;

class TstDaemonCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actions();
    void refused_data();
    void refused();
};

void TstDaemonCommandLine::actions()
{
    const auto one = parseCommandLine({"--config", "/e/a.conf", "--nodaemon", "--log=/l", "--supervised", "5"});
    QVERIFY(one);
    QVERIFY(one->action == Action::Run);
    QCOMPARE(one->config, Bytes("/e/a.conf"));
    QCOMPARE(one->log, std::optional<Bytes>("/l"));
    QCOMPARE(one->supervisor, std::optional<int>(5));

    const auto all = parseCommandLine({"--config-dir=/e"});
    QVERIFY(all);
    QVERIFY(all->action == Action::Supervise);
    QCOMPARE(all->configFolder, Bytes("/e"));

    const auto check = parseCommandLine({"--check-config", "/e"});
    QVERIFY(check);
    QVERIFY(check->action == Action::CheckConfig);
    QCOMPARE(check->checked, Bytes("/e"));
}

void TstDaemonCommandLine::refused_data()
{
    using Words = std::vector<Bytes>;
    QTest::addColumn<Words>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nothing") << Words{} << QByteArray("no config file given");
    QTest::newRow("both") << Words{"--config", "/a", "--config-dir", "/e"} << QByteArray("exclude each other");
    QTest::newRow("one log for all") << Words{"--config-dir", "/e", "--log", "/l"} << QByteArray("takes no --log");
    QTest::newRow("no value") << Words{"--config-dir"} << QByteArray("needs a value");
    QTest::newRow("a value too many") << Words{"--nodaemon=1"} << QByteArray("takes no value");
    QTest::newRow("misspelt") << Words{"--config-dri", "/e"} << QByteArray("did you mean --config-dir?");
}

void TstDaemonCommandLine::refused()
{
    QFETCH(std::vector<Bytes>, words);
    QFETCH(QByteArray, says);
    const auto line = parseCommandLine(words);
    QVERIFY(!line);
    QVERIFY2(line.error().context.find(says.toStdString()) != Bytes::npos, line.error().context.c_str());
}

QTEST_GUILESS_MAIN(TstDaemonCommandLine)
#include "tst_daemon_command_line.moc"
