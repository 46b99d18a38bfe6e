// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/status_line.h"

#include <QJsonDocument>
#include <QTest>

using namespace shoal;
using namespace shoal::daemon;

class TstStatusLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data();
    void lines();
};

void TstStatusLine::lines_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* sentence, const char* shares, const char* line) {
        QTest::newRow(sentence) << QByteArray("{ \"listening_port\" : 7, \"shares\" : [") + shares + "] }"
                                << QByteArray(line);
    };
    row("nothing", "", "0 shares, 0 in sync, 0 peers, port 7");
    row("one in sync", R"({"state":"idle","pending_files":0,"peers":[{"device":"a"}]})",
        "1 share, 1 in sync, 1 peer, port 7");
    row("a peer of two shares counts once, one that is away not at all",
        R"({"state":"idle","peers":[{"device":"a"},{"device":"b","online":true}]},)"
        R"({"state":"syncing","pending_files":12,"peers":[{"device":"a"},{"device":"c","online":false}]})",
        "2 shares, 1 in sync, 12 files to come, 2 peers, port 7");
    row("idle with something to come is not in sync", R"({"state":"idle","pending_files":1,"peers":[]})",
        "1 share, 0 in sync, 1 file to come, 0 peers, port 7");
    row("what needs a person", R"({"state":"idle","problems":1,"conflicts":2},{"state":"stopped","dir":"/srv/x"})",
        "2 shares, 1 in sync, 0 peers, 2 conflicts, 1 problem (shoal why), stopped: /srv/x, port 7");
}

void TstStatusLine::lines()
{
    QFETCH(QByteArray, status);
    QTEST(QByteArray::fromStdString(statusLine(QJsonDocument::fromJson(status).object())), "line");
}

QTEST_GUILESS_MAIN(TstStatusLine)
#include "tst_status_line.moc"
