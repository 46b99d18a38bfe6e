// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/join_page.h"

#include "desktop/models/instance.h"
#include "desktop/ui/connection_fields.h"
#include "desktop/ui/folder_field.h"
#include "desktop/ui/note_line.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace shoal::ui {

JoinPage::JoinPage(models::Instance& instance, SecretTool& secrets)
    : m_instance(instance), m_secrets(secrets), m_secretLabel(new QLabel), m_secret(new QLineEdit),
      m_verdict(new NoteLine), m_folderLabel(new QLabel), m_folder(new FolderField(instance)),
      m_connection(new ConnectionFields)
{
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_secret->setObjectName(QStringLiteral("secret"));
    m_secret->setClearButtonEnabled(true);
    m_secret->setLayoutDirection(Qt::LeftToRight); // no language turns a secret round
    m_secretLabel->setBuddy(m_secret);
    m_folderLabel->setBuddy(m_folder->edit());
    body()->addWidget(m_secretLabel);
    body()->addWidget(m_secret);
    body()->addWidget(m_verdict);
    body()->addSpacing(fontMetrics().height() / 2);
    body()->addWidget(m_folderLabel);
    body()->addWidget(m_folder);
    body()->addSpacing(fontMetrics().height() / 2);
    body()->addWidget(m_connection);
    body()->addStretch(1);
    connect(m_secret, &QLineEdit::textChanged, this, &JoinPage::inspect);
    connect(m_folder, &FolderField::judged, this, &JoinPage::touched);
    connect(m_connection, &ConnectionFields::changed, this, &JoinPage::touched);
    retranslate();
}

void JoinPage::setLink(const QString& link)
{
    m_secret->setText(link);
}

bool JoinPage::isFilledIn() const
{
    return m_kind && m_folder->isUsable() && m_connection->isRight();
}

void JoinPage::inspect()
{
    QString mistake;
    const QString text = m_secret->text().trimmed();
    m_kind = text.isEmpty() ? std::nullopt : m_secrets.inspect(text, mistake);
    if (text.isEmpty())
        m_verdict->clear();
    else if (!m_kind)
        m_verdict->say(NoteLine::Kind::Error, mistake);
    else if (m_kind->canWrite)
        m_verdict->say(NoteLine::Kind::Good,
                       tr("A read-write secret: what is changed here is changed on all devices of the share."));
    else
        m_verdict->say(NoteLine::Kind::Good,
                       tr("A read-only secret: this device receives everything; what is changed here stays here."));
    suggestFolder();
    touched();
}

void JoinPage::suggestFolder()
{
    if (!m_kind || m_kind->name.isEmpty() || m_folder->edit()->text() != m_suggested)
        return;
    m_suggested = QDir::home().filePath(m_kind->name);
    m_folder->setPath(m_suggested);
}

void JoinPage::carryOut(const Done& done)
{
    QJsonObject parameters = m_connection->values();
    parameters.insert(QStringLiteral("secret"), m_kind->secret);
    parameters.insert(QStringLiteral("dir"), m_folder->path());
    parameters.insert(QStringLiteral("create"), m_folder->isMissing());
    m_instance.call(QStringLiteral("add_share"), parameters, this, [this, done](const Result<QJsonObject>& answer) {
        if (!answer)
            return done(QString::fromStdString(answer.error().context));
        Q_EMIT added(answer->value(QLatin1String("share")).toString());
        done(std::nullopt);
    });
}

void JoinPage::retranslate()
{
    setTitle(tr("Join a Share"));
    setSubTitle(tr("Paste the secret or the link, and choose where the files are to be."));
    m_secretLabel->setText(tr("&Secret or link:"));
    m_folderLabel->setText(tr("Fo&lder:"));
    inspect();
}

} // namespace shoal::ui
