// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/secret_filter.h"

#include <QTest>

using namespace shoal::models;

namespace {

const QByteArray kSecret = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";

} // namespace

class TstSecretFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsGo_data();
    void secretsGo();
    void theRestStays_data();
    void theRestStays();
};

void TstSecretFilter::secretsGo_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("gone");
    const auto row = [](const char* sentence, const QByteArray& text, const QByteArray& gone = kSecret) {
        QTest::newRow(sentence) << text << gone;
    };
    row("alone", kSecret);
    row("in a line", "info shoal.engine: secret " + kSecret + " is bad\n");
    row("in a link", "shoal:" + kSecret + "?name=x");
    row("beside other letters", "xx" + kSecret + "xx");
    row("after capitals", "SECRET" + kSecret);
    row("twice", kSecret + "," + kSecret);
    row("in a comment of a config", "// was " + kSecret + " before\n{}");
    row("a value", "{ \"secret\" : \"short\" }", "short");
    row("a value on the next line", "\"secret\":\n   \"short\"", "short");
    row("a value with escapes", "\"secret\":\"a\\\"short\"", "short");
    row("a value that never ends", "\"secret\":\"short", "short");
    row("a password", "\"webui.password\" : \"short\"", "short");
    row("a password of a group", "\"webui\" : { \"password_hash\" : \"short\" }", "short");
    row("after an odd quote", "// a \" in a comment\n\"secret\" : \"short\"", "short");
    row("of an encrypted folder", "EMZXEH4PWSA62N7LAJNHJV57O42X5PEFSZHBBS5BN7BNVPNNHF4LFVFREXQ", "PWSA62N7LAJNHJV57");
    row("cut", kSecret.left(28), kSecret.left(28));
}

void TstSecretFilter::secretsGo()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, gone);
    const QByteArray clean = withoutSecrets(text);
    QVERIFY2(!clean.contains(gone), clean.constData());
    QVERIFY2(clean.contains("[removed]"), clean.constData());
}

void TstSecretFilter::theRestStays_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "info shoal.net: connected to app01 (192.0.2.7:44444)\n",
          "share 5f0e1d2c3b4a59687f0e1d2c3b4a59685f0e1d2c3b4a59687f0e1d2c3b4a5968", "DAEMON_UMASK=0027",
          "{ \"dir\" : \"/data/www\", \"search_lan\" : true }", "a \"secret\" place", "\xff\xfe bytes \x80"})
        QTest::newRow(text) << QByteArray(text);
}

void TstSecretFilter::theRestStays()
{
    QFETCH(QByteArray, text);
    QCOMPARE(withoutSecrets(text), text);
}

QTEST_GUILESS_MAIN(TstSecretFilter)
#include "tst_secret_filter.moc"
