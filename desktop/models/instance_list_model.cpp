// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/instance_list_model.h"

#include "desktop/models/status.h"
#include "shared/control/control_paths.h"

namespace shoal::models {

namespace {

constexpr std::chrono::seconds kPatience{10};

} // namespace

InstanceListModel::InstanceListModel(Clock& clock, DiskWork& disk, Bytes ownSocket, Bytes current, QObject* parent)
    : KeyedRows(parent), m_clock(clock), m_disk(disk), m_own(std::move(ownSocket)), m_current(std::move(current))
{}

void InstanceListModel::search()
{
    m_disk.run(
        this, [] { return control::findInstances(); }, [this](const std::vector<Bytes>& sockets) { take(sockets); });
}

void InstanceListModel::take(const std::vector<Bytes>& sockets)
{
    std::vector<FoundInstance> found;
    for (const Bytes& socket : sockets) {
        FoundInstance instance{socket, socket == m_own, socket == m_current, {}, {}, -1};
        if (instance.isOwn)
            found.insert(found.begin(), std::move(instance));
        else
            found.push_back(std::move(instance));
    }
    show(std::move(found));
    m_clients.clear();
    for (const Bytes& socket : sockets)
        ask(socket);
    Q_EMIT searched();
}

void InstanceListModel::ask(const Bytes& socket)
{
    auto client = std::make_unique<control::ControlClient>(m_clock);
    if (!client->connectTo(socket))
        return;
    client->call(QStringLiteral("status"), {}, kPatience, [this, socket](const Result<QJsonObject>& answer) {
        if (!answer)
            return;
        const Status status = statusFrom(*answer);
        std::vector<FoundInstance> next = rows();
        for (FoundInstance& instance : next) {
            if (instance.socket != socket)
                continue;
            instance.name = status.device.name;
            instance.user = status.device.user;
            instance.shares = static_cast<qsizetype>(status.shares.size());
        }
        show(std::move(next));
    });
    m_clients.push_back(std::move(client));
}

QVariant InstanceListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const FoundInstance& instance = at(index.row());
    switch (index.column()) {
    case Name:
        return instance.isOwn ? tr("%1 (this program)").arg(instance.name) : instance.name;
    case User:
        return instance.user;
    case Shares:
        return instance.shares < 0 ? QVariant() : QVariant(static_cast<int>(instance.shares));
    case Socket:
        return QString::fromStdString(printable(instance.socket));
    default:
        return {};
    }
}

QVariant InstanceListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Device");
    case User:
        return tr("User");
    case Shares:
        return tr("Shares");
    case Socket:
        return tr("Control socket");
    default:
        return {};
    }
}

} // namespace shoal::models
