// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secret.h"

#include <QTest>

#include <set>

using namespace shoal;
using namespace shoal::crypto;

namespace {

// A pair that BitTorrent Sync made and published.
const Bytes kReadWrite = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
const Bytes kReadOnly = "B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG";

} // namespace

class TstSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsWhatIsASecret_data();
    void acceptsWhatIsASecret();
    void refusesWithAReason_data();
    void refusesWithAReason();
    void readOnlySecretIsTheOneOfBitTorrentSync();
    void generatedSecretsAreReadWriteAndDiffer();
};

void TstSecret::acceptsWhatIsASecret_data()
{
    QTest::addColumn<Bytes>("text");
    QTest::addColumn<Bytes>("canonical");
    QTest::addColumn<bool>("writes");
    QTest::newRow("A grants read-write") << kReadWrite << kReadWrite << true;
    QTest::newRow("B grants read-only") << kReadOnly << kReadOnly << false;
    QTest::newRow("white space around it is ignored") << " \t" + kReadWrite + "\r\n" << kReadWrite << true;
    QTest::newRow("all bits zero is a value like another") << "A" + Bytes(32, 'A') << "A" + Bytes(32, 'A') << true;
    QTest::newRow("all bits one is a value like another") << "B" + Bytes(32, '7') << "B" + Bytes(32, '7') << false;
}

void TstSecret::acceptsWhatIsASecret()
{
    QFETCH(Bytes, text);
    QFETCH(Bytes, canonical);
    QFETCH(bool, writes);
    const auto secret = Secret::parse(text);
    QVERIFY(secret);
    QCOMPARE(secret->text(), canonical);
    QCOMPARE(secret->permission() == Permission::ReadWrite, writes);
}

void TstSecret::refusesWithAReason_data()
{
    QTest::addColumn<Bytes>("text");
    QTest::addColumn<Bytes>("reason");
    const Bytes body = kReadWrite.substr(1);
    QTest::newRow("nothing") << Bytes() << Bytes("empty");
    QTest::newRow("white space only") << Bytes(" \n") << Bytes("empty");
    QTest::newRow("one character too few") << kReadWrite.substr(0, 32) << Bytes("has 32 characters; it must have 33");
    QTest::newRow("one character too many") << kReadWrite + "A" << Bytes("has 34 characters; it must have 33");
    QTest::newRow("another letter") << "G" + body << Bytes("neither A (read-write) nor B (read-only)");
    QTest::newRow("one-time") << "C" + body << Bytes("C is a one-time invitation");
    QTest::newRow("read-write of an encrypted folder") << "D" + body << Bytes("D is the read-write secret");
    QTest::newRow("read-only of an encrypted folder") << "E" + Bytes(58, 'A') << Bytes("E is the read-only secret");
    QTest::newRow("encrypted peer") << "F" + body << Bytes("F is for a BitTorrent Sync peer that stores");
    QTest::newRow("identity link") << "M" + body << Bytes("M links the devices");
    QTest::newRow("read-only before 1.1")
        << "R" + body << Bytes("R is a read-only secret from BitTorrent Sync before 1.1");
    QTest::newRow("lower-case first letter") << "a" + body << Bytes("begins with a lower-case letter");
    QTest::newRow("lower-case letter inside") << kReadWrite.substr(0, 4) + "x" + kReadWrite.substr(5)
                                              << Bytes("character 5 of the secret is a lower-case letter");
    QTest::newRow("digit that Base32 lacks")
        << "A0" + kReadWrite.substr(2) << Bytes("character 2 of the secret is '0'");
    QTest::newRow("bad last character") << kReadWrite.substr(0, 32) + "=" << Bytes("character 33 of the secret is '='");
    QTest::newRow("control character is made printable")
        << "A\x1b" + kReadWrite.substr(2) << Bytes("character 2 of the secret is '\\x1b'");
    QTest::newRow("space inside") << "A " + kReadWrite.substr(2) << Bytes("character 2 of the secret is ' '");
}

void TstSecret::refusesWithAReason()
{
    QFETCH(Bytes, text);
    QFETCH(Bytes, reason);
    const auto secret = Secret::parse(text);
    QVERIFY(!secret);
    QCOMPARE(secret.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(secret.error().context.find(reason) != Bytes::npos, secret.error().context.c_str());
    QVERIFY2(secret.error().context.find(kReadWrite.substr(6, 20)) == Bytes::npos,
             "an error must not repeat the secret");
}

void TstSecret::readOnlySecretIsTheOneOfBitTorrentSync()
{
    const auto readWrite = Secret::parse(kReadWrite);
    QVERIFY(readWrite);
    const Secret readOnly = readWrite->readOnly();
    QCOMPARE(readOnly.text(), kReadOnly);
    QCOMPARE(readOnly.permission(), Permission::ReadOnly);
    QCOMPARE(readOnly.readOnly().text(), kReadOnly);
}

void TstSecret::generatedSecretsAreReadWriteAndDiffer()
{
    const auto random = makeSystemRandom();
    std::set<Bytes> texts;
    for (int i = 0; i < 20; ++i) {
        const Secret secret = Secret::generate(*random);
        QCOMPARE(secret.permission(), Permission::ReadWrite);
        const auto again = Secret::parse(secret.text());
        QVERIFY(again);
        QCOMPARE(again->readOnly().text(), secret.readOnly().text());
        texts.insert(secret.text());
    }
    QCOMPARE(texts.size(), size_t{20});
}

QTEST_GUILESS_MAIN(TstSecret)
#include "tst_secret.moc"
