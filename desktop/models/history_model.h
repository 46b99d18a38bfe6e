// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/path.h"
#include "desktop/models/searched_rows.h"

namespace shoal::models {

// Something that happened to a file.
struct HistoryEntry
{
    qint64 timeMs = 0;
    QString share, event, peer; // `peer` empty: it happened here
    Path path;
    Path from; // only of what was moved
    qint64 size = 0;

    bool operator==(const HistoryEntry&) const = default;
};

HistoryEntry historyEntryFrom(const QJsonObject& object);
// "Added", "Changed", ...
QString eventInWords(const HistoryEntry& entry);

// What happened in one share, newest first; the instance searches.
class HistoryModel final : public SearchedRows<HistoryEntry>
{
    Q_OBJECT

public:
    enum Column { Time, Event, File, Size, Device, ColumnCount };

    // Borrowed, both outlive it.
    HistoryModel(Instance& instance, Clock& clock, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void conditionChanged();

private:
    HistoryEntry rowFrom(const QJsonObject& item) const override { return historyEntryFrom(item); }
    void tellCondition() override { Q_EMIT conditionChanged(); }
};

} // namespace shoal::models
