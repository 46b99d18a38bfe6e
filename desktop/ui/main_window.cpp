// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/main_window.h"

#include "desktop/models/words.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/icons.h"
#include "desktop/ui/message_bar.h"
#include "desktop/ui/share_delegate.h"

#include <QCloseEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace shoal::ui {

using models::ShareListModel;
using models::ShareState;

namespace {

// Text of an action, and of its button in a tool bar, where mnemonics are of no use.
void setTexts(QAction& action, const QString& text)
{
    static const QRegularExpression kLetterBehind(QStringLiteral("\\(&.\\)"));
    action.setText(text);
    action.setIconText(QString(text).remove(kLetterBehind).remove(QLatin1Char('&')));
}

} // namespace

MainWindow::MainWindow(const PageContext& context, QWidget* parent)
    : QMainWindow(parent), m_context(context), m_model(context.status, context.peers), m_splitter(new QSplitter(this)),
      m_list(new QListView(this)), m_stack(new QStackedWidget(this)), m_hint(new Hint(this)),
      m_page(new SharePage(context, this)), m_message(new MessageBar(this)), m_notices(new MessageBar(this)),
      m_rates(new QLabel(this))
{
    setWindowIcon(programIcon());
    makeActions();
    makeLayout();
    connect(&context.status, &models::LiveStatus::updated, this, &MainWindow::onStatus);
    connect(&context.instance, &models::Instance::lost, this, &MainWindow::showTrouble);
    connect(&context.instance, &models::Instance::attached, this, [this] { m_trouble.clear(); });
    connect(&context.orders, &Orders::refused, this, &MainWindow::say);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &MainWindow::onCurrentChanged);
    connect(m_page, &SharePage::shareRequested, this, &MainWindow::shareRequested);
    connect(m_page, &SharePage::optionsRequested, this, &MainWindow::shareOptionsRequested);
    connect(m_page, &SharePage::snapshotRequested, this, &MainWindow::snapshotRequested);
    connect(m_hint, &Hint::actionChosen, this, [this] {
        if (m_trouble.isEmpty())
            Q_EMIT addShareRequested(QString());
        else
            Q_EMIT instanceRequested();
    });
    connect(m_notices, &MessageBar::closed, this,
            [this] { m_context.orders.give(QStringLiteral("dismiss_notices"), {}, this); });
    retranslate();
    onStatus();
}

void MainWindow::makeActions()
{
    m_add = new QAction(glyphIcon(Glyph::Add), QString(), this);
    m_add->setShortcut(QKeySequence::New);
    connect(m_add, &QAction::triggered, this, [this] { Q_EMIT addShareRequested(QString()); });
    m_pause = new QAction(this);
    connect(m_pause, &QAction::triggered, this, &MainWindow::togglePaused);
    m_preferences = new QAction(glyphIcon(Glyph::Settings), QString(), this);
    m_preferences->setShortcut(QKeySequence(QStringLiteral("Ctrl+,")));
    connect(m_preferences, &QAction::triggered, this, &MainWindow::preferencesRequested);
    m_instance = new QAction(this);
    connect(m_instance, &QAction::triggered, this, &MainWindow::instanceRequested);
    m_support = new QAction(this);
    connect(m_support, &QAction::triggered, this, &MainWindow::supportBundleRequested);
    m_quit = new QAction(glyphIcon(Glyph::Quit), QString(), this);
    m_quit->setShortcut(QKeySequence(QStringLiteral("Ctrl+Q")));
    connect(m_quit, &QAction::triggered, this, &MainWindow::quitRequested);
    addAction(m_quit);

    auto* const bar = new QToolBar(this);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    bar->setIconSize(QSize(side, side));
    bar->addAction(m_add);
    bar->addAction(m_pause);
    auto* const gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    bar->addAction(m_preferences);
    auto* const more = new QToolButton(bar);
    m_menu = new QMenu(more);
    m_menu->addAction(m_instance);
    m_menu->addAction(m_support);
    m_menu->addSeparator();
    m_menu->addAction(m_quit);
    more->setIcon(glyphIcon(Glyph::More));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(m_menu);
    more->setObjectName(QStringLiteral("more"));
    bar->addWidget(more);
    addToolBar(bar);
    // Only the tab key reaches buttons of a bar on some desktops when they say so themselves.
    for (QToolButton* button : bar->findChildren<QToolButton*>())
        button->setFocusPolicy(Qt::TabFocus);
    bar->setObjectName(QStringLiteral("tools"));
}

void MainWindow::makeLayout()
{
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ShareDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_page);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_hint);
    auto* const middle = new QWidget(this);
    auto* const column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_message);
    column->addWidget(m_notices);
    column->addWidget(m_stack, 1);
    setCentralWidget(middle);
    statusBar()->addPermanentWidget(m_rates);
    statusBar()->setSizeGripEnabled(false);
    const int unit = fontMetrics().averageCharWidth();
    m_rates->setContentsMargins(unit, 0, unit, 0);
    resize(unit * 172, fontMetrics().height() * 40);
    m_splitter->setSizes({unit * 42, unit * 130});
}

void MainWindow::showShare(const QString& id, SharePage::Tab tab)
{
    m_wanted = id;
    m_wantedTab = tab;
    showCurrent();
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showTrouble(const QString& reason)
{
    m_trouble = reason;
    showHint();
}

void MainWindow::say(const QString& text)
{
    m_message->say(text);
}

bool MainWindow::mayClose(std::function<void()> leave)
{
    if (m_page->mayLeave(std::move(leave)))
        return true;
    bringToFront();
    return false;
}

void MainWindow::onStatus()
{
    showCurrent();
    showNotices();
    showHint();
    const auto& status = m_context.status.now();
    m_pause->setEnabled(status && !status->shares.empty());
    const bool isPaused = areAllPaused();
    m_pause->setText(isPaused ? tr("Resume all") : tr("Pause all"));
    m_pause->setIcon(glyphIcon(isPaused ? Glyph::Resume : Glyph::Pause));
    const models::Rates rates = status ? status->device.rates : models::Rates();
    m_rates->setText(
        rates.down > 0 || rates.up > 0
            ? tr("Receiving %1, sending %2").arg(models::rateInWords(rates.down), models::rateInWords(rates.up))
            : QString());
    setWindowTitle(status && !status->device.name.isEmpty() ? tr("Shoal – %1").arg(status->device.name) : tr("Shoal"));
}

void MainWindow::onCurrentChanged(const QModelIndex& current)
{
    const QString id = current.data(ShareListModel::IdRole).toString();
    if (id.isEmpty() || id == m_shown)
        return;
    const auto leave = [this, id] {
        m_shown = id;
        select(id);
        showCurrent();
    };
    if (m_page->mayLeave(leave))
        leave();
    else
        select(m_shown);
}

void MainWindow::select(const QString& id)
{
    const int row = m_model.rowOf(id);
    if (row >= 0 && m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_model.index(row, 0));
}

// The page follows the status; the first share is shown when the one that was is gone.
void MainWindow::showCurrent()
{
    if (!m_wanted.isEmpty() && m_model.rowOf(m_wanted) >= 0) {
        const QString id = std::exchange(m_wanted, QString());
        select(id);
        if (m_shown == id)
            m_page->showTab(m_wantedTab);
    }
    if (m_model.rowOf(m_shown) < 0 && m_model.rowCount() > 0) {
        m_shown = m_model.at(0).share.id;
        select(m_shown);
    }
    if (const int row = m_model.rowOf(m_shown); row >= 0)
        m_page->setShare(m_model.at(row).share);
}

void MainWindow::showNotices()
{
    const auto& status = m_context.status.now();
    const QString notices = status ? models::inWords(status->device.notices) : QString();
    if (notices.isEmpty())
        m_notices->hide();
    else if (m_notices->isHidden() || m_notices->text() != notices)
        m_notices->say(notices);
}

void MainWindow::showHint()
{
    m_hint->setAction(QString());
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_splitter);
        return;
    }
    m_stack->setCurrentWidget(m_hint);
    if (!m_trouble.isEmpty()) {
        m_hint->setTexts(tr("There is no connection to the instance"), m_trouble);
        m_hint->setAction(tr("Choose another &instance…"));
    } else if (!m_context.status.now()) {
        m_hint->setTexts(tr("Starting…"), QString());
    } else {
        m_hint->setTexts(tr("No folder is shared yet"),
                         tr("Choose a folder to share, or join one with the secret or the link of another device. "
                            "Everything in it is then kept the same on all devices that have the secret."));
        m_hint->setAction(tr("&Add a share…"));
    }
}

bool MainWindow::areAllPaused() const
{
    const auto& status = m_context.status.now();
    return status && !status->shares.empty() &&
           std::all_of(status->shares.begin(), status->shares.end(),
                       [](const models::Share& share) { return share.state == ShareState::Paused; });
}

void MainWindow::togglePaused()
{
    m_context.orders.give(areAllPaused() ? QStringLiteral("resume") : QStringLiteral("pause"), {}, this);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    event->ignore();
    Q_EMIT closeRequested();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_context.peers.setShown(true);
}

void MainWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    m_context.peers.setShown(false);
}

void MainWindow::retranslate()
{
    m_list->setAccessibleName(tr("Shares"));
    setTexts(*m_add, tr("&Add share…"));
    m_add->setToolTip(tr("Share a folder, or join a share of another device"));
    setTexts(*m_preferences, tr("P&references"));
    m_instance->setText(tr("Choose another &instance…"));
    m_support->setText(tr("Save a support &bundle…"));
    m_quit->setText(tr("&Quit"));
    if (auto* const more = findChild<QToolButton*>(QStringLiteral("more"))) {
        more->setToolTip(tr("More"));
        more->setAccessibleName(tr("More"));
    }
    findChild<QToolBar*>(QStringLiteral("tools"))->setWindowTitle(tr("Tools"));
    m_model.retranslate();
    onStatus();
}

} // namespace shoal::ui
