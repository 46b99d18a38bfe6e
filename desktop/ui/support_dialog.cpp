// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/support_dialog.h"

#include "desktop/ui/note_line.h"
#include "desktop/ui/scrollable.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

// Of the sentences, in letters.
constexpr int kWidth = 64;

} // namespace

SupportDialog::SupportDialog(models::Instance& instance, const QString& version, const QStringList& logs,
                             QWidget* parent)
    : QDialog(parent), m_bundle(instance, version, logs), m_meaning(new QLabel), m_note(new NoteLine),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Close))
{
    m_save = m_buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_open = m_buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_open->setEnabled(false);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumWidth(fontMetrics().averageCharWidth() * kWidth);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_meaning);
    column->addWidget(m_note);
    column->addStretch(1);
    column->addWidget(m_buttons);
    connect(m_save, &QPushButton::clicked, this, &SupportDialog::choose);
    connect(m_open, &QPushButton::clicked, this, &SupportDialog::openFolder);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_bundle, &models::SupportBundle::finished, this, [this](const QString& path) {
        m_path = path;
        m_note->say(NoteLine::Kind::Good, tr("Written: %1").arg(path));
        m_open->setEnabled(true);
        end();
    });
    connect(&m_bundle, &models::SupportBundle::failed, this, [this](const QString& sentence) {
        m_note->say(NoteLine::Kind::Error, sentence);
        end();
    });
    retranslate();
}

void SupportDialog::choose()
{
    auto* const dialog = new QFileDialog(this, tr("Save the Support Bundle"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("zip"));
    dialog->setNameFilter(tr("Zip archives (*.zip)"));
    dialog->selectFile(QStringLiteral("shoal-support.zip"));
    connect(dialog, &QFileDialog::fileSelected, this, &SupportDialog::start);
    dialog->open();
}

void SupportDialog::start(const QString& path)
{
    m_save->setEnabled(false);
    m_note->say(NoteLine::Kind::Note, tr("Collecting…"));
    m_bundle.start(path.endsWith(QLatin1String(".zip"), Qt::CaseInsensitive) ? path : path + QLatin1String(".zip"));
}

void SupportDialog::end()
{
    m_save->setEnabled(true);
    growToFit(*this);
}

void SupportDialog::openFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_path).path()));
}

void SupportDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void SupportDialog::retranslate()
{
    setWindowTitle(tr("Support Bundle"));
    m_meaning->setText(
        tr("A support bundle is a zip file for somebody who helps you to find out what is wrong. It holds the logs, "
           "the configuration, the state of all shares and the versions of the programs. Secrets and passwords are "
           "removed; names of files, folders and devices are not. Nothing is sent anywhere, and only you can read the "
           "file."));
    m_save->setText(tr("&Save…"));
    m_open->setText(tr("&Open the Folder"));
}

} // namespace shoal::ui
