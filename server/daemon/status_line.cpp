// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/status_line.h"

#include "shared/control/control_paths.h"

#include <QJsonArray>
#include <QSet>

namespace shoal::daemon {

namespace {

constexpr std::chrono::seconds kPatience{5};

Bytes counted(qsizetype count, const Bytes& one, const Bytes& many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

struct Totals
{
    qsizetype inSync = 0;
    qint64 pending = 0;
    qint64 problems = 0;
    qint64 conflicts = 0;
    Bytes stopped; // the folders of shares that wait for a person
    QSet<QString> peers;
};

Totals totalsOf(const QJsonArray& shares)
{
    Totals totals;
    for (const QJsonValue& value : shares) {
        const QJsonObject share = value.toObject();
        const QString state = share[QStringLiteral("state")].toString();
        const qint64 pending = share[QStringLiteral("pending_files")].toInteger();
        totals.inSync += state == QStringLiteral("idle") && pending == 0 ? 1 : 0;
        totals.pending += pending;
        totals.problems += share[QStringLiteral("problems")].toInteger();
        totals.conflicts += share[QStringLiteral("conflicts")].toInteger();
        if (state == QStringLiteral("stopped"))
            totals.stopped += ", stopped: " + share[QStringLiteral("dir")].toString().toStdString();
        for (const QJsonValue& peer : share[QStringLiteral("peers")].toArray())
            if (peer[QStringLiteral("online")].toBool(true))
                totals.peers.insert(peer[QStringLiteral("device")].toString());
    }
    return totals;
}

} // namespace

Bytes statusLine(const QJsonObject& status)
{
    const QJsonArray shares = status[QStringLiteral("shares")].toArray();
    const Totals totals = totalsOf(shares);
    Bytes line = counted(shares.size(), "share", "shares") + ", " + std::to_string(totals.inSync) + " in sync";
    if (totals.pending > 0)
        line += ", " + counted(totals.pending, "file", "files") + " to come";
    line += ", " + counted(totals.peers.size(), "peer", "peers");
    if (totals.conflicts > 0)
        line += ", " + counted(totals.conflicts, "conflict", "conflicts");
    if (totals.problems > 0)
        line += ", " + counted(totals.problems, "problem", "problems") + " (shoal why)";
    return line + totals.stopped + ", port " + std::to_string(status[QStringLiteral("listening_port")].toInteger());
}

StatusTeller::StatusTeller(Bytes storagePath, Clock& clock, process::ServiceNotifier& notifier)
    : m_storagePath(std::move(storagePath)), m_clock(clock), m_notifier(notifier), m_client(clock)
{
    ask();
}

StatusTeller::~StatusTeller()
{
    m_clock.cancel(m_timer);
}

void StatusTeller::ask()
{
    m_timer = m_clock.after(kPace, [this] { ask(); });
    const Bytes socket = control::socketPath(m_storagePath, control::runtimeFolders().own);
    if (!m_client.isConnected() && !m_client.connectTo(socket))
        return;
    m_client.call(QStringLiteral("status"), {}, kPatience, [this](const Result<QJsonObject>& status) {
        if (status)
            m_notifier.status(statusLine(*status));
    });
}

} // namespace shoal::daemon
