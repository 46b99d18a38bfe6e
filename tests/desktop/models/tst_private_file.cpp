// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/archive_file.h"
#include "desktop/models/private_file.h"
#include "desktop/models/zip_names.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal;
using namespace shoal::models;
using IfThere = PrivateFile::IfThere;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

const QFile::Permissions kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

} // namespace

class TstPrivateFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void itIsClosedToOthersFromTheBeginning();
    void itHasNoNameBeforeItIsComplete();
    void whatIsThereIsReplacedOnlyOnRequest();
    void whatWasLeftByAKilledAttemptIsNoHindrance();
    void aLinkInTheWayIsNotFollowed();
    void archivesHaveKnownEndings_data();
    void archivesHaveKnownEndings();
    void aLimitIsToldBeforehand();
    void brokenZipsAreNotTouched_data();
    void brokenZipsAreNotTouched();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files, QDir::Name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstPrivateFile::itIsClosedToOthersFromTheBeginning()
{
    PrivateFile file(path("a"));
    QVERIFY(file.create());
    QVERIFY(!(QFile::permissions(file.device().fileName()) & kOthers));
    file.device().write("secret");
    QVERIFY(file.commit());
    QVERIFY(!(QFile::permissions(path("a")) & kOthers));
    QCOMPARE(contentOf(path("a")), QByteArray("secret"));
}

void TstPrivateFile::itHasNoNameBeforeItIsComplete()
{
    {
        PrivateFile file(path("a"));
        QVERIFY(file.create());
        QCOMPARE(files(), QStringList{QStringLiteral("a.part")});
    }
    QCOMPARE(files(), QStringList()); // given up
}

void TstPrivateFile::whatIsThereIsReplacedOnlyOnRequest()
{
    QVERIFY(PrivateFile::write(path("a"), "one"));
    const auto refused = PrivateFile::write(path("a"), "two");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(contentOf(path("a")), QByteArray("one"));
    QVERIFY(PrivateFile::write(path("a"), "two", IfThere::Replace));
    QCOMPARE(contentOf(path("a")), QByteArray("two"));
    QCOMPARE(files(), QStringList{QStringLiteral("a")});
}

void TstPrivateFile::whatWasLeftByAKilledAttemptIsNoHindrance()
{
    QVERIFY(PrivateFile::write(path("a.part"), "half"));
    QVERIFY(PrivateFile::write(path("a"), "whole"));
    QCOMPARE(contentOf(path("a")), QByteArray("whole"));
}

void TstPrivateFile::aLinkInTheWayIsNotFollowed()
{
    QVERIFY(PrivateFile::write(path("other"), "untouched"));
    QVERIFY(QFile::link(path("other"), path("a.part")));
    QVERIFY(PrivateFile::write(path("a"), "whole"));
    QCOMPARE(contentOf(path("a")), QByteArray("whole"));
    QVERIFY(!QFileInfo(path("a")).isSymLink());
    QCOMPARE(contentOf(path("other")), QByteArray("untouched"));
}

void TstPrivateFile::archivesHaveKnownEndings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isKnown");
    for (const char* name : {"a.zip", "a.ZIP", "a.tar", "a.tar.gz", "a.tgz", "a.tar.zst"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    for (const char* name : {"a", "a.rar", "zip", "a.zip.txt", "a.zst"})
        QTest::newRow(name) << QString::fromLatin1(name) << false;
}

void TstPrivateFile::archivesHaveKnownEndings()
{
    QFETCH(QString, name);
    QFETCH(bool, isKnown);
    QCOMPARE(ArchiveFile::isArchiveName(name), isKnown);
    const auto archive = ArchiveFile::create(m_folder->filePath(name), IfThere::Refuse);
    QCOMPARE(archive.has_value(), isKnown);
    if (!isKnown)
        QCOMPARE(archive.error().code, ErrorCode::Unsupported);
}

void TstPrivateFile::aLimitIsToldBeforehand()
{
    const auto zip = ArchiveFile::create(path("a.zip"), IfThere::Refuse);
    QVERIFY((*zip)->checkTotals(ArchiveFile::kMaxZipEntries, ArchiveFile::kMaxZipBytes));
    QVERIFY(!(*zip)->checkTotals(ArchiveFile::kMaxZipEntries + 1, 0));
    QVERIFY(!(*zip)->checkTotals(1, ArchiveFile::kMaxZipBytes + 1));
    const auto tar = ArchiveFile::create(path("a.tar.zst"), IfThere::Refuse);
    QVERIFY((*tar)->checkTotals(ArchiveFile::kMaxZipEntries + 1, ArchiveFile::kMaxZipBytes + 1));
    QBuffer nothing;
    nothing.open(QIODevice::ReadOnly);
    const auto added = (*tar)->addFile(QStringLiteral("huge"), nothing, ArchiveFile::kMaxTarFileBytes + 1, {});
    QVERIFY(!added);
    QCOMPARE(added.error().code, ErrorCode::Unsupported);
}

void TstPrivateFile::brokenZipsAreNotTouched_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another file") << QByteArray(100, 'x');
    QTest::newRow("an end without entries behind it")
        << QByteArray("PK\5\6\0\0\0\0\5\0\5\0\0\0\0\0\xff\xff\xff\x0f\0\0", 22);
}

void TstPrivateFile::brokenZipsAreNotTouched()
{
    QFETCH(QByteArray, bytes);
    QBuffer zip;
    zip.setData(bytes);
    zip.open(QIODevice::ReadWrite);
    QVERIFY(!declareUtf8Names(zip));
    QCOMPARE(zip.data(), bytes);
}

QTEST_GUILESS_MAIN(TstPrivateFile)
#include "tst_private_file.moc"
