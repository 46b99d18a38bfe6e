// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/archive_file.h"
#include "desktop/models/snapshot.h"

#include <KTar>
#include <KZip>
#include <QDir>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::models;

namespace {

constexpr int kMegabyte = 1024 * 1024;

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

// Bytes that no compression makes small: reading those, KZip loses the last ones of a file.
QByteArray noise(int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(1);
    for (char& byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

// How many entries of a zip say that their name is UTF-8, in its directory and before its content alike; -1: they
// differ.
int utf8Entries(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray bytes = file.readAll();
    int count = 0;
    for (qsizetype at = bytes.indexOf("PK\1\2"); at >= 0; at = bytes.indexOf("PK\1\2", at + 1)) {
        const auto header = qFromLittleEndian<quint32>(bytes.constData() + at + 42);
        const bool isUtf8 = (bytes[at + 9] & 8) != 0;
        if (isUtf8 != ((bytes[static_cast<qsizetype>(header) + 7] & 8) != 0))
            return -1;
        count += isUtf8 ? 1 : 0;
    }
    return count;
}

std::unique_ptr<KArchive> opened(const QString& path)
{
    std::unique_ptr<KArchive> archive;
    if (path.endsWith(QLatin1String(".zip")))
        archive = std::make_unique<KZip>(path);
    else
        archive = std::make_unique<KTar>(path);
    if (!archive->open(QIODevice::ReadOnly))
        archive.reset();
    return archive;
}

QByteArray contentOf(const KArchive& archive, const char* name)
{
    const auto* const entry = archive.directory()->entry(QString::fromUtf8(name));
    return entry && entry->isFile() ? static_cast<const KArchiveFile*>(entry)->data() : QByteArray("(none)");
}

} // namespace

class TstSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("photos/2026/empty")));
        QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("photos/.sync/Archive")));
    }

    void holdsTheFolder_data();
    void holdsTheFolder();
    void aFileThatChangesIsCopiedAgain();
    void aFileThatAlwaysChangesIsLeftOut();
    void whatNoArchiveCanHoldIsToldOf();
    void whatGoesMeanwhileIsNotMissed();
    void cancelling();
    void anArchiveDoesNotHoldItself();
    void aZipThatWouldBeTooLarge();
    void offTheWindowsThread();
    void failuresAreTold();

private:
    QString path(const char* name) const { return m_root->filePath(QString::fromUtf8(name)); }
    SnapshotWriter writer()
    {
        return SnapshotWriter(
            path("photos"), [this] { return m_isCancelled; },
            [this](const SnapshotProgress& progress) { m_told.append(progress); });
    }

    std::unique_ptr<QTemporaryDir> m_root;
    bool m_isCancelled = false;
    QList<SnapshotProgress> m_told;
};

void TstSnapshot::holdsTheFolder_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"s.tar.zst", "s.tar.gz", "s.tar", "s.zip"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstSnapshot::holdsTheFolder()
{
    QFETCH(QString, name);
    const QByteArray large = noise(5 * kMegabyte + 7);
    const QString longName = QString(200, QLatin1Char('n'));
    write(path("photos/a.txt"), "one\n");
    write(path("photos/empty.txt"), "");
    write(path("photos/2026/größe 照片.jpg"), large);
    write(path("photos/2026/") + longName, "long");
    write(path("photos/run.sh"), "#!/bin/sh\n");
    write(path("photos/.sync/ID"), "marker");
    ::chmod(path("photos/run.sh").toUtf8().constData(), 0750);
    QVERIFY(QFile::link(QStringLiteral("../a.txt"), path("photos/2026/link")));
    QVERIFY(QFile::link(QStringLiteral("/etc"), path("photos/outside")));

    m_told.clear();
    const auto report = writer().write(m_root->filePath(name));
    QVERIFY2(report, report ? "" : report.error().context.c_str());
    QCOMPARE(report->files, 5);
    QCOMPARE(report->bytes, 4 + large.size() + 4 + 10);
    QCOMPARE(report->leftOut, QStringList());
    QCOMPARE(m_told.last().files, 5);
    QCOMPARE(m_told.last().totalFiles, 5);
    QCOMPARE(m_told.last().bytes, m_told.last().totalBytes);
    QCOMPARE(QDir(m_root->path()).entryList(QDir::Files), QStringList{name}); // nothing beside it

    if (name.endsWith(QLatin1String(".zip")))
        QCOMPARE(utf8Entries(m_root->filePath(name)), 1); // the one whose name is not ASCII
    const auto archive = opened(m_root->filePath(name));
    QVERIFY(archive);
    QCOMPARE(contentOf(*archive, "photos/a.txt"), QByteArray("one\n"));
    QCOMPARE(contentOf(*archive, "photos/empty.txt"), QByteArray());
    const QByteArray taken = contentOf(*archive, "photos/2026/größe 照片.jpg");
    QCOMPARE(taken.size(), large.size());
    QVERIFY(taken == large);
    QCOMPARE(contentOf(*archive, ("photos/2026/" + longName.toUtf8()).constData()), QByteArray("long"));
    QVERIFY(archive->directory()->entry(QStringLiteral("photos/2026/empty")));
    QVERIFY(!archive->directory()->entry(QStringLiteral("photos/.sync")));
    QCOMPARE(archive->directory()->entry(QStringLiteral("photos/2026/link"))->symLinkTarget(),
             QStringLiteral("../a.txt"));
    QVERIFY(!archive->directory()->entry(QStringLiteral("photos/outside"))->isDirectory());
    QCOMPARE(static_cast<int>(archive->directory()->entry(QStringLiteral("photos/run.sh"))->permissions() & 0777),
             0750);
}

// The kernel's clock ticks every few milliseconds: a change is told from the one before by the size here.
void TstSnapshot::aFileThatChangesIsCopiedAgain()
{
    write(path("photos/log"), QByteArray(3 * kMegabyte, 'a'));
    auto writing = writer();
    int copies = 0;
    writing.setBetweenPieces([&](const QString&) {
        if (++copies == 2)
            write(path("photos/log"), QByteArray(3 * kMegabyte + 1, 'b'));
    });
    const auto report = writing.write(path("s.tar"));
    QVERIFY(report);
    QCOMPARE(report->leftOut, QStringList());
    const QByteArray content = contentOf(*opened(path("s.tar")), "photos/log");
    QVERIFY(content == QByteArray(3 * kMegabyte + 1, 'b')); // not half and half
    QCOMPARE(m_told.last().files, 1);
}

void TstSnapshot::aFileThatAlwaysChangesIsLeftOut()
{
    write(path("photos/log"), QByteArray(kMegabyte, 'a'));
    write(path("photos/quiet"), "quiet");
    auto writing = writer();
    int copies = 0;
    writing.setBetweenPieces([&](const QString& name) {
        if (name == QLatin1String("log"))
            write(path("photos/log"), QByteArray(kMegabyte + ++copies, 'b'));
    });
    const auto report = writing.write(path("s.tar.zst"));
    QVERIFY(report);
    QCOMPARE(report->files, 1);
    QCOMPARE(report->leftOut.size(), 1);
    QVERIFY2(report->leftOut[0].startsWith(QLatin1String("log: ")), qPrintable(report->leftOut[0]));
    QVERIFY(copies >= SnapshotWriter::kTries);
    QCOMPARE(contentOf(*opened(path("s.tar.zst")), "photos/quiet"), QByteArray("quiet"));
    QCOMPARE(contentOf(*opened(path("s.tar.zst")), "photos/log"), QByteArray("(none)"));
}

void TstSnapshot::whatNoArchiveCanHoldIsToldOf()
{
    QCOMPARE(::mkfifo(path("photos/pipe").toUtf8().constData(), 0600), 0);
    const QByteArray broken = path("photos").toUtf8() + "/\xff\xfe";
    write(path("photos/fine"), "fine");
    QCOMPARE(::link(path("photos/fine").toUtf8().constData(), broken.constData()), 0);
    const auto report = writer().write(path("s.zip"));
    QVERIFY2(report, report ? "" : report.error().context.c_str());
    QCOMPARE(report->files, 1);
    QCOMPARE(report->leftOut.size(), 2);
    QVERIFY(report->leftOut.join(QLatin1Char('\n')).contains(QLatin1String("pipe: it is no file, folder or link")));
    QVERIFY(report->leftOut.join(QLatin1Char('\n')).contains(QLatin1String("\\xff\\xfe: its name is not UTF-8")));
}

void TstSnapshot::whatGoesMeanwhileIsNotMissed()
{
    write(path("photos/a"), QByteArray(kMegabyte, 'a'));
    write(path("photos/b"), "b");
    auto writing = writer();
    writing.setBetweenPieces([&](const QString& name) {
        if (name == QLatin1String("a"))
            QFile::remove(path("photos/b"));
    });
    const auto report = writing.write(path("s.tar"));
    QVERIFY(report);
    QCOMPARE(report->files, 1);
    QCOMPARE(report->leftOut, QStringList());
}

void TstSnapshot::cancelling()
{
    write(path("photos/a"), QByteArray(3 * kMegabyte, 'a'));
    write(path("s.zip"), "an older snapshot");
    auto writing = writer();
    writing.setBetweenPieces([this](const QString&) { m_isCancelled = true; });
    const auto report = writing.write(path("s.zip"));
    m_isCancelled = false;
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Closed);
    QCOMPARE(QDir(m_root->path()).entryList(QDir::Files), QStringList{QStringLiteral("s.zip")});
    QFile old(path("s.zip"));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("an older snapshot"));
}

void TstSnapshot::anArchiveDoesNotHoldItself()
{
    const auto report = writer().write(path("photos/2026/s.zip"));
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::InvalidArgument);
    QVERIFY(QDir(path("photos/2026")).entryList(QDir::Files).isEmpty());
}

void TstSnapshot::aZipThatWouldBeTooLarge()
{
    QFile sparse(path("photos/huge"));
    QVERIFY(sparse.open(QIODevice::WriteOnly));
    QVERIFY(sparse.resize(ArchiveFile::kMaxZipBytes + 1));
    const auto report = writer().write(path("s.zip"));
    QVERIFY(!report);
    QVERIFY(report.error().context.find(".tar.zst") != std::string::npos); // says what would be right
    QVERIFY(!QFile::exists(path("s.zip")));
}

void TstSnapshot::offTheWindowsThread()
{
    for (int i = 0; i < 200; ++i)
        write(path("photos/2026/") + QString::number(i), QByteArray::number(i));
    Snapshot snapshot;
    QSignalSpy progressed(&snapshot, &Snapshot::progressed);
    QSignalSpy failed(&snapshot, &Snapshot::failed);
    SnapshotReport report;
    connect(&snapshot, &Snapshot::finished, this, [&report](const SnapshotReport& done) { report = done; });
    snapshot.start(path("photos"), path("s.tar.zst"));
    QTRY_COMPARE(report.files, 200);
    QVERIFY(progressed.count() >= 3);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(contentOf(*opened(path("s.tar.zst")), "photos/2026/123"), QByteArray("123"));
}

void TstSnapshot::failuresAreTold()
{
    Snapshot snapshot;
    QSignalSpy failed(&snapshot, &Snapshot::failed);
    snapshot.start(path("photos"), QStringLiteral("/proc/s.zip"));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed[0][0].toString().contains(QLatin1String("/proc/s.zip")));
    QCOMPARE(failed[0][1].toBool(), false);
    Snapshot other;
    QSignalSpy cancelled(&other, &Snapshot::failed);
    other.start(path("gone"), path("s.zip"));
    QTRY_COMPARE(cancelled.count(), 1);
    QVERIFY(cancelled[0][0].toString().contains(QLatin1String("gone")));
}

QTEST_GUILESS_MAIN(TstSnapshot)
#include "tst_snapshot.moc"
