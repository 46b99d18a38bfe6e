// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/owner_names.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

class TstOwnerNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rootIsKnownBothWays();
    void idsWithoutNamesAreEmpty();
    void namesThatCannotBeAreUnknown_data();
    void namesThatCannotBeAreUnknown();
    void answersAreTheSameAgain();
    void inventedNamesDoNotFillTheMemory();
};

void TstOwnerNames::rootIsKnownBothWays()
{
    OwnerNames names;
    QCOMPARE(names.userName(0), Bytes("root"));
    QCOMPARE(names.groupName(0), Bytes("root"));
    QCOMPARE(names.userId("root"), std::optional<uint32_t>(0));
    QCOMPARE(names.groupId("root"), std::optional<uint32_t>(0));
}

void TstOwnerNames::idsWithoutNamesAreEmpty()
{
    OwnerNames names;
    QCOMPARE(names.userName(3'999'999'999), Bytes());
    QCOMPARE(names.groupName(3'999'999'999), Bytes());
}

void TstOwnerNames::namesThatCannotBeAreUnknown_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("nobody has it") << QByteArray("no-such-account-here");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("root with a NUL byte and more") << QByteArray("root\0x", 6);
    QTest::newRow("too long") << QByteArray(257, 'r');
    QTest::newRow("a number") << QByteArray("0");
    QTest::newRow("a line of the database") << QByteArray("root:x:0:0");
}

void TstOwnerNames::namesThatCannotBeAreUnknown()
{
    QFETCH(QByteArray, name);
    OwnerNames names;
    QVERIFY(!names.userId(name.toStdString()));
    QVERIFY(!names.groupId(name.toStdString()));
}

void TstOwnerNames::answersAreTheSameAgain()
{
    OwnerNames names;
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(names.userId("root"), std::optional<uint32_t>(0));
        QVERIFY(!names.userId("no-such-account-here"));
        QCOMPARE(names.userName(0), Bytes("root"));
        if (round == 1)
            names.forget();
    }
}

void TstOwnerNames::inventedNamesDoNotFillTheMemory()
{
    OwnerNames names;
    for (int i = 0; i < 11'000; ++i)
        QCOMPARE(names.userName(static_cast<uint32_t>(3'000'000'000u + static_cast<unsigned>(i))), Bytes());
    QVERIFY(names.kept() <= OwnerNames::kMostKept);
    QCOMPARE(names.userName(0), Bytes("root"));
}

QTEST_GUILESS_MAIN(TstOwnerNames)
#include "tst_owner_names.moc"
