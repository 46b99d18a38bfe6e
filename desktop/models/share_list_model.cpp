// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/share_list_model.h"

#include "desktop/models/words.h"

namespace shoal::models {

namespace {

QString syncingInWords(const Share& share)
{
    if (share.pendingFiles == 0)
        return ShareListModel::tr("Syncing");
    if (share.peersOnline == 0)
        return ShareListModel::tr("Waiting for a device that has %1").arg(pendingInWords(share));
    return share.secondsLeft ? ShareListModel::tr("Syncing, %1 left").arg(durationInWords(*share.secondsLeft))
                             : ShareListModel::tr("Syncing, %1 to come").arg(pendingInWords(share));
}

QString idleInWords(const Share& share)
{
    if (share.problems > 0)
        return ShareListModel::tr("%n problem(s)", nullptr, static_cast<int>(share.problems));
    if (share.conflicts > 0)
        return ShareListModel::tr("%n conflict(s)", nullptr, static_cast<int>(share.conflicts));
    return share.peersOnline > 0 ? ShareListModel::tr("Up to date") : ShareListModel::tr("No other device is online");
}

QString spoken(const ShareRow& row)
{
    return QStringList{row.share.name(), stateInWords(row.share), contentInWords(row.share),
                       peersInWords(row.share, row.peers)}
        .join(QStringLiteral(", "));
}

} // namespace

QString pendingInWords(const Share& share)
{
    if (share.pendingFiles == 0)
        return {};
    return ShareListModel::tr("%1, %2", "number of files, size")
        .arg(filesInWords(share.pendingFiles), sizeInWords(share.pendingBytes));
}

QString stateInWords(const Share& share)
{
    switch (share.state) {
    case ShareState::Paused:
        return ShareListModel::tr("Paused");
    case ShareState::Stopped:
        return ShareListModel::tr("Stopped: needs attention");
    case ShareState::Scanning:
        return ShareListModel::tr("Looking at the folder");
    case ShareState::Syncing:
        if (share.isUnderWay() || share.pendingFiles == 0)
            return syncingInWords(share);
        break;
    case ShareState::Idle:
        break;
    }
    return idleInWords(share);
}

QString contentInWords(const Share& share)
{
    return ShareListModel::tr("%1, %2", "number of files, size")
        .arg(filesInWords(share.files), sizeInWords(share.bytes));
}

QString peersInWords(const Share& share, const LivePeers::Count& count)
{
    if (share.state == ShareState::Paused)
        return {};
    if (count.known > 0)
        return ShareListModel::tr("%1 of %2 online", "connected devices of a share, and all of them")
            .arg(count.online)
            .arg(count.known);
    return share.peersOnline > 0 ? ShareListModel::tr("%n online", nullptr, share.peersOnline)
                                 : ShareListModel::tr("no other device yet");
}

ShareListModel::ShareListModel(LiveStatus& status, LivePeers& peers, QObject* parent)
    : KeyedRows(parent), m_status(status), m_peers(peers)
{
    connect(&status, &LiveStatus::updated, this, &ShareListModel::refresh);
    connect(&peers, &LivePeers::updated, this, &ShareListModel::refresh);
    refresh();
}

void ShareListModel::refresh()
{
    std::vector<ShareRow> rows;
    if (const auto& status = m_status.now())
        for (const Share& share : status->shares)
            rows.push_back({share, m_peers.countOf(share.id)});
    show(std::move(rows));
}

QVariant ShareListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ShareRow& row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.share.name();
    case Qt::ToolTipRole:
        return row.share.dir;
    case Qt::AccessibleTextRole:
        return spoken(row);
    case IdRole:
        return row.share.id;
    case ConditionRole:
        return static_cast<int>(conditionOf(row.share));
    case StateRole:
        return stateInWords(row.share);
    case ContentRole:
        return contentInWords(row.share);
    case PeersRole:
        return peersInWords(row.share, row.peers);
    case ProgressRole:
        return row.share.isUnderWay() ? partDone(row.share) : QVariant();
    default:
        return {};
    }
}

} // namespace shoal::models
