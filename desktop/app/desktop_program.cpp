// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/desktop_program.h"

#include "desktop/ui/icons.h"
#include "desktop/ui/instance_chooser.h"
#include "desktop/ui/share_dialog.h"
#include "desktop/ui/share_wizard.h"
#include "shared/base/log.h"
#include "shared/control/control_paths.h"

#include <QApplication>

#include <unistd.h>

namespace shoal::app {

namespace {

constexpr int kExitFailed = 1;
// A panel may come up later than what is started at login.
constexpr std::chrono::milliseconds kTrayPace{500};
constexpr int kTrayTries = 30;

} // namespace

DesktopProgram::DesktopProgram(const CommandLine& line, Bytes dataFolder, Clock& clock, Random& random)
    : m_line(line), m_clock(clock), m_secrets(random), m_instance(clock), m_status(m_instance, clock),
      m_peers(m_instance, clock), m_rates(m_status, clock),
      m_orders(m_instance), m_context{m_instance, clock, m_status, m_peers, m_rates, m_orders, m_disk},
      m_window(m_context), m_tray(m_context), m_notifications(m_context), m_host(std::move(dataFolder) + "/storage")
{
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
    connect(&m_window, &ui::MainWindow::quitRequested, this, &DesktopProgram::quit);
    connect(&m_window, &ui::MainWindow::closeRequested, this, &DesktopProgram::onClose);
    connect(&m_tray, &ui::TrayIcon::windowRequested, &m_window, &ui::MainWindow::bringToFront);
    connect(&m_tray, &ui::TrayIcon::addShareRequested, this, [this] { addShare(QString()); });
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
    connect(&m_host, &EngineHost::started, this, [this](const Bytes& socket) {
        m_ownSocket = socket;
        if (m_attached.empty())
            attach(socket);
    });
    connect(&m_host, &EngineHost::failed, this, [this](const QString& reason) {
        qCWarning(logEngine, "%s", qPrintable(reason));
        m_window.showTrouble(tr("The engine of this program does not run: %1").arg(reason));
        m_window.bringToFront();
    });
    connect(&m_host, &EngineHost::stopped, this, [](bool clean) {
        if (!clean) {
            qCWarning(logEngine, "a share did not end in time: its disk does not answer");
            // Its thread is inside the kernel: waiting for it would take as long as the disk does.
            ::_exit(kExitFailed);
        }
        QCoreApplication::exit();
    });
}

void DesktopProgram::start()
{
    m_host.start();
    if (m_line.instance) {
        if (const auto socket = control::findInstance(*m_line.instance))
            attach(*socket);
        else
            m_window.say(QString::fromStdString(socket.error().context));
    }
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

void DesktopProgram::attach(const Bytes& socket)
{
    m_attached = socket;
    m_instance.attach(socket);
}

void DesktopProgram::addShare(const QString& link)
{
    m_window.bringToFront();
    auto* const wizard = new ui::ShareWizard(m_instance, m_secrets, &m_window);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    if (!link.isEmpty())
        wizard->openLink(link);
    connect(wizard, &ui::ShareWizard::shareAdded, &m_window, [this](const QString& id) { m_window.showShare(id); });
    wizard->open();
}

void DesktopProgram::giveShare(const QString& id)
{
    const models::Share* const share = m_status.share(id);
    if (!share)
        return;
    auto* const dialog = new ui::ShareDialog(m_instance, m_secrets, id, share->dir, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DesktopProgram::chooseInstance()
{
    auto* const chooser = new ui::InstanceChooser(m_clock, m_disk, m_ownSocket, m_attached, &m_window);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    connect(chooser, &ui::InstanceChooser::chosen, this,
            [this](const Bytes& socket) { attach(socket.empty() ? m_ownSocket : socket); });
    chooser->open();
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
    m_window.hide();
    m_tray.icon().hide();
    m_host.stop();
}

} // namespace shoal::app
