// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/new_share_page.h"

#include "desktop/models/instance.h"
#include "desktop/ui/create_page.h"
#include "desktop/ui/secret_row.h"

#include <QLabel>
#include <QVBoxLayout>

namespace shoal::ui {

NewSharePage::NewSharePage(models::Instance& instance, SecretTool& secrets, const CreatePage& folder)
    : m_instance(instance), m_secrets(secrets), m_folder(folder),
      m_readWrite(new SecretRow(SecretRow::Permission::ReadWrite)),
      m_readOnly(new SecretRow(SecretRow::Permission::ReadOnly)), m_hint(new QLabel)
{
    m_hint->setWordWrap(true);
    body()->addWidget(m_readWrite);
    body()->addSpacing(fontMetrics().height());
    body()->addWidget(m_readOnly);
    body()->addSpacing(fontMetrics().height());
    body()->addWidget(m_hint);
    body()->addStretch(1);
    retranslate();
}

void NewSharePage::initializePage()
{
    if (m_pair.readWrite.isEmpty())
        m_pair = m_secrets.make();
    m_readWrite->setSecret(m_pair.readWrite);
    m_readOnly->setSecret(m_pair.readOnly);
    retranslate(); // with the folder's name
}

void NewSharePage::carryOut(const Done& done)
{
    QJsonObject parameters = m_folder.parameters();
    parameters.insert(QStringLiteral("secret"), m_pair.readWrite);
    m_instance.call(QStringLiteral("add_share"), parameters, this, [this, done](const Result<QJsonObject>& answer) {
        if (!answer)
            return done(QString::fromStdString(answer.error().context));
        Q_EMIT added(answer->value(QLatin1String("share")).toString());
        done(std::nullopt);
    });
}

void NewSharePage::retranslate()
{
    setTitle(tr("The Secrets of “%1”").arg(m_folder.name()));
    setSubTitle(tr("A device joins the share with one of its two secrets."));
    m_hint->setText(tr("With “Finish”, the folder is shared. Then join it on the other devices with a secret. You find "
                       "the secrets again in the menu of the share."));
}

} // namespace shoal::ui
