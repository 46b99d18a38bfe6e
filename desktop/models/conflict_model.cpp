// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/conflict_model.h"

#include "desktop/models/words.h"

namespace shoal::models {

namespace {

// Nobody answers more by hand before some are gone, and then the rest comes.
constexpr int kMost = 1000;

std::optional<qint64> optionalIn(const QJsonObject& object, const char* name)
{
    return object.contains(QLatin1String(name)) ? std::optional(numberIn(object, name)) : std::nullopt;
}

ConflictItem conflictFrom(const QJsonObject& object)
{
    return {textIn(object, "share"),
            pathIn(object, QStringLiteral("path")),
            pathIn(object, QStringLiteral("original")),
            textIn(object, "author"),
            textIn(object, "original_author"),
            numberIn(object, "time"),
            numberIn(object, "size"),
            numberIn(object, "mtime"),
            optionalIn(object, "original_size"),
            optionalIn(object, "original_mtime")};
}

} // namespace

ConflictModel::ConflictModel(Instance& instance, Clock& clock, QObject* parent)
    : LiveTable(instance, clock,
                {QStringLiteral("conflicts"), {QStringLiteral("conflicts")}, std::chrono::milliseconds(500)}, parent)
{}

void ConflictModel::setShare(const QString& id)
{
    ask({{QStringLiteral("share"), id}, {QStringLiteral("limit"), kMost}}, id);
}

void ConflictModel::take(const QJsonObject& answer)
{
    m_hasMore = !textIn(answer, "next").isEmpty();
    std::vector<ConflictItem> rows;
    for (const QJsonValue& value : arrayIn(answer, "conflicts"))
        rows.push_back(conflictFrom(value.toObject()));
    show(std::move(rows));
}

QVariant ConflictModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ConflictItem& item = at(index.row());
    if (role == Qt::ToolTipRole)
        return item.path.shown;
    if (role != Qt::DisplayRole && role != kSortRole)
        return {};
    switch (index.column()) {
    case File:
        return item.original.shown;
    case OriginalAuthor:
        return item.originalAuthor;
    case Author:
        return item.author;
    case When:
        return role == kSortRole ? QVariant(item.timeMs) : momentInWords(item.timeMs);
    default:
        return {};
    }
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case File:
        return tr("File");
    case OriginalAuthor:
        return tr("This version by", "device that wrote the version that has the name");
    case Author:
        return tr("That version by", "device that wrote the version that was put beside it");
    case When:
        return tr("When");
    default:
        return {};
    }
}

} // namespace shoal::models
