// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/servers_page.h"

#include "desktop/ui/note_line.h"
#include "desktop/ui/row_table.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

constexpr int kServerColumns = 2;
constexpr int kShareColumns = 4;
constexpr int kLowestPort = 1024;
constexpr int kHighestPort = 65535;

} // namespace

ServersPage::ServersPage(int next)
    : m_next(next), m_serversLabel(new QLabel), m_servers(new RowTable(kServerColumns)), m_sharesLabel(new QLabel),
      m_shares(new RowTable(kShareColumns)), m_portLabel(new QLabel), m_port(new QSpinBox), m_verdict(new NoteLine)
{
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_serversLabel->setBuddy(m_servers);
    m_sharesLabel->setWordWrap(true);
    m_sharesLabel->setBuddy(m_shares);
    m_portLabel->setBuddy(m_port);
    m_port->setRange(kLowestPort, kHighestPort);
    m_port->setGroupSeparatorShown(false);
    m_port->setValue(models::ServerPlan::kFirstPort);
    auto* const ports = new QHBoxLayout;
    ports->addWidget(m_portLabel);
    ports->addWidget(m_port);
    ports->addStretch(1);
    body()->addWidget(m_serversLabel);
    body()->addWidget(m_servers, 1);
    body()->addWidget(m_sharesLabel);
    body()->addWidget(m_shares, 1);
    body()->addLayout(ports);
    body()->addWidget(m_verdict);

    const models::ServerPlan usual = models::ServerFiles::usualPlan();
    QList<QStringList> servers, shares;
    for (const auto& server : usual.servers)
        servers.append({server.name, server.address});
    for (const auto& share : usual.shares)
        shares.append({share.name, share.folder, share.user, share.group});
    m_servers->setRows(servers);
    m_shares->setRows(shares);
    m_shares->setNewRow({QString(), QStringLiteral("/data/")});
    connect(m_servers, &RowTable::aboutToAdd, this, [this] {
        const QString name = QStringLiteral("app%1").arg(m_servers->rows().size() + 1, 2, 10, QLatin1Char('0'));
        m_servers->setNewRow({name, name});
    });
    connect(m_servers, &RowTable::changed, this, &ServersPage::review);
    connect(m_shares, &RowTable::changed, this, &ServersPage::review);
    connect(m_port, &QSpinBox::valueChanged, this, &ServersPage::review);
    retranslate();
}

models::ServerPlan ServersPage::plan() const
{
    models::ServerPlan plan;
    for (const QStringList& row : m_servers->rows())
        plan.servers.append({row[0], row[1]});
    for (const QStringList& row : m_shares->rows())
        plan.shares.append({row[0], row[1], row[2], row[3], {}});
    plan.firstPort = m_port->value();
    return plan;
}

bool ServersPage::isFilledIn() const
{
    return models::ServerFiles::mistakesIn(plan()).isEmpty();
}

void ServersPage::review()
{
    const auto mistakes = models::ServerFiles::mistakesIn(plan());
    m_servers->unmark();
    m_shares->unmark();
    for (const models::PlanMistake& mistake : mistakes) {
        if (mistake.where == models::PlanMistake::Where::Servers)
            m_servers->mark(mistake.row, mistake.column, mistake.sentence);
        else if (mistake.where == models::PlanMistake::Where::Shares)
            m_shares->mark(mistake.row, mistake.column, mistake.sentence);
    }
    if (mistakes.isEmpty())
        m_verdict->clear();
    else
        m_verdict->say(NoteLine::Kind::Error, mistakes.first().sentence);
    touched();
}

void ServersPage::retranslate()
{
    setTitle(tr("Set up Servers"));
    setSubTitle(tr("Each server gets one configuration file for each folder, which names all others."));
    m_serversLabel->setText(tr("Ser&vers:"));
    m_sharesLabel->setText(tr("Fol&ders that they share, and the users whom the files belong to:"));
    m_portLabel->setText(tr("First TCP &port (one for each folder):"));
    m_servers->setTexts(tr("Servers"), {tr("Name"), tr("Address")}, tr("&Add Server"), tr("&Remove Server"));
    m_shares->setTexts(tr("Folders"), {tr("Name"), tr("Folder"), tr("User"), tr("Group")}, tr("Add &Folder"),
                       tr("Re&move Folder"));
    review();
}

} // namespace shoal::ui
