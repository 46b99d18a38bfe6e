// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/snapshot_dialog.h"
#include "desktop/ui/support_dialog.h"
#include "looks.h"
#include "played_engine.h"
#include "widgets.h"

#include <QDir>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QProgressBar>

#include <sys/stat.h>

using namespace shoal;
using namespace shoal::test;

class TstExportDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_root->path()).mkdir(QStringLiteral("photos")));
        for (int i = 0; i < 50; ++i) {
            QFile file(path("photos/") + QString::number(i));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(10'000, 'x'));
        }
    }

    void aSnapshotIsWritten();
    void whatIsLeftOutIsShown();
    void aSnapshotIsCancelled();
    void aSnapshotThatCannotBeWritten();
    void aBundleIsWritten();

private:
    QString path(const char* name) const { return m_root->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_root;
};

void TstExportDialogs::aSnapshotIsWritten()
{
    ui::SnapshotDialog dialog(path("photos"));
    dialog.show();
    press(dialog, "Save…");
    auto* const chooser = dialog.findChild<QFileDialog*>();
    QVERIFY(chooser);
    Q_EMIT chooser->fileSelected(path("photos-snapshot")); // the ending comes by itself
    QTRY_VERIFY(says(dialog, "Written: "));
    QVERIFY(QFile::exists(path("photos-snapshot.tar.zst")));
    QCOMPARE(dialog.findChild<QProgressBar*>()->value(), dialog.findChild<QProgressBar*>()->maximum());
    QVERIFY(!dialog.isRunning());
    QTRY_COMPARE(cutTexts(dialog).join(QLatin1Char(10)), QString());
}

void TstExportDialogs::whatIsLeftOutIsShown()
{
    QCOMPARE(::mkfifo(path("photos/pipe").toUtf8().constData(), 0600), 0);
    ui::SnapshotDialog dialog(path("photos"));
    dialog.show();
    dialog.start(path("s.zip"));
    QTRY_VERIFY(says(dialog, "not in it"));
    auto* const list = dialog.findChild<QPlainTextEdit*>();
    QVERIFY(list->isVisible());
    QVERIFY(list->toPlainText().startsWith(QLatin1String("pipe: ")));
}

void TstExportDialogs::aSnapshotIsCancelled()
{
    ui::SnapshotDialog dialog(path("photos"));
    dialog.show();
    dialog.start(path("s.zip"));
    QVERIFY(dialog.isRunning());
    press(dialog, "Cancel"); // before anything of the other thread is heard here
    QTRY_VERIFY(!dialog.isRunning());
    // The thread may have been faster than the click.
    QVERIFY(says(dialog, "Cancelled") != QFile::exists(path("s.zip")));
    QVERIFY(button(dialog, QStringLiteral("Save…"))->isEnabled());
}

void TstExportDialogs::aSnapshotThatCannotBeWritten()
{
    ui::SnapshotDialog dialog(path("photos"));
    dialog.show();
    dialog.start(QStringLiteral("/proc/s.zip"));
    QTRY_VERIFY(says(dialog, "/proc/s.zip"));
    QVERIFY(button(dialog, QStringLiteral("Save…"))->isEnabled());
}

void TstExportDialogs::aBundleIsWritten()
{
    PlayedEngine engine;
    ui::SupportDialog dialog(engine.instance, QStringLiteral("1.0"), {});
    dialog.show();
    QVERIFY(!button(dialog, QStringLiteral("Open the Folder"))->isEnabled());
    press(dialog, "Save…");
    Q_EMIT dialog.findChild<QFileDialog*>()->fileSelected(path("support"));
    QTRY_VERIFY(says(dialog, "Written: "));
    QVERIFY(QFile::exists(path("support.zip")));
    QVERIFY(button(dialog, QStringLiteral("Open the Folder"))->isEnabled());
}

QTEST_MAIN(TstExportDialogs)
#include "tst_export_dialogs.moc"
