// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secret.h"
#include "desktop/models/archive_file.h"
#include "desktop/models/server_files.h"
#include "desktop/models/server_files_output.h"
#include "shared/config/instance_config.h"

#include <KTar>
#include <KZip>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal;
using namespace shoal::models;
using Where = PlanMistake::Where;

namespace {

config::SecretRules secretRules()
{
    return {
        [](ByteView text) -> Result<void> {
            const auto secret = crypto::Secret::parse(text);
            return secret ? Result<void>{} : fail(secret.error());
        },
        [](ByteView text) { return crypto::ShareKeys::derive(*crypto::Secret::parse(text)).id().toBytes(); },
    };
}

QString newSecret()
{
    static const auto random = makeSeededRandom(7);
    return QString::fromStdString(crypto::Secret::generate(*random).text());
}

ServerPlan usualPlan()
{
    ServerPlan plan = ServerFiles::usualPlan();
    for (auto& share : plan.shares)
        share.secret = newSecret();
    return plan;
}

QStringList pathsOf(const QList<ServerFile>& files)
{
    QStringList paths;
    for (const ServerFile& file : files)
        paths.append(file.path);
    return paths;
}

QString nameOfWish(const std::optional<config::RunAs::Wish>& wish)
{
    return wish ? QString::fromStdString(wish->name) : QString();
}

const QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

} // namespace

class TstServerFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names();
    void eachFileIsRightForTheReader_data();
    void eachFileIsRightForTheReader();
    void theStepsHoldNoSecret();
    void mistakes_data();
    void mistakes();
    void theUsualPlanHasNoMistake() { QVERIFY(ServerFiles::mistakesIn(ServerFiles::usualPlan()).isEmpty()); }
    void foldersAreClosedToOthers();
    void archives_data();
    void archives();
    void nothingIsReplaced();
    void whereNothingCanBeWritten();
};

void TstServerFiles::names()
{
    ServerPlan plan = usualPlan();
    plan.shares.append({QStringLiteral("a"), QStringLiteral("/data/a"), {}, {}, newSecret()});
    plan.shares.append({QStringLiteral("b"), QStringLiteral("/data/b"), QStringLiteral("john.doe"), {}, newSecret()});
    plan.shares.append({QStringLiteral("c"), QStringLiteral("/data/c"), {}, QStringLiteral("users"), newSecret()});
    plan.servers = {{QStringLiteral("app01"), QStringLiteral("192.0.2.1")}};
    QCOMPARE(
        pathsOf(ServerFiles::filesOf(plan)),
        QStringList({QStringLiteral("app01/config.root.root.conf"), QStringLiteral("app01/mail.vmail.conf"),
                     QStringLiteral("app01/www.www-data.conf"), QStringLiteral("app01/a.conf"),
                     QStringLiteral("app01/b.conf"), QStringLiteral("app01/c.conf"), QStringLiteral("README.txt")}));
}

void TstServerFiles::eachFileIsRightForTheReader_data()
{
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QStringList>("users");
    const auto row = [](const char* sentence, const char* addresses, const char* users) {
        QTest::newRow(sentence) << QString::fromLatin1(addresses).split(QLatin1Char(' '))
                                << QString::fromLatin1(users).split(QLatin1Char(' '));
    };
    row("two servers", "app01 app02", "root vmail www-data");
    row("five servers", "a.example.org b.example.org c.example.org d.example.org e", "root vmail www-data");
    row("one server", "app01", "root vmail www-data");
    row("addresses of both kinds", "192.0.2.1 2001:db8::7 app03", "root vmail www-data");
    row("users with points and numbers", "app01 app02", "john.doe 1000 www-data");
}

void TstServerFiles::eachFileIsRightForTheReader()
{
    QFETCH(QStringList, addresses);
    QFETCH(QStringList, users);
    ServerPlan plan = usualPlan();
    plan.servers.clear();
    for (int i = 0; i < addresses.size(); ++i)
        plan.servers.append({QStringLiteral("app%1").arg(i), addresses[i]});
    for (int i = 0; i < users.size(); ++i)
        plan.shares[i].user = users[i];
    QVERIFY(ServerFiles::mistakesIn(plan).isEmpty());

    const auto files = ServerFiles::filesOf(plan);
    QCOMPARE(files.size(), plan.servers.size() * plan.shares.size() + 1);
    qsizetype at = 0;
    for (const auto& server : plan.servers) {
        QSet<int> ports;
        QSet<QString> storages;
        for (const auto& share : plan.shares) {
            const ServerFile& file = files[at++];
            const auto loaded = config::parseConfig(
                file.text.toStdString(),
                "/etc/shoal/" + file.path.mid(file.path.indexOf(QLatin1Char('/')) + 1).toStdString(), secretRules());
            QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
            QVERIFY2(loaded->notices.empty(), loaded->notices.empty() ? "" : loaded->notices[0].c_str());
            const config::InstanceConfig& config = loaded->config;
            QCOMPARE(QString::fromStdString(config.instanceName), share.name);
            QCOMPARE(QString::fromStdString(config.deviceName), server.name + QLatin1Char(' ') + share.name);
            QCOMPARE(nameOfWish(config.runAs.user), share.user);
            QCOMPARE(nameOfWish(config.runAs.group), share.group);
            QCOMPARE(config.shares.size(), size_t{1});
            QCOMPARE(QString::fromStdString(config.shares[0].secret), share.secret);
            QCOMPARE(QString::fromStdString(config.shares[0].dir), share.folder);
            QCOMPARE(config.shares[0].knownHosts.size(), static_cast<size_t>(plan.servers.size() - 1));
            for (const Bytes& host : config.shares[0].knownHosts)
                QVERIFY(host.ends_with(":" + std::to_string(config.listeningPort))); // equal on all servers
            ports.insert(config.listeningPort);
            storages.insert(QString::fromStdString(config.storagePath));
        }
        QCOMPARE(ports.size(), plan.shares.size());
        QCOMPARE(storages.size(), plan.shares.size());
    }
}

void TstServerFiles::theStepsHoldNoSecret()
{
    const ServerPlan plan = usualPlan();
    const QByteArray text = ServerFiles::filesOf(plan).last().text;
    for (const auto& share : plan.shares)
        QVERIFY(!text.contains(share.secret.toUtf8()));
    QVERIFY(text.contains("scp app02/*.conf root@app02:/etc/shoal/"));
    QVERIFY(text.contains("44444 to 44446"));
}

void TstServerFiles::mistakes_data()
{
    QTest::addColumn<int>("where");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* sentence, Where where, int at, int column, const char* text) {
        QTest::newRow(sentence) << static_cast<int>(where) << at << column << QString::fromUtf8(text);
    };
    row("a server without a name", Where::Servers, 0, 0, "");
    row("a server's name that leads up", Where::Servers, 1, 0, "..");
    row("a server's name with a slash", Where::Servers, 1, 0, "a/b");
    row("two servers of one name", Where::Servers, 1, 0, "APP01");
    row("no address", Where::Servers, 1, 1, "");
    row("an address with a port", Where::Servers, 1, 1, "app02:44444");
    row("an address with a blank", Where::Servers, 1, 1, "app 02");
    row("an address that is an option", Where::Servers, 1, 1, "-oProxyCommand=x");
    row("two servers of one address", Where::Servers, 1, 1, "app01");
    row("a share without a name", Where::Shares, 2, 0, "");
    row("a share's name with a point", Where::Shares, 2, 0, "w.w");
    row("two shares of one name", Where::Shares, 2, 0, "mail");
    row("a relative folder", Where::Shares, 2, 1, "data/www");
    row("the root folder", Where::Shares, 2, 1, "/");
    row("a folder that goes up", Where::Shares, 2, 1, "/data/../etc");
    row("a folder of two lines", Where::Shares, 2, 1, "/data/w\nw");
    row("one folder for two shares", Where::Shares, 2, 1, "/data/mail/");
    row("a folder inside another", Where::Shares, 2, 1, "/data/mail/www");
    row("a folder around another", Where::Shares, 2, 1, "/data");
    row("a folder around Shoal's own", Where::Shares, 2, 1, "/var");
    row("a user with a blank", Where::Shares, 2, 2, "www data");
    row("a user with a line break", Where::Shares, 2, 2, "www\n{");
    row("a group with a slash", Where::Shares, 2, 3, "a/b");
    row("ports that end too high", Where::Ports, 0, 0, "65534");
}

void TstServerFiles::mistakes()
{
    QFETCH(int, where);
    QFETCH(int, row);
    QFETCH(int, column);
    QFETCH(QString, text);
    ServerPlan plan = usualPlan();
    if (static_cast<Where>(where) == Where::Servers)
        (column == 0 ? plan.servers[row].name : plan.servers[row].address) = text;
    else if (static_cast<Where>(where) == Where::Ports)
        plan.firstPort = text.toInt();
    else
        (column == 0   ? plan.shares[row].name
         : column == 1 ? plan.shares[row].folder
         : column == 2 ? plan.shares[row].user
                       : plan.shares[row].group) = text;
    const auto found = ServerFiles::mistakesIn(plan);
    QVERIFY(!found.isEmpty());
    QCOMPARE(static_cast<int>(found[0].where), where);
    QCOMPARE(found[0].row, row);
    QCOMPARE(found[0].column, column);
    QVERIFY(found[0].sentence.endsWith(QLatin1Char('.')));
}

void TstServerFiles::foldersAreClosedToOthers()
{
    const QTemporaryDir root;
    const QString target = root.filePath(QStringLiteral("servers"));
    const auto files = ServerFiles::filesOf(usualPlan());
    const auto written = writeServerFiles(files, target);
    QVERIFY2(written, written ? "" : written.error().context.c_str());
    qsizetype count = 0;
    for (QDirIterator it(target, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
         it.hasNext();) {
        it.next();
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                          QFile::WriteOther | QFile::ExeOther;
        QVERIFY2(!(it.fileInfo().permissions() & others), qPrintable(it.filePath()));
        count += it.fileInfo().isFile() ? 1 : 0;
    }
    QCOMPARE(count, files.size());
    for (const ServerFile& file : files) {
        QFile there(target + QLatin1Char('/') + file.path);
        QVERIFY(there.open(QIODevice::ReadOnly));
        QCOMPARE(there.readAll(), file.text);
    }
}

void TstServerFiles::archives_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"servers.zip", "servers.tar", "servers.tar.gz", "servers.tar.zst"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstServerFiles::archives()
{
    QFETCH(QString, name);
    const QTemporaryDir root;
    const QString target = root.filePath(name);
    const auto files = ServerFiles::filesOf(usualPlan());
    const auto written = writeServerFiles(files, target);
    QVERIFY2(written, written ? "" : written.error().context.c_str());
    QCOMPARE(QFile::permissions(target), kOwnerOnly);
    QCOMPARE(QDir(root.path()).entryList(QDir::Files), QStringList{name}); // nothing is left beside it

    std::unique_ptr<KArchive> archive;
    if (name.endsWith(QLatin1String(".zip")))
        archive = std::make_unique<KZip>(target);
    else
        archive = std::make_unique<KTar>(target);
    QVERIFY(archive->open(QIODevice::ReadOnly));
    for (const ServerFile& file : files) {
        const auto* const entry = archive->directory()->entry(file.path);
        QVERIFY2(entry && entry->isFile(), qPrintable(file.path));
        QCOMPARE(static_cast<int>(entry->permissions() & 0777), 0600);
        QCOMPARE(static_cast<const KArchiveFile*>(entry)->data(), file.text);
    }
}

void TstServerFiles::nothingIsReplaced()
{
    const QTemporaryDir root;
    const auto files = ServerFiles::filesOf(usualPlan());
    const QString folder = root.filePath(QStringLiteral("servers"));
    QVERIFY(writeServerFiles(files, folder));
    const auto again = writeServerFiles(ServerFiles::filesOf(usualPlan()), folder);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    QFile first(folder + QLatin1Char('/') + files[0].path);
    QVERIFY(first.open(QIODevice::ReadOnly));
    QCOMPARE(first.readAll(), files[0].text);

    const QString zip = root.filePath(QStringLiteral("servers.zip"));
    QVERIFY(writeServerFiles(files, zip));
    QCOMPARE(writeServerFiles(files, zip).error().code, ErrorCode::AlreadyExists);
}

void TstServerFiles::whereNothingCanBeWritten()
{
    const auto files = ServerFiles::filesOf(usualPlan());
    for (const char* target : {"/proc/servers", "/proc/servers.zip", "/no/such/servers.tar.gz"}) {
        const auto written = writeServerFiles(files, QString::fromLatin1(target));
        QVERIFY(!written);
        QVERIFY2(written.error().context.find(target) != Bytes::npos, written.error().context.c_str());
    }
}

QTEST_GUILESS_MAIN(TstServerFiles)
#include "tst_server_files.moc"
