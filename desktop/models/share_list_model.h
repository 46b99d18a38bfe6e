// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/keyed_rows.h"
#include "desktop/models/live_peers.h"
#include "desktop/models/live_status.h"

namespace shoal::models {

// A share, and how many devices it has.
struct ShareRow
{
    Share share;
    LivePeers::Count peers;

    bool operator==(const ShareRow& other) const
    {
        return share == other.share && peers.online == other.peers.online && peers.known == other.peers.known;
    }
    const QString& key() const { return share.id; }
};

// The shares of the instance in its order, in one column; the text of a row is the share's name, its tooltip the
// folder. The other roles are what a delegate paints.
class ShareListModel final : public KeyedRows<ShareRow>
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        ConditionRole, // int of Condition
        StateRole,     // "Syncing, 5 minutes left"
        ContentRole,   // "1,204 files, 35.2 MB"
        PeersRole,     // "2 of 3 online"
        ProgressRole,  // 0 to 1, or nothing while nothing is to come
    };

    // Borrowed, both outlive it.
    ShareListModel(LiveStatus& status, LivePeers& peers, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void refresh();

    LiveStatus& m_status;
    LivePeers& m_peers;
};

// What a share is doing, in a few words.
QString stateInWords(const Share& share);
// What it holds: "1,204 files, 35.2 MB".
QString contentInWords(const Share& share);
// "2 of 3 online"; how many are connected where the known ones were not asked for.
QString peersInWords(const Share& share, const LivePeers::Count& count);
// What is to come: "3 files, 2.1 MB"; empty when nothing is.
QString pendingInWords(const Share& share);

} // namespace shoal::models
