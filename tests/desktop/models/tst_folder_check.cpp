// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/folder_check.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace shoal::models;
using Finding = FolderReport::Finding;

namespace {

// Of a report, in order.
QList<Finding> findings(const FolderReport& report)
{
    QList<Finding> found;
    for (const auto& item : report.items)
        found.append(item.finding);
    return found;
}

std::optional<DiskState> roomyDisk(const QString&)
{
    return DiskState{10LL * 1000 * 1000 * 1000, false};
}

void write(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
}

} // namespace

class TstFolderCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("shared/inner")));
        QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("empty")));
    }

    void anEmptyFolderIsFine();
    void aMissingFolderCanBeMade();
    void whatIsRefused_data();
    void whatIsRefused();
    void linksDoNotHideAShare();
    void aFullFolderIsToldOf();
    void theServiceFolderAloneIsNoContent();
    void disks_data();
    void disks();
    void permissions();
    void theGravestComesFirst();
    void eachFindingHasASentence();
    void onlyTheLastQuestionIsAnswered();

private:
    QString path(const char* name) const { return m_root->filePath(QString::fromLatin1(name)); }
    FolderReport examine(const char* name) const { return examineFolder(path(name), {path("shared")}, roomyDisk); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void TstFolderCheck::anEmptyFolderIsFine()
{
    const auto report = examine("empty");
    QCOMPARE(findings(report), QList<Finding>());
    QVERIFY(report.canBeShared());
    QVERIFY(report.freeBytes > 0);
}

void TstFolderCheck::aMissingFolderCanBeMade()
{
    const auto report = examine("new");
    QCOMPARE(findings(report), QList<Finding>{Finding::Missing});
    QVERIFY(report.canBeShared());
}

void TstFolderCheck::whatIsRefused_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("finding");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* sentence, const char* folder, Finding finding, const char* detail = "") {
        QTest::newRow(sentence) << QString::fromLatin1(folder) << static_cast<int>(finding)
                                << QString::fromLatin1(detail);
    };
    row("nothing", "", Finding::NotGiven);
    row("a relative path", "photos", Finding::NotAbsolute);
    row("the root folder", "/", Finding::RootFolder);
    row("the root folder by another name", "/usr/..", Finding::RootFolder);
    row("a file", "@/file", Finding::NoFolder);
    row("two levels are missing", "@/no/where", Finding::ParentMissing, "@/no");
    row("a shared folder", "@/shared", Finding::IsShared, "@/shared");
    row("a shared folder with a slash", "@/shared/", Finding::IsShared, "@/shared");
    row("inside a shared folder", "@/shared/inner", Finding::InsideShare, "@/shared");
    row("new, inside a shared folder", "@/shared/new", Finding::InsideShare, "@/shared");
    row("holds a shared folder", "@", Finding::HoldsShare, "@/shared");
}

void TstFolderCheck::whatIsRefused()
{
    QFETCH(QString, folder);
    QFETCH(int, finding);
    QFETCH(QString, detail);
    write(path("file"));
    const auto real = [this](QString text) { return text.replace(QLatin1Char('@'), m_root->path()); };
    const auto report = examineFolder(real(folder), {path("shared")}, roomyDisk);
    QVERIFY(!report.items.isEmpty());
    QCOMPARE(report.items.first().finding, static_cast<Finding>(finding));
    QCOMPARE(report.items.first().detail, real(detail));
    QVERIFY(!report.canBeShared());
}

void TstFolderCheck::linksDoNotHideAShare()
{
    QVERIFY(QFile::link(path("shared"), path("link")));
    QVERIFY(examine("link").has(Finding::IsShared));
    QVERIFY(examine("link/inner").has(Finding::InsideShare));
    QVERIFY(examineFolder(path("shared"), {path("link")}, roomyDisk).has(Finding::IsShared));
    // A name that only begins alike is another folder.
    QVERIFY(QDir(m_root->path()).mkdir(QStringLiteral("shared2")));
    QVERIFY(examine("shared2").canBeShared());
}

void TstFolderCheck::aFullFolderIsToldOf()
{
    write(path("empty/.hidden"));
    QCOMPARE(findings(examine("empty")), QList<Finding>{Finding::NotEmpty});
    QVERIFY(examine("empty").canBeShared());
}

void TstFolderCheck::theServiceFolderAloneIsNoContent()
{
    QVERIFY(QDir(path("empty")).mkdir(QStringLiteral(".sync")));
    QCOMPARE(findings(examine("empty")), QList<Finding>());
    write(path("empty/.sync/ID"));
    QCOMPARE(findings(examine("empty")), QList<Finding>{Finding::WasShared});
}

void TstFolderCheck::disks_data()
{
    QTest::addColumn<qint64>("free");
    QTest::addColumn<bool>("isReadOnly");
    QTest::addColumn<bool>("isFull");
    QTest::newRow("full") << qint64{0} << false << true;
    QTest::newRow("nearly full") << FolderCheck::kLittleRoom - 1 << false << true;
    QTest::newRow("enough room") << FolderCheck::kLittleRoom << false << false;
    QTest::newRow("read-only, of which room says nothing") << qint64{0} << true << false;
}

void TstFolderCheck::disks()
{
    QFETCH(qint64, free);
    QFETCH(bool, isReadOnly);
    QFETCH(bool, isFull);
    QStringList asked;
    const auto probe = [&](const QString& folder) {
        asked.append(folder);
        return std::optional(DiskState{free, isReadOnly});
    };
    for (const char* name : {"empty", "new"}) {
        const auto report = examineFolder(path(name), {}, probe);
        QCOMPARE(report.has(Finding::DiskFull), isFull);
        QCOMPARE(report.has(Finding::ReadOnlyDisk), isReadOnly);
        QVERIFY(report.canBeShared()); // the engine waits for room
    }
    QCOMPARE(asked, QStringList({path("empty"), m_root->path()}));
}

void TstFolderCheck::permissions()
{
    if (::geteuid() == 0)
        QSKIP("root may do everything");
    QFile::setPermissions(path("empty"), QFile::ReadOwner | QFile::ExeOwner);
    QCOMPARE(findings(examine("empty")), QList<Finding>{Finding::NotWritable});
    QFile::setPermissions(path("empty"), QFile::WriteOwner | QFile::ExeOwner);
    QCOMPARE(findings(examine("empty")), QList<Finding>{Finding::Unreadable});
}

void TstFolderCheck::theGravestComesFirst()
{
    write(path("shared/inner/file"));
    const auto full = [](const QString&) { return std::optional(DiskState{}); };
    const auto report = examineFolder(path("shared/inner"), {path("shared")}, full);
    QCOMPARE(findings(report), (QList<Finding>{Finding::InsideShare, Finding::DiskFull, Finding::NotEmpty}));
}

void TstFolderCheck::eachFindingHasASentence()
{
    for (int i = 0; i <= static_cast<int>(Finding::WasShared); ++i) {
        const QString sentence = FolderReport::sentence({static_cast<Finding>(i), QStringLiteral("/data/www")});
        QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
        QVERIFY(!sentence.contains(QLatin1Char('%')));
    }
}

void TstFolderCheck::onlyTheLastQuestionIsAnswered()
{
    FolderCheck check(nullptr, roomyDisk);
    QStringList answered;
    connect(&check, &FolderCheck::finished, this,
            [&answered](const FolderReport& report) { answered.append(report.path); });
    check.start(path("shared"), {});
    check.start(path("new"), {});
    check.start(path("empty"), {});
    QTRY_COMPARE(answered, QStringList{path("empty")});
}

QTEST_GUILESS_MAIN(TstFolderCheck)
#include "tst_folder_check.moc"
