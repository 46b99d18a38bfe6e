// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/keyed_rows.h"
#include "desktop/models/live_peers.h"

namespace shoal::models {

// The devices of one share.
class PeerModel final : public KeyedRows<Peer>
{
    Q_OBJECT

public:
    enum Column { Name, State, Missing, Connection, Down, Up, Permission, Version, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;

    // Borrowed, outlives it.
    explicit PeerModel(LivePeers& peers, QObject* parent = nullptr);

    void setShare(const QString& id);
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void refresh();

    LivePeers& m_peers;
    QString m_share;
};

} // namespace shoal::models
