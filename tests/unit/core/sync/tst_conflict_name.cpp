// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/conflict_name.h"

#include "core/sync/merge.h"

#include <QTest>

using namespace shoal;

// The name of a conflict copy is understood, and nothing else is taken for one.
class TstConflictName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMadeIsUnderstood_data();
    void whatIsMadeIsUnderstood();
    void otherNamesAreNone_data();
    void otherNamesAreNone();
};

void TstConflictName::whatIsMadeIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"report.txt", "Makefile", ".profile", "a.tar.gz", "x.conflict-y", "a b.c d"})
        QTest::newRow(name) << QByteArray(name);
}

void TstConflictName::whatIsMadeIsUnderstood()
{
    QFETCH(const QByteArray, name);
    model::Dot dot;
    dot.author.value = 0x0123'4567'89ab'cdef;
    dot.counter = 77;
    dot.stamp = 1'700'000'000'123'456'789;
    const auto mark = sync::parseConflictName(sync::conflictName(name.toStdString(), dot));
    QVERIFY(mark);
    QCOMPARE(mark->original, name.toStdString());
    QCOMPARE(mark->stem + mark->extension, name.toStdString());
    QCOMPARE(mark->author, Bytes("01234567"));
    QCOMPARE(mark->timeMs, int64_t{1'700'000'000'000});
}

void TstConflictName::otherNamesAreNone_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"", "report.txt", ".conflict-01234567-20231114-221320-7", "a.conflict-",
          "a.conflict-0123456-20231114-221320-7", "a.conflict-0123456X-20231114-221320-7",
          "a.conflict-01234567-20231114-221320", "a.conflict-01234567-20231114-221320-",
          "a.conflict-01234567-20231114-221320-7x", "a.conflict-01234567-20231114-221320-777777777777777777777",
          "a.conflict-01234567-2023111-221320-7"})
        QTest::newRow(name) << QByteArray(name);
}

void TstConflictName::otherNamesAreNone()
{
    QFETCH(const QByteArray, name);
    QVERIFY(!sync::parseConflictName(name.toStdString()));
}

QTEST_GUILESS_MAIN(TstConflictName)
#include "tst_conflict_name.moc"
