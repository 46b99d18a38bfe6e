// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/shown_instance.h"

#include "shared/control/control_paths.h"

namespace shoal::app {

namespace {

constexpr char kKey[] = "instance"; // its socket; none: that of this program

} // namespace

ShownInstance::ShownInstance(models::Instance& instance, QSettings& settings)
    : m_instance(instance), m_settings(settings)
{
    connect(&m_instance, &models::Instance::attached, this, [this] { m_isTried = false; });
    connect(&m_instance, &models::Instance::lost, this, [this](const QString& reason) {
        if (std::exchange(m_isTried, false))
            fallBack(QString::fromStdString(printable(m_current)), reason);
    });
}

void ShownInstance::begin(const std::optional<Bytes>& named)
{
    const Bytes remembered = m_settings.value(kKey).toByteArray().toStdString();
    if (!named && remembered.empty())
        return;
    const Bytes& place = named ? *named : remembered;
    const auto socket = control::findInstance(place);
    if (!socket)
        return fallBack(QString::fromStdString(printable(place)), QString::fromStdString(socket.error().context));
    m_isTried = true;
    attach(*socket);
}

void ShownInstance::ownStarted(const Bytes& socket)
{
    m_own = socket;
    if (m_current.empty())
        attach(socket);
}

void ShownInstance::choose(const Bytes& socket)
{
    const bool isOwn = socket.empty() || socket == m_own;
    m_isTried = false;
    if (isOwn)
        m_settings.remove(kKey);
    else
        m_settings.setValue(kKey, QByteArray::fromStdString(socket));
    attach(isOwn ? m_own : socket);
}

void ShownInstance::attach(const Bytes& socket)
{
    m_current = socket;
    m_instance.attach(socket);
}

void ShownInstance::fallBack(const QString& place, const QString& reason)
{
    m_current.clear();
    if (!m_own.empty())
        attach(m_own);
    Q_EMIT isAnother(tr("The instance at %1 cannot be shown: %2. This window shows the engine of this program; the "
                        "menu lets you choose another instance.")
                         .arg(place, reason));
}

} // namespace shoal::app
