// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/path.h"
#include "desktop/models/searched_rows.h"

namespace shoal::models {

// A version of a file that was replaced or deleted.
struct ArchivedVersion
{
    QString share;
    Path path;     // where it was
    Path archived; // its name in the archive
    qint64 size = 0, archivedAtMs = 0;

    bool operator==(const ArchivedVersion&) const = default;
};

// The archive of one share in the order of the paths; the instance searches.
class ArchiveModel final : public SearchedRows<ArchivedVersion>
{
    Q_OBJECT

public:
    enum Column { File, ArchivedAt, Size, ColumnCount };

    // Borrowed, both outlive it.
    ArchiveModel(Instance& instance, Clock& clock, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void conditionChanged();

private:
    ArchivedVersion rowFrom(const QJsonObject& item) const override;
    void tellCondition() override { Q_EMIT conditionChanged(); }
};

} // namespace shoal::models
