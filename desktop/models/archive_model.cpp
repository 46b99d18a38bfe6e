// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/archive_model.h"

#include "desktop/models/words.h"

namespace shoal::models {

namespace {

// A page is read from the disk each time: not for each file of many.
constexpr std::chrono::milliseconds kGather{2000};

} // namespace

// What is replaced, deleted or restored is history, too.
ArchiveModel::ArchiveModel(Instance& instance, Clock& clock, QObject* parent)
    : SearchedRows(instance, clock, kGather, QStringLiteral("archive"), QStringLiteral("versions"), parent)
{}

ArchivedVersion ArchiveModel::rowFrom(const QJsonObject& item) const
{
    return {textIn(item, "share"), pathIn(item, QStringLiteral("path")), pathIn(item, QStringLiteral("archived")),
            numberIn(item, "size"), numberIn(item, "archived_at")};
}

QVariant ArchiveModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ArchivedVersion& version = at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == File)
        return version.path.shown;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case File:
        return version.path.shown;
    case ArchivedAt:
        return momentInWords(version.archivedAtMs);
    case Size:
        return sizeInWords(version.size);
    default:
        return {};
    }
}

QVariant ArchiveModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case File:
        return tr("File");
    case ArchivedAt:
        return tr("Replaced or deleted");
    case Size:
        return tr("Size");
    default:
        return {};
    }
}

} // namespace shoal::models
