// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/share_wizard.h"

#include "desktop/ui/create_page.h"
#include "desktop/ui/join_page.h"
#include "desktop/ui/new_share_page.h"
#include "desktop/ui/scrollable.h"
#include "desktop/ui/servers_done_page.h"
#include "desktop/ui/servers_page.h"
#include "desktop/ui/servers_target_page.h"
#include "desktop/ui/start_page.h"

#include <QEvent>

namespace shoal::ui {

namespace {

// In letters and lines.
constexpr int kWidth = 78;
constexpr int kHeight = 36;

} // namespace

ShareWizard::ShareWizard(models::Instance& instance, SecretTool& secrets, QWidget* parent)
    : QWizard(parent), m_start(new StartPage(Create, Join, Servers)), m_join(new JoinPage(instance, secrets))
{
    setWizardStyle(QWizard::ModernStyle);
    setOption(QWizard::NoBackButtonOnStartPage);
    auto* const create = new CreatePage(instance, NewShare);
    auto* const newShare = new NewSharePage(instance, secrets, *create);
    auto* const servers = new ServersPage(ServersTarget);
    auto* const target = new ServersTargetPage(secrets, *servers, ServersDone);
    setPage(Start, m_start);
    setPage(Create, create);
    setPage(NewShare, newShare);
    setPage(Join, m_join);
    setPage(Servers, servers);
    setPage(ServersTarget, target);
    setPage(ServersDone, new ServersDonePage(*target));
    setStartId(Start);
    connect(newShare, &NewSharePage::added, this, &ShareWizard::shareAdded);
    connect(m_join, &JoinPage::added, this, &ShareWizard::shareAdded);
    retranslate();
    resize(roomFor(*this, kWidth, kHeight));
}

void ShareWizard::openLink(const QString& link)
{
    restart();
    m_start->choose(Join);
    m_join->setLink(link);
    next();
}

void ShareWizard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWizard::changeEvent(event);
}

void ShareWizard::retranslate()
{
    setWindowTitle(tr("Add a Share"));
}

} // namespace shoal::ui
