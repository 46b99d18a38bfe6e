// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/version_vector.h"

#include <QTest>

using namespace shoal;
using model::VersionVector;

namespace {

// "1:5 2:7" -> the vector in which author 1 has 5 and author 2 has 7.
VersionVector vectorOf(const QByteArray& text)
{
    VersionVector vector;
    for (const QByteArray& entry : text.split(' ')) {
        const QList<QByteArray> parts = entry.split(':');
        if (parts.size() == 2)
            vector.set({parts[0].toULongLong()}, parts[1].toULongLong());
    }
    return vector;
}

} // namespace

class TstVersionVector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dominates_data();
    void dominates();
    void entriesAreAscendingWhateverTheOrderTheyCameIn();
    void aCounterOnlyRises();
    void aCounterCoversItselfAndAllBeforeIt();
};

void TstVersionVector::dominates_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* one, const char* other, bool expected) {
        QTest::newRow(name) << QByteArray(one) << QByteArray(other) << expected;
    };
    row("empty vectors dominate each other", "", "", true);
    row("anything dominates the empty vector", "1:1", "", true);
    row("the empty vector dominates nothing that has a counter", "", "1:1", false);
    row("equal vectors dominate each other", "1:5 2:7", "1:5 2:7", true);
    row("a higher counter dominates", "1:6 2:7", "1:5 2:7", true);
    row("a lower counter does not", "1:4 2:7", "1:5 2:7", false);
    row("an author more dominates", "1:5 2:7 3:1", "1:5 2:7", true);
    row("an author less does not", "1:5", "1:5 2:7", false);
    row("higher here and lower there is concurrent", "1:6 2:6", "1:5 2:7", false);
}

void TstVersionVector::dominates()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, expected);
    QCOMPARE(vectorOf(one).dominates(vectorOf(other)), expected);
}

void TstVersionVector::entriesAreAscendingWhateverTheOrderTheyCameIn()
{
    const VersionVector vector = vectorOf("9:1 18446744073709551615:2 1:3 5:4");
    const std::vector<VersionVector::Entry> expected{{{1}, 3}, {{5}, 4}, {{9}, 1}, {{UINT64_MAX}, 2}};
    QVERIFY(vector.entries() == expected);
    QVERIFY(vector == vectorOf("1:3 5:4 9:1 18446744073709551615:2"));
}

void TstVersionVector::aCounterOnlyRises()
{
    VersionVector vector = vectorOf("1:5");
    vector.set({1}, 4);
    QCOMPARE(vector.counter({1}), uint64_t(5));
    vector.set({1}, 6);
    QCOMPARE(vector.counter({1}), uint64_t(6));
    vector.set({2}, 0); // counters begin at 1
    QCOMPARE(vector.entries().size(), size_t(1));
}

void TstVersionVector::aCounterCoversItselfAndAllBeforeIt()
{
    const VersionVector vector = vectorOf("1:5");
    QVERIFY(vector.covers({1}, 1));
    QVERIFY(vector.covers({1}, 5));
    QVERIFY(!vector.covers({1}, 6));
    QVERIFY(!vector.covers({2}, 1));
    QCOMPARE(vector.counter({2}), uint64_t(0));
}

QTEST_GUILESS_MAIN(TstVersionVector)
#include "tst_version_vector.moc"
