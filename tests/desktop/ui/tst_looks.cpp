// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/folder_field.h"
#include "desktop/ui/languages.h"
#include "desktop/ui/period_dialog.h"
#include "desktop/ui/preferences.h"
#include "desktop/ui/qr_code.h"
#include "desktop/ui/rotate_dialog.h"
#include "desktop/ui/share_dialog.h"
#include "desktop/ui/share_options_dialog.h"
#include "desktop/ui/share_wizard.h"
#include "desktop/ui/snapshot_dialog.h"
#include "desktop/ui/support_dialog.h"
#include "looks.h"
#include "played_engine.h"
#include "played_secrets.h"
#include "pseudo_language.h"
#include "sample_options.h"
#include "widgets.h"

#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>

#include <QTest>
#include <functional>

using namespace shoal;
using namespace shoal::test;
using ui::ShareWizard;

namespace {

// One window as somebody may see it.
struct Sight
{
    PlayedEngine engine;
    PlayedSecrets secrets;
    QTemporaryDir folder;
    ui::Languages* languages = nullptr;
    std::unique_ptr<models::Autostart> autostart;
    std::unique_ptr<QWidget> window;
};

ShareWizard& wizardIn(Sight& sight)
{
    auto wizard = std::make_unique<ShareWizard>(sight.engine.instance, sight.secrets);
    ShareWizard& shown = *wizard;
    sight.window = std::move(wizard);
    return shown;
}

ui::FolderField& folderIn(ShareWizard& wizard)
{
    return *wizard.currentPage()->findChild<ui::FolderField*>();
}

void chooseWay(ShareWizard& wizard, int index)
{
    wizard.restart();
    wizard.currentPage()->findChildren<QRadioButton*>()[index]->setChecked(true);
    wizard.next();
}

void createPage(Sight& sight)
{
    ShareWizard& wizard = wizardIn(sight);
    chooseWay(wizard, 0);
    folderIn(wizard).setPath(sight.folder.filePath(QStringLiteral("Photos")));
    QTRY_VERIFY(folderIn(wizard).isUsable());
}

void newSharePage(Sight& sight)
{
    createPage(sight);
    auto& wizard = static_cast<ShareWizard&>(*sight.window);
    wizard.next();
    QTRY_COMPARE(wizard.currentId(), int{ShareWizard::NewShare});
}

void joinPage(Sight& sight)
{
    wizardIn(sight).openLink(QLatin1String("shoal:") + PlayedSecrets::readOnly());
}

void joinPageWithWarnings(Sight& sight)
{
    ShareWizard& wizard = wizardIn(sight);
    wizard.openLink(QStringLiteral("not a secret"));
    QVERIFY(QDir(sight.folder.path()).mkdir(QStringLiteral("inside")));
    folderIn(wizard).setPath(sight.folder.path());
    QTRY_VERIFY(folderIn(wizard).isUsable());
}

void serversPage(Sight& sight)
{
    chooseWay(wizardIn(sight), 2);
}

void serversTargetPage(Sight& sight)
{
    serversPage(sight);
    auto& wizard = static_cast<ShareWizard&>(*sight.window);
    wizard.next();
    QTRY_COMPARE(wizard.currentId(), int{ShareWizard::ServersTarget});
}

void serversDonePage(Sight& sight)
{
    serversTargetPage(sight);
    auto& wizard = static_cast<ShareWizard&>(*sight.window);
    wizard.currentPage()
        ->findChild<QLineEdit*>(QStringLiteral("target"))
        ->setText(sight.folder.filePath(QStringLiteral("servers")));
    wizard.next();
    QTRY_COMPARE(wizard.currentId(), int{ShareWizard::ServersDone});
}

void shareDialog(Sight& sight)
{
    sight.engine.answer(QStringLiteral("secret"), {{QStringLiteral("read_only"), PlayedSecrets::readOnly()},
                                                   {QStringLiteral("secret"), PlayedSecrets::readWrite()}});
    auto dialog = std::make_unique<ui::ShareDialog>(sight.engine.instance, sight.secrets, QString(64, QLatin1Char('5')),
                                                    QStringLiteral("/home/anna/Photos"));
    QTRY_VERIFY(!dialog->findChild<ui::QrView*>()->code().isNull());
    sight.window = std::move(dialog);
}

void rotateDialog(Sight& sight)
{
    sight.window =
        std::make_unique<ui::RotateDialog>(sight.engine.instance, sight.secrets, QStringLiteral("/home/anna/Photos"));
}

void preferences(Sight& sight, int page, const QJsonArray& weekly = somePeriods())
{
    sight.engine.answer(QStringLiteral("options"), {{QStringLiteral("options"), instanceOptions(weekly)}});
    sight.engine.answer(QStringLiteral("share_options"), {{QStringLiteral("options"), shareOptions()}});
    sight.engine.answer(
        QStringLiteral("status"),
        {{QStringLiteral("config"), QStringLiteral("/etc/shoal/desk.conf")},
         {QStringLiteral("shares"), QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("1")}}}}});
    sight.autostart = std::make_unique<models::Autostart>(sight.folder.path(), QStringList{QStringLiteral("s")});
    auto dialog = std::make_unique<ui::Preferences>(sight.engine.instance, *sight.autostart, *sight.languages);
    QTRY_VERIFY(dialog->findChild<QSpinBox*>(QStringLiteral("upload_limit")));
    QTRY_VERIFY(dialog->findChild<QWidget*>(QStringLiteral("lan"))->isEnabled());
    dialog->findChild<QTabWidget*>()->setCurrentIndex(page);
    sight.window = std::move(dialog);
}

void periodDialog(Sight& sight)
{
    const auto period = models::LimitPeriod::fromJson(somePeriods()[1].toObject());
    sight.window = std::make_unique<ui::PeriodDialog>(period, false, 10'000'000);
}

void shareOptionsDialog(Sight& sight)
{
    sight.engine.answer(QStringLiteral("share_options"), {{QStringLiteral("options"), shareOptions()}});
    auto dialog = std::make_unique<ui::ShareOptionsDialog>(sight.engine.instance, QStringLiteral("1"),
                                                           QStringLiteral("/home/anna/Photos"));
    QTRY_VERIFY(dialog->findChild<QWidget*>(QStringLiteral("known_hosts")));
    sight.window = std::move(dialog);
}

void supportDialog(Sight& sight)
{
    sight.window = std::make_unique<ui::SupportDialog>(sight.engine.instance, QStringLiteral("1"), QStringList());
}

void snapshotDialog(Sight& sight)
{
    auto dialog = std::make_unique<ui::SnapshotDialog>(sight.folder.path());
    dialog->start(sight.folder.path() + QLatin1String("-snapshot.zip"));
    QTRY_VERIFY(!dialog->isRunning());
    QFile::remove(sight.folder.path() + QLatin1String("-snapshot.zip"));
    sight.window = std::move(dialog);
}

struct Page
{
    const char* name;
    std::function<void(Sight&)> build;
};

const Page kPages[] = {
    {"wizard-start", [](Sight& sight) { wizardIn(sight).restart(); }},
    {"wizard-create", createPage},
    {"wizard-new-share", newSharePage},
    {"wizard-join", joinPage},
    {"wizard-join-warnings", joinPageWithWarnings},
    {"wizard-servers", serversPage},
    {"wizard-servers-target", serversTargetPage},
    {"wizard-servers-done", serversDonePage},
    {"share", shareDialog},
    {"rotate", rotateDialog},
    {"preferences-general", [](Sight& sight) { preferences(sight, 0); }},
    {"preferences-network", [](Sight& sight) { preferences(sight, 1); }},
    {"preferences-weekly", [](Sight& sight) { preferences(sight, 2); }},
    {"preferences-weekly-none", [](Sight& sight) { preferences(sight, 2, {}); }},
    {"preferences-period", periodDialog},
    {"preferences-archive", [](Sight& sight) { preferences(sight, 3); }},
    {"preferences-advanced", [](Sight& sight) { preferences(sight, 4); }},
    {"share-options", shareOptionsDialog},
    {"support", supportDialog},
    {"snapshot", snapshotDialog},
};

} // namespace

// Every page in light and dark, in English, German, Chinese and a language with long words: nothing is cut, everything
// has a name for a screen reader. With SHOAL_SCREENSHOTS=FOLDER the pictures are kept, with QT_SCALE_FACTOR=2 larger
// ones.
class TstLooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); }
    void cleanup()
    {
        QApplication::setPalette(palette(false));
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }
    void pages_data();
    void pages();
};

void TstLooks::pages_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<bool>("isLong");
    QTest::addColumn<bool>("isMirrored");
    int index = 0;
    for (const Page& page : kPages) {
        QTest::addRow("%s", page.name) << index << false << false << false;
        QTest::addRow("%s-dark", page.name) << index << true << false << false;
        QTest::addRow("%s-long", page.name) << index << false << true << false;
        QTest::addRow("%s-mirrored", page.name) << index << true << true << true;
        QTest::addRow("%s-de", page.name) << index << true << false << false;
        QTest::addRow("%s-zh_CN", page.name) << index << false << false << false;
        ++index;
    }
}

void TstLooks::pages()
{
    QFETCH(int, index);
    QFETCH(bool, isDark);
    QFETCH(bool, isLong);
    QFETCH(bool, isMirrored);
    QApplication::setPalette(palette(isDark));
    PseudoLanguage language;
    if (isLong)
        QCoreApplication::installTranslator(&language);
    ui::Languages languages;
    const QString row = QString::fromLatin1(QTest::currentDataTag());
    languages.use(row.endsWith(QLatin1String("-de"))      ? QStringLiteral("de")
                  : row.endsWith(QLatin1String("-zh_CN")) ? QStringLiteral("zh_CN")
                                                          : QString());
    QApplication::setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
    {
        Sight sight;
        sight.languages = &languages;
        kPages[index].build(sight);
        QVERIFY(sight.window);
        sight.window->show();
        QVERIFY(QTest::qWaitForWindowExposed(sight.window.get()));
        QCoreApplication::processEvents();
        keepPicture(*sight.window, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(cutTexts(*sight.window).join(QLatin1Char(10)), QString());
        QCOMPARE(namelessControls(*sight.window).join(QLatin1Char(10)), QString());
    }
    QCoreApplication::removeTranslator(&language);
}

QTEST_MAIN(TstLooks)
#include "tst_looks.moc"
