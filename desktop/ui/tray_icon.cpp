// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/tray_icon.h"

#include "desktop/models/words.h"
#include "desktop/ui/icons.h"
#include "desktop/ui/open_place.h"

#include <QEvent>

#include <algorithm>

namespace shoal::ui {

namespace {

using models::Condition;
using models::Share;
using models::ShareState;

// Slow enough to cost nothing, fast enough to be seen as a motion.
constexpr std::chrono::milliseconds kTurnPace{125};
constexpr int kRecent = 10;
// Menus are not made for long paths.
constexpr int kMaxMenuChars = 48;

QString shortened(const QString& text)
{
    if (text.size() <= kMaxMenuChars)
        return text;
    return QStringLiteral("…") + text.right(kMaxMenuChars - 1);
}

// In a menu, & marks a key.
QString literal(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString conditionInWords(Condition condition)
{
    switch (condition) {
    case Condition::Idle:
        return TrayIcon::tr("Everything is up to date");
    case Condition::Syncing:
        return TrayIcon::tr("Syncing");
    case Condition::Paused:
        return TrayIcon::tr("All shares are paused");
    case Condition::Attention:
        return TrayIcon::tr("Something needs your attention");
    case Condition::Offline:
        break;
    }
    return TrayIcon::tr("No other device is online");
}

} // namespace

TrayIcon::TrayIcon(const PageContext& context, QObject* parent)
    : QObject(parent), m_context(context), m_folders(new QMenu(&m_menu)), m_recent(new QMenu(&m_menu)),
      m_window(new QAction(&m_menu)), m_pause(new QAction(&m_menu)), m_add(new QAction(&m_menu)),
      m_preferences(new QAction(&m_menu)), m_quit(new QAction(&m_menu))
{
    m_folders->setIcon(glyphIcon(Glyph::Folder));
    m_recent->setIcon(glyphIcon(Glyph::History));
    m_add->setIcon(glyphIcon(Glyph::Add));
    m_preferences->setIcon(glyphIcon(Glyph::Settings));
    m_quit->setIcon(glyphIcon(Glyph::Quit));
    m_menu.addAction(m_window);
    m_menu.addMenu(m_folders);
    m_menu.addMenu(m_recent);
    m_menu.addSeparator();
    m_menu.addAction(m_add);
    m_menu.addAction(m_pause);
    m_menu.addAction(m_preferences);
    m_menu.addSeparator();
    m_menu.addAction(m_quit);
    m_icon.setContextMenu(&m_menu);
    m_menu.installEventFilter(this);

    connect(&context.status, &models::LiveStatus::updated, this, &TrayIcon::onStatus);
    connect(&m_menu, &QMenu::aboutToShow, this, &TrayIcon::askForRecent);
    connect(m_window, &QAction::triggered, this, &TrayIcon::windowRequested);
    connect(m_pause, &QAction::triggered, this, &TrayIcon::togglePaused);
    connect(m_add, &QAction::triggered, this, &TrayIcon::addShareRequested);
    connect(m_preferences, &QAction::triggered, this, &TrayIcon::preferencesRequested);
    connect(m_quit, &QAction::triggered, this, &TrayIcon::quitRequested);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        // It is told of the menu, too, and a window that opens would close that.
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT windowRequested();
    });
    retranslate();
    onStatus();
    m_icon.show();
}

TrayIcon::~TrayIcon()
{
    m_context.clock.cancel(m_timer);
}

bool TrayIcon::isThere() const
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::onStatus()
{
    const auto& status = m_context.status.now();
    const Condition next = status ? models::conditionOf(*status) : Condition::Offline;
    const bool isOther = std::exchange(m_condition, next) != next || !std::exchange(m_isPicked, true);
    if (isOther) {
        m_context.clock.cancel(std::exchange(m_timer, 0));
        m_step = 0;
        m_icon.setIcon(stateIcon(m_condition, m_step));
        if (m_condition == Condition::Syncing)
            turn();
    }
    describe();
    fillFolders();
}

void TrayIcon::turn()
{
    m_timer = m_context.clock.after(kTurnPace, [this] {
        m_step = (m_step + 1) % kTurnSteps;
        m_icon.setIcon(stateIcon(m_condition, m_step));
        turn();
    });
}

void TrayIcon::describe()
{
    const auto& status = m_context.status.now();
    QStringList lines{tr("Shoal")};
    if (!status) {
        lines << tr("There is no connection to the instance");
    } else if (status->shares.empty()) {
        lines << tr("No folder is shared yet");
    } else {
        lines << conditionInWords(m_condition);
        qint64 files = 0, bytes = 0;
        for (const Share& share : status->shares) {
            files += share.pendingFiles;
            bytes += share.pendingBytes;
        }
        if (files > 0)
            lines << tr("To come: %1, %2", "number of files, size")
                         .arg(models::filesInWords(files), models::sizeInWords(bytes));
        const models::Rates& rates = status->device.rates;
        if (rates.down > 0 || rates.up > 0)
            lines << tr("Receiving %1, sending %2").arg(models::rateInWords(rates.down), models::rateInWords(rates.up));
    }
    const QString text = lines.join(QLatin1Char('\n'));
    if (text != m_icon.toolTip())
        m_icon.setToolTip(text);
    m_pause->setEnabled(status && !status->shares.empty());
    const bool isPaused = areAllPaused();
    m_pause->setText(isPaused ? tr("&Resume all") : tr("&Pause all"));
    m_pause->setIcon(glyphIcon(isPaused ? Glyph::Resume : Glyph::Pause));
}

// Only when the shares are others: an open menu must not change under the mouse.
void TrayIcon::fillFolders()
{
    const auto& status = m_context.status.now();
    QStringList dirs;
    if (status)
        for (const Share& share : status->shares)
            dirs << share.dir;
    QStringList shown;
    for (const QAction* action : m_folders->actions())
        shown << action->data().toString();
    m_folders->setEnabled(!dirs.isEmpty());
    if (dirs == shown)
        return;
    m_folders->clear();
    for (const Share& share : status ? status->shares : std::vector<Share>()) {
        QAction* const action = m_folders->addAction(literal(share.name()));
        action->setData(share.dir);
        connect(action, &QAction::triggered, this, [dir = share.dir] { openFolder(dir); });
    }
}

void TrayIcon::askForRecent()
{
    m_context.instance.call(QStringLiteral("history"), {{QStringLiteral("limit"), kRecent}}, this,
                            [this](const Result<QJsonObject>& answer) {
                                if (answer)
                                    takeRecent(*answer);
                            });
}

void TrayIcon::takeRecent(const QJsonObject& answer)
{
    std::vector<models::HistoryEntry> changes;
    for (const QJsonValue& entry : models::arrayIn(answer, "entries"))
        changes.push_back(models::historyEntryFrom(entry.toObject()));
    if (changes == m_changes)
        return;
    m_changes = std::move(changes);
    fillRecent();
}

void TrayIcon::fillRecent()
{
    m_recent->clear();
    for (const models::HistoryEntry& change : m_changes) {
        QAction* const action =
            m_recent->addAction(tr("%1: %2", "what happened to a file, its path")
                                    .arg(models::eventInWords(change), literal(shortened(change.path.shown))));
        connect(action, &QAction::triggered, this, [this, change] {
            if (const Share* const share = m_context.status.share(change.share))
                openFolderOf(share->dir, change.path);
        });
    }
    if (m_changes.empty())
        m_recent->addAction(tr("Nothing has happened yet"))->setEnabled(false);
}

bool TrayIcon::areAllPaused() const
{
    const auto& status = m_context.status.now();
    return status && !status->shares.empty() &&
           std::all_of(status->shares.begin(), status->shares.end(),
                       [](const Share& share) { return share.state == ShareState::Paused; });
}

void TrayIcon::togglePaused()
{
    m_context.orders.give(areAllPaused() ? QStringLiteral("resume") : QStringLiteral("pause"), {}, this);
}

bool TrayIcon::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(watched, event);
}

void TrayIcon::retranslate()
{
    m_window->setText(tr("&Show window"));
    m_folders->setTitle(tr("Open &folder"));
    m_recent->setTitle(tr("Recent &changes"));
    m_add->setText(tr("&Add share…"));
    m_preferences->setText(tr("Pr&eferences"));
    m_quit->setText(tr("&Quit"));
    fillRecent();
    describe();
}

} // namespace shoal::ui
