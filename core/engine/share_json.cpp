// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_json.h"

#include "core/engine/shown_text.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

namespace shoal::engine {

namespace {

// JSON has no integers; counts of bytes stay exact to 2^53.
QJsonValue count(uint64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

QJsonObject itemOf(const ShareName& share, const Bytes& path)
{
    QJsonObject json{{QStringLiteral("share"), shownText(share.id.hex())},
                     {QStringLiteral("share_dir"), shownText(share.dir)}};
    putPath(json, QStringLiteral("path"), path);
    return json;
}

QString nameOf(HistoryEvent::Kind kind)
{
    switch (kind) {
    case HistoryEvent::Kind::Added:
        return QStringLiteral("added");
    case HistoryEvent::Kind::Changed:
        return QStringLiteral("changed");
    case HistoryEvent::Kind::Deleted:
        return QStringLiteral("deleted");
    case HistoryEvent::Kind::Moved:
        return QStringLiteral("moved");
    case HistoryEvent::Kind::Conflict:
        return QStringLiteral("conflict");
    case HistoryEvent::Kind::Restored:
        return QStringLiteral("restored");
    case HistoryEvent::Kind::Archived:
        break;
    }
    return QStringLiteral("archived");
}

} // namespace

void putPath(QJsonObject& json, const QString& name, const Bytes& path)
{
    json.insert(name, shownText(path));
    if (printable(path) != path)
        json.insert(name + QStringLiteral("_base64"),
                    QString::fromLatin1(QByteArray(path.data(), static_cast<qsizetype>(path.size())).toBase64()));
}

std::optional<Bytes> takePath(const QJsonObject& params, const QString& name)
{
    const QJsonValue base64 = params.value(name + QStringLiteral("_base64"));
    const QJsonValue plain = params.value(name);
    if (!base64.isString() && !plain.isString())
        return std::nullopt;
    Bytes path = base64.isString() ? QByteArray::fromBase64(base64.toString().toLatin1()).toStdString()
                                   : plain.toString().toStdString();
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

QJsonObject transferJson(const ShareName& share, const TransferItem& item)
{
    QJsonObject json = itemOf(share, item.path);
    QJsonArray peers;
    for (const Bytes& peer : item.peers)
        peers.append(shownText(peer));
    json.insert(QStringLiteral("direction"), item.up ? QStringLiteral("up") : QStringLiteral("down"));
    json.insert(QStringLiteral("size"), count(item.size));
    json.insert(QStringLiteral("done"), count(item.done));
    json.insert(QStringLiteral("rate"), count(item.rate));
    json.insert(QStringLiteral("peers"), peers);
    return json;
}

QJsonObject historyJson(const ShareName& share, const HistoryEvent& event)
{
    QJsonObject json = itemOf(share, event.path);
    json.insert(QStringLiteral("time"), qint64{event.timeMs});
    json.insert(QStringLiteral("event"), nameOf(event.kind));
    json.insert(QStringLiteral("size"), count(event.size));
    json.insert(QStringLiteral("peer"), shownText(event.peer));
    if (event.kind == HistoryEvent::Kind::Moved)
        putPath(json, QStringLiteral("from"), event.from);
    return json;
}

namespace {

// Adds `name`, and `name`_device when the device is known.
void putAuthor(QJsonObject& json, const QString& name, const VersionAuthor& author, const Bytes& ownName)
{
    json.insert(name, shownText(author.name.empty() ? ownName : author.name));
    if (author.device)
        json.insert(name + QStringLiteral("_device"), shownText(author.device->hex()));
}

} // namespace

QJsonObject conflictJson(const ShareName& share, const ConflictItem& item, const Bytes& ownName)
{
    QJsonObject json = itemOf(share, item.path);
    putPath(json, QStringLiteral("original"), item.original);
    putAuthor(json, QStringLiteral("author"), item.author, ownName);
    json.insert(QStringLiteral("time"), qint64{item.timeMs});
    json.insert(QStringLiteral("size"), count(item.size));
    json.insert(QStringLiteral("mtime"), qint64{item.mtimeMs});
    if (item.originalAuthor)
        putAuthor(json, QStringLiteral("original_author"), *item.originalAuthor, ownName);
    if (item.originalSize)
        json.insert(QStringLiteral("original_size"), count(*item.originalSize));
    if (item.originalMtimeMs)
        json.insert(QStringLiteral("original_mtime"), qint64{*item.originalMtimeMs});
    return json;
}

QJsonObject archivedJson(const ShareName& share, const ArchivedVersion& version)
{
    QJsonObject json = itemOf(share, version.path);
    putPath(json, QStringLiteral("archived"), version.archived);
    json.insert(QStringLiteral("size"), count(version.size));
    json.insert(QStringLiteral("mtime"), qint64{version.archivedMs});
    json.insert(QStringLiteral("archived_at"), qint64{version.archivedMs});
    return json;
}

// "<id>:<base64 of the share's own text>", joined by commas.
std::optional<ListCursor> ListCursor::parse(const QString& text)
{
    ListCursor cursor;
    if (text.isEmpty())
        return cursor;
    cursor.fresh = false;
    for (const QString& part : text.split(QLatin1Char(','))) {
        const QStringList halves = part.split(QLatin1Char(':'));
        Bytes id;
        if (halves.size() != 2 || !fromHex(halves[0].toStdString(), id) || id.size() != ShareId::kSize)
            return std::nullopt;
        cursor.at[ShareId::from(id)] = QByteArray::fromBase64(halves[1].toLatin1()).toStdString();
    }
    return cursor;
}

QString ListCursor::text() const
{
    QStringList parts;
    for (const auto& [id, own] : at)
        parts.append(QString::fromStdString(id.hex()) + QLatin1Char(':') +
                     QString::fromLatin1(QByteArray(own.data(), static_cast<qsizetype>(own.size())).toBase64()));
    return parts.join(QLatin1Char(','));
}

} // namespace shoal::engine
