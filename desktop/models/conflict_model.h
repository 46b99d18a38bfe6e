// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/live_table.h"
#include "desktop/models/path.h"

#include <optional>

namespace shoal::models {

// A conflict copy, and what it is a copy of.
struct ConflictItem
{
    QString share;
    Path path;              // of the copy
    Path original;          // of the file it is a copy of
    QString author;         // of the copy: the name of a device, or digits
    QString originalAuthor; // the same of what has the plain name; empty when that is gone, or not told
    qint64 timeMs = 0;
    qint64 size = 0, mtimeMs = 0;
    std::optional<qint64> originalSize; // nothing when the original is gone
    std::optional<qint64> originalMtimeMs;

    bool operator==(const ConflictItem&) const = default;
    QString key() const { return share + QLatin1Char('/') + path.shown; }
};

// The conflicts of one share.
class ConflictModel final : public LiveTable<ConflictItem>
{
    Q_OBJECT

public:
    enum Column { File, OriginalAuthor, Author, When, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;

    // Borrowed, both outlive it.
    ConflictModel(Instance& instance, Clock& clock, QObject* parent = nullptr);

    void setShare(const QString& id);
    // There are more than the rows.
    bool hasMore() const { return m_hasMore; }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void conditionChanged();

private:
    void take(const QJsonObject& answer) override;
    void tellCondition() override { Q_EMIT conditionChanged(); }

    bool m_hasMore = false;
};

} // namespace shoal::models
