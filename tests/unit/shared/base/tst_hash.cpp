// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/hash.h"

#include <QTest>

using namespace shoal;

class TstHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sha256KnownAnswers_data();
    void sha256KnownAnswers();
    void piecesHashLikeTheWhole();
    void aHasherBeginsAnewAfterFinish();
    void hashersDoNotDisturbEachOther();
    void blake2bKnownAnswers_data();
    void blake2bKnownAnswers();
};

void TstHash::sha256KnownAnswers_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("hash");
    // FIPS 180-4, examples of NIST.
    QTest::newRow("nothing") << QByteArray("")
                             << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("one block") << QByteArray("abc")
                               << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million letters") << QByteArray(1'000'000, 'a')
                                       << QByteArray(
                                              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void TstHash::sha256KnownAnswers()
{
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, hash);
    QCOMPARE(QByteArray::fromStdString(sha256(data.toStdString()).hex()), hash);
}

void TstHash::piecesHashLikeTheWhole()
{
    Bytes data;
    for (int i = 0; i < 300; ++i)
        data += static_cast<char>(i);
    const Hash whole = sha256(data);
    for (size_t step = 1; step <= data.size(); step += 13) {
        Sha256 hasher;
        for (size_t at = 0; at < data.size(); at += step)
            hasher.add(ByteView(data).substr(at, step));
        QVERIFY(hasher.finish() == whole);
    }
}

void TstHash::aHasherBeginsAnewAfterFinish()
{
    Sha256 hasher;
    hasher.add("something else");
    QVERIFY(hasher.finish() == sha256("something else"));
    hasher.add("abc");
    QVERIFY(hasher.finish() == sha256("abc"));
    QVERIFY(hasher.finish() == sha256(""));
    Sha256 moved = std::move(hasher);
    moved.add("abc");
    QVERIFY(moved.finish() == sha256("abc"));
}

void TstHash::hashersDoNotDisturbEachOther()
{
    Sha256 one;
    Sha256 other;
    one.add("a");
    other.add("x");
    (void)sha256("in between");
    one.add("bc");
    QVERIFY(one.finish() == sha256("abc"));
    QVERIFY(other.finish() == sha256("x"));
}

void TstHash::blake2bKnownAnswers_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("hash");
    QTest::newRow("RFC 7693 appendix A") << 64 << QByteArray("abc") << QByteArray()
                                         << QByteArray(
                                                "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                                                "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    // The others computed with the implementation of Python's hashlib.
    QTest::newRow("32 bytes of nothing") << 32 << QByteArray() << QByteArray()
                                         << QByteArray(
                                                "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    QTest::newRow("16 bytes with a key") << 16 << QByteArray("abc") << QByteArray("key")
                                         << QByteArray("2cf02ae16ac225ee731f9d359d8a1c38");
}

void TstHash::blake2bKnownAnswers()
{
    QFETCH(int, size);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, hash);
    const Bytes result = blake2b(static_cast<size_t>(size), data.toStdString(), key.toStdString());
    QCOMPARE(QByteArray::fromStdString(toHex(result)), hash);
}

QTEST_GUILESS_MAIN(TstHash)
#include "tst_hash.moc"
