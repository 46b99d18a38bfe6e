// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/history_model.h"
#include "desktop/ui/page_context.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace shoal::ui {

// The sign in the panel: what the instance is doing, in a picture and in words, and what is wanted most often. Where a
// desktop has no tray it is never shown.
class TrayIcon final : public QObject
{
    Q_OBJECT

public:
    explicit TrayIcon(const PageContext& context, QObject* parent = nullptr);
    ~TrayIcon() override;

    bool isThere() const;
    QSystemTrayIcon& icon() { return m_icon; }
    QMenu& menu() { return m_menu; }
    // What the picture shows now.
    models::Condition condition() const { return m_condition; }

Q_SIGNALS:
    void windowRequested();
    void addShareRequested();
    void preferencesRequested();
    void quitRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onStatus();
    void turn();
    void describe();
    void fillFolders();
    void fillRecent();
    void askForRecent();
    void takeRecent(const QJsonObject& answer);
    void togglePaused();
    bool areAllPaused() const;
    void retranslate();

    const PageContext m_context;
    QSystemTrayIcon m_icon;
    QMenu m_menu;
    QMenu* const m_folders;
    QMenu* const m_recent;
    QAction* const m_window;
    QAction* const m_pause;
    QAction* const m_add;
    QAction* const m_preferences;
    QAction* const m_quit;
    std::vector<models::HistoryEntry> m_changes; // the last ones
    models::Condition m_condition = models::Condition::Offline;
    bool m_isPicked = false; // a picture was set
    int m_step = 0;
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::ui
