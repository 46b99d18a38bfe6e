// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/create_page.h"

#include "desktop/models/instance.h"
#include "desktop/ui/connection_fields.h"
#include "desktop/ui/folder_field.h"

#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace shoal::ui {

CreatePage::CreatePage(models::Instance& instance, int next)
    : m_next(next), m_folderLabel(new QLabel), m_folder(new FolderField(instance)), m_name(new QLabel),
      m_connection(new ConnectionFields)
{
    m_folderLabel->setBuddy(m_folder->edit());
    m_name->setTextFormat(Qt::PlainText);
    m_name->setWordWrap(true);
    body()->addWidget(m_folderLabel);
    body()->addWidget(m_folder);
    body()->addWidget(m_name);
    body()->addSpacing(fontMetrics().height());
    body()->addWidget(m_connection);
    body()->addStretch(1);
    connect(m_folder, &FolderField::pathChanged, this, &CreatePage::showName);
    connect(m_folder, &FolderField::judged, this, &CreatePage::touched);
    connect(m_connection, &ConnectionFields::changed, this, &CreatePage::touched);
    retranslate();
}

QJsonObject CreatePage::parameters() const
{
    QJsonObject parameters = m_connection->values();
    parameters.insert(QStringLiteral("dir"), m_folder->path());
    parameters.insert(QStringLiteral("create"), m_folder->isMissing());
    return parameters;
}

QString CreatePage::name() const
{
    return QFileInfo(m_folder->path()).fileName();
}

bool CreatePage::isFilledIn() const
{
    return m_folder->isUsable() && m_connection->isRight();
}

void CreatePage::showName()
{
    m_name->setText(name().isEmpty() ? tr("The share is called like its folder.")
                                     : tr("The share is called “%1”, like its folder.").arg(name()));
}

void CreatePage::retranslate()
{
    setTitle(tr("Create a Share"));
    setSubTitle(tr("Which folder is to be kept identical on several devices?"));
    m_folderLabel->setText(tr("Fo&lder:"));
    showName();
}

} // namespace shoal::ui
