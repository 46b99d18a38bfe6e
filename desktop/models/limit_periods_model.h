// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QTime>

#include <array>
#include <optional>

namespace shoal::models {

// A part of each week with limits of its own, as `weekly_limits` has them.
struct LimitPeriod
{
    std::array<bool, 7> days{true, true, true, true, true, true, true}; // Monday first: on which it begins
    QTime from{8, 0};
    QTime to{18, 0};                     // not after `from`: on the next day
    std::optional<int> upload, download; // kB/s, 0: no limit; without a value: as usual

    bool isOverMidnight() const { return to <= from && to != QTime(0, 0); }

    static LimitPeriod fromJson(const QJsonObject& json);
    QJsonObject toJson() const;
};

// The periods of a week in their order: where they overlap, the first one counts.
class LimitPeriodsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Days, Times, Download, Upload, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void load(const QJsonArray& periods);
    QJsonArray periods() const;
    // Of the locale, without seconds.
    static QString timeFormat();
    const LimitPeriod& period(int row) const { return m_periods[row]; }
    void append(const LimitPeriod& period);
    void replace(int row, const LimitPeriod& period);
    void remove(int row);
    // One place up or down.
    void moveUp(int row);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    // Somebody changed them; not of load().
    void changed();

private:
    static QString daysInWords(const LimitPeriod& period);
    static QString timesInWords(const LimitPeriod& period);
    static QString limitInWords(const std::optional<int>& limit);

    QList<LimitPeriod> m_periods;
};

} // namespace shoal::models
