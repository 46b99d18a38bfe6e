// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/share_page.h"

#include "desktop/ui/archive_pane.h"
#include "desktop/ui/ask_first.h"
#include "desktop/ui/conflicts_pane.h"
#include "desktop/ui/elided_label.h"
#include "desktop/ui/history_pane.h"
#include "desktop/ui/icons.h"
#include "desktop/ui/ignore_pane.h"
#include "desktop/ui/list_panes.h"
#include "desktop/ui/open_place.h"
#include "desktop/ui/overview_pane.h"
#include "desktop/ui/problems_pane.h"

#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace shoal::ui {

SharePage::SharePage(const PageContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_icon(new QLabel(this)), m_name(new ElidedLabel(this)),
      m_dir(new ElidedLabel(this)), m_open(new QPushButton(this)), m_pause(new QPushButton(this)),
      m_give(new QPushButton(this)), m_more(new QToolButton(this)), m_menu(new QMenu(this)),
      m_tabs(new QTabWidget(this))
{
    QFont large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setBold(true);
    m_name->setFont(large);
    m_open->setIcon(glyphIcon(Glyph::Folder));
    m_give->setIcon(glyphIcon(Glyph::Key));
    m_more->setIcon(glyphIcon(Glyph::More));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_tabs->setDocumentMode(true);
    makeMenu();

    auto* const names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_name);
    names->addWidget(m_dir);
    auto* const head = new QHBoxLayout;
    head->addWidget(m_icon);
    head->addLayout(names, 1);
    for (QWidget* button : std::initializer_list<QWidget*>{m_open, m_pause, m_give, m_more})
        head->addWidget(button);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(m_tabs, 1);

    auto* const peers = new PeersPane(context, this);
    for (SharePane* pane : std::initializer_list<SharePane*>{
             new OverviewPane(context, this), peers, new TransfersPane(context, this), new HistoryPane(context, this),
             new ConflictsPane(context, this), new ProblemsPane(context, this), new ArchivePane(context, this),
             new IgnorePane(context, this)})
        addPane(pane);
    connect(peers, &PeersPane::shareRequested, this, [this] { Q_EMIT shareRequested(m_share.id); });
    connect(m_open, &QPushButton::clicked, this, [this] { openFolder(m_share.dir); });
    connect(m_pause, &QPushButton::clicked, this, &SharePage::togglePaused);
    connect(m_give, &QPushButton::clicked, this, [this] { Q_EMIT shareRequested(m_share.id); });
    retranslate();
}

void SharePage::addPane(SharePane* pane)
{
    m_panes.append(pane);
    m_tabs->addTab(pane, pane->title());
    connect(pane, &SharePane::titleChanged, this, &SharePage::showTitles);
}

void SharePage::makeMenu()
{
    m_rescan = m_menu->addAction(glyphIcon(Glyph::Rescan), QString());
    connect(m_rescan, &QAction::triggered, this, [this] {
        m_context.orders.give(QStringLiteral("rescan"), {{QStringLiteral("share"), m_share.id}}, this);
    });
    m_options = m_menu->addAction(glyphIcon(Glyph::Settings), QString());
    connect(m_options, &QAction::triggered, this, [this] { Q_EMIT optionsRequested(m_share.id); });
    m_snapshot = m_menu->addAction(QString());
    connect(m_snapshot, &QAction::triggered, this, [this] { Q_EMIT snapshotRequested(m_share.id); });
    m_menu->addSeparator();
    m_remove = m_menu->addAction(glyphIcon(Glyph::Remove), QString());
    connect(m_remove, &QAction::triggered, this, &SharePage::remove);
}

void SharePage::setShare(const models::Share& share)
{
    const bool isOther = share.id != m_share.id;
    m_share = share;
    showHead();
    for (SharePane* pane : m_panes)
        pane->setShare(share);
    if (isOther)
        showTitles();
}

void SharePage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

bool SharePage::mayLeave(std::function<void()> leave)
{
    for (SharePane* pane : m_panes) {
        if (!pane->mayLeave(leave)) {
            m_tabs->setCurrentWidget(pane);
            return false;
        }
    }
    return true;
}

void SharePage::showHead()
{
    const int side = m_name->fontMetrics().height() + m_dir->fontMetrics().height();
    m_icon->setPixmap(stateIcon(models::conditionOf(m_share)).pixmap(QSize(side, side), devicePixelRatioF()));
    m_name->setFullText(m_share.name());
    m_dir->setFullText(m_share.dir);
    const bool isPaused = m_share.state == models::ShareState::Paused;
    m_pause->setText(isPaused ? tr("Re&sume") : tr("&Pause"));
    m_pause->setIcon(glyphIcon(isPaused ? Glyph::Resume : Glyph::Pause));
    m_rescan->setEnabled(!isPaused);
    m_remove->setEnabled(!m_share.isFixed);
    m_remove->setToolTip(m_share.isFixed ? tr("A config file names this share; take it out there") : QString());
}

void SharePage::showTitles()
{
    for (int i = 0; i < m_panes.size(); ++i)
        m_tabs->setTabText(i, m_panes[i]->title());
}

void SharePage::togglePaused()
{
    const bool isPaused = m_share.state == models::ShareState::Paused;
    m_context.orders.give(isPaused ? QStringLiteral("resume") : QStringLiteral("pause"),
                          {{QStringLiteral("share"), m_share.id}}, this);
}

void SharePage::remove()
{
    askFirst(this,
             {tr("Remove share"), tr("Stop syncing “%1” on this device?").arg(m_share.name()),
              tr("The folder and its files stay where they are, here and on the other devices."), tr("Stop syncing")},
             [this, id = m_share.id] {
                 m_context.orders.give(QStringLiteral("remove_share"), {{QStringLiteral("share"), id}}, this);
             });
}

void SharePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SharePage::retranslate()
{
    m_open->setText(tr("&Open folder"));
    m_give->setText(tr("S&hare…"));
    m_give->setToolTip(tr("Show the secret, so that another device can join"));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More to do with this share"));
    m_tabs->setAccessibleName(tr("Pages of this share"));
    m_tabs->tabBar()->setAccessibleName(tr("Pages of this share"));
    m_rescan->setText(tr("Look at the folder again"));
    m_options->setText(tr("Options of this share…"));
    m_snapshot->setText(tr("Export a snapshot…"));
    m_remove->setText(tr("Stop syncing on this device…"));
    m_menu->setToolTipsVisible(true);
    showHead();
}

} // namespace shoal::ui
