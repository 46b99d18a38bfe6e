// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/desktop_program.h"

#include "desktop/ui/icons.h"
#include "desktop/ui/instance_chooser.h"
#include "desktop/ui/preferences.h"
#include "desktop/ui/share_dialog.h"
#include "desktop/ui/share_options_dialog.h"
#include "desktop/ui/share_wizard.h"
#include "desktop/ui/snapshot_dialog.h"
#include "desktop/ui/support_dialog.h"
#include "shared/base/log.h"

#include <QApplication>
#include <QStandardPaths>

#include <unistd.h>

namespace shoal::app {

namespace {

constexpr int kExitFailed = 1;
// A panel may come up later than what is started at login.
constexpr std::chrono::milliseconds kTrayPace{500};
constexpr int kTrayTries = 30;
constexpr char kLanguageKey[] = "language";
constexpr char kGeometryKey[] = "window/geometry";

// Shows a window of its own above the main one; it goes when it is closed.
void openDialog(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

DesktopProgram::DesktopProgram(const CommandLine& line, Bytes dataFolder, Clock& clock, Random& random)
    : m_line(line), m_clock(clock), m_dataFolder(dataFolder),
      m_settings(QString::fromStdString(dataFolder + "/desktop.conf"), QSettings::IniFormat), m_secrets(random),
      m_autostart(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation),
                  {QCoreApplication::applicationFilePath(), QStringLiteral("--hidden")}),
      m_instance(clock), m_status(m_instance, clock), m_peers(m_instance, clock), m_rates(m_status, clock),
      m_orders(m_instance), m_context{m_instance, clock, m_status, m_peers, m_rates, m_orders, m_disk},
      m_window(m_context), m_tray(m_context), m_notifications(m_context), m_host(dataFolder + "/storage"),
      m_shown(m_instance, m_settings)
{
    m_languages.use(m_settings.value(kLanguageKey).toString());
    connectWindow();
    connectEngine();
}

DesktopProgram::~DesktopProgram()
{
    m_clock.cancel(m_trayTimer);
}

void DesktopProgram::connectWindow()
{
    connect(&m_window, &ui::MainWindow::addShareRequested, this, &DesktopProgram::addShare);
    connect(&m_window, &ui::MainWindow::shareRequested, this, &DesktopProgram::giveShare);
    connect(&m_window, &ui::MainWindow::instanceRequested, this, &DesktopProgram::chooseInstance);
    connect(&m_window, &ui::MainWindow::preferencesRequested, this, &DesktopProgram::showPreferences);
    connect(&m_window, &ui::MainWindow::supportBundleRequested, this, &DesktopProgram::saveSupportBundle);
    connect(&m_window, &ui::MainWindow::shareOptionsRequested, this, &DesktopProgram::showOptions);
    connect(&m_window, &ui::MainWindow::snapshotRequested, this, &DesktopProgram::saveSnapshot);
    connect(&m_window, &ui::MainWindow::quitRequested, this, &DesktopProgram::quit);
    connect(&m_window, &ui::MainWindow::closeRequested, this, &DesktopProgram::onClose);
    connect(&m_tray, &ui::TrayIcon::windowRequested, &m_window, &ui::MainWindow::bringToFront);
    connect(&m_tray, &ui::TrayIcon::addShareRequested, this, [this] { addShare(QString()); });
    connect(&m_tray, &ui::TrayIcon::preferencesRequested, this, &DesktopProgram::showPreferences);
    connect(&m_tray, &ui::TrayIcon::quitRequested, this, &DesktopProgram::quit);
    connect(&m_notifications, &ui::Notifications::news, this,
            [this](const QString& title, const QString& text, const QString& share, ui::SharePage::Tab tab) {
                m_newsPlace = {share, tab};
                m_tray.icon().showMessage(title, text, ui::programIcon());
            });
    connect(&m_tray.icon(), &QSystemTrayIcon::messageClicked, this, [this] {
        m_window.bringToFront();
        m_window.showShare(m_newsPlace.first, m_newsPlace.second);
    });
}

void DesktopProgram::connectEngine()
{
    connect(&m_host, &EngineHost::started, &m_shown, &ShownInstance::ownStarted);
    connect(&m_shown, &ShownInstance::isAnother, &m_window, &ui::MainWindow::say);
    connect(&m_host, &EngineHost::failed, this, [this](const QString& reason) {
        qCWarning(logEngine, "%s", qPrintable(reason));
        m_window.showTrouble(tr("The engine of this program does not run: %1").arg(reason));
        m_window.bringToFront();
    });
    connect(&m_host, &EngineHost::stopped, this, [this](bool clean) {
        if (!clean) {
            qCWarning(logEngine, "a share did not end in time: its disk does not answer");
            // Its thread is inside the kernel: waiting for it would take as long as the disk does.
            ::_exit(kExitFailed);
        }
        Q_EMIT ended();
    });
}

void DesktopProgram::start()
{
    m_window.restoreGeometry(m_settings.value(kGeometryKey).toByteArray());
    m_host.start();
    m_shown.begin(m_line.instance);
    showFirst();
    if (!m_line.link.isEmpty() || m_line.adds)
        addShare(m_line.link);
}

void DesktopProgram::showFirst()
{
    if (m_line.isHidden && m_line.link.isEmpty() && !m_line.adds)
        awaitTray(kTrayTries);
    else
        m_window.bringToFront();
}

// Without a tray a hidden program could not be reached.
void DesktopProgram::awaitTray(int tries)
{
    if (m_tray.isThere() || m_window.isVisible())
        return;
    if (tries == 0) {
        m_window.showMinimized();
        return;
    }
    m_trayTimer = m_clock.after(kTrayPace, [this, tries] { awaitTray(tries - 1); });
}

void DesktopProgram::open(const SingleInstance::Call& call)
{
    if (!call.activation.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", call.activation.toUtf8());
    m_window.bringToFront();
    if (!call.link.isEmpty() || call.adds)
        addShare(call.link);
}

void DesktopProgram::addShare(const QString& link)
{
    m_window.bringToFront();
    auto* const wizard = new ui::ShareWizard(m_instance, m_secrets, &m_window);
    if (!link.isEmpty())
        wizard->openLink(link);
    connect(wizard, &ui::ShareWizard::shareAdded, &m_window, [this](const QString& id) { m_window.showShare(id); });
    openDialog(wizard);
}

void DesktopProgram::giveShare(const QString& id)
{
    if (const models::Share* const share = m_status.share(id))
        openDialog(new ui::ShareDialog(m_instance, m_secrets, id, share->dir, &m_window));
}

void DesktopProgram::showOptions(const QString& id)
{
    if (const models::Share* const share = m_status.share(id))
        openDialog(new ui::ShareOptionsDialog(m_instance, id, share->dir, &m_window));
}

void DesktopProgram::saveSnapshot(const QString& id)
{
    if (const models::Share* const share = m_status.share(id))
        openDialog(new ui::SnapshotDialog(share->dir, &m_window));
}

void DesktopProgram::showPreferences()
{
    m_window.bringToFront();
    auto* const preferences = new ui::Preferences(m_instance, m_autostart, m_languages, &m_window);
    connect(preferences, &ui::Preferences::languageChosen, this,
            [this](const QString& code) { m_settings.setValue(kLanguageKey, code); });
    openDialog(preferences);
}

void DesktopProgram::saveSupportBundle()
{
    const QString log = QString::fromStdString(m_dataFolder) + QStringLiteral("/desktop.log");
    openDialog(new ui::SupportDialog(m_instance, QStringLiteral(SHOAL_VERSION), {log, log + QStringLiteral(".old")},
                                     &m_window));
}

void DesktopProgram::chooseInstance()
{
    auto* const chooser = new ui::InstanceChooser(m_clock, m_disk, m_shown.own(), m_shown.current(), &m_window);
    connect(chooser, &ui::InstanceChooser::chosen, &m_shown, &ShownInstance::choose);
    openDialog(chooser);
}

void DesktopProgram::onClose()
{
    if (m_tray.isThere())
        m_window.hide();
    else
        quit();
}

void DesktopProgram::quit()
{
    if (!m_window.mayClose([this] { quit(); }))
        return;
    if (std::exchange(m_isQuitting, true)) {
        // What was written so far is safe either way.
        qCWarning(logEngine, "asked to end again: ending at once");
        ::_exit(kExitFailed);
    }
    m_settings.setValue(kGeometryKey, m_window.saveGeometry());
    m_window.hide();
    m_tray.icon().hide();
    m_host.stop();
}

} // namespace shoal::app
