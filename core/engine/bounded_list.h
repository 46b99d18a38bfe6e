// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/control/control_message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace shoal::engine {

// A list in an answer of the control protocol, which must fit into one line: paths may be long, and longer once they
// are written as text.
class BoundedList
{
public:
    // Half of a line: what else an answer says is short, and paths in it are limited by PATH_MAX.
    static constexpr qsizetype kMaxBytes = control::kMaxLineBytes / 2;

    explicit BoundedList(size_t maxItems) : m_maxItems(maxItems) {}

    // False, and the item is not in the list: there is no room for it, or was none for one before it. The first always
    // has room.
    bool take(const QJsonObject& item)
    {
        const qsizetype bytes = QJsonDocument(item).toJson(QJsonDocument::Compact).size() + 1;
        m_full = m_full || static_cast<size_t>(m_items.size()) >= m_maxItems ||
                 (!m_items.isEmpty() && m_bytes + bytes > kMaxBytes);
        if (m_full)
            return false;
        m_bytes += bytes;
        m_items.append(item);
        return true;
    }
    // Something was refused.
    bool isFull() const { return m_full; }
    const QJsonArray& items() const { return m_items; }

private:
    const size_t m_maxItems;
    QJsonArray m_items;
    qsizetype m_bytes = 0;
    bool m_full = false;
};

} // namespace shoal::engine
