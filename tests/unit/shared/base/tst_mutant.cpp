// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/mutant.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <set>

using namespace shoal;

class TstMutant : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsBrokenUnasked();
#ifdef SHOAL_MUTANTS
    void cleanup()
    {
        QVERIFY(activateMutant(""));
    }
    void eachIsSwitchedByItsName();
    void namesAreWordsOfTheEnum();
    void othersAreRefused_data();
    void othersAreRefused();
#endif
};

#ifndef SHOAL_MUTANTS
static_assert(!mutated(Mutant::DropArchiveStep), "costs nothing where it cannot be switched");
#endif

void TstMutant::nothingIsBrokenUnasked()
{
    for (int i = static_cast<int>(Mutant::None) + 1; i < static_cast<int>(Mutant::Count); ++i)
        QVERIFY(!mutated(static_cast<Mutant>(i)));
}

#ifdef SHOAL_MUTANTS

void TstMutant::eachIsSwitchedByItsName()
{
    std::set<Mutant> seen;
    for (const char* name : mutantNames()) {
        QVERIFY(activateMutant(name));
        for (int i = static_cast<int>(Mutant::None) + 1; i < static_cast<int>(Mutant::Count); ++i) {
            if (mutated(static_cast<Mutant>(i)))
                QVERIFY2(seen.insert(static_cast<Mutant>(i)).second, name);
        }
    }
    QCOMPARE(seen.size(), static_cast<size_t>(Mutant::Count) - 1);
    QVERIFY(activateMutant(""));
    nothingIsBrokenUnasked();
}

void TstMutant::namesAreWordsOfTheEnum()
{
    QVERIFY(activateMutant("skip-check-after-exchange"));
    QVERIFY(mutated(Mutant::SkipCheckAfterExchange));
    QVERIFY(activateMutant("never-redial"));
    QVERIFY(mutated(Mutant::NeverRedial));
    for (const char* name : mutantNames()) {
        const bool words = std::all_of(name, name + std::strlen(name),
                                       [](char letter) { return letter == '-' || (letter >= 'a' && letter <= 'z'); });
        QVERIFY2(words, name);
    }
}

void TstMutant::othersAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("no mutant") << QByteArray("drop-archive");
    QTest::newRow("a name of the enum") << QByteArray("DropArchiveStep");
    QTest::newRow("a name and more") << QByteArray("drop-archive-step ");
}

void TstMutant::othersAreRefused()
{
    QFETCH(QByteArray, name);
    QVERIFY(activateMutant("trust-racy"));
    QVERIFY(!activateMutant(name.toStdString()));
    QVERIFY(mutated(Mutant::TrustRacy));
}

#endif

QTEST_APPLESS_MAIN(TstMutant)
#include "tst_mutant.moc"
