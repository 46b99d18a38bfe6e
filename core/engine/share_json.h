// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_status.h"

#include <QJsonObject>

#include <map>

namespace shoal::engine {

// Whose item it is.
struct ShareName
{
    ShareId id;
    Bytes dir;
};

// The items of lists in the control protocol (docs/control.md).
QJsonObject transferJson(const ShareName& share, const TransferItem& item);
QJsonObject historyJson(const ShareName& share, const HistoryEvent& event);
// `ownName`: of this device, for its own copies.
QJsonObject conflictJson(const ShareName& share, const ConflictItem& item, const Bytes& ownName);
QJsonObject archivedJson(const ShareName& share, const ArchivedVersion& version);

// Adds a path as `name`, and its bytes as `name`_base64 where the text does not give them.
void putPath(QJsonObject& json, const QString& name, const Bytes& path);
// The reverse; nothing when neither member is there. Without slashes at the end.
std::optional<Bytes> takePath(const QJsonObject& params, const QString& name);

// Where a list over several shares goes on, as `next` and `before` carry it: for each share that has more a text of its
// own. Those that are not in it have been told whole.
struct ListCursor
{
    std::map<ShareId, Bytes> at;
    bool fresh = true; // the beginning of everything

    // Nothing when it is not one of ours.
    static std::optional<ListCursor> parse(const QString& text);
    QString text() const; // empty: the end
};

} // namespace shoal::engine
