// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "looks.h"
#include "widgets.h"

#include "desktop/ui/conflicts_pane.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/languages.h"
#include "desktop/ui/message_bar.h"
#include "desktop/ui/problems_pane.h"
#include "desktop/ui/table.h"
#include "desktop/ui/version_card.h"

#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolBar>
#include <QToolButton>

using namespace shoal;
using namespace shoal::ui;

namespace {

QString hintIn(const QWidget& root)
{
    for (const auto* const hint : root.findChildren<Hint*>())
        if (hint->isVisible())
            return hint->title();
    return {};
}

QMessageBox* question(const QWidget& root)
{
    for (auto* const box : root.findChildren<QMessageBox*>())
        if (box->isVisible())
            return box;
    return nullptr;
}

QJsonObject conflictJson()
{
    return {{QStringLiteral("conflicts"),
             QJsonArray{QJsonObject{{QStringLiteral("share"), QString(64, QLatin1Char('a'))},
                                    {QStringLiteral("path"), QStringLiteral("plan.conflict-app02.txt")},
                                    {QStringLiteral("original"), QStringLiteral("plan.txt")},
                                    {QStringLiteral("author"), QStringLiteral("app02")},
                                    {QStringLiteral("size"), 10},
                                    {QStringLiteral("original_author"), QStringLiteral("app01")},
                                    {QStringLiteral("original_size"), 12}}}}};
}

QJsonObject phraseJson(const char* code, const QJsonArray& args = {})
{
    return {{QStringLiteral("code"), QString::fromLatin1(code)}, {QStringLiteral("args"), args}};
}

// A file that nobody has.
QJsonObject problemJson()
{
    return {{QStringLiteral("items"),
             QJsonArray{QJsonObject{
                 {QStringLiteral("path"), QStringLiteral("films/summer.mp4")},
                 {QStringLiteral("state"), QStringLiteral("waiting")},
                 {QStringLiteral("peer"), QStringLiteral("app02")},
                 {QStringLiteral("reason"), QStringLiteral("no connected peer has it; and so on")},
                 {QStringLiteral("reason_phrases"),
                  QJsonArray{phraseJson("nobody-has-it"), phraseJson("made-by", {QStringLiteral("app02")})}},
                 {QStringLiteral("what_to_do"), QStringLiteral("wait")},
                 {QStringLiteral("what_to_do_phrases"), QJsonArray{phraseJson("do-wait-for-peer")}}}}}};
}

} // namespace

class TstMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void anEmptyInstanceSaysWhatToDoNext();
    void aLostInstanceSaysWhy();
    void theFirstShareIsShown();
    void aWantedShareIsShownWhenItComes();
    void theSelectionSurvivesNews();
    void whatIsRefusedIsShown();
    void noticesAreShownUntilTheyAreClosed();
    void allArePausedAndResumed();
    void removingAsksFirst();
    void onlyTheTabThatIsSeenAsks();
    void bothVersionsTellWhoWroteThem();
    void keepingAVersionAsksFirst();
    void keepingBothNeedsNoQuestion();
    void missingFilesAreAnsweredWithTheirNumber();
    void anotherMountIsAcceptedAfterAQuestion();
    void anArchivedVersionIsRestored();
    void rulesAreTriedAsTheyAreTyped();
    void unsavedRulesAreNotLost();
    void theKeyboardReachesEverything();
    void reasonsAreToldInTheLanguageOfTheProgram();
    void everythingHasANameAndRoom_data();
    void everythingHasANameAndRoom();
};

void TstMainWindow::anEmptyInstanceSaysWhatToDoNext()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("status"), statusJson({}));
    QSignalSpy wanted(&desk.window, &MainWindow::addShareRequested);
    desk.show();
    QTRY_COMPARE(hintIn(desk.window), QStringLiteral("No folder is shared yet"));
    test::press(desk.window, "Add a share…");
    QCOMPARE(wanted.size(), 1);
}

void TstMainWindow::aLostInstanceSaysWhy()
{
    Desk desk;
    desk.show();
    QTRY_VERIFY(!desk.only<SharePage>()->shareId().isEmpty());
    desk.scripted.server.close();
    QTRY_COMPARE(hintIn(desk.window), QStringLiteral("There is no connection to the instance"));
}

void TstMainWindow::theFirstShareIsShown()
{
    Desk desk;
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    QCOMPARE(desk.window.windowTitle(), QStringLiteral("Shoal – desk"));
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Open folder")));
}

void TstMainWindow::aWantedShareIsShownWhenItComes()
{
    Desk desk;
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.window.showShare(desk.mail, SharePage::Tab::Conflicts);
    QCOMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.scripted.answer(QStringLiteral("status"), statusJson({shareJson(desk.www, QStringLiteral("/data/www")),
                                                               shareJson(desk.mail, QStringLiteral("/data/mail"))}));
    desk.scripted.tell(QString(), {QStringLiteral("status")});
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.mail);
    QCOMPARE(desk.only<QTabWidget>()->currentIndex(), static_cast<int>(SharePage::Tab::Conflicts));
}

void TstMainWindow::theSelectionSurvivesNews()
{
    Desk desk;
    const QJsonObject www = shareJson(desk.www, QStringLiteral("/data/www"));
    const QJsonObject mail = shareJson(desk.mail, QStringLiteral("/data/mail"));
    desk.scripted.answer(QStringLiteral("status"), statusJson({www, mail}));
    desk.show();
    auto* const list = desk.only<QListView>();
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(desk.only<SharePage>()->shareId(), desk.mail);
    desk.scripted.answer(QStringLiteral("status"), statusJson({mail, www}));
    desk.tell({QStringLiteral("status")});
    QTRY_COMPARE(list->currentIndex().row(), 0);
    QCOMPARE(desk.only<SharePage>()->shareId(), desk.mail);
    desk.scripted.answer(QStringLiteral("status"), statusJson({www}));
    desk.tell({QStringLiteral("status")});
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
}

void TstMainWindow::whatIsRefusedIsShown()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("pause"), [](const QJsonObject&) -> control::Answer {
        return tl::unexpected(control::CallError{control::CallErrorCode::CannotNow, QStringLiteral("not just now")});
    });
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    test::press(desk.window, "Pause");
    QTRY_VERIFY(desk.window.findChild<MessageBar*>()->isVisible());
    QCOMPARE(desk.window.findChild<MessageBar*>()->text(), QStringLiteral("not just now"));
}

void TstMainWindow::noticesAreShownUntilTheyAreClosed()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("status"), statusJson({shareJson(desk.www, QStringLiteral("/data/www"))},
                                                              {QStringLiteral("The clock is wrong.")}));
    desk.show();
    const auto shown = [&desk]() -> MessageBar* {
        for (auto* const bar : desk.window.findChildren<MessageBar*>())
            if (bar->isVisible())
                return bar;
        return nullptr;
    };
    QTRY_VERIFY(shown());
    QCOMPARE(shown()->text(), QStringLiteral("The clock is wrong."));
    QTest::mouseClick(shown()->findChild<QToolButton*>(), Qt::LeftButton);
    QVERIFY(!shown());
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("dismiss_notices")).size(), 1);
}

void TstMainWindow::allArePausedAndResumed()
{
    Desk desk;
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    test::press(desk.window, "Pause all");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("pause")), (QList<QJsonObject>{{}}));
    desk.scripted.answer(QStringLiteral("status"),
                         statusJson({shareJson(desk.www, QStringLiteral("/data/www"), QStringLiteral("paused"))}));
    desk.tell({QStringLiteral("status")});
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Resume all")));
    test::press(desk.window, "Resume");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("resume")),
                 (QList<QJsonObject>{{{QStringLiteral("share"), desk.www}}}));
}

void TstMainWindow::removingAsksFirst()
{
    Desk desk;
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    const auto remove = [&desk] {
        for (QAction* const action : desk.only<SharePage>()->findChild<QMenu*>()->actions())
            if (action->text().startsWith(QStringLiteral("Stop syncing")))
                action->trigger();
    };
    remove();
    QVERIFY(question(desk.window));
    QTest::keyClick(question(desk.window), Qt::Key_Return); // Cancel is what it means
    QTRY_VERIFY(!question(desk.window));
    remove();
    test::press(*question(desk.window), "Stop syncing");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("remove_share")),
                 (QList<QJsonObject>{{{QStringLiteral("share"), desk.www}}}));
}

void TstMainWindow::onlyTheTabThatIsSeenAsks()
{
    Desk desk;
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    QVERIFY(desk.scripted.asked(QStringLiteral("history")).isEmpty());
    desk.only<SharePage>()->showTab(SharePage::Tab::History);
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("history")).size(), 1);
    QVERIFY(desk.scripted.asked(QStringLiteral("archive")).isEmpty());
    QVERIFY(desk.scripted.asked(QStringLiteral("why")).isEmpty());
}

void TstMainWindow::bothVersionsTellWhoWroteThem()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("conflicts"), conflictJson());
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Conflicts);
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Keep that")));
    const auto cards = desk.window.findChildren<VersionCard*>();
    QCOMPARE(cards.size(), 2);
    const auto says = [](const QWidget* card, const char* part) {
        const auto labels = card->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [part](const QLabel* label) { return label->text().contains(QString::fromUtf8(part)); });
    };
    QVERIFY(says(cards[0], "12 byte") && says(cards[0], "Written on app01"));
    QVERIFY(says(cards[1], "10 byte") && says(cards[1], "Written on app02"));
}

void TstMainWindow::keepingAVersionAsksFirst()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("conflicts"), conflictJson());
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Conflicts);
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Keep that"))); // the first one is chosen by itself
    test::press(desk.window, "Keep that");
    QVERIFY(question(desk.window));
    QVERIFY(question(desk.window)->text().contains(QStringLiteral("app02")));
    QVERIFY(desk.scripted.asked(QStringLiteral("resolve")).isEmpty());
    test::press(*question(desk.window), "Keep that");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("resolve")),
                 (QList<QJsonObject>{{{QStringLiteral("share"), desk.www},
                                      {QStringLiteral("keep"), QStringLiteral("that")},
                                      {QStringLiteral("path"), QStringLiteral("plan.conflict-app02.txt")}}}));
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("conflicts")).size(), 2);
}

void TstMainWindow::keepingBothNeedsNoQuestion()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("conflicts"), conflictJson());
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Conflicts);
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Keep both")));
    test::press(desk.window, "Keep both");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("resolve")).size(), 1);
    QVERIFY(!question(desk.window));
}

void TstMainWindow::missingFilesAreAnsweredWithTheirNumber()
{
    Desk desk;
    desk.scripted.answer(
        QStringLiteral("why"),
        QJsonObject{{QStringLiteral("items"),
                     QJsonArray{QJsonObject{{QStringLiteral("path"), QString()},
                                            {QStringLiteral("state"), QStringLiteral("blocked")},
                                            {QStringLiteral("reason"), QStringLiteral("42 are missing")},
                                            {QStringLiteral("question"), QStringLiteral("missing files")},
                                            {QStringLiteral("missing_files"), 42}}}}});
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Problems);
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Fetch again")));
    test::press(desk.window, "Delete on all devices…");
    QVERIFY(question(desk.window));
    QVERIFY(question(desk.window)->text().contains(QStringLiteral("42")));
    test::press(*question(desk.window), "Delete 42 file(s)");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("confirm")),
                 (QList<QJsonObject>{{{QStringLiteral("share"), desk.www},
                                      {QStringLiteral("answer"), QStringLiteral("deleted-everywhere")},
                                      {QStringLiteral("files"), 42}}}));
    test::press(desk.window, "Fetch again");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("confirm")).size(), 2);
    QCOMPARE(desk.scripted.asked(QStringLiteral("confirm"))[1],
             (QJsonObject{{QStringLiteral("share"), desk.www}, {QStringLiteral("answer"), QStringLiteral("refill")}}));
}

void TstMainWindow::anotherMountIsAcceptedAfterAQuestion()
{
    Desk desk;
    desk.scripted.answer(
        QStringLiteral("why"),
        QJsonObject{{QStringLiteral("items"),
                     QJsonArray{QJsonObject{{QStringLiteral("path"), QStringLiteral("videos")},
                                            {QStringLiteral("state"), QStringLiteral("blocked")},
                                            {QStringLiteral("reason"), QStringLiteral("another disk")},
                                            {QStringLiteral("question"), QStringLiteral("other mount")}}}}});
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Problems);
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Accept this file system…")));
    test::press(desk.window, "Accept this file system…");
    QVERIFY(question(desk.window));
    test::press(*question(desk.window), "Accept it");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("confirm")),
                 (QList<QJsonObject>{{{QStringLiteral("share"), desk.www},
                                      {QStringLiteral("answer"), QStringLiteral("new-mount")},
                                      {QStringLiteral("path"), QStringLiteral("videos")}}}));
}

void TstMainWindow::anArchivedVersionIsRestored()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("archive"),
                         QJsonObject{{QStringLiteral("versions"),
                                      QJsonArray{QJsonObject{{QStringLiteral("path"), QStringLiteral("a.txt")},
                                                             {QStringLiteral("archived"), QStringLiteral("a.1.txt")},
                                                             {QStringLiteral("size"), 3}}}}});
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Archive);
    QTRY_VERIFY(test::button(desk.window, QStringLiteral("Restore")));
    QVERIFY(!test::button(desk.window, QStringLiteral("Restore"))->isEnabled());
    for (auto* const table : desk.window.findChildren<Table*>())
        if (table->isVisible()) {
            QTRY_COMPARE(table->view().model()->rowCount(), 1);
            QTest::mouseClick(table->view().viewport(), Qt::LeftButton, {},
                              table->view().visualRect(table->view().model()->index(0, 0)).center());
        }
    test::press(desk.window, "Restore");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("restore")),
                 (QList<QJsonObject>{
                     {{QStringLiteral("share"), desk.www}, {QStringLiteral("archived"), QStringLiteral("a.1.txt")}}}));
}

void TstMainWindow::rulesAreTriedAsTheyAreTyped()
{
    Desk desk;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.tmp")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    desk.scripted.answer(QStringLiteral("status"), statusJson({shareJson(desk.www, folder.path())}));
    desk.scripted.answer(QStringLiteral("ignore_list"),
                         QJsonObject{{QStringLiteral("text"), QStringLiteral("*.log\n")}});
    desk.scripted.answer(QStringLiteral("try_ignore_list"), [](const QJsonObject& params) -> QJsonObject {
        const bool matches = params[QLatin1String("text")].toString().contains(QStringLiteral("*.tmp"));
        return {{QStringLiteral("verdicts"),
                 QJsonArray{QJsonObject{{QStringLiteral("ignored"), matches}, {QStringLiteral("line"), 2}}}}};
    });
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Ignored);
    auto* const rules = desk.only<QPlainTextEdit>();
    QTRY_COMPARE(rules->toPlainText(), QStringLiteral("*.log\n"));
    const auto verdict = [&desk]() -> QString {
        for (auto* const table : desk.window.findChildren<Table*>())
            if (table->isVisible() && table->view().model()->rowCount() == 1)
                return table->view().model()->index(0, 1).data().toString();
        return {};
    };
    QTRY_COMPARE(verdict(), QStringLiteral("Synced"));
    rules->moveCursor(QTextCursor::End);
    QTest::keyClicks(rules, QStringLiteral("*.tmp"));
    QTRY_COMPARE(verdict(), QStringLiteral("Ignored, line 2"));
    QVERIFY(desk.scripted.asked(QStringLiteral("set_ignore_list")).isEmpty());
    test::press(desk.window, "Save");
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("set_ignore_list")),
                 (QList<QJsonObject>{
                     {{QStringLiteral("share"), desk.www}, {QStringLiteral("text"), QStringLiteral("*.log\n*.tmp")}}}));
    QTRY_VERIFY(!test::button(desk.window, QStringLiteral("Save"))->isEnabled());
}

void TstMainWindow::unsavedRulesAreNotLost()
{
    Desk desk;
    desk.scripted.answer(QStringLiteral("status"), statusJson({shareJson(desk.www, QStringLiteral("/data/www")),
                                                               shareJson(desk.mail, QStringLiteral("/data/mail"))}));
    desk.scripted.answer(QStringLiteral("ignore_list"), QJsonObject{{QStringLiteral("text"), QString()}});
    desk.show();
    auto* const page = desk.only<SharePage>();
    QTRY_COMPARE(page->shareId(), desk.www);
    page->showTab(SharePage::Tab::Ignored);
    auto* const rules = desk.only<QPlainTextEdit>();
    QTRY_VERIFY(!rules->isReadOnly());
    QTest::keyClicks(rules, QStringLiteral("*.tmp"));
    auto* const list = desk.only<QListView>();
    list->setCurrentIndex(list->model()->index(1, 0));
    QVERIFY(question(desk.window));
    QCOMPARE(page->shareId(), desk.www);
    QCOMPARE(list->currentIndex().row(), 0);
    QTest::keyClick(question(desk.window), Qt::Key_Escape);
    QTRY_VERIFY(!question(desk.window));
    QCOMPARE(rules->toPlainText(), QStringLiteral("*.tmp"));
    bool left = false;
    QVERIFY(!desk.window.mayClose([&left] { left = true; }));
    test::press(*question(desk.window), "Discard changes");
    QVERIFY(left);
}

void TstMainWindow::theKeyboardReachesEverything()
{
    Desk desk;
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    QSet<QWidget*> reached;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(desk.window.focusWidget() ? desk.window.focusWidget() : &desk.window, Qt::Key_Tab);
        reached.insert(desk.window.focusWidget());
    }
    for (auto* const button : desk.window.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->isEnabled() && !button->inherits("QTabBar"))
            QVERIFY2(reached.contains(button), qPrintable(button->text() + button->toolTip()));
    QVERIFY(reached.contains(desk.only<QListView>()));
}

void TstMainWindow::reasonsAreToldInTheLanguageOfTheProgram()
{
    Languages languages;
    languages.use(QStringLiteral("de"));
    Desk desk;
    desk.scripted.answer(QStringLiteral("why"), problemJson());
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(SharePage::Tab::Problems);
    const auto shows = [&desk](const char* text) {
        const auto labels = desk.window.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [text](const QLabel* label) {
            return label->isVisible() && label->text() == QString::fromUtf8(text);
        });
    };
    QTRY_VERIFY(shows("kein verbundenes Gerät hat es; diese Fassung hat „app02“ gemacht"));
    languages.use(QStringLiteral("fr"));
    QTRY_VERIFY(shows("aucun appareil connecté ne l’a ; cette version a été faite par « app02 »"));
}

void TstMainWindow::everythingHasANameAndRoom_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("isMirrored");
    QTest::addColumn<int>("tab");
    for (int tab = 0; tab <= static_cast<int>(SharePage::Tab::Ignored); ++tab) {
        QTest::addRow("English, tab %d", tab) << QStringLiteral("en") << false << tab;
        QTest::addRow("German, tab %d", tab) << QStringLiteral("de") << false << tab;
        QTest::addRow("Chinese, tab %d", tab) << QStringLiteral("zh_CN") << false << tab;
        QTest::addRow("right to left, tab %d", tab) << QStringLiteral("en") << true << tab;
    }
}

void TstMainWindow::everythingHasANameAndRoom()
{
    QFETCH(QString, language);
    QFETCH(bool, isMirrored);
    QFETCH(int, tab);
    Languages languages;
    languages.use(language);
    QGuiApplication::setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
    const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
    Desk desk;
    desk.scripted.answer(QStringLiteral("conflicts"), conflictJson());
    desk.scripted.answer(QStringLiteral("why"), problemJson());
    desk.show();
    QTRY_COMPARE(desk.only<SharePage>()->shareId(), desk.www);
    desk.only<SharePage>()->showTab(static_cast<SharePage::Tab>(tab));
    QTRY_VERIFY(tab != static_cast<int>(SharePage::Tab::Conflicts) ||
                desk.only<ConflictsPane>()->findChild<VersionCard*>()->isVisible());
    QTRY_VERIFY(tab != static_cast<int>(SharePage::Tab::Problems) ||
                desk.only<ProblemsPane>()->findChild<Table*>()->currentRow() == 0);
    // Where mnemonics are letters behind the text, a tool bar has no use for them.
    for (const auto* const button : desk.window.findChild<QToolBar*>()->findChildren<QToolButton*>())
        QVERIFY2(!button->text().contains(QLatin1Char('(')), qPrintable(button->text()));
    QCOMPARE(test::namelessControls(desk.window).join(QLatin1Char('\n')), QString());
    QTRY_COMPARE(test::cutTexts(desk.window).join(QLatin1Char('\n')), QString()); // once everything has its place
    const QString pictures = qEnvironmentVariable("SHOAL_PICTURES");
    if (!pictures.isEmpty())
        QVERIFY(desk.window.grab().save(
            pictures +
            QStringLiteral("/window-%1-%2.png").arg(isMirrored ? QStringLiteral("rtl") : language).arg(tab)));
}

QTEST_MAIN(TstMainWindow)
#include "tst_main_window.moc"
