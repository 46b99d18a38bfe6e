// SPDX-License-Identifier: GPL-3.0-or-later
#include "looks.h"
#include "widgets.h"

#include "desktop/app/desktop_program.h"
#include "desktop/models/ignore_preview_model.h"
#include "desktop/models/peer_model.h"
#include "desktop/models/transfer_model.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/share_wizard.h"
#include "desktop/ui/snapshot_dialog.h"
#include "desktop/ui/support_dialog.h"
#include "desktop/ui/table.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDirIterator>
#include <QFileDialog>
#include <QJsonDocument>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRadioButton>
#include <QScreen>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal;
using namespace shoal::ui;
using namespace shoal::app;

namespace {

// Real engines on a machine that does other things, too.
constexpr int kPatience = 30'000;
#define PATIENTLY(condition) QTRY_VERIFY_WITH_TIMEOUT((condition), kPatience)

void write(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Path and content of all files of a share.
QMap<QString, QByteArray> treeOf(const QString& folder)
{
    QMap<QString, QByteArray> tree;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next().mid(folder.size() + 1);
        if (!path.startsWith(QStringLiteral(".sync/")))
            tree[path] = contentOf(folder + QLatin1Char('/') + path);
    }
    return tree;
}

// As a person does with what is long.
void paste(QLineEdit* edit, const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(edit->text(), text);
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

// A shoald with one share.
class Daemon
{
public:
    Daemon(const QString& base, const QString& name, const QString& secret, quint16 port, quint16 other)
        : m_folder(base + QLatin1Char('/') + name + QStringLiteral("/www"))
    {
        QDir().mkpath(m_folder);
        const QString config = base + QLatin1Char('/') + name + QStringLiteral(".conf");
        const QJsonObject share{{QStringLiteral("secret"), secret},
                                {QStringLiteral("dir"), m_folder},
                                {QStringLiteral("search_lan"), false},
                                {QStringLiteral("known_hosts"), QJsonArray{QStringLiteral("127.0.0.1:%1").arg(other)}}};
        write(config, QJsonDocument(QJsonObject{{QStringLiteral("device_name"), name},
                                                {QStringLiteral("listening_port"), port},
                                                {QStringLiteral("storage_path"),
                                                 base + QLatin1Char('/') + name + QStringLiteral(".state")},
                                                {QStringLiteral("shared_folders"), QJsonArray{share}}})
                          .toJson());
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/shoald"),
                        {QStringLiteral("--config"), config, QStringLiteral("--log"),
                         base + QLatin1Char('/') + name + QStringLiteral(".log")});
    }
    ~Daemon()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

    const QString& folder() const { return m_folder; }
    bool runs() { return m_process.waitForStarted(); }

private:
    const QString m_folder;
    QProcess m_process;
};

} // namespace

// Three devices: two daemons, and the program, whose windows are operated as a person does. The slots go on from each
// other.
class DesktopStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_hasFailed = m_hasFailed || QTest::currentTestFailed(); }
    void theEmptyWindowOffersToAddAShare();
    void theWizardJoinsAShare();
    void devicesAreListed();
    void aTransferCanBeWatched();
    void historyTellsAndIsSearched();
    void aConflictIsResolved();
    void whatIsMissingIsFetchedAgain();
    void anArchivedVersionComesBack();
    void rulesKeepFilesAway();
    void theShareIsPassedOn();
    void aSnapshotHoldsTheShare_data();
    void aSnapshotHoldsTheShare();
    void theSupportBundleHoldsNoSecret();
    void theTrayShowsTheState();
    void itEndsInOrder();
    void cleanupTestCase();

private:
    // Keeps a picture of a window, and looks whether a person could read and operate it.
    void look(QWidget& window, const char* name);
    void look(const char* name) { look(m_program->window(), name); }
    void show(SharePage::Tab tab);
    Table* table() const;
    QString cell(int row, int column) const;
    QMessageBox* question() const;
    // As a person chooses from a menu.
    void order(const char* part);
    void saveAs(QDialog& dialog, const QString& path);
    QString mine(const char* path) const { return m_mine + QLatin1Char('/') + QString::fromUtf8(path); }
    QString theirs(const char* path) const { return m_app01->folder() + QLatin1Char('/') + QString::fromUtf8(path); }

    bool m_hasFailed = false;
    QTemporaryDir m_base;
    QString m_mine; // the folder of the program's device
    std::unique_ptr<Clock> m_clock = makeSystemClock();
    std::unique_ptr<Random> m_random = makeSystemRandom();
    std::unique_ptr<Daemon> m_app01, m_app02;
    QString m_secret, m_hosts;
    std::unique_ptr<DesktopProgram> m_program;
};

void DesktopStory::initTestCase()
{
    if (qEnvironmentVariable("SHOAL_LOOK") == QLatin1String("dark"))
        QApplication::setPalette(test::palette(true));
    QApplication::setQuitOnLastWindowClosed(false);
    QCoreApplication::setOrganizationName(QStringLiteral("shoal"));
    QCoreApplication::setApplicationName(QStringLiteral("desktop-story"));
    m_secret = EngineSecretTool(*m_random).make().readWrite;
    const quint16 one = freePort(), two = freePort();
    m_hosts = QStringLiteral("127.0.0.1:%1, 127.0.0.1:%2").arg(one).arg(two);
    m_app01 = std::make_unique<Daemon>(m_base.path(), QStringLiteral("app01"), m_secret, one, two);
    m_app02 = std::make_unique<Daemon>(m_base.path(), QStringLiteral("app02"), m_secret, two, one);
    QVERIFY(m_app01->runs() && m_app02->runs());
    write(theirs("index.html"), "<h1>Welcome</h1>\n");
    write(theirs("notes/plan.txt"), "Monday: plan\n");
    for (int i = 1; i <= 40; ++i)
        write(theirs("pictures/") + QStringLiteral("holiday %1.jpg").arg(i),
              QByteArray(2000 + i * 100, static_cast<char>(i)));
    m_mine = m_base.path() + QStringLiteral("/desk/www");
    QVERIFY(QDir().mkpath(m_base.path() + QStringLiteral("/desk")));
    CommandLine line;
    m_program = std::make_unique<DesktopProgram>(line, m_base.path().toStdString() + "/data", *m_clock, *m_random);
    m_program->start();
    QVERIFY(QTest::qWaitForWindowExposed(&m_program->window()));
}

void DesktopStory::init()
{
    if (m_hasFailed)
        QSKIP("what goes before has failed");
}

void DesktopStory::look(QWidget& window, const char* name)
{
    // Once everything has its place.
    QTRY_COMPARE(test::cutTexts(window).join(QLatin1Char('\n')), QString());
    const QString folder = qEnvironmentVariable("SHOAL_PICTURES");
    if (!folder.isEmpty()) {
        QDir().mkpath(folder);
        QVERIFY(window.grab().save(folder + QLatin1Char('/') + QString::fromUtf8(name) + QStringLiteral(".png")));
    }
    QCOMPARE(test::namelessControls(window).join(QLatin1Char('\n')), QString());
}

void DesktopStory::show(SharePage::Tab tab)
{
    auto* const tabs = m_program->window().findChild<QTabWidget*>();
    QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(static_cast<int>(tab)).center());
    QCOMPARE(tabs->currentIndex(), static_cast<int>(tab));
}

Table* DesktopStory::table() const
{
    for (auto* const each : m_program->window().findChildren<Table*>())
        if (each->isVisible())
            return each;
    return nullptr;
}

QString DesktopStory::cell(int row, int column) const
{
    return table()->view().model()->index(row, column).data().toString();
}

QMessageBox* DesktopStory::question() const
{
    for (auto* const box : m_program->window().findChildren<QMessageBox*>())
        if (box->isVisible())
            return box;
    return nullptr;
}

void DesktopStory::theEmptyWindowOffersToAddAShare()
{
    PATIENTLY(test::button(m_program->window(), QStringLiteral("Add a share…")));
    look("01-empty");
    test::press(m_program->window(), "Add a share…");
    PATIENTLY(m_program->window().findChild<ShareWizard*>());
}

void DesktopStory::theWizardJoinsAShare()
{
    auto* const wizard = m_program->window().findChild<ShareWizard*>();
    QVERIFY(QTest::qWaitForWindowActive(wizard));
    look(*wizard, "02-wizard-start");
    for (auto* const way : wizard->findChildren<QRadioButton*>())
        if (way->text().contains(QStringLiteral("oin")))
            QTest::mouseClick(way, Qt::LeftButton, {}, QPoint(8, way->height() / 2));
    QTest::mouseClick(wizard->button(QWizard::NextButton), Qt::LeftButton);
    auto* const page = wizard->currentPage();
    auto* const secret = page->findChild<QLineEdit*>(QStringLiteral("secret"));
    QVERIFY(secret && secret->isVisible());
    paste(secret, m_secret);
    for (auto* const edit : page->findChildren<QLineEdit*>()) {
        if (edit != secret && edit->isVisible())
            paste(edit, edit->objectName() == QLatin1String("hosts") ? m_hosts : m_mine);
    }
    PATIENTLY(wizard->button(QWizard::FinishButton)->isEnabled());
    look(*wizard, "03-wizard-join");
    QTest::mouseClick(wizard->button(QWizard::FinishButton), Qt::LeftButton);
    PATIENTLY(treeOf(m_mine).size() == 42);
    PATIENTLY(treeOf(m_mine) == treeOf(m_app01->folder()) && treeOf(m_mine) == treeOf(m_app02->folder()));
    PATIENTLY(!m_program->window().findChild<SharePage*>()->shareId().isEmpty());
    PATIENTLY(m_program->tray().condition() == models::Condition::Idle);
}

void DesktopStory::devicesAreListed()
{
    show(SharePage::Tab::Peers);
    PATIENTLY(table() && table()->view().model()->rowCount() == 2);
    QStringList names{cell(0, models::PeerModel::Name), cell(1, models::PeerModel::Name)};
    names.sort();
    QCOMPARE(names, (QStringList{QStringLiteral("app01"), QStringLiteral("app02")}));
    PATIENTLY(cell(0, models::PeerModel::State) == QStringLiteral("In sync"));
    look("05-devices");
}

void DesktopStory::aTransferCanBeWatched()
{
    bool isLimited = false;
    models::Instance instance(*m_clock);
    QSignalSpy attached(&instance, &models::Instance::attached);
    instance.attach(m_base.path().toStdString() + "/data/storage/control.sock");
    PATIENTLY(attached.size() == 1);
    const auto limit = [&](int kilobytes) {
        instance.call(QStringLiteral("set_options"),
                      {{QStringLiteral("values"), QJsonObject{{QStringLiteral("download_limit"), kilobytes},
                                                              {QStringLiteral("rate_limit_local_peers"), true}}}},
                      this, [&isLimited](const Result<QJsonObject>& answer) { isLimited = answer.has_value(); });
    };
    limit(700);
    PATIENTLY(isLimited);
    QByteArray film;
    for (uint32_t i = 0; film.size() < 12'000'000; i = i * 1664525U + 1013904223U)
        film.append(reinterpret_cast<const char*>(&i), sizeof i);
    write(theirs("films/summer.mp4"), film);
    show(SharePage::Tab::Transfers);
    PATIENTLY(table() && table()->view().model()->rowCount() == 1);
    QCOMPARE(cell(0, models::TransferModel::File), QStringLiteral("films/summer.mp4"));
    PATIENTLY(table()
                  ->view()
                  .model()
                  ->index(0, models::TransferModel::Progress)
                  .data(models::TransferModel::kPartRole)
                  .toDouble() > 0.3);
    look("06-transfers");
    show(SharePage::Tab::Overview);
    QTest::qWait(0);
    look("04-overview");
    QCOMPARE(m_program->tray().condition(), models::Condition::Syncing);
    limit(0);
    PATIENTLY(contentOf(mine("films/summer.mp4")) == film);
}

void DesktopStory::historyTellsAndIsSearched()
{
    write(theirs("index.html"), "<h1>Welcome back</h1>\n");
    show(SharePage::Tab::History);
    PATIENTLY(table() && cell(0, models::HistoryModel::File) == QStringLiteral("index.html"));
    QCOMPARE(cell(0, models::HistoryModel::Event), QStringLiteral("Changed"));
    QCOMPARE(cell(0, models::HistoryModel::Device), QStringLiteral("app01"));
    look("07-history");
    for (auto* const edit : m_program->window().findChildren<QLineEdit*>())
        if (edit->isVisible())
            QTest::keyClicks(edit, QStringLiteral("summer"));
    PATIENTLY(table()->view().model()->rowCount() == 1);
    QCOMPARE(cell(0, models::HistoryModel::File), QStringLiteral("films/summer.mp4"));
}

void DesktopStory::aConflictIsResolved()
{
    test::press(m_program->window(), "Pause");
    PATIENTLY(test::button(m_program->window(), QStringLiteral("Resume")));
    write(mine("notes/plan.txt"), "Monday: my plan\n");
    write(theirs("notes/plan.txt"), "Monday: a plan of the server\n");
    PATIENTLY(contentOf(m_app02->folder() + QStringLiteral("/notes/plan.txt")) == contentOf(theirs("notes/plan.txt")));
    test::press(m_program->window(), "Resume");
    show(SharePage::Tab::Conflicts);
    PATIENTLY(table() && table()->view().model()->rowCount() == 1);
    PATIENTLY(test::button(m_program->window(), QStringLiteral("Keep that")));
    look("08-conflicts");
    const QByteArray before = contentOf(mine("notes/plan.txt"));
    test::press(m_program->window(), "Keep that");
    PATIENTLY(question());
    look(*question(), "09-conflict-question");
    test::press(*question(), "Keep that");
    PATIENTLY(table() && table()->view().model()->rowCount() == 0);
    PATIENTLY(contentOf(theirs("notes/plan.txt")) == contentOf(mine("notes/plan.txt")));
    QVERIFY(contentOf(mine("notes/plan.txt")) != before);
    PATIENTLY(treeOf(m_mine) == treeOf(m_app01->folder()));
}

void DesktopStory::whatIsMissingIsFetchedAgain()
{
    const auto whole = treeOf(m_mine);
    test::press(m_program->window(), "Pause");
    PATIENTLY(test::button(m_program->window(), QStringLiteral("Resume")));
    QVERIFY(QDir(mine("pictures")).removeRecursively());
    test::press(m_program->window(), "Resume");
    show(SharePage::Tab::Problems);
    PATIENTLY(test::button(m_program->window(), QStringLiteral("Fetch again")));
    PATIENTLY(m_program->tray().condition() == models::Condition::Attention);
    look("10-problems");
    QCOMPARE(treeOf(m_app01->folder()), whole); // nothing is deleted before somebody says so
    test::press(m_program->window(), "Delete on all devices…");
    PATIENTLY(question());
    QVERIFY(question()->text().contains(QStringLiteral("40")));
    test::press(*question(), "Cancel");
    test::press(m_program->window(), "Fetch again");
    PATIENTLY(treeOf(m_mine) == whole);
    PATIENTLY(table() && table()->view().model()->rowCount() == 0);
}

void DesktopStory::anArchivedVersionComesBack()
{
    QVERIFY(QFile::remove(theirs("pictures/holiday 7.jpg")));
    PATIENTLY(!QFile::exists(mine("pictures/holiday 7.jpg")));
    show(SharePage::Tab::Archive);
    for (auto* const edit : m_program->window().findChildren<QLineEdit*>())
        if (edit->isVisible())
            QTest::keyClicks(edit, QStringLiteral("holiday 7"));
    PATIENTLY(table() && table()->view().model()->rowCount() == 1 &&
              cell(0, 0) == QStringLiteral("pictures/holiday 7.jpg"));
    QTest::mouseClick(table()->view().viewport(), Qt::LeftButton, {},
                      table()->view().visualRect(table()->view().model()->index(0, 0)).center());
    look("11-archive");
    test::press(m_program->window(), "Restore");
    PATIENTLY(QFile::exists(mine("pictures/holiday 7.jpg")) && QFile::exists(theirs("pictures/holiday 7.jpg")));
}

void DesktopStory::rulesKeepFilesAway()
{
    show(SharePage::Tab::Ignored);
    auto* const rules = m_program->window().findChild<QPlainTextEdit*>();
    PATIENTLY(!rules->isReadOnly() && table() && table()->view().model()->rowCount() > 40);
    rules->setFocus();
    for (const char* rule : {"*.tmp", "/films/"}) {
        QTest::keyClicks(rules, QString::fromUtf8(rule));
        QTest::keyClick(rules, Qt::Key_Return);
    }
    const auto verdict = [this](const QString& path) {
        for (int row = 0; row < table()->view().model()->rowCount(); ++row)
            if (cell(row, models::IgnorePreviewModel::File) == path)
                return cell(row, models::IgnorePreviewModel::Verdict);
        return QString();
    };
    PATIENTLY(verdict(QStringLiteral("films/")) == QStringLiteral("Ignored, line 2"));
    QCOMPARE(verdict(QStringLiteral("index.html")), QStringLiteral("Synced"));
    look("12-ignored");
    test::press(m_program->window(), "Save");
    PATIENTLY(contentOf(mine(".sync/IgnoreList")) == QByteArray("*.tmp\n/films/\n"));
    write(mine("draft.tmp"), "not for others");
    write(mine("final.txt"), "for all");
    PATIENTLY(contentOf(theirs("final.txt")) == QByteArray("for all"));
    QVERIFY(!QFile::exists(theirs("draft.tmp")));
}

void DesktopStory::theShareIsPassedOn()
{
    test::press(m_program->window(), "Share…");
    QDialog* dialog = nullptr;
    PATIENTLY((dialog = m_program->window().findChild<QDialog*>()) && dialog->isVisible());
    PATIENTLY(test::button(*dialog, QStringLiteral("Copy Link")) &&
              test::button(*dialog, QStringLiteral("Copy Link"))->isEnabled());
    look(*dialog, "13-share");
    QTest::keyClick(dialog, Qt::Key_Escape);
    PATIENTLY(!m_program->window().findChild<QDialog*>());
}

void DesktopStory::order(const char* part)
{
    for (auto* const action : m_program->window().findChildren<QAction*>())
        if (action->text().contains(QString::fromUtf8(part)))
            return action->trigger();
    QFAIL(part);
}

void DesktopStory::saveAs(QDialog& dialog, const QString& path)
{
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    test::press(dialog, "Save…");
    QFileDialog* chooser = nullptr;
    PATIENTLY((chooser = dialog.findChild<QFileDialog*>()) && chooser->isVisible());
    auto* const name = chooser->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    paste(name, path);
    QTest::keyClick(name, Qt::Key_Return);
    PATIENTLY(test::says(dialog, "Written: "));
    PATIENTLY(!dialog.findChild<QFileDialog*>());
}

void DesktopStory::aSnapshotHoldsTheShare_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QStringList>("arguments"); // %1: archive, %2: folder
    QTest::newRow("tar") << QStringLiteral(".tar.zst") << QStringLiteral("zstd")
                         << QStringList{QStringLiteral("tar"), QStringLiteral("--zstd"), QStringLiteral("-xf"),
                                        QStringLiteral("%1"),  QStringLiteral("-C"),     QStringLiteral("%2")};
    QTest::newRow("zip") << QStringLiteral(".zip") << QStringLiteral("python3")
                         << QStringList{QStringLiteral("python3"), QStringLiteral("-m"), QStringLiteral("zipfile"),
                                        QStringLiteral("-e"),      QStringLiteral("%1"), QStringLiteral("%2")};
}

void DesktopStory::aSnapshotHoldsTheShare()
{
    QFETCH(QString, ending);
    QFETCH(QString, tool);
    QFETCH(QStringList, arguments);
    const QString archive = m_base.filePath(QStringLiteral("snapshot") + ending), folder = archive + QLatin1Char('d');
    order("snapshot");
    SnapshotDialog* dialog = nullptr;
    PATIENTLY((dialog = m_program->window().findChild<SnapshotDialog*>()) && dialog->isVisible());
    saveAs(*dialog, archive);
    look(*dialog, "15-snapshot");
    QTest::keyClick(dialog, Qt::Key_Escape);
    PATIENTLY(!m_program->window().findChild<SnapshotDialog*>());
    if (QStandardPaths::findExecutable(tool).isEmpty())
        QSKIP("nothing here unpacks it");
    QVERIFY(QDir().mkpath(folder));
    arguments.replaceInStrings(QStringLiteral("%1"), archive);
    arguments.replaceInStrings(QStringLiteral("%2"), folder);
    QCOMPARE(QProcess::execute(arguments.takeFirst(), arguments), 0);
    const QStringList top = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const QString inside = top == QStringList{QStringLiteral("www")} ? folder + QStringLiteral("/www") : folder;
    QCOMPARE(treeOf(inside), treeOf(m_mine));
    QVERIFY(!QFile::exists(inside + QStringLiteral("/.sync/Archive")));
}

void DesktopStory::theSupportBundleHoldsNoSecret()
{
    const QString archive = m_base.filePath(QStringLiteral("support.zip")),
                  folder = m_base.filePath(QStringLiteral("support"));
    order("upport &bundle");
    SupportDialog* dialog = nullptr;
    PATIENTLY((dialog = m_program->window().findChild<SupportDialog*>()) && dialog->isVisible());
    saveAs(*dialog, archive);
    look(*dialog, "16-support");
    QTest::keyClick(dialog, Qt::Key_Escape);
    PATIENTLY(!m_program->window().findChild<SupportDialog*>());
    QVERIFY(QDir().mkpath(folder));
    QCOMPARE(QProcess::execute(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("zipfile"),
                                                           QStringLiteral("-e"), archive, folder}),
             0);
    const auto files = treeOf(folder);
    QVERIFY2(files.size() > 3, qPrintable(files.keys().join(QLatin1Char(' '))));
    const QByteArray key = contentOf(m_base.path() + QStringLiteral("/data/storage/device.key"));
    QVERIFY(!key.isEmpty());
    const QString readOnly = EngineSecretTool(*m_random).readOnlyOf(m_secret).value_or(QString());
    bool tellsOfTheShare = false;
    for (auto file = files.begin(); file != files.end(); ++file) {
        for (const QByteArray& secret : {m_secret.toLatin1(), readOnly.toLatin1(), key, key.toHex(), key.toBase64()})
            QVERIFY2(!secret.isEmpty() && !file.value().contains(secret), qPrintable(file.key()));
        tellsOfTheShare = tellsOfTheShare || file.value().contains(m_mine.toUtf8());
    }
    QVERIFY(tellsOfTheShare);
}

void DesktopStory::theTrayShowsTheState()
{
    PATIENTLY(m_program->tray().isThere());
    PATIENTLY(m_program->tray().condition() == models::Condition::Idle);
    PATIENTLY(m_program->tray().icon().geometry().isValid());
    QVERIFY(m_program->tray().icon().toolTip().contains(QStringLiteral("up to date")));
    show(SharePage::Tab::Overview);
    Q_EMIT m_program->tray().menu().aboutToShow();
    m_program->tray().menu().popup(m_program->tray().icon().geometry().topLeft());
    QVERIFY(QTest::qWaitForWindowExposed(&m_program->tray().menu()));
    const QString folder = qEnvironmentVariable("SHOAL_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(QGuiApplication::primaryScreen()->grabWindow(0).save(folder + QStringLiteral("/14-desktop.png")));
    m_program->tray().menu().hide();
    // With a tray, closing hides.
    m_program->window().close();
    QVERIFY(!m_program->window().isVisible());
    Q_EMIT m_program->tray().windowRequested();
    QVERIFY(m_program->window().isVisible());
}

void DesktopStory::itEndsInOrder()
{
    QSignalSpy ended(m_program.get(), &DesktopProgram::ended);
    m_program->quit();
    PATIENTLY(ended.size() == 1);
    m_program.reset();
    QVERIFY(!QFile::exists(m_base.path() + QStringLiteral("/data/storage/control.sock")));
}

void DesktopStory::cleanupTestCase()
{
    m_program.reset();
    m_app01.reset();
    m_app02.reset();
}

QTEST_MAIN(DesktopStory)
#include "desktop_story.moc"
