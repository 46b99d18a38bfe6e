// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/restart_policy.h"

#include <QTest>

#include <csignal>
#include <sys/wait.h>

using namespace shoal::daemon;
using namespace std::chrono_literals;

class TstRestartPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWaitDoublesUpToAMinute();
    void whoRanForAWhileBeginsAnew();
    void onlyFailuresAreTriedAgain();
    void endings();
};

void TstRestartPolicy::theWaitDoublesUpToAMinute()
{
    RestartPolicy policy;
    for (const auto wanted : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s})
        QCOMPARE(policy.ended(Ending::Failed, 1s), std::optional(std::chrono::milliseconds(wanted)));
}

void TstRestartPolicy::whoRanForAWhileBeginsAnew()
{
    RestartPolicy policy;
    (void)policy.ended(Ending::Failed, 0s);
    (void)policy.ended(Ending::Failed, 59s);
    QCOMPARE(policy.ended(Ending::Failed, 60s), std::optional<std::chrono::milliseconds>(1s));
    QCOMPARE(policy.ended(Ending::Failed, 0s), std::optional<std::chrono::milliseconds>(2s));
}

void TstRestartPolicy::onlyFailuresAreTriedAgain()
{
    RestartPolicy policy;
    (void)policy.ended(Ending::Failed, 0s);
    QVERIFY(!policy.ended(Ending::BadConfig, 0s));
    QVERIFY(!policy.ended(Ending::Stopped, 100s));
    QCOMPARE(policy.ended(Ending::Failed, 0s), std::optional<std::chrono::milliseconds>(1s));
}

void TstRestartPolicy::endings()
{
    QCOMPARE(endingOf(W_EXITCODE(0, 0)), Ending::Stopped);
    QCOMPARE(endingOf(W_EXITCODE(1, 0)), Ending::Failed);
    QCOMPARE(endingOf(W_EXITCODE(2, 0)), Ending::BadConfig);
    QCOMPARE(endingOf(W_EXITCODE(126, 0)), Ending::Failed);
    QCOMPARE(endingOf(W_EXITCODE(0, SIGKILL)), Ending::Failed);
    QCOMPARE(endingOf(W_EXITCODE(0, SIGTERM)), Ending::Failed);
}

QTEST_GUILESS_MAIN(TstRestartPolicy)
#include "tst_restart_policy.moc"
