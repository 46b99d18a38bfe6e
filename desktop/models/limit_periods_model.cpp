// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/limit_periods_model.h"

#include "desktop/models/words.h"

#include <QJsonObject>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace shoal::models {

namespace {

constexpr std::array kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
const QString kTimeFormat = QStringLiteral("HH:mm");
// A row of days that is shorter is written out.
constexpr int kShortestRow = 3;

// "24:00" is the midnight that ends a day, which is where a period to "00:00" ends, too.
QTime timeOf(const QJsonValue& text)
{
    const QTime time = QTime::fromString(text.toString(), kTimeFormat);
    return time.isValid() ? time : QTime(0, 0);
}

std::optional<int> limitOf(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

QString dayName(int day)
{
    return QLocale().standaloneDayName(day + 1, QLocale::ShortFormat);
}

} // namespace

LimitPeriod LimitPeriod::fromJson(const QJsonObject& json)
{
    LimitPeriod period;
    if (const QJsonValue days = json.value(QLatin1String("days")); days.isArray())
        for (size_t day = 0; day < kDays.size(); ++day)
            period.days[day] = days.toArray().contains(QLatin1String(kDays[day]));
    period.from = timeOf(json.value(QLatin1String("from")));
    period.to = timeOf(json.value(QLatin1String("to")));
    period.upload = limitOf(json.value(QLatin1String("upload")));
    period.download = limitOf(json.value(QLatin1String("download")));
    return period;
}

QJsonObject LimitPeriod::toJson() const
{
    QJsonArray names;
    for (size_t day = 0; day < kDays.size(); ++day)
        if (days[day])
            names.append(QLatin1String(kDays[day]));
    QJsonObject json{{QStringLiteral("days"), names},
                     {QStringLiteral("from"), from.toString(kTimeFormat)},
                     {QStringLiteral("to"), to == QTime(0, 0) ? QStringLiteral("24:00") : to.toString(kTimeFormat)}};
    if (upload)
        json.insert(QStringLiteral("upload"), *upload);
    if (download)
        json.insert(QStringLiteral("download"), *download);
    return json;
}

void LimitPeriodsModel::load(const QJsonArray& periods)
{
    if (periods == this->periods())
        return; // what is chosen stays so
    beginResetModel();
    m_periods.clear();
    for (const QJsonValue period : periods)
        m_periods.append(LimitPeriod::fromJson(period.toObject()));
    endResetModel();
}

QJsonArray LimitPeriodsModel::periods() const
{
    QJsonArray list;
    for (const LimitPeriod& period : m_periods)
        list.append(period.toJson());
    return list;
}

void LimitPeriodsModel::append(const LimitPeriod& period)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_periods.append(period);
    endInsertRows();
    Q_EMIT changed();
}

void LimitPeriodsModel::replace(int row, const LimitPeriod& period)
{
    m_periods[row] = period;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT changed();
}

void LimitPeriodsModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_periods.removeAt(row);
    endRemoveRows();
    Q_EMIT changed();
}

void LimitPeriodsModel::moveUp(int row)
{
    beginMoveRows({}, row, row, {}, row - 1);
    m_periods.move(row, row - 1);
    endMoveRows();
    Q_EMIT changed();
}

void LimitPeriodsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_periods.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int LimitPeriodsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_periods.size());
}

int LimitPeriodsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

// "Mon – Fri, Sun"
QString LimitPeriodsModel::daysInWords(const LimitPeriod& period)
{
    const int all = static_cast<int>(period.days.size());
    if (std::all_of(period.days.begin(), period.days.end(), [](bool isOn) { return isOn; }))
        return tr("Every day");
    QStringList parts;
    for (int day = 0; day < all; ++day) {
        if (!period.days[day])
            continue;
        int last = day;
        while (last + 1 < all && period.days[last + 1])
            ++last;
        if (last - day + 1 >= kShortestRow) {
            parts.append(tr("%1 – %2", "from a day of the week to another").arg(dayName(day), dayName(last)));
            day = last;
        } else {
            parts.append(dayName(day));
        }
    }
    return parts.join(tr(", ", "between days of the week"));
}

QString LimitPeriodsModel::timesInWords(const LimitPeriod& period)
{
    const auto text = [](QTime time) { return QLocale().toString(time, timeFormat()); };
    const QTime midnight(0, 0);
    if (period.from == midnight && period.to == midnight)
        return tr("All day");
    if (period.isOverMidnight())
        return tr("%1 – %2 on the next day", "times").arg(text(period.from), text(period.to));
    return tr("%1 – %2", "times").arg(text(period.from), text(period.to));
}

// The one locale whose short times have seconds is that of systems without a language.
QString LimitPeriodsModel::timeFormat()
{
    return QLocale().timeFormat(QLocale::ShortFormat).remove(QLatin1String(":ss"));
}

QString LimitPeriodsModel::limitInWords(const std::optional<int>& limit)
{
    if (!limit)
        return tr("As usual");
    return *limit == 0 ? tr("No limit") : quantityInWords(*limit, QStringLiteral("kB/s"));
}

QVariant LimitPeriodsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const LimitPeriod& period = m_periods[index.row()];
    switch (index.column()) {
    case Days:
        return daysInWords(period);
    case Times:
        return timesInWords(period);
    case Download:
        return limitInWords(period.download);
    default:
        return limitInWords(period.upload);
    }
}

QVariant LimitPeriodsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Days:
        return tr("Days");
    case Times:
        return tr("Time");
    case Download:
        return tr("Receiving");
    default:
        return tr("Sending");
    }
}

} // namespace shoal::models
