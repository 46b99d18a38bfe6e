// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "desktop/models/keyed_rows.h"
#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/control/control_client.h"

#include <memory>
#include <vector>

namespace shoal::models {

// A running instance that one may connect to.
struct FoundInstance
{
    Bytes socket;
    bool isOwn = false;     // the engine of this program
    bool isCurrent = false; // shown now
    QString name, user;     // as it says; empty until it has answered
    qsizetype shares = -1;  // -1: not known yet

    bool operator==(const FoundInstance&) const = default;
    QString key() const { return QString::fromStdString(socket); }
};

// The running instances of this machine. GUI thread only.
class InstanceListModel final : public KeyedRows<FoundInstance>
{
    Q_OBJECT

public:
    enum Column { Name, User, Shares, Socket, ColumnCount };

    // Borrowed, both outlive it.
    InstanceListModel(Clock& clock, DiskWork& disk, Bytes ownSocket, Bytes current, QObject* parent = nullptr);

    // Looks for them; searched() follows. What each says of itself comes later.
    void search();

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void searched();

private:
    void take(const std::vector<Bytes>& sockets);
    void ask(const Bytes& socket);

    Clock& m_clock;
    DiskWork& m_disk;
    const Bytes m_own, m_current;
    std::vector<std::unique_ptr<control::ControlClient>> m_clients;
};

} // namespace shoal::models
