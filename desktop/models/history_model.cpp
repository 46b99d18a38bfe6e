// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/history_model.h"

#include "desktop/models/words.h"

namespace shoal::models {

namespace {

// Thousands of files may come within a second; the list follows at this pace.
constexpr std::chrono::milliseconds kGather{500};

QString fileOf(const HistoryEntry& entry)
{
    return entry.from.shown.isEmpty() ? entry.path.shown
                                      : HistoryModel::tr("%1, before: %2", "new and old path of a file")
                                            .arg(entry.path.shown, entry.from.shown);
}

} // namespace

HistoryEntry historyEntryFrom(const QJsonObject& object)
{
    return {numberIn(object, "time"),
            textIn(object, "share"),
            textIn(object, "event"),
            textIn(object, "peer"),
            pathIn(object, QStringLiteral("path")),
            pathIn(object, QStringLiteral("from")),
            numberIn(object, "size")};
}

QString eventInWords(const HistoryEntry& entry)
{
    if (entry.event == QLatin1String("added"))
        return HistoryModel::tr("Added");
    if (entry.event == QLatin1String("changed"))
        return HistoryModel::tr("Changed");
    if (entry.event == QLatin1String("deleted"))
        return HistoryModel::tr("Deleted");
    if (entry.event == QLatin1String("moved"))
        return HistoryModel::tr("Moved");
    if (entry.event == QLatin1String("conflict"))
        return HistoryModel::tr("Conflict");
    if (entry.event == QLatin1String("restored"))
        return HistoryModel::tr("Restored");
    if (entry.event == QLatin1String("archived"))
        return HistoryModel::tr("Archived");
    return entry.event; // of a newer instance
}

HistoryModel::HistoryModel(Instance& instance, Clock& clock, QObject* parent)
    : SearchedRows(instance, clock, kGather, QStringLiteral("history"), QStringLiteral("entries"), parent)
{}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const HistoryEntry& entry = at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == File)
        return fileOf(entry);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return momentInWords(entry.timeMs);
    case Event:
        return eventInWords(entry);
    case File:
        return fileOf(entry);
    case Size:
        return entry.event == QLatin1String("deleted") ? QString() : sizeInWords(entry.size);
    case Device:
        return entry.peer.isEmpty() ? tr("this device") : entry.peer;
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Event:
        return tr("What happened");
    case File:
        return tr("File");
    case Size:
        return tr("Size");
    case Device:
        return tr("On");
    default:
        return {};
    }
}

} // namespace shoal::models
