// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/peer_model.h"

#include "desktop/models/words.h"

#include <algorithm>
#include <array>

namespace shoal::models {

namespace {

QString nameOf(const Peer& peer)
{
    return peer.name.isEmpty() ? peer.address : peer.name;
}

QString stateOf(const Peer& peer)
{
    if (peer.isOnline)
        return peer.isInSync ? PeerModel::tr("In sync") : PeerModel::tr("Syncing");
    return peer.lastSeenMs > 0 ? PeerModel::tr("Offline since %1").arg(momentInWords(peer.lastSeenMs))
                               : PeerModel::tr("Never met");
}

QString missingOf(const Peer& peer)
{
    if (!peer.isOnline)
        return {};
    if (peer.lackingFiles == 0)
        return PeerModel::tr("Nothing");
    return PeerModel::tr("%1, %2", "number of files, size")
        .arg(filesInWords(peer.lackingFiles), sizeInWords(peer.lackingBytes));
}

QString connectionOf(const Peer& peer)
{
    if (!peer.isOnline)
        return {};
    if (peer.via == QLatin1String("relay"))
        return PeerModel::tr("Through a relay");
    return peer.via == QLatin1String("lan") ? PeerModel::tr("Direct, LAN") : PeerModel::tr("Direct");
}

// Empty: a way that this program does not know.
QString findingOf(const Peer& peer)
{
    const std::array<std::pair<QLatin1String, QString>, 5> all{{
        {QLatin1String("lan"), PeerModel::tr("Found in the local network")},
        {QLatin1String("known host"), PeerModel::tr("Found at an address of known_hosts")},
        {QLatin1String("it dialled us"), PeerModel::tr("It has found this device")},
        {QLatin1String("relay"), PeerModel::tr("Found by a relay")},
        {QLatin1String("dht"), PeerModel::tr("Found in the DHT")},
    }};
    const auto known =
        std::find_if(all.begin(), all.end(), [&peer](const auto& item) { return item.first == peer.found; });
    return known == all.end() ? QString() : known->second;
}

QString permissionOf(const Peer& peer)
{
    if (peer.device.isEmpty())
        return {};
    return peer.canWrite ? PeerModel::tr("Read-write") : PeerModel::tr("Read-only");
}

QString rateOf(qint64 rate)
{
    return rate > 0 ? rateInWords(rate) : QString();
}

QString textOf(const Peer& peer, int column)
{
    switch (column) {
    case PeerModel::Name:
        return nameOf(peer);
    case PeerModel::State:
        return stateOf(peer);
    case PeerModel::Missing:
        return missingOf(peer);
    case PeerModel::Connection:
        return connectionOf(peer);
    case PeerModel::Down:
        return rateOf(peer.rates.down);
    case PeerModel::Up:
        return rateOf(peer.rates.up);
    case PeerModel::Permission:
        return permissionOf(peer);
    case PeerModel::Version:
        return peer.version.section(QLatin1Char(' '), -1); // without the program's name
    default:
        return {};
    }
}

QVariant sortValueOf(const Peer& peer, int column)
{
    switch (column) {
    case PeerModel::State:
        return peer.isOnline ? (peer.isInSync ? 0 : 1) : 2;
    case PeerModel::Missing:
        return peer.lackingBytes;
    case PeerModel::Down:
        return peer.rates.down;
    case PeerModel::Up:
        return peer.rates.up;
    default:
        return textOf(peer, column);
    }
}

QString tipOf(const Peer& peer)
{
    QStringList lines;
    if (!peer.problem.isEmpty())
        lines << peer.problem.inWords();
    if (!peer.address.isEmpty())
        lines << PeerModel::tr("Address: %1").arg(peer.address);
    if (const QString finding = findingOf(peer); peer.isOnline && !finding.isEmpty())
        lines << finding;
    if (peer.isOnline)
        lines << PeerModel::tr("Sent %1, received %2 on this connection")
                     .arg(sizeInWords(peer.sentBytes), sizeInWords(peer.receivedBytes));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

PeerModel::PeerModel(LivePeers& peers, QObject* parent) : KeyedRows(parent), m_peers(peers)
{
    connect(&peers, &LivePeers::updated, this, &PeerModel::refresh);
}

void PeerModel::setShare(const QString& id)
{
    m_share = id;
    refresh();
}

void PeerModel::refresh()
{
    std::vector<Peer> rows;
    for (const Peer& peer : m_peers.all())
        if (peer.share == m_share)
            rows.push_back(peer);
    show(std::move(rows));
}

QVariant PeerModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Peer& peer = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(peer, index.column());
    case Qt::ToolTipRole:
        return tipOf(peer);
    case kSortRole:
        return sortValueOf(peer, index.column());
    default:
        return {};
    }
}

QVariant PeerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Device");
    case State:
        return tr("State");
    case Missing:
        return tr("Is missing");
    case Connection:
        return tr("Connection");
    case Down:
        return tr("Receiving");
    case Up:
        return tr("Sending");
    case Permission:
        return tr("Permission");
    case Version:
        return tr("Version");
    default:
        return {};
    }
}

} // namespace shoal::models
