// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/folder_field.h"
#include "desktop/ui/share_wizard.h"
#include "played_engine.h"
#include "played_secrets.h"
#include "widgets.h"

#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace shoal;
using namespace shoal::test;
using ui::ShareWizard;

namespace {

const QString kId(64, QLatin1Char('5'));

// A wizard on the screen, and the engine it asks.
struct Scene
{
    explicit Scene(const QString& sharedFolder = {})
    {
        if (!sharedFolder.isEmpty())
            engine.answer(QStringLiteral("status"),
                          {{QStringLiteral("shares"), QJsonArray{QJsonObject{{QStringLiteral("dir"), sharedFolder}}}}});
        engine.answer(QStringLiteral("add_share"), {{QStringLiteral("share"), kId}});
        wizard = std::make_unique<ShareWizard>(engine.instance, secrets);
        wizard->show();
        QVERIFY(QTest::qWaitForWindowExposed(wizard.get()));
    }

    void choose(const char* way) { press(*wizard, way); }
    void next() { QTest::mouseClick(wizard->button(QWizard::NextButton), Qt::LeftButton); }
    void finish() { QTest::mouseClick(wizard->button(QWizard::FinishButton), Qt::LeftButton); }
    bool canGoOn() const { return wizard->button(QWizard::NextButton)->isEnabled(); }
    bool canFinish() const { return wizard->button(QWizard::FinishButton)->isEnabled(); }
    QWidget& page() { return *wizard->currentPage(); }
    ui::FolderField& folder() { return *page().findChild<ui::FolderField*>(); }
    QLineEdit& field(const char* name) { return *page().findChild<QLineEdit*>(QString::fromLatin1(name)); }
    // As somebody types: letter by letter.
    void type(QLineEdit& edit, const QString& text)
    {
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, text);
    }

    PlayedEngine engine;
    PlayedSecrets secrets;
    std::unique_ptr<ShareWizard> wizard;
};

} // namespace

class TstShareWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("photos")));
        QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("shared/inner")));
    }

    void createsAShare();
    void aNewShareHasOnePairOfSecrets();
    void theReadWriteSecretNeedsOneMoreClick();
    void aRefusalKeepsWhatWasFilledIn();
    void anInstanceThatIsGoneIsSaid();
    void nothingIsAskedTwice();
    void joinsAShare_data();
    void joinsAShare();
    void saysAtOnceWhatASecretIs();
    void aLinkOpensThePageFilledIn();
    void aNameNeverReplacesAChosenFolder();
    void foldersAreJudgedBeforeFinish_data();
    void foldersAreJudgedBeforeFinish();
    void aNewShareElsewhereIsNoticed();
    void devicesElsewhere();
    void setsUpServers();
    void aPlanWithAMistakeDoesNotGoOn();
    void theKeyboardSuffices();

private:
    QString path(const char* name) const { return m_root->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void TstShareWizard::createsAShare()
{
    Scene scene;
    QSignalSpy added(scene.wizard.get(), &ShareWizard::shareAdded);
    scene.next(); // creating is what is chosen at first
    QVERIFY(!scene.canGoOn());
    scene.type(*scene.folder().edit(), path("new"));
    QTRY_VERIFY(scene.canGoOn());
    QVERIFY(says(scene.page(), "does not exist yet"));
    scene.next();
    QTRY_COMPARE(scene.wizard->currentId(), int{ShareWizard::NewShare});
    QVERIFY(scene.page().property("title").toString().contains(QLatin1String("new")));
    scene.finish();
    QTRY_COMPARE(added.count(), 1);
    QCOMPARE(added[0][0].toString(), kId);
    QTRY_VERIFY(!scene.wizard->isVisible());
    const QJsonObject asked = scene.engine.last(QStringLiteral("add_share"));
    QCOMPARE(asked.value(QLatin1String("dir")).toString(), path("new"));
    QCOMPARE(asked.value(QLatin1String("create")).toBool(), true);
    QCOMPARE(asked.value(QLatin1String("search_lan")).toBool(), true);
    QCOMPARE(asked.value(QLatin1String("secret")).toString(), PlayedSecrets::readWrite(QLatin1Char('C')));
}

void TstShareWizard::aNewShareHasOnePairOfSecrets()
{
    Scene scene;
    scene.next();
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canGoOn());
    scene.next();
    QTRY_COMPARE(scene.wizard->currentId(), int{ShareWizard::NewShare});
    scene.wizard->back();
    scene.next();
    QTRY_COMPARE(scene.wizard->currentId(), int{ShareWizard::NewShare});
    QCOMPARE(scene.secrets.made, 1);
}

void TstShareWizard::theReadWriteSecretNeedsOneMoreClick()
{
    Scene scene;
    scene.next();
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canGoOn());
    scene.next();
    QTRY_COMPARE(scene.wizard->currentId(), int{ShareWizard::NewShare});
    const QString secret = PlayedSecrets::readWrite(QLatin1Char('C'));
    const auto isShown = [&scene](const QString& text) {
        for (const auto* const edit : scene.page().findChildren<QLineEdit*>())
            if (edit->text() == text)
                return true;
        return false;
    };
    QVERIFY(!isShown(secret));
    QVERIFY(isShown(PlayedSecrets::readOnly(QLatin1Char('C'))));
    auto* const copy = scene.page().findChild<QAbstractButton*>(QStringLiteral("copyReadWrite"));
    QVERIFY(copy && !copy->isEnabled());
    press(scene.page(), "Show");
    QVERIFY(isShown(secret));
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), secret);
    press(scene.page(), "Hide");
    QVERIFY(!isShown(secret));
}

void TstShareWizard::aRefusalKeepsWhatWasFilledIn()
{
    Scene scene;
    scene.engine.refuse(QStringLiteral("add_share"), QStringLiteral("The disk has burnt down."));
    scene.choose("Join a share");
    scene.next();
    scene.type(scene.field("secret"), PlayedSecrets::readOnly());
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canFinish());
    scene.finish();
    QTRY_VERIFY(says(scene.page(), "The disk has burnt down."));
    QVERIFY(scene.wizard->isVisible());
    QCOMPARE(scene.field("secret").text(), PlayedSecrets::readOnly());
    QCOMPARE(scene.folder().path(), path("photos"));
    // Back, forth, and once more.
    scene.wizard->back();
    scene.next();
    QCOMPARE(scene.field("secret").text(), PlayedSecrets::readOnly());
    scene.engine.answer(QStringLiteral("add_share"), {{QStringLiteral("share"), kId}});
    QTRY_VERIFY(scene.canFinish());
    scene.finish();
    QTRY_VERIFY(!scene.wizard->isVisible());
}

void TstShareWizard::anInstanceThatIsGoneIsSaid()
{
    Scene scene;
    scene.choose("Join a share");
    scene.next();
    scene.type(scene.field("secret"), PlayedSecrets::readOnly());
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canFinish());
    scene.engine.stop();
    QTRY_VERIFY(!scene.engine.instance.isAttached());
    scene.finish();
    QTRY_VERIFY(!sentences(scene.page()).isEmpty() && scene.canFinish());
    QVERIFY(scene.wizard->isVisible());
}

void TstShareWizard::nothingIsAskedTwice()
{
    Scene scene;
    scene.engine.held.append(QStringLiteral("add_share"));
    scene.choose("Join a share");
    scene.next();
    scene.type(scene.field("secret"), PlayedSecrets::readOnly());
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canFinish());
    scene.finish();
    QTRY_COMPARE(scene.engine.count(QStringLiteral("add_share")), 1);
    QVERIFY(!scene.canFinish());
    QMetaObject::invokeMethod(scene.wizard.get(), "accept");
    QVERIFY(scene.wizard->isVisible());
    scene.engine.waiting.takeFirst()(QJsonObject{{QStringLiteral("share"), kId}});
    QTRY_VERIFY(!scene.wizard->isVisible());
    QCOMPARE(scene.engine.count(QStringLiteral("add_share")), 1);
}

void TstShareWizard::joinsAShare_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    QTest::newRow("a read-only secret") << PlayedSecrets::readOnly() << PlayedSecrets::readOnly();
    QTest::newRow("a read-write secret") << PlayedSecrets::readWrite() << PlayedSecrets::readWrite();
    QTest::newRow("a link") << QLatin1String("shoal:") + PlayedSecrets::readOnly() << PlayedSecrets::readOnly();
    QTest::newRow("white space around") << QLatin1String("  ") + PlayedSecrets::readOnly() + QLatin1String(" ")
                                        << PlayedSecrets::readOnly();
}

void TstShareWizard::joinsAShare()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    Scene scene;
    scene.choose("Join a share");
    scene.next();
    scene.type(scene.field("secret"), text);
    QVERIFY(!scene.canFinish());
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canFinish());
    scene.finish();
    QTRY_VERIFY(!scene.wizard->isVisible());
    const QJsonObject asked = scene.engine.last(QStringLiteral("add_share"));
    QCOMPARE(asked.value(QLatin1String("secret")).toString(), secret);
    QCOMPARE(asked.value(QLatin1String("dir")).toString(), path("photos"));
    QCOMPARE(asked.value(QLatin1String("create")).toBool(), false);
}

void TstShareWizard::saysAtOnceWhatASecretIs()
{
    Scene scene;
    scene.choose("Join a share");
    scene.next();
    QCOMPARE(sentences(scene.page()), QStringList());
    scene.type(scene.field("secret"), QStringLiteral("A"));
    QVERIFY(says(scene.page(), "This is no secret."));
    scene.type(scene.field("secret"), PlayedSecrets::readWrite());
    QVERIFY(says(scene.page(), "A read-write secret"));
    scene.type(scene.field("secret"), PlayedSecrets::readOnly());
    QVERIFY(says(scene.page(), "A read-only secret"));
    scene.field("secret").clear();
    QCOMPARE(sentences(scene.page()), QStringList());
}

void TstShareWizard::aLinkOpensThePageFilledIn()
{
    Scene scene;
    scene.wizard->openLink(QLatin1String("shoal:") + PlayedSecrets::readOnly() +
                           QLatin1String("?name=Holiday%20Photos"));
    QCOMPARE(scene.wizard->currentId(), int{ShareWizard::Join});
    QVERIFY(says(scene.page(), "A read-only secret"));
    QCOMPARE(scene.folder().path(), QDir::home().filePath(QStringLiteral("Holiday Photos")));
    // Another one, while the wizard is open.
    scene.wizard->openLink(QLatin1String("shoal:") + PlayedSecrets::readWrite());
    QCOMPARE(scene.wizard->currentId(), int{ShareWizard::Join});
    QVERIFY(says(scene.page(), "A read-write secret"));
}

void TstShareWizard::aNameNeverReplacesAChosenFolder()
{
    Scene scene;
    scene.choose("Join a share");
    scene.next();
    scene.type(*scene.folder().edit(), path("photos"));
    scene.field("secret").setText(QLatin1String("shoal:") + PlayedSecrets::readOnly() + QLatin1String("?name=Other"));
    QCOMPARE(scene.folder().path(), path("photos"));
}

void TstShareWizard::foldersAreJudgedBeforeFinish_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("canFinish");
    QTest::newRow("a full one") << "full"
                                << "not empty" << true;
    QTest::newRow("a missing one") << "new"
                                   << "does not exist yet" << true;
    QTest::newRow("inside a share") << "shared/inner"
                                    << "lies inside the shared folder" << false;
    QTest::newRow("around a share") << ""
                                    << "contains the shared folder" << false;
    QTest::newRow("a share") << "shared"
                             << "shared already" << false;
    QTest::newRow("far from anything") << "no/where"
                                       << "Create it first" << false;
}

void TstShareWizard::foldersAreJudgedBeforeFinish()
{
    QFETCH(QString, folder);
    QFETCH(QString, sentence);
    QFETCH(bool, canFinish);
    QVERIFY(QDir(m_root->path()).mkpath(QStringLiteral("full/inner")));
    Scene scene(path("shared"));
    scene.choose("Join a share");
    scene.next();
    scene.type(scene.field("secret"), PlayedSecrets::readOnly());
    scene.folder().setPath(m_root->filePath(folder));
    QTRY_VERIFY(says(scene.page(), sentence.toUtf8().constData()));
    QTRY_COMPARE(scene.canFinish(), canFinish);
    // What was said of one folder is not said of the next.
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(!says(scene.page(), sentence.toUtf8().constData()));
    QTRY_VERIFY(scene.canFinish());
}

void TstShareWizard::aNewShareElsewhereIsNoticed()
{
    Scene scene;
    scene.choose("Join a share");
    scene.next();
    scene.type(scene.field("secret"), PlayedSecrets::readOnly());
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canFinish());
    scene.engine.answer(QStringLiteral("status"),
                        {{QStringLiteral("shares"), QJsonArray{QJsonObject{{QStringLiteral("dir"), path("photos")}}}}});
    scene.engine.tellChanged({}, {QStringLiteral("status")});
    QTRY_VERIFY(!scene.canFinish());
    QVERIFY(says(scene.page(), "shared already"));
}

void TstShareWizard::devicesElsewhere()
{
    Scene scene;
    scene.choose("Join a share");
    scene.next();
    scene.type(scene.field("secret"), PlayedSecrets::readOnly());
    scene.folder().setPath(path("photos"));
    QTRY_VERIFY(scene.canFinish());
    scene.type(scene.field("hosts"), QStringLiteral("app01"));
    QVERIFY(!scene.canFinish());
    QVERIFY(says(scene.page(), "host and port"));
    scene.type(scene.field("hosts"), QStringLiteral("app01:44444, [2001:db8::7]:1"));
    press(scene.page(), "Find devices in the local network");
    QVERIFY(scene.canFinish());
    scene.finish();
    QTRY_VERIFY(!scene.wizard->isVisible());
    const QJsonObject asked = scene.engine.last(QStringLiteral("add_share"));
    QCOMPARE(asked.value(QLatin1String("search_lan")).toBool(true), false);
    QCOMPARE(asked.value(QLatin1String("known_hosts")).toArray(),
             (QJsonArray{QStringLiteral("app01:44444"), QStringLiteral("[2001:db8::7]:1")}));
}

void TstShareWizard::setsUpServers()
{
    Scene scene;
    scene.choose("Set up servers");
    scene.next();
    press(scene.page(), "Add Server");
    QVERIFY(scene.canGoOn());
    scene.next();
    QTRY_COMPARE(scene.wizard->currentId(), int{ShareWizard::ServersTarget});
    // A place where nothing can be written: nothing is lost by it.
    scene.type(scene.field("target"), QStringLiteral("/proc/servers"));
    press(*scene.wizard, "Write Files");
    QTRY_VERIFY(says(scene.page(), "/proc/servers"));
    scene.type(scene.field("target"), path("servers"));
    press(*scene.wizard, "Write Files");
    QTRY_COMPARE(scene.wizard->currentId(), int{ShareWizard::ServersDone});
    QCOMPARE(scene.secrets.made, 3);
    QCOMPARE(QDir(path("servers")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name),
             (QStringList{QStringLiteral("README.txt"), QStringLiteral("app01"), QStringLiteral("app02"),
                          QStringLiteral("app03")}));
    scene.finish();
    QTRY_VERIFY(!scene.wizard->isVisible());
    QCOMPARE(scene.engine.count(QStringLiteral("add_share")), 0);
}

void TstShareWizard::aPlanWithAMistakeDoesNotGoOn()
{
    Scene scene;
    scene.choose("Set up servers");
    scene.next();
    QVERIFY(scene.canGoOn());
    auto* const table = scene.page().findChildren<QTableWidget*>().first();
    table->item(1, 1)->setText(QStringLiteral("app02:80"));
    QVERIFY(!scene.canGoOn());
    QVERIFY(says(scene.page(), "Server 2"));
    QVERIFY(!table->item(1, 1)->toolTip().isEmpty());
    table->item(1, 1)->setText(QStringLiteral("app02"));
    QVERIFY(scene.canGoOn());
    QVERIFY(table->item(1, 1)->toolTip().isEmpty());
}

void TstShareWizard::theKeyboardSuffices()
{
    Scene scene;
    scene.wizard->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(scene.wizard.get()));
    const auto key = [&scene](Qt::Key code, Qt::KeyboardModifiers with = Qt::NoModifier) {
        QWidget* const focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : scene.wizard.get(), code, with);
    };
    key(Qt::Key_J, Qt::AltModifier);
    QTRY_VERIFY(button(scene.page(), QStringLiteral("Join a share"))->isChecked());
    key(Qt::Key_Return);
    QTRY_COMPARE(scene.wizard->currentId(), int{ShareWizard::Join});
    key(Qt::Key_S, Qt::AltModifier);
    QTest::keyClicks(QApplication::focusWidget(), PlayedSecrets::readOnly());
    key(Qt::Key_L, Qt::AltModifier);
    QTest::keyClicks(QApplication::focusWidget(), path("photos"));
    QTRY_VERIFY(scene.canFinish());
    key(Qt::Key_Return);
    QTRY_VERIFY(!scene.wizard->isVisible());
    QCOMPARE(scene.engine.count(QStringLiteral("add_share")), 1);
}

QTEST_MAIN(TstShareWizard)
#include "tst_share_wizard.moc"
