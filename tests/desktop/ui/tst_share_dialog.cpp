// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/share_link.h"
#include "desktop/ui/qr_code.h"
#include "desktop/ui/rotate_dialog.h"
#include "desktop/ui/share_dialog.h"
#include "played_engine.h"
#include "played_secrets.h"
#include "widgets.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QMimeData>
#include <QRadioButton>

using namespace shoal;
using namespace shoal::test;

namespace {

const QString kId(64, QLatin1Char('5'));
const QString kFolder = QStringLiteral("/data/My Photos");

struct Scene
{
    explicit Scene(bool canWrite = true)
    {
        QJsonObject answer{{QStringLiteral("read_only"), PlayedSecrets::readOnly()}};
        if (canWrite)
            answer.insert(QStringLiteral("secret"), PlayedSecrets::readWrite());
        engine.answer(QStringLiteral("secret"), answer);
        dialog = std::make_unique<ui::ShareDialog>(engine.instance, secrets, kId, kFolder);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
        QTRY_VERIFY(isShown(PlayedSecrets::readOnly()));
    }

    bool isShown(const QString& text) const
    {
        for (const auto* const edit : dialog->findChildren<QLineEdit*>())
            if (edit->isVisible() && edit->text() == text)
                return true;
        return false;
    }
    QComboBox& kind() const { return *dialog->findChild<QComboBox*>(QStringLiteral("kind")); }
    QImage code() const { return dialog->findChild<ui::QrView*>()->code(); }
    static QString link(const QString& secret) { return models::toText({secret, QStringLiteral("My Photos")}); }

    PlayedEngine engine;
    PlayedSecrets secrets;
    std::unique_ptr<ui::ShareDialog> dialog;
};

} // namespace

class TstShareDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReadOnlySecretIsThereAtOnce();
    void writingNeedsOneMoreClick();
    void aReaderHasOneSecretOnly();
    void savesAFileForItsOwnerAlone();
    void aRefusalIsSaid();
    void codesDiffer();
    void rotates();
    void takesOverASecret();
    void aRefusedRotationStaysOpen();
    void aFixedShareSaysWhatToDo();
};

void TstShareDialog::theReadOnlySecretIsThereAtOnce()
{
    Scene scene;
    QCOMPARE(scene.engine.last(QStringLiteral("secret")).value(QLatin1String("share")).toString(), kId);
    QCOMPARE(scene.code(), ui::qrCode(Scene::link(PlayedSecrets::readOnly())));
    press(*scene.dialog, "Copy Link");
    QCOMPARE(QGuiApplication::clipboard()->text(), Scene::link(PlayedSecrets::readOnly()));
    QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")),
             QByteArray("secret"));
}

void TstShareDialog::writingNeedsOneMoreClick()
{
    Scene scene;
    QVERIFY(!scene.isShown(PlayedSecrets::readWrite()));
    scene.kind().setCurrentIndex(1);
    QVERIFY(scene.code().isNull());
    QVERIFY(!button(*scene.dialog, QStringLiteral("Copy Link"))->isEnabled());
    QVERIFY(!button(*scene.dialog, QStringLiteral("Save as File…"))->isEnabled());
    press(*scene.dialog, "Show");
    QVERIFY(scene.isShown(PlayedSecrets::readWrite()));
    QCOMPARE(scene.code(), ui::qrCode(Scene::link(PlayedSecrets::readWrite())));
    press(*scene.dialog, "Hide");
    QVERIFY(scene.code().isNull());
}

void TstShareDialog::aReaderHasOneSecretOnly()
{
    Scene scene(false);
    QVERIFY(!scene.kind().isEnabled());
    QVERIFY(!button(*scene.dialog, QStringLiteral("Show")));
}

void TstShareDialog::savesAFileForItsOwnerAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("secret.txt"));
    Scene scene;
    press(*scene.dialog, "Save as File…");
    auto* const chooser = scene.dialog->findChild<QFileDialog*>();
    QVERIFY(chooser);
    Q_EMIT chooser->fileSelected(path);
    QTRY_VERIFY(says(*scene.dialog, "is saved in"));
    chooser->close();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), PlayedSecrets::readOnly().toUtf8() + '\n');
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    press(*scene.dialog, "Save as File…");
    Q_EMIT scene.dialog->findChild<QFileDialog*>()->fileSelected(QStringLiteral("/proc/secret.txt"));
    QTRY_VERIFY(says(*scene.dialog, "/proc/secret.txt"));
}

void TstShareDialog::aRefusalIsSaid()
{
    PlayedEngine engine;
    PlayedSecrets secrets;
    engine.refuse(QStringLiteral("secret"), QStringLiteral("There is no such share."));
    ui::ShareDialog dialog(engine.instance, secrets, kId, kFolder);
    dialog.show();
    QTRY_VERIFY(says(dialog, "There is no such share."));
    QVERIFY(!button(dialog, QStringLiteral("Copy Link"))->isEnabled());
}

void TstShareDialog::codesDiffer()
{
    QVERIFY(ui::qrCode(QString()).isNull());
    QVERIFY(ui::qrCode(QString(5000, QLatin1Char('x'))).isNull()); // more than the standard knows
    const QImage one = ui::qrCode(QStringLiteral("shoal:A"));
    QCOMPARE(one.width(), one.height());
    QVERIFY(one.width() >= 21);
    QVERIFY(one != ui::qrCode(QStringLiteral("shoal:B")));
    // The corner of each code: a ring of seven dark modules, then light ones.
    for (int i = 0; i < 7; ++i)
        QCOMPARE(qGray(one.pixel(i, 0)), 0);
    QCOMPARE(qGray(one.pixel(7, 0)), 255);
}

void TstShareDialog::rotates()
{
    Scene scene;
    scene.engine.answer(QStringLiteral("rotate"),
                        {{QStringLiteral("secret"), PlayedSecrets::readWrite(QLatin1Char('N'))},
                         {QStringLiteral("read_only"), PlayedSecrets::readOnly(QLatin1Char('N'))}});
    press(*scene.dialog, "Change the Secret…");
    auto* const question = scene.dialog->findChild<ui::RotateDialog*>();
    QVERIFY(question);
    QCOMPARE(scene.engine.count(QStringLiteral("rotate")), 0); // only after the explanation
    press(*question, "Change the Secret");
    QTRY_VERIFY(scene.isShown(PlayedSecrets::readOnly(QLatin1Char('N'))));
    QCOMPARE(scene.engine.last(QStringLiteral("rotate")), (QJsonObject{{QStringLiteral("share"), kId}}));
    QVERIFY(says(*scene.dialog, "new secret"));
    QVERIFY(!scene.isShown(PlayedSecrets::readWrite(QLatin1Char('N')))); // covered again
    // The share has another id now.
    press(*scene.dialog, "Change the Secret…");
    QTRY_VERIFY(scene.dialog->findChildren<ui::RotateDialog*>().size() == 1);
    press(*scene.dialog->findChild<ui::RotateDialog*>(), "Change the Secret");
    QTRY_COMPARE(scene.engine.count(QStringLiteral("rotate")), 2);
    QCOMPARE(scene.engine.last(QStringLiteral("rotate")).value(QLatin1String("share")).toString(), kFolder);
}

void TstShareDialog::takesOverASecret()
{
    Scene scene;
    press(*scene.dialog, "Change the Secret…");
    auto* const question = scene.dialog->findChild<ui::RotateDialog*>();
    press(*question, "Take over the new secret of another device:");
    auto* const go = button(*question, QStringLiteral("Change the Secret"));
    QVERIFY(!go->isEnabled());
    auto* const edit = question->findChild<QLineEdit*>(QStringLiteral("given"));
    QTest::keyClicks(edit, QStringLiteral("nonsense"));
    QVERIFY(!go->isEnabled());
    QVERIFY(says(*question, "This is no secret."));
    edit->setText(PlayedSecrets::readOnly(QLatin1Char('Z')));
    QVERIFY(go->isEnabled());
    QVERIFY(says(*question, "A read-only secret"));
    press(*question, "Change the Secret");
    QTRY_COMPARE(scene.engine.last(QStringLiteral("rotate")).value(QLatin1String("secret")).toString(),
                 PlayedSecrets::readOnly(QLatin1Char('Z')));
}

void TstShareDialog::aRefusedRotationStaysOpen()
{
    Scene scene;
    scene.engine.refuse(QStringLiteral("rotate"), QStringLiteral("It is paused."));
    press(*scene.dialog, "Change the Secret…");
    auto* const question = scene.dialog->findChild<ui::RotateDialog*>();
    press(*question, "Change the Secret");
    QTRY_VERIFY(says(*question, "It is paused."));
    QVERIFY(question->isVisible());
    press(*question, "Cancel");
    QVERIFY(scene.isShown(PlayedSecrets::readOnly()));
}

void TstShareDialog::aFixedShareSaysWhatToDo()
{
    Scene scene;
    scene.engine.answer(QStringLiteral("rotate"),
                        {{QStringLiteral("read_only"), PlayedSecrets::readOnly(QLatin1Char('N'))},
                         {QStringLiteral("what_to_do"), QStringLiteral("Put it into /etc/shoal/www.conf.")}});
    press(*scene.dialog, "Change the Secret…");
    press(*scene.dialog->findChild<ui::RotateDialog*>(), "Change the Secret");
    QTRY_VERIFY(says(*scene.dialog, "Put it into /etc/shoal/www.conf."));
}

QTEST_MAIN(TstShareDialog)
#include "tst_share_dialog.moc"
