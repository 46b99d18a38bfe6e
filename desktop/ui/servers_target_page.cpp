// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/servers_target_page.h"

#include "desktop/models/server_files_output.h"
#include "desktop/ui/servers_page.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

const QStringList kEndings{QString(), QStringLiteral(".zip"), QStringLiteral(".tar.gz")};

} // namespace

ServersTargetPage::ServersTargetPage(SecretTool& secrets, const ServersPage& servers, int next)
    : m_secrets(secrets), m_servers(servers), m_next(next), m_kindLabel(new QLabel), m_kind(new QComboBox),
      m_pathLabel(new QLabel), m_path(new QLineEdit), m_browse(new QPushButton), m_hint(new QLabel)
{
    setCommitPage(true); // what is written is written
    m_kind->addItems({QString(), QString(), QString()});
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_kindLabel->setBuddy(m_kind);
    m_pathLabel->setBuddy(m_path);
    m_hint->setWordWrap(true);
    m_path->setText(QDir::home().filePath(QStringLiteral("shoal-servers")));
    m_path->setLayoutDirection(Qt::LeftToRight); // a path reads so in every language
    m_path->setObjectName(QStringLiteral("target"));
    auto* const kind = new QHBoxLayout;
    kind->addWidget(m_kind);
    kind->addStretch(1);
    auto* const path = new QHBoxLayout;
    path->addWidget(m_path, 1);
    path->addWidget(m_browse);
    body()->addWidget(m_kindLabel);
    body()->addLayout(kind);
    body()->addSpacing(fontMetrics().height() / 2);
    body()->addWidget(m_pathLabel);
    body()->addLayout(path);
    body()->addSpacing(fontMetrics().height());
    body()->addWidget(m_hint);
    body()->addStretch(1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ServersTargetPage::fitEnding);
    connect(m_path, &QLineEdit::textChanged, this, &ServersTargetPage::touched);
    connect(m_browse, &QPushButton::clicked, this, &ServersTargetPage::browse);
    retranslate();
}

QString ServersTargetPage::target() const
{
    return QDir::cleanPath(m_path->text().trimmed());
}

QString ServersTargetPage::ending() const
{
    return kEndings.value(m_kind->currentIndex());
}

bool ServersTargetPage::isFilledIn() const
{
    return QDir::isAbsolutePath(m_path->text().trimmed()) && target().endsWith(ending());
}

void ServersTargetPage::fitEnding()
{
    QString path = m_path->text();
    for (const QString& each : kEndings)
        if (!each.isEmpty() && path.endsWith(each))
            path.chop(each.size());
    m_path->setText(path + ending());
    touched();
}

void ServersTargetPage::browse()
{
    auto* const dialog = new QFileDialog(this, tr("Where to Write the Files"), QFileInfo(target()).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (ending().isEmpty()) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setFileMode(QFileDialog::AnyFile);
        dialog->setDefaultSuffix(ending().mid(1));
        dialog->setNameFilter(tr("Archives (%1)").arg(QLatin1Char('*') + ending()));
        dialog->selectFile(QFileInfo(target()).fileName());
    }
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

void ServersTargetPage::carryOut(const Done& done)
{
    m_plan = m_servers.plan();
    for (auto& share : m_plan.shares) {
        QString& secret = m_made[share.name];
        if (secret.isEmpty())
            secret = m_secrets.make().readWrite;
        share.secret = secret;
    }
    const auto write = [files = models::ServerFiles::filesOf(m_plan), to = target()] {
        return models::writeServerFiles(files, to);
    };
    m_work.run(this, write, [done](const Result<void>& written) {
        done(written ? std::nullopt : std::optional(QString::fromStdString(written.error().context)));
    });
}

void ServersTargetPage::retranslate()
{
    setTitle(tr("Write the Files"));
    setSubTitle(tr("Each server gets a folder with what belongs into /etc/shoal there."));
    m_kindLabel->setText(tr("&Write as:"));
    const QStringList kinds{tr("Folder"), tr("Zip archive"), tr("Tar archive, compressed")};
    for (int i = 0; i < kinds.size(); ++i)
        m_kind->setItemText(i, kinds[i]);
    m_pathLabel->setText(tr("&Path:"));
    m_browse->setText(tr("&Browse…"));
    m_hint->setText(tr("The files hold new read-write secrets, so only you can read them. Files that are there already "
                       "are not replaced."));
    setButtonText(QWizard::CommitButton, tr("&Write Files"));
}

} // namespace shoal::ui
