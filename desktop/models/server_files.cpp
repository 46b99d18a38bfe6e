// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/server_files.h"

#include <QDir>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

namespace shoal::models {

namespace {

using Where = PlanMistake::Where;

constexpr int kLastPort = 65535;
const QString kStorage = QStringLiteral("/var/lib/shoal");

bool matches(const QString& text, const char* pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

// Of the system: letters, digits and a few marks, or a number.
bool isAccountName(const QString& name)
{
    return matches(name, "[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\\$?");
}

bool isIp6(const QString& address)
{
    QHostAddress host;
    return host.setAddress(address) && host.protocol() == QAbstractSocket::IPv6Protocol;
}

bool isHost(const QString& address)
{
    return isIp6(address) || (!address.isEmpty() && matches(address, "[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})"));
}

QString quoted(const QString& text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

QString hostAndPort(const QString& address, int port)
{
    return (isIp6(address) ? QLatin1Char('[') + address + QLatin1Char(']') : address) + QLatin1Char(':') +
           QString::number(port);
}

// A name with a dot would be two words of a file's name.
bool fitsFileName(const ServerPlan::Share& share)
{
    return !share.user.contains(QLatin1Char('.')) && !share.group.contains(QLatin1Char('.'));
}

QString fileName(const ServerPlan::Share& share)
{
    QStringList words{share.name};
    if (!share.user.isEmpty() && fitsFileName(share)) {
        words.append(share.user);
        if (!share.group.isEmpty())
            words.append(share.group);
    }
    return words.join(QLatin1Char('.')) + QLatin1String(".conf");
}

QString directives(const ServerPlan::Share& share)
{
    QString text;
    // A group without a user cannot stand in a file's name.
    const bool isInName = !share.user.isEmpty() && fitsFileName(share);
    if (!share.user.isEmpty() && !isInName)
        text += QLatin1String("// DAEMON_UID=") + share.user + QLatin1Char('\n');
    if (!share.group.isEmpty() && !isInName)
        text += QLatin1String("// DAEMON_GID=") + share.group + QLatin1Char('\n');
    return text;
}

QString knownHosts(const ServerPlan& plan, qsizetype own, int port)
{
    QStringList hosts;
    for (qsizetype i = 0; i < plan.servers.size(); ++i)
        if (i != own)
            hosts.append(quoted(hostAndPort(plan.servers[i].address, port)));
    return hosts.isEmpty() ? QStringLiteral("[]")
                           : QLatin1String("[ ") + hosts.join(QLatin1String(", ")) + QLatin1String(" ]");
}

QByteArray configText(const ServerPlan& plan, qsizetype server, qsizetype index)
{
    const ServerPlan::Share& share = plan.shares[index];
    const int port = plan.firstPort + static_cast<int>(index);
    const QString text =
        QLatin1String("// It holds a secret: only root should be able to read it (chmod 600).\n") + directives(share) +
        QLatin1String("{\n") + QLatin1String("  \"device_name\" : ") +
        quoted(plan.servers[server].name + QLatin1Char(' ') + share.name) + QLatin1String(",\n") +
        QLatin1String("  \"listening_port\" : ") + QString::number(port) + QLatin1String(",\n") +
        QLatin1String("  \"storage_path\" : ") + quoted(kStorage + QLatin1Char('/') + share.name) +
        QLatin1String(",\n") + QLatin1String("  \"use_upnp\" : false,\n") +
        QLatin1String("  \"shared_folders\" : [\n") + QLatin1String("    {\n") + QLatin1String("      \"secret\" : ") +
        quoted(share.secret) + QLatin1String(",\n") + QLatin1String("      \"dir\" : ") +
        quoted(QDir::cleanPath(share.folder)) + QLatin1String(",\n") +
        QLatin1String("      \"use_relay_server\" : false,\n") + QLatin1String("      \"use_tracker\" : false,\n") +
        QLatin1String("      \"search_lan\" : true,\n") + QLatin1String("      \"use_sync_trash\" : true,\n") +
        QLatin1String("      \"known_hosts\" : ") + knownHosts(plan, server, port) + QLatin1String("\n    }\n  ]\n}\n");
    return text.toUtf8();
}

} // namespace

ServerPlan ServerFiles::usualPlan()
{
    const auto text = [](const char* latin) { return QString::fromLatin1(latin); };
    ServerPlan plan;
    plan.servers = {{text("app01"), text("app01")}, {text("app02"), text("app02")}};
    plan.shares = {{text("config"), text("/data/config"), text("root"), text("root"), {}},
                   {text("mail"), text("/data/mail"), text("vmail"), {}, {}},
                   {text("www"), text("/data/www"), text("www-data"), {}, {}}};
    return plan;
}

namespace {

// Collects what is wrong, cell by cell.
class PlanReview
{
    Q_DECLARE_TR_FUNCTIONS(shoal::models::PlanReview)

public:
    QList<PlanMistake> of(const ServerPlan& plan)
    {
        if (plan.servers.isEmpty())
            add(Where::Servers, 0, 0, tr("Add at least one server."));
        if (plan.shares.isEmpty())
            add(Where::Shares, 0, 0, tr("Add at least one folder."));
        for (int row = 0; row < plan.servers.size(); ++row)
            reviewServer(row, plan.servers[row]);
        for (int row = 0; row < plan.shares.size(); ++row)
            reviewShare(row, plan.shares[row]);
        for (int row = 0; row < plan.shares.size(); ++row)
            reviewOverlap(row, plan.shares);
        if (plan.firstPort < 1 || plan.firstPort + plan.shares.size() - 1 > kLastPort)
            add(Where::Ports, 0, 0, tr("The ports have to be between 1 and %1.").arg(kLastPort));
        return m_found;
    }

private:
    void add(Where where, int row, int column, const QString& sentence)
    {
        m_found.append({where, row, column, sentence});
    }

    void reviewServer(int row, const ServerPlan::Server& server)
    {
        if (!matches(server.name, "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}"))
            add(Where::Servers, row, 0,
                tr("Server %1: a name has letters, digits, points and dashes only, as in app01.").arg(row + 1));
        else if (m_servers.contains(server.name.toLower()))
            add(Where::Servers, row, 0, tr("Two servers are called %1.").arg(server.name));
        m_servers.insert(server.name.toLower());
        if (!isHost(server.address))
            add(Where::Servers, row, 1,
                tr("Server %1: the address has to be a host name or an IP address without a port, as in "
                   "app01.example.org or 192.0.2.7.")
                    .arg(row + 1));
        else if (m_addresses.contains(server.address.toLower()))
            add(Where::Servers, row, 1, tr("Two servers have the address %1.").arg(server.address));
        m_addresses.insert(server.address.toLower());
    }

    void reviewShare(int row, const ServerPlan::Share& share)
    {
        if (!matches(share.name, "[A-Za-z0-9][A-Za-z0-9_-]{0,31}"))
            add(Where::Shares, row, 0,
                tr("Folder %1: a name has letters, digits and dashes only, as in www.").arg(row + 1));
        else if (m_shares.contains(share.name))
            add(Where::Shares, row, 0, tr("Two folders are called %1.").arg(share.name));
        m_shares.insert(share.name);
        if (!share.folder.startsWith(QLatin1Char('/')) || QDir::cleanPath(share.folder) == QLatin1String("/") ||
            share.folder.contains(QLatin1String("/..")) || !isOneLine(share.folder))
            add(Where::Shares, row, 1,
                tr("Folder %1: the path has to begin with a slash and lead below it, as in /data/www.").arg(row + 1));
        if (!share.user.isEmpty() && !isAccountName(share.user))
            add(Where::Shares, row, 2, tr("Folder %1: this is no name of a user.").arg(row + 1));
        if (!share.group.isEmpty() && !isAccountName(share.group))
            add(Where::Shares, row, 3, tr("Folder %1: this is no name of a group.").arg(row + 1));
    }

    static bool isOneLine(const QString& path)
    {
        for (const QChar c : path)
            if (c.category() == QChar::Other_Control)
                return false;
        return true;
    }

    void reviewOverlap(int row, const QList<ServerPlan::Share>& shares)
    {
        const QString path = QDir::cleanPath(shares[row].folder);
        const auto isWithin = [](const QString& inner, const QString& outer) {
            return inner == outer || inner.startsWith(outer + QLatin1Char('/'));
        };
        if (isWithin(kStorage, path) || isWithin(path, kStorage))
            add(Where::Shares, row, 1,
                tr("Folder %1: Shoal keeps its own state in %2. Choose another folder.").arg(row + 1).arg(kStorage));
        for (int i = 0; i < row; ++i) {
            const QString other = QDir::cleanPath(shares[i].folder);
            if (isWithin(path, other) || isWithin(other, path))
                add(Where::Shares, row, 1,
                    tr("Folder %1 overlaps with %2. A folder belongs to one share.").arg(row + 1).arg(other));
        }
    }

    QList<PlanMistake> m_found;
    QSet<QString> m_servers, m_addresses, m_shares;
};

} // namespace

QList<PlanMistake> ServerFiles::mistakesIn(const ServerPlan& plan)
{
    return PlanReview().of(plan);
}

QString ServerFiles::stepsFor(const ServerPlan& plan)
{
    QString copies;
    for (const ServerPlan::Server& server : plan.servers) {
        const QString host =
            isIp6(server.address) ? QLatin1Char('[') + server.address + QLatin1Char(']') : server.address;
        copies += QStringLiteral("    scp %1/*.conf root@%2:/etc/shoal/\n").arg(server.name, host);
    }
    const int lastPort = plan.firstPort + static_cast<int>(plan.shares.size()) - 1;
    return tr("These files hold secrets. Whoever has them can read and change the shared folders.\n\n"
              "1. Copy the files of each server to /etc/shoal there:\n\n%1\n"
              "2. Let only root read them, on each server:\n\n    chmod 600 /etc/shoal/*.conf\n\n"
              "3. Let the other servers reach the TCP ports %2 to %3.\n\n"
              "4. Check and start, on each server:\n\n"
              "    shoald --check-config /etc/shoal\n"
              "    systemctl enable --now shoal\n"
              "    shoal status\n\n"
              "Then delete these files here.\n")
        .arg(copies, QString::number(plan.firstPort), QString::number(lastPort));
}

QList<ServerFile> ServerFiles::filesOf(const ServerPlan& plan)
{
    QList<ServerFile> files;
    for (qsizetype server = 0; server < plan.servers.size(); ++server)
        for (qsizetype share = 0; share < plan.shares.size(); ++share)
            files.append({plan.servers[server].name + QLatin1Char('/') + fileName(plan.shares[share]),
                          configText(plan, server, share)});
    files.append({QStringLiteral("README.txt"), stepsFor(plan).toUtf8()});
    return files;
}

} // namespace shoal::models
