// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/support_bundle.h"
#include "played_engine.h"

#include <KZip>
#include <QDir>
#include <QSignalSpy>

using namespace shoal;
using namespace shoal::models;
using namespace shoal::test;

namespace {

const QByteArray kSecret = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
const QByteArray kReadOnly = "B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG";

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

// The files of a zip, by name.
QMap<QString, QByteArray> filesIn(const QString& path)
{
    QMap<QString, QByteArray> files;
    KZip zip(path);
    if (!zip.open(QIODevice::ReadOnly))
        return files;
    const std::function<void(const KArchiveDirectory&, const QString&)> walk = [&](const KArchiveDirectory& folder,
                                                                                   const QString& prefix) {
        for (const QString& name : folder.entries()) {
            const KArchiveEntry* const entry = folder.entry(name);
            if (entry->isDirectory())
                walk(*static_cast<const KArchiveDirectory*>(entry), prefix + name + QLatin1Char('/'));
            else
                files.insert(prefix + name, static_cast<const KArchiveFile*>(entry)->data());
        }
    };
    walk(*zip.directory(), {});
    return files;
}

} // namespace

class TstSupportBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void collectsEverythingWithoutSecrets();
    void anInstanceThatIsGoneIsToldOf();
    void ofALongLogTheEndIsTaken();
    void aFolderOfParts();
    void whatCannotBeReadIsSaid();
    void whereNothingCanBeWritten();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstSupportBundle::collectsEverythingWithoutSecrets()
{
    PlayedEngine engine;
    write(path("desk.conf"), "// LOG_PATH=" + path("engine.log").toUtf8() +
                                 "\n{ \"device_name\" : \"desk\", \"secret\" : \"" + kSecret +
                                 "\", \"password\" : \"open sesame\" } // " + kReadOnly + "\n");
    write(path("engine.log"), "info: joined with " + kSecret + "\n");
    write(path("engine.log.old"), "info: an older line\n");
    write(path("desktop.log"), "info: opened shoal:" + kReadOnly + "?name=x\n");
    engine.answer(QStringLiteral("status"),
                  {{QStringLiteral("config"), path("desk.conf")},
                   {QStringLiteral("notices"), QJsonArray{QString::fromLatin1("leaked " + kSecret)}}});
    engine.answer(QStringLiteral("version"), {{QStringLiteral("version"), QStringLiteral("0.1.0")}});

    SupportBundle bundle(engine.instance, QStringLiteral("9.8.7"), {path("desktop.log")});
    QSignalSpy finished(&bundle, &SupportBundle::finished);
    bundle.start(path("support.zip"));
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!(QFile::permissions(path("support.zip")) & (QFile::ReadGroup | QFile::ReadOther)));

    const auto files = filesIn(path("support.zip"));
    for (const char* name : {"versions.txt", "version.json", "status.json", "options.json", "peers.json", "why.json",
                             "config/desk.conf", "logs/1-desktop.log", "logs/2-engine.log", "logs/3-engine.log.old"})
        QVERIFY2(files.contains(QLatin1String("shoal-support/") + QLatin1String(name)), name);
    QVERIFY(files[QStringLiteral("shoal-support/versions.txt")].contains("shoal-desktop 9.8.7"));
    QVERIFY(files[QStringLiteral("shoal-support/config/desk.conf")].contains("\"device_name\" : \"desk\""));
    for (auto file = files.begin(); file != files.end(); ++file)
        for (const QByteArray& secret : {kSecret, kReadOnly, QByteArray("open sesame")})
            QVERIFY2(!file->contains(secret), qPrintable(file.key()));
    // Nor in any byte of the zip itself, as a name for one.
    QFile raw(path("support.zip"));
    QVERIFY(raw.open(QIODevice::ReadOnly));
    QVERIFY(!raw.readAll().contains(kSecret.left(20)));
    // Nothing was asked that answers with secrets, and nothing was changed.
    for (const auto& call : std::as_const(engine.calls))
        QVERIFY2(!QStringList({QStringLiteral("secret"), QStringLiteral("rotate"), QStringLiteral("set_options")})
                      .contains(call.first),
                 qPrintable(call.first));
}

void TstSupportBundle::anInstanceThatIsGoneIsToldOf()
{
    PlayedEngine engine;
    engine.stop();
    QTRY_VERIFY(!engine.instance.isAttached());
    write(path("desktop.log"), "info: something\n");
    SupportBundle bundle(engine.instance, QStringLiteral("1"), {path("desktop.log")});
    QSignalSpy finished(&bundle, &SupportBundle::finished);
    bundle.start(path("support.zip"));
    QTRY_COMPARE(finished.count(), 1);
    const auto files = filesIn(path("support.zip"));
    QVERIFY(!files[QStringLiteral("shoal-support/status.txt")].isEmpty());
    QCOMPARE(files[QStringLiteral("shoal-support/logs/1-desktop.log")], QByteArray("info: something\n"));
}

void TstSupportBundle::ofALongLogTheEndIsTaken()
{
    QByteArray log = "the first line\n" + kSecret + '\n';
    while (log.size() < SupportBundle::kMaxLogBytes)
        log += "another line that says something about what happened there\n";
    log += "the last line\n";
    write(path("long.log"), log);
    write(path("long.log.old"), "older\n");
    QVERIFY(writeSupportBundle(path("support.zip"), {}, {}, {path("long.log"), path("long.log.old")}));
    QCOMPARE(filesIn(path("support.zip")).size(), 2); // named twice, it is there once
    const QByteArray taken = filesIn(path("support.zip"))[QStringLiteral("shoal-support/logs/1-long.log")];
    QVERIFY(!taken.contains("the first line"));
    QVERIFY(taken.endsWith("the last line\n"));
    QVERIFY(taken.size() <= SupportBundle::kMaxLogBytes + 100);
    QVERIFY(taken.startsWith("(only the end of it)\nanother line"));
}

void TstSupportBundle::aFolderOfParts()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("www.conf.d")));
    write(path("www.conf.d/10.part"), "{ \"secret\" : \"" + kSecret + "\"");
    write(path("www.conf.d/20.part"), "}");
    write(path("www.conf.d/notes.txt"), "private");
    QVERIFY(writeSupportBundle(path("support.zip"), {}, path("www.conf.d"), {}));
    const auto files = filesIn(path("support.zip"));
    QCOMPARE(files.keys(), (QStringList{QStringLiteral("shoal-support/config/10.part"),
                                        QStringLiteral("shoal-support/config/20.part")}));
    QVERIFY(!files.first().contains(kSecret));
}

void TstSupportBundle::whatCannotBeReadIsSaid()
{
    QVERIFY(writeSupportBundle(path("support.zip"), {}, path("gone.conf"), {path("gone.log")}));
    const auto files = filesIn(path("support.zip"));
    QVERIFY(files[QStringLiteral("shoal-support/config/gone.conf")].startsWith("cannot be read: "));
    QVERIFY(files[QStringLiteral("shoal-support/logs/1-gone.log")].startsWith("cannot be read: "));
}

void TstSupportBundle::whereNothingCanBeWritten()
{
    PlayedEngine engine;
    SupportBundle bundle(engine.instance, QStringLiteral("1"), {});
    QSignalSpy failed(&bundle, &SupportBundle::failed);
    bundle.start(QStringLiteral("/proc/support.zip"));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed[0][0].toString().contains(QLatin1String("/proc/support.zip")));
}

QTEST_GUILESS_MAIN(TstSupportBundle)
#include "tst_support_bundle.moc"
