// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/state_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;

class TstStateFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead();
    void aMissingFileIsNothing();
    void onlyTheOwnerMayRead();
    void theOldContentStaysWhenWritingFails();
    void aLeftoverOfACrashIsReplaced();
    void aTooLongFileIsRefused();
    void aLinkIsRefused();
    void damagedOnesAreAllKept();

private:
    QTemporaryDir m_folder;
    Bytes path(const char* name) const { return m_folder.path().toStdString() + "/" + name; }
};

void TstStateFile::whatIsWrittenIsRead()
{
    QVERIFY(writeStateFile(path("a"), "one"));
    QVERIFY(writeStateFile(path("a"), "two"));
    const auto content = readStateFile(path("a"), 3);
    QVERIFY(content);
    QCOMPARE(content->value(), Bytes("two"));
}

void TstStateFile::aMissingFileIsNothing()
{
    const auto content = readStateFile(path("missing"), 3);
    QVERIFY(content);
    QVERIFY(!content->has_value());
}

void TstStateFile::onlyTheOwnerMayRead()
{
    const mode_t before = ::umask(0);
    const auto written = writeStateFile(path("private"), "x");
    ::umask(before);
    QVERIFY(written);
    struct stat info
    {};
    QCOMPARE(::stat(path("private").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
}

void TstStateFile::theOldContentStaysWhenWritingFails()
{
    QVERIFY(writeStateFile(path("b"), "old"));
    // A folder in the place of the new content.
    QVERIFY(QDir().mkpath(QString::fromStdString(path("b.new/x"))));
    QVERIFY(!writeStateFile(path("b"), "new"));
    QCOMPARE(readStateFile(path("b"), 9)->value(), Bytes("old"));
}

void TstStateFile::aLeftoverOfACrashIsReplaced()
{
    QFile left(QString::fromStdString(path("c.new")));
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.write("half of something lon");
    left.close();
    QVERIFY(writeStateFile(path("c"), "whole"));
    QCOMPARE(readStateFile(path("c"), 9)->value(), Bytes("whole"));
    QVERIFY(!QFile::exists(QString::fromStdString(path("c.new"))));
}

void TstStateFile::aTooLongFileIsRefused()
{
    QVERIFY(writeStateFile(path("d"), "1234"));
    const auto content = readStateFile(path("d"), 3);
    QVERIFY(!content);
    QCOMPARE(content.error().code, ErrorCode::Corrupt);
}

void TstStateFile::aLinkIsRefused()
{
    QVERIFY(writeStateFile(path("e"), "1234"));
    QCOMPARE(::symlink(path("e").c_str(), path("link").c_str()), 0);
    const auto content = readStateFile(path("link"), 30);
    QVERIFY(!content);
    QCOMPARE(content.error().code, ErrorCode::Corrupt);
}

void TstStateFile::damagedOnesAreAllKept()
{
    QVERIFY(writeStateFile(path("f"), "first"));
    QCOMPARE(keepAside(path("f")).value(), path("f.damaged-1"));
    QVERIFY(writeStateFile(path("f"), "second"));
    QCOMPARE(keepAside(path("f")).value(), path("f.damaged-2"));
    QCOMPARE(readStateFile(path("f.damaged-1"), 9)->value(), Bytes("first"));
    QCOMPARE(readStateFile(path("f.damaged-2"), 9)->value(), Bytes("second"));
    QVERIFY(!readStateFile(path("f"), 9)->has_value());
}

QTEST_GUILESS_MAIN(TstStateFile)
#include "tst_state_file.moc"
