// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/bytes.h"

#include <QTest>

using namespace shoal;

class TstBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hexGoesThereAndBack();
    void hexRefuses_data();
    void hexRefuses();
    void base32KnownAnswers_data();
    void base32KnownAnswers();
    void base32GoesThereAndBackAtEveryLength();
    void base32Refuses_data();
    void base32Refuses();
    void printableNames_data();
    void printableNames();
    void printableLinesHaveNoControlCharacters();
    void cuts_data();
    void cuts();
};

void TstBytes::hexGoesThereAndBack()
{
    Bytes all;
    for (int i = 0; i < 256; ++i)
        all += static_cast<char>(i);
    const Bytes hex = toHex(all);
    QCOMPARE(hex.substr(0, 8), Bytes("00010203"));
    QCOMPARE(hex.substr(hex.size() - 4), Bytes("feff"));
    Bytes back;
    QVERIFY(fromHex(hex, back));
    QVERIFY(back == all);
    QVERIFY(fromHex("DeadBEEF", back));
    QVERIFY(back == "\xde\xad\xbe\xef");
    QVERIFY(fromHex("", back));
    QVERIFY(back.empty());
}

void TstBytes::hexRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("half a byte") << QByteArray("abc");
    QTest::newRow("a letter after f") << QByteArray("0g");
    QTest::newRow("a space") << QByteArray("ab cd ");
    QTest::newRow("a sign") << QByteArray("+1");
    QTest::newRow("a prefix") << QByteArray("0xab");
    QTest::newRow("a NUL") << QByteArray("a\0", 2);
}

void TstBytes::hexRefuses()
{
    QFETCH(QByteArray, text);
    Bytes out;
    QVERIFY(!fromHex(text.toStdString(), out));
}

void TstBytes::base32KnownAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    // RFC 4648 section 10, without padding.
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("f") << QByteArray("f") << QByteArray("MY");
    QTest::newRow("fo") << QByteArray("fo") << QByteArray("MZXQ");
    QTest::newRow("foo") << QByteArray("foo") << QByteArray("MZXW6");
    QTest::newRow("foob") << QByteArray("foob") << QByteArray("MZXW6YQ");
    QTest::newRow("fooba") << QByteArray("fooba") << QByteArray("MZXW6YTB");
    QTest::newRow("foobar") << QByteArray("foobar") << QByteArray("MZXW6YTBOI");
    QTest::newRow("all bits") << QByteArray("\xff\xff\xff\xff\xff") << QByteArray("77777777");
}

void TstBytes::base32KnownAnswers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(toBase32(bytes.toStdString())), text);
    Bytes back;
    QVERIFY(fromBase32(text.toStdString(), back));
    QCOMPARE(QByteArray::fromStdString(back), bytes);
}

void TstBytes::base32GoesThereAndBackAtEveryLength()
{
    Bytes bytes;
    for (int length = 0; length <= 64; ++length) {
        const Bytes text = toBase32(bytes);
        QCOMPARE(text.size(), (bytes.size() * 8 + 4) / 5);
        Bytes back;
        QVERIFY(fromBase32(text, back));
        QVERIFY(back == bytes);
        bytes += static_cast<char>(length * 37 + 200);
    }
}

void TstBytes::base32Refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("lower case") << QByteArray("my");
    QTest::newRow("a digit that looks like a letter") << QByteArray("M0");
    QTest::newRow("the digit 1") << QByteArray("M1");
    QTest::newRow("padding") << QByteArray("MY======");
    QTest::newRow("spare bits that are not zero") << QByteArray("MZ");
    QTest::newRow("a length that no bytes have: 1") << QByteArray("A");
    QTest::newRow("a length that no bytes have: 3") << QByteArray("AAA");
    QTest::newRow("a length that no bytes have: 6") << QByteArray("AAAAAA");
}

void TstBytes::base32Refuses()
{
    QFETCH(QByteArray, text);
    Bytes out;
    QVERIFY(!fromBase32(text.toStdString(), out));
}

void TstBytes::printableNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("shown");
    const auto same = [](const char* row, const char* name) {
        QTest::newRow(row) << QByteArray(name) << QByteArray(name);
    };
    same("plain text stays", "a plain name.txt");
    same("umlauts stay", "gr\xc3\xbcn");
    same("the smallest character of three bytes stays", "\xe0\xa0\x80");
    same("the last one before the surrogates stays", "\xed\x9f\xbf");
    same("the first one of four bytes stays", "\xf0\x90\x80\x80");
    same("the last character of all stays", "\xf4\x8f\xbf\xbf");
    same("the first character after the C1 controls stays", "\xc2\xa0");
    const auto row = [](const char* text, const QByteArray& name, const char* shown) {
        QTest::newRow(text) << name << QByteArray(shown);
    };
    row("a line break cannot forge a line", "a\nb", "a\\x0ab");
    row("a carriage return", "a\rb", "a\\x0db");
    row("an escape cannot move a cursor", "\x1b[2J", "\\x1b[2J");
    row("a NUL", QByteArray("a\0b", 3), "a\\x00b");
    row("delete", "\x7f", "\\x7f");
    row("a C1 control, an escape in one character",
        "\xc2\x9b"
        "2J",
        "\\xc2\\x9b2J");
    row("a byte that begins nothing",
        "\xff"
        "a",
        "\\xffa");
    row("a continuation on its own", "\x80", "\\x80");
    row("a character cut short", "\xe2\x82", "\\xe2\\x82");
    row("an ASCII character in two bytes", "\xc0\xaf", "\\xc0\\xaf");
    row("an overlong character of three bytes", "\xe0\x9f\xbf", "\\xe0\\x9f\\xbf");
    row("a surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80");
    row("an overlong character of four bytes", "\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf");
    row("beyond the last character", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
    row("a broken character and a good one", "\xc3\xc3\xbc", "\\xc3\xc3\xbc");
}

void TstBytes::printableNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(printable(name.toStdString())), shown);
}

void TstBytes::printableLinesHaveNoControlCharacters()
{
    // Every pair of bytes, whatever it means.
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const Bytes shown = printable(Bytes{static_cast<char>(first), static_cast<char>(second)});
            const QString text = QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()));
            for (const QChar c : text)
                QVERIFY(c.category() != QChar::Other_Control && c != QChar(QChar::ReplacementCharacter));
        }
    }
}

void TstBytes::cuts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("length");
    QTest::newRow("what fits is not cut") << QByteArray("abc") << 3 << 3;
    QTest::newRow("a limit beyond the end") << QByteArray("abc") << 9 << 3;
    QTest::newRow("ASCII is cut anywhere") << QByteArray("abc") << 2 << 2;
    QTest::newRow("nothing fits in nothing") << QByteArray("abc") << 0 << 0;
    QTest::newRow("not inside a character of two bytes") << QByteArray("a\xc3\xbc") << 2 << 1;
    QTest::newRow("not inside a character of four bytes") << QByteArray("\xf0\x9f\x98\x80!") << 3 << 0;
    QTest::newRow("after a character of four bytes") << QByteArray("\xf0\x9f\x98\x80!") << 4 << 4;
    QTest::newRow("a broken character is bytes") << QByteArray("\xc3\xc3\xc3") << 2 << 2;
    QTest::newRow("a character that ends with the text") << QByteArray("ab\xc3") << 3 << 3;
}

void TstBytes::cuts()
{
    QFETCH(QByteArray, text);
    QFETCH(int, limit);
    QFETCH(int, length);
    QCOMPARE(utf8Cut(text.toStdString(), static_cast<size_t>(limit)), static_cast<size_t>(length));
}

QTEST_GUILESS_MAIN(TstBytes)
#include "tst_bytes.moc"
