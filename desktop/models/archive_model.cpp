// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/archive_model.h"

#include "desktop/models/words.h"

namespace shoal::models {

namespace {

constexpr std::chrono::milliseconds kTyping{250};
// A page is read from the disk each time: not for each file of many.
constexpr std::chrono::milliseconds kGather{2000};

} // namespace

ArchiveModel::ArchiveModel(Instance& instance, Clock& clock, QObject* parent)
    : PagedRows(instance, QStringLiteral("archive"), QStringLiteral("versions"), parent), m_clock(clock)
{
    // What is replaced, deleted or restored is history, too.
    connect(&instance, &Instance::changed, this, [this](const QString& share, const QStringList& topics) {
        if (!topics.contains(QLatin1String("history")) || share != m_share || m_gathering != 0)
            return;
        m_gathering = m_clock.after(kGather, [this] {
            m_gathering = 0;
            refresh();
        });
    });
}

ArchiveModel::~ArchiveModel()
{
    m_clock.cancel(m_typing);
    m_clock.cancel(m_gathering);
}

void ArchiveModel::setShare(const QString& id)
{
    m_share = id;
    update(false);
}

void ArchiveModel::setSearch(const QString& text)
{
    m_search = text;
    m_clock.cancel(m_typing);
    m_typing = m_clock.after(kTyping, [this] {
        m_typing = 0;
        update(true);
    });
}

void ArchiveModel::update(bool keep)
{
    QJsonObject params{{QStringLiteral("share"), m_share}};
    if (!m_search.isEmpty())
        params.insert(QStringLiteral("search"), m_search);
    setParams(params, keep);
}

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
