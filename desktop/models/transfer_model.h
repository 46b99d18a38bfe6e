// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/live_table.h"
#include "desktop/models/path.h"

namespace shoal::models {

// A file that is on its way.
struct Transfer
{
    QString share;
    Path path;
    bool isUp = false; // to a peer
    qint64 size = 0, done = 0, rate = 0;
    QStringList peers;

    bool operator==(const Transfer&) const = default;
    QString key() const { return share + (isUp ? QLatin1Char('>') : QLatin1Char('<')) + path.shown; }
    double part() const { return size > 0 ? static_cast<double>(done) / static_cast<double>(size) : 0; }
};

// The files of one share that are on their way.
class TransferModel final : public LiveTable<Transfer>
{
    Q_OBJECT

public:
    enum Column { File, Progress, Rate, Peers, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;
    static constexpr int kPartRole = Qt::UserRole + 1; // of the column Progress, 0 to 1

    // Borrowed, both outlive it.
    TransferModel(Instance& instance, Clock& clock, QObject* parent = nullptr);

    void setShare(const QString& id);
    // What is to come and has not begun.
    qint64 queuedFiles() const { return m_queuedFiles; }
    qint64 queuedBytes() const { return m_queuedBytes; }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    // Of isKnown(), failure() and what is queued.
    void conditionChanged();

private:
    void take(const QJsonObject& answer) override;
    void tellCondition() override { Q_EMIT conditionChanged(); }

    qint64 m_queuedFiles = 0, m_queuedBytes = 0;
};

} // namespace shoal::models
