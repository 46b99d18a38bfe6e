// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/share_link.h"

#include <QTest>

using namespace shoal::models;

class TstLinkOfShare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void links_data();
    void links();
    void otherTextsAreNone_data();
    void otherTextsAreNone();
    void whatIsWrittenIsRead_data();
    void whatIsWrittenIsRead();
    void aNameLeadsNowhere_data();
    void aNameLeadsNowhere();
};

void TstLinkOfShare::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* sentence, const char* text, const char* secret, const char* name) {
        QTest::newRow(sentence) << QString::fromUtf8(text) << QString::fromUtf8(secret) << QString::fromUtf8(name);
    };
    row("a secret alone", "shoal:AXYZ", "AXYZ", "");
    row("with a name", "shoal:AXYZ?name=Photos", "AXYZ", "Photos");
    row("with slashes", "shoal://AXYZ?name=Photos", "AXYZ", "Photos");
    row("with a slash that a browser put there", "shoal://AXYZ/?name=Photos", "AXYZ", "Photos");
    row("in capitals and white space", "  SHOAL:AXYZ \n", "AXYZ", "");
    row("escapes", "shoal:AXYZ?name=a%20b%26c%C3%A4", "AXYZ", "a b&cä");
    row("a plus is a plus", "shoal:AXYZ?name=a+b", "AXYZ", "a+b");
    row("other keys", "shoal:AXYZ?x=1&name=n&y", "AXYZ", "n");
    row("of BitTorrent Sync", "btsync://AXYZ?n=Photos", "AXYZ", "Photos");
    row("without a secret", "shoal:", "", "");
}

void TstLinkOfShare::links()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    QFETCH(QString, name);
    const auto link = parseShareLink(text);
    QVERIFY(link);
    QCOMPARE(link->secret, secret);
    QCOMPARE(link->name, name);
}

void TstLinkOfShare::otherTextsAreNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "AXYZ", "https://example.org/shoal:A", "shoals:A", "/data/shoal:x", ":A"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TstLinkOfShare::otherTextsAreNone()
{
    QFETCH(QString, text);
    QVERIFY(!parseShareLink(text));
}

void TstLinkOfShare::whatIsWrittenIsRead_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"", "Photos", "a b&c=d?e#f%g+h", "Fotos 2026 ä 照片", "x.y"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void TstLinkOfShare::whatIsWrittenIsRead()
{
    QFETCH(QString, name);
    const ShareLink link{QStringLiteral("AXYZ"), name};
    const QString text = toText(link);
    QVERIFY(text.startsWith(QLatin1String("shoal:AXYZ")));
    QVERIFY(!text.contains(QLatin1Char(' ')));
    QCOMPARE(parseShareLink(text), std::optional(link));
}

void TstLinkOfShare::aNameLeadsNowhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* sentence, const char* text, const char* name) {
        QTest::newRow(sentence) << QString::fromLatin1("shoal:A?name=") + QString::fromLatin1(text)
                                << QString::fromLatin1(name);
    };
    row("up", "../../etc", "etc");
    row("escaped up", "%2E%2E%2Fetc", "etc");
    row("absolute", "/etc/passwd", "etc passwd");
    row("hidden", ".ssh", "ssh");
    row("a dot", ".", "");
    row("control characters", "a%00b%0Ac", "a b c");
    QTest::newRow("long") << QString::fromLatin1("shoal:A?name=") + QString(500, QLatin1Char('n'))
                          << QString(80, QLatin1Char('n'));
}

void TstLinkOfShare::aNameLeadsNowhere()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QCOMPARE(parseShareLink(text)->name, name);
}

QTEST_GUILESS_MAIN(TstLinkOfShare)
#include "tst_link_of_share.moc"
