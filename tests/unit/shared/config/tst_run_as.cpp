// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/instance_config.h"

#include <QTest>

using namespace shoal;
using namespace shoal::config;

namespace {

Result<LoadedConfig> parse(const QByteArray& file, const QByteArray& comments)
{
    const SecretRules rules{[](ByteView) -> Result<void> { return {}; }, [](ByteView text) { return Bytes(text); }};
    return parseConfig(comments.toStdString() + "\n{}", file.toStdString(), rules);
}

QByteArray inWords(const std::optional<RunAs::Wish>& wish)
{
    return wish ? QByteArray::fromStdString(wish->name + " by " + wish->from) : "-";
}

} // namespace

class TstRunAs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wishes_data();
    void wishes();
    void namesOfTooManyWords_data();
    void namesOfTooManyWords();
};

void TstRunAs::wishes_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("comments");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("group");
    const auto row = [](const char* sentence, const char* file, const char* comments, const char* user,
                        const char* group) {
        QTest::newRow(sentence) << QByteArray(file) << QByteArray(comments) << QByteArray(user) << QByteArray(group);
    };
    row("a name alone", "/e/config.conf", "", "-", "-");
    row("a user", "/e/www.www-data.conf", "", "www-data by /e/www.www-data.conf: the file's name", "-");
    row("a user and a group", "/e/mail.vmail.mail.conf", "", "vmail by /e/mail.vmail.mail.conf: the file's name",
        "mail by /e/mail.vmail.mail.conf: the file's name");
    row("a folder of parts", "/e/mail.vmail.mail.conf.d", "", "vmail by /e/mail.vmail.mail.conf.d: the file's name",
        "mail by /e/mail.vmail.mail.conf.d: the file's name");
    row("another ending says nothing", "/e/www.www-data.json", "", "-", "-");
    row("a user as directive", "/e/a.conf", "// DAEMON_UID=jdoe", "jdoe by /e/a.conf:1:4: DAEMON_UID", "-");
    row("a group as directive", "/e/a.conf", "//\n// DAEMON_GID=users", "-", "users by /e/a.conf:2:4: DAEMON_GID");
    row("a directive goes before the whole name", "/e/a.b.c.conf", "// DAEMON_UID=jdoe",
        "jdoe by /e/a.b.c.conf:1:4: DAEMON_UID", "-");
    row("a group directive leaves the name's user", "/e/a.b.c.conf", "// DAEMON_GID=7",
        "b by /e/a.b.c.conf: the file's name", "7 by /e/a.b.c.conf:1:4: DAEMON_GID");
    row("names with dots by directives", "/e/a.john.doe.jr.conf", "// DAEMON_UID=john.doe\n// DAEMON_GID=j.r",
        "john.doe by /e/a.john.doe.jr.conf:1:4: DAEMON_UID", "j.r by /e/a.john.doe.jr.conf:2:4: DAEMON_GID");
}

void TstRunAs::wishes()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, comments);
    const auto loaded = parse(file, comments);
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QTEST(inWords(loaded->config.runAs.user), "user");
    QTEST(inWords(loaded->config.runAs.group), "group");
}

void TstRunAs::namesOfTooManyWords_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("three words") << QByteArray("/e/a.john.doe.users.conf");
    QTest::newRow("no user") << QByteArray("/e/a..users.conf");
    QTest::newRow("no group") << QByteArray("/e/a.jdoe..conf");
    QTest::newRow("nothing") << QByteArray("/e/a...conf");
}

void TstRunAs::namesOfTooManyWords()
{
    QFETCH(QByteArray, file);
    const auto loaded = parse(file, "");
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().context.starts_with(file.toStdString() + ":1:1: the file's name has to be NAME.conf"),
             loaded.error().context.c_str());
}

QTEST_GUILESS_MAIN(TstRunAs)
#include "tst_run_as.moc"
