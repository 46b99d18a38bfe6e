// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/supervisor_channel.h"

#include "shared/config/json_reader.h"

#include <QTest>

using namespace shoal;
using namespace shoal::daemon;

namespace {

config::ConfigSource someParts()
{
    return {"/e/a.conf.d", true, {{"/e/a.conf.d/1.part", "{ 7 12 x\n", true}, {"/e/a.conf.d/2.part", "", false}}};
}

// Both ends.
struct Line
{
    Line()
    {
        const auto sockets = SupervisorChannel::makePair();
        supervisor = std::make_unique<SupervisorChannel>(sockets->first);
        instance = std::make_unique<SupervisorChannel>(sockets->second);
    }
    std::unique_ptr<SupervisorChannel> supervisor;
    std::unique_ptr<SupervisorChannel> instance;
};

} // namespace

class TstSupervisorChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConfigComesOutAsItWentIn();
    void otherBytesAreNoConfig_data();
    void otherBytesAreNoConfig();
    void statesStayApart();
    void aConfigOfFullSizeArrives();
    void aReloadWithoutAConfig();
    void theOtherEndIsMissed();
};

void TstSupervisorChannel::aConfigComesOutAsItWentIn()
{
    const auto source = someParts();
    const auto out = unpacked(packed(source));
    QVERIFY(out);
    QVERIFY(*out == source);
    QVERIFY(out->isFolder);
    QVERIFY(out->parts[0].isOpenToOthers && !out->parts[1].isOpenToOthers);
}

void TstSupervisorChannel::otherBytesAreNoConfig_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = QByteArray::fromStdString(packed(someParts()));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut at its end") << good.chopped(1);
    QTest::newRow("cut at its start") << good.mid(1);
    QTest::newRow("a size beyond all bytes") << QByteArray("99999999999 x");
    QTest::newRow("no size") << QByteArray(" x");
    QTest::newRow("a size with a sign") << QByteArray("-1 x");
    QTest::newRow("a part without its text") << QByteArray("1 a4 file1 b6 closed");
}

void TstSupervisorChannel::otherBytesAreNoConfig()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!unpacked(bytes.toStdString()));
}

void TstSupervisorChannel::statesStayApart()
{
    const Line line;
    std::vector<Bytes> states;
    line.supervisor->onState = [&](const Bytes& state) { states.push_back(state); };
    line.instance->sendState("READY=1\nSTATUS=a");
    line.instance->sendState("STATUS=b");
    QTRY_COMPARE(states, (std::vector<Bytes>{"READY=1\nSTATUS=a", "STATUS=b"}));
}

void TstSupervisorChannel::aConfigOfFullSizeArrives()
{
    const Line line;
    config::ConfigSource source{"/e/a.conf", false, {{"/e/a.conf", Bytes(config::kMaxConfigBytes, 'x'), false}}};
    std::optional<config::ConfigSource> arrived;
    line.instance->onReload = [&](std::optional<config::ConfigSource> one) { arrived = std::move(one); };
    QVERIFY(line.supervisor->sendReload(source));
    QTRY_VERIFY(arrived);
    QVERIFY(*arrived == source);
}

void TstSupervisorChannel::aReloadWithoutAConfig()
{
    const Line line;
    int reloads = 0;
    line.instance->onReload = [&](const auto& source) { reloads += source ? 100 : 1; };
    QVERIFY(line.supervisor->sendReload(std::nullopt));
    QTRY_COMPARE(reloads, 1);
}

void TstSupervisorChannel::theOtherEndIsMissed()
{
    Line line;
    int gone = 0;
    line.instance->onGone = [&] { ++gone; };
    line.supervisor.reset();
    QTRY_COMPARE(gone, 1);
    QVERIFY(!line.instance->sendReload(std::nullopt));
}

QTEST_GUILESS_MAIN(TstSupervisorChannel)
#include "tst_supervisor_channel.moc"
