// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/instance_config.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace shoal;
using namespace shoal::config;

namespace {

SecretRules anyText()
{
    return {[](ByteView) -> Result<void> { return {}; }, [](ByteView text) { return Bytes(text); }};
}

// A folder of parts on the disk.
class Parts
{
public:
    explicit Parts(const Bytes& name = "mail.conf.d") : path(m_root.path().toStdString() + "/" + name)
    {
        ::mkdir(path.c_str(), 0700);
    }

    void write(const Bytes& name, const Bytes& text, mode_t mode = 0600) const
    {
        const Bytes file = path + "/" + name;
        QFile out(QString::fromStdString(file));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text.data(), static_cast<qint64>(text.size()));
        out.close();
        ::chmod(file.c_str(), mode);
    }

    Bytes errorOf() const
    {
        const auto loaded = loadConfig(path, anyText());
        return loaded ? "" : loaded.error().context;
    }

private:
    QTemporaryDir m_root;

public:
    const Bytes path;
};

} // namespace

class TstConfigSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsAreOneTextInTheOrderOfTheirNames();
    void partsEndWithTheirLine();
    void mistakesNameThePartAndItsLine_data();
    void mistakesNameThePartAndItsLine();
    void otherFilesAreNoParts();
    void foldersThatAreNoConfig();
    void partsAreBoundedTogether();
    void changesAreSeen();
    void secretsOpenToOthers();
};

void TstConfigSource::partsAreOneTextInTheOrderOfTheirNames()
{
    const Parts parts("mail.vmail.conf.d");
    parts.write("30-end.part", "] }\n");
    parts.write("10-head.part", "// DAEMON_UMASK=0027\n{ \"device_name\" : \"m\", \"shared_folders\" : [\n");
    parts.write("20-share.part", "{ \"secret\" : \"s\", \"dir\" : \"/data/mail\" }\n");
    const auto loaded = loadConfig(parts.path + "/", anyText());
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QCOMPARE(loaded->config.deviceName, Bytes("m"));
    QCOMPARE(loaded->config.instanceName, Bytes("mail"));
    QCOMPARE(loaded->config.fileName, parts.path);
    QCOMPARE(loaded->config.directives.umask, std::optional<uint32_t>(027));
    QCOMPARE(loaded->config.shares.size(), size_t(1));
    QCOMPARE(loaded->config.shares[0].dir, Bytes("/data/mail"));
    QCOMPARE(placed(loaded->config.lines, loaded->config.shares[0].dirAt, "x"), parts.path + "/20-share.part:1:27: x");
    QVERIFY(loaded->config.runAs.user);
    QCOMPARE(loaded->config.runAs.user->name, Bytes("vmail"));
}

void TstConfigSource::partsEndWithTheirLine()
{
    const Parts parts;
    parts.write("1.part", "\xEF\xBB\xBF{ // a comment without the end of its line");
    parts.write("2.part", "\xEF\xBB\xBF\"device_name\" : \"m\"");
    parts.write("3.part", "}");
    QCOMPARE(parts.errorOf(), Bytes());
}

void TstConfigSource::mistakesNameThePartAndItsLine_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("third");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("a broken number") << QByteArray("\n\"listening_port\" : 1x,") << QByteArray("\"use_upnp\" : false }")
                                     << QByteArray("2.part") << QByteArray(":2:20: ") << QByteArray("not a number");
    QTest::newRow("a wrong value") << QByteArray("\n\n\"use_upnp\" : 1,") << QByteArray("\"log_size\" : 5 }")
                                   << QByteArray("2.part") << QByteArray(":3:14: ") << QByteArray("true or false");
    QTest::newRow("a key of another part again")
        << QByteArray("\n\"log_size\" : 5,") << QByteArray("\"log_size\" : 5 }") << QByteArray("3.part")
        << QByteArray(":1:1: ") << QByteArray("first at line 2 of ");
    QTest::newRow("a directive of another part again")
        << QByteArray("\n// DAEMON_NICE=5\n") << QByteArray("\"log_size\" : 5 }\n// DAEMON_NICE=5")
        << QByteArray("3.part") << QByteArray(":2:4: ") << QByteArray("2.part; keep one");
    QTest::newRow("a folder of another part again")
        << QByteArray("\"shared_folders\" : [ { \"secret\" : \"a\", \"dir\" : \"/a\" },")
        << QByteArray("{ \"secret\" : \"b\", \"dir\" : \"/a/b\" } ] }") << QByteArray("3.part") << QByteArray(":1:27: ")
        << QByteArray("the share at line 1 of ");
    QTest::newRow("the text ends too early") << QByteArray("\"log_size\" : 5,") << QByteArray("")
                                             << QByteArray("1.part") << QByteArray(":1:1: ") << QByteArray("}");
}

void TstConfigSource::mistakesNameThePartAndItsLine()
{
    QFETCH(QByteArray, second);
    QFETCH(QByteArray, third);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, words);
    const Parts parts;
    parts.write("1.part", "{\n");
    parts.write("2.part", second.toStdString());
    parts.write("3.part", third.toStdString());
    const Bytes error = parts.errorOf();
    QVERIFY2(error.starts_with(parts.path + "/" + file.toStdString() + place.toStdString()), error.c_str());
    QVERIFY2(error.find(words.toStdString()) != Bytes::npos, error.c_str());
}

void TstConfigSource::otherFilesAreNoParts()
{
    const Parts parts;
    parts.write("1.part", "{ }");
    parts.write("1.part~", "broken");
    parts.write(".2.part", "broken");
    parts.write("README", "broken");
    QCOMPARE(parts.errorOf(), Bytes());
}

void TstConfigSource::foldersThatAreNoConfig()
{
    const Parts empty;
    QCOMPARE(empty.errorOf(), empty.path + ": no config parts; their names end with .part");
    const Parts other("mail");
    QCOMPARE(other.errorOf(),
             other.path + ": this is a folder; name one config file, or a folder NAME.conf.d with parts");
}

void TstConfigSource::partsAreBoundedTogether()
{
    const Parts parts;
    const Bytes half(600 * 1024, ' ');
    parts.write("1.part", "{" + half);
    parts.write("2.part", half + "}");
    QVERIFY(parts.errorOf().find("larger than 1024 KiB") != Bytes::npos);
}

void TstConfigSource::changesAreSeen()
{
    const Parts parts;
    parts.write("1.part", "{ }");
    const auto before = fingerprintOf(parts.path);
    QVERIFY(before);
    QCOMPARE(fingerprintOf(parts.path), before);
    parts.write("1.part", "{  }");
    const auto edited = fingerprintOf(parts.path);
    QVERIFY(edited != before);
    parts.write("2.part", "");
    QVERIFY(fingerprintOf(parts.path) != edited);
    QVERIFY(!fingerprintOf(parts.path + "/none"));
}

void TstConfigSource::secretsOpenToOthers()
{
    const Parts parts;
    parts.write("1.part", "{ \"shared_folders\" : [", 0644);
    parts.write("2.part", "{ \"secret\" : \"s\", \"dir\" : \"/a\" } ] }", 0640);
    const auto open = loadConfig(parts.path, anyText());
    QVERIFY(open);
    QCOMPARE(open->notices.size(), size_t(1));
    QVERIFY(open->notices[0].starts_with(parts.path + "/1.part: every user"));
    parts.write("2.part", "] }", 0644);
    const auto withoutSecrets = loadConfig(parts.path, anyText());
    QVERIFY(withoutSecrets);
    QVERIFY(withoutSecrets->notices.empty());
    parts.write("2.part",
                "], \"proxy_type\" : \"socks5\", \"proxy_addr\" : \"a\", \"proxy_auth\" : true,"
                " \"proxy_username\" : \"u\", \"proxy_password\" : \"p\" }",
                0644);
    const auto withPassword = loadConfig(parts.path, anyText());
    QVERIFY(withPassword);
    QCOMPARE(withPassword->notices.size(), size_t(2));
    QVERIFY(withPassword->notices[1].find("the password of the proxy") != Bytes::npos);
}

QTEST_GUILESS_MAIN(TstConfigSource)
#include "tst_config_source.moc"
