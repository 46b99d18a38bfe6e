// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/snapshot_dialog.h"

#include "desktop/models/archive_file.h"
#include "desktop/models/words.h"
#include "desktop/ui/note_line.h"
#include "desktop/ui/scrollable.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

// Of the sentences, in letters.
constexpr int kWidth = 64;
// Of the bar: a share may have more bytes than an int counts.
constexpr int kSteps = 1000;
// Paths that are shown; there may be as many as files.
constexpr qsizetype kMaxShown = 1000;

} // namespace

SnapshotDialog::SnapshotDialog(const QString& folder, QWidget* parent)
    : QDialog(parent), m_folder(folder), m_meaning(new QLabel), m_bar(new QProgressBar), m_amount(new QLabel),
      m_note(new NoteLine), m_leftOut(new QPlainTextEdit), m_buttons(new QDialogButtonBox(QDialogButtonBox::Close))
{
    m_save = m_buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_cancel = m_buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumWidth(fontMetrics().averageCharWidth() * kWidth);
    m_bar->setRange(0, kSteps);
    m_leftOut->setReadOnly(true);
    m_leftOut->setTabChangesFocus(true);
    m_leftOut->setVisible(false);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_meaning);
    column->addWidget(m_bar);
    column->addWidget(m_amount);
    column->addWidget(m_note);
    column->addWidget(m_leftOut, 1);
    column->addStretch(0);
    column->addWidget(m_buttons);
    connect(m_save, &QPushButton::clicked, this, &SnapshotDialog::choose);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_snapshot)
            m_snapshot->cancel();
    });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    end();
}

void SnapshotDialog::choose()
{
    auto* const dialog = new QFileDialog(this, tr("Export a Snapshot"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QStringList filters{tr("Tar archive, compressed (*.tar.zst)"), tr("Zip archive (*.zip)")};
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(QStringLiteral("tar.zst"));
    dialog->selectFile(QFileInfo(m_folder).fileName() + QLatin1String(".tar.zst"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters](const QString& filter) {
        dialog->setDefaultSuffix(filter == filters[1] ? QStringLiteral("zip") : QStringLiteral("tar.zst"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &SnapshotDialog::start);
    dialog->open();
}

void SnapshotDialog::start(const QString& archive)
{
    if (m_snapshot)
        return;
    m_archive = models::ArchiveFile::isArchiveName(archive) ? archive : archive + QLatin1String(".tar.zst");
    m_snapshot = std::make_unique<models::Snapshot>();
    connect(m_snapshot.get(), &models::Snapshot::progressed, this, &SnapshotDialog::tell);
    // Queued, because they end what calls.
    connect(m_snapshot.get(), &models::Snapshot::finished, this, &SnapshotDialog::finish, Qt::QueuedConnection);
    connect(m_snapshot.get(), &models::Snapshot::failed, this, &SnapshotDialog::fail, Qt::QueuedConnection);
    m_note->clear();
    m_leftOut->setVisible(false);
    tell({});
    end();
    m_snapshot->start(m_folder, m_archive);
}

void SnapshotDialog::tell(const models::SnapshotProgress& progress)
{
    // By files where only empty ones are left.
    const qint64 done = progress.totalBytes > 0 ? progress.bytes : progress.files;
    const qint64 all = progress.totalBytes > 0 ? progress.totalBytes : progress.totalFiles;
    m_bar->setValue(all > 0 ? static_cast<int>(kSteps * (static_cast<double>(done) / static_cast<double>(all))) : 0);
    const QLocale locale;
    m_amount->setText(tr("%1 of %2, %3 of %4")
                          .arg(tr("%Ln file(s)", nullptr, static_cast<int>(progress.files)),
                               locale.toString(progress.totalFiles), models::sizeInWords(progress.bytes),
                               models::sizeInWords(progress.totalBytes)));
}

void SnapshotDialog::finish(const models::SnapshotReport& report)
{
    m_snapshot.reset();
    m_bar->setValue(kSteps);
    if (report.leftOut.isEmpty()) {
        m_note->say(NoteLine::Kind::Good, tr("Written: %1").arg(m_archive));
    } else {
        m_note->say(NoteLine::Kind::Warning,
                    tr("Written: %1. %n entries are not in it:", nullptr, static_cast<int>(report.leftOut.size()))
                        .arg(m_archive));
        m_leftOut->setPlainText(report.leftOut.mid(0, kMaxShown).join(QLatin1Char('\n')));
        m_leftOut->setVisible(true);
    }
    end();
}

void SnapshotDialog::fail(const QString& sentence, bool wasCancelled)
{
    m_snapshot.reset();
    m_bar->setValue(0);
    m_amount->clear();
    m_note->say(wasCancelled ? NoteLine::Kind::Note : NoteLine::Kind::Error,
                wasCancelled ? tr("Cancelled. Nothing was written.") : sentence);
    end();
}

void SnapshotDialog::end()
{
    m_save->setEnabled(!m_snapshot);
    m_cancel->setEnabled(m_snapshot != nullptr);
    m_bar->setEnabled(m_snapshot != nullptr);
    growToFit(*this);
}

void SnapshotDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void SnapshotDialog::retranslate()
{
    setWindowTitle(tr("Snapshot of “%1”").arg(QFileInfo(m_folder).fileName()));
    m_meaning->setText(
        tr("Exports all files of %1 into an archive, while others may go on working in it. Each file is in it as it "
           "was at one moment. The archive of replaced files is not part of it.")
            .arg(m_folder));
    m_bar->setAccessibleName(tr("Progress"));
    m_leftOut->setAccessibleName(tr("What is not in the snapshot"));
    m_save->setText(tr("&Save…"));
    m_cancel->setText(tr("&Cancel"));
}

} // namespace shoal::ui
