// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/servers_done_page.h"

#include "desktop/models/server_files.h"
#include "desktop/ui/servers_target_page.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace shoal::ui {

ServersDonePage::ServersDonePage(const ServersTargetPage& target)
    : m_target(target), m_done(new QLabel), m_stepsLabel(new QLabel), m_steps(new QPlainTextEdit),
      m_open(new QPushButton)
{
    m_done->setWordWrap(true);
    m_done->setTextFormat(Qt::PlainText);
    m_steps->setReadOnly(true);
    m_steps->setTabChangesFocus(true);
    m_stepsLabel->setBuddy(m_steps);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_open);
    row->addStretch(1);
    body()->addWidget(m_done);
    body()->addLayout(row);
    body()->addSpacing(fontMetrics().height() / 2);
    body()->addWidget(m_stepsLabel);
    body()->addWidget(m_steps, 1);
    connect(m_open, &QPushButton::clicked, this, &ServersDonePage::openFolder);
    retranslate();
}

void ServersDonePage::initializePage()
{
    retranslate();
}

void ServersDonePage::openFolder()
{
    const QFileInfo target(m_target.target());
    QDesktopServices::openUrl(QUrl::fromLocalFile(target.isDir() ? target.filePath() : target.path()));
}

void ServersDonePage::retranslate()
{
    setTitle(tr("The Files Are Ready"));
    setSubTitle(tr("Copy them to the servers, and start Shoal there."));
    m_done->setText(tr("Written: %1").arg(m_target.target()));
    m_open->setText(tr("&Open the Folder"));
    m_stepsLabel->setText(tr("&Next steps:"));
    m_steps->setPlainText(models::ServerFiles::stepsFor(m_target.plan()));
}

} // namespace shoal::ui
