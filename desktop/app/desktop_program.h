// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/app/command_line.h"
#include "desktop/app/engine_host.h"
#include "desktop/app/engine_secret_tool.h"
#include "desktop/app/shown_instance.h"
#include "desktop/app/single_instance.h"
#include "desktop/models/autostart.h"
#include "desktop/ui/languages.h"
#include "desktop/ui/main_window.h"
#include "desktop/ui/notifications.h"
#include "desktop/ui/tray_icon.h"

namespace shoal::app {

// The program: an engine of its own, the windows, the tray, and what connects them. GUI thread only.
class DesktopProgram final : public QObject
{
    Q_OBJECT

public:
    // `dataFolder`: absolute. It logs to desktop.log in there, and keeps what a person chose in desktop.conf. The clock
    // and the random source outlive it.
    DesktopProgram(const CommandLine& line, Bytes dataFolder, Clock& clock, Random& random);
    ~DesktopProgram() override;

    void start();
    // What another start of the program handed over.
    void open(const SingleInstance::Call& call);
    // Ends in order, see ended(); the second time at once.
    void quit();

    ui::MainWindow& window() { return m_window; }
    ui::TrayIcon& tray() { return m_tray; }

Q_SIGNALS:
    // The engine has stopped; nothing is left to do.
    void ended();

private:
    void connectWindow();
    void connectEngine();
    void showFirst();
    void awaitTray(int tries);
    void addShare(const QString& link);
    void giveShare(const QString& id);
    void chooseInstance();
    void showPreferences();
    void saveSupportBundle();
    void showOptions(const QString& id);
    void saveSnapshot(const QString& id);
    void onClose();

    const CommandLine m_line;
    Clock& m_clock;
    const Bytes m_dataFolder;
    QSettings m_settings;
    EngineSecretTool m_secrets;
    models::Autostart m_autostart;
    ui::Languages m_languages;
    models::DiskWork m_disk;
    models::Instance m_instance;
    models::LiveStatus m_status;
    models::LivePeers m_peers;
    models::RateHistory m_rates;
    ui::Orders m_orders;
    const ui::PageContext m_context;
    ui::MainWindow m_window;
    ui::TrayIcon m_tray;
    ui::Notifications m_notifications;
    std::pair<QString, ui::SharePage::Tab> m_newsPlace; // what the last notification was about
    EngineHost m_host;
    ShownInstance m_shown;
    Clock::TimerId m_trayTimer = 0;
    bool m_isQuitting = false;
};

} // namespace shoal::app
