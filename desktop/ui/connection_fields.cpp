// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/connection_fields.h"

#include "desktop/ui/note_line.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace shoal::ui {

ConnectionFields::ConnectionFields(QWidget* parent)
    : QWidget(parent), m_lan(new QCheckBox), m_label(new QLabel), m_hosts(new QLineEdit), m_mistake(new NoteLine)
{
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_lan);
    column->addWidget(m_label);
    column->addWidget(m_hosts);
    column->addWidget(m_mistake);
    m_lan->setChecked(true);
    m_hosts->setLayoutDirection(Qt::LeftToRight); // no language turns an address round
    m_hosts->setObjectName(QStringLiteral("hosts"));
    m_label->setBuddy(m_hosts);
    m_label->setWordWrap(true);
    connect(m_lan, &QCheckBox::toggled, this, &ConnectionFields::changed);
    connect(m_hosts, &QLineEdit::textChanged, this, [this] {
        review();
        Q_EMIT changed();
    });
    retranslate();
}

QStringList ConnectionFields::hostsIn(const QString& text)
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

bool ConnectionFields::isHostAndPort(const QString& host)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(\\[[0-9A-Fa-f:.]+(%[\\w.-]+)?\\]|[A-Za-z0-9_]([A-Za-z0-9_.-]*)):([0-9]{1,5})$"));
    const auto match = pattern.match(host);
    const int port = match.captured(4).toInt();
    return match.hasMatch() && port >= 1 && port <= 65535;
}

bool ConnectionFields::isRight() const
{
    const QStringList hosts = hostsIn(m_hosts->text());
    return std::all_of(hosts.begin(), hosts.end(), isHostAndPort);
}

QJsonObject ConnectionFields::values() const
{
    QJsonObject values{{QStringLiteral("search_lan"), m_lan->isChecked()}};
    if (const QStringList hosts = hostsIn(m_hosts->text()); !hosts.isEmpty())
        values.insert(QStringLiteral("known_hosts"), QJsonArray::fromStringList(hosts));
    return values;
}

void ConnectionFields::review()
{
    if (isRight())
        m_mistake->clear();
    else
        m_mistake->say(NoteLine::Kind::Error,
                       tr("A device is given by its host and port, as in app01.example.org:44444 or 192.0.2.7:44444; "
                          "commas separate several."));
}

void ConnectionFields::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ConnectionFields::retranslate()
{
    m_lan->setText(tr("&Find devices in the local network"));
    m_label->setText(tr("&Devices elsewhere, if there are any (host:port):"));
    m_hosts->setPlaceholderText(QStringLiteral("app01.example.org:44444"));
    review();
}

} // namespace shoal::ui
