// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/history_model.h"

#include "desktop/models/words.h"

namespace shoal::models {

namespace {

constexpr std::chrono::milliseconds kTyping{250};
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
    : PagedRows(instance, QStringLiteral("history"), QStringLiteral("entries"), parent), m_clock(clock)
{
    connect(&instance, &Instance::changed, this, [this](const QString& share, const QStringList& topics) {
        if (!topics.contains(QLatin1String("history")) || share != m_share || m_gathering != 0)
            return;
        m_gathering = m_clock.after(kGather, [this] {
            m_gathering = 0;
            refresh();
        });
    });
}

HistoryModel::~HistoryModel()
{
    m_clock.cancel(m_typing);
    m_clock.cancel(m_gathering);
}

void HistoryModel::setShare(const QString& id)
{
    m_share = id;
    update(false);
}

void HistoryModel::setSearch(const QString& text)
{
    m_search = text;
    m_clock.cancel(m_typing);
    m_typing = m_clock.after(kTyping, [this] {
        m_typing = 0;
        update(true);
    });
}

void HistoryModel::update(bool keep)
{
    QJsonObject params{{QStringLiteral("share"), m_share}};
    if (!m_search.isEmpty())
        params.insert(QStringLiteral("search"), m_search);
    setParams(params, keep);
}

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
