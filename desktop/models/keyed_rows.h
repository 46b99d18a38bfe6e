// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include <algorithm>
#include <vector>

namespace shoal::models {

// A table whose rows have keys, so that another answer moves, changes, adds and removes rows instead of resetting the
// view: selection, scroll position and open editors survive. For lists of up to some thousand rows. Row has `key()`,
// a QString that no other row has, and ==.
template <class Row> class KeyedRows : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    const Row& at(int row) const { return m_rows[static_cast<size_t>(row)]; }
    const std::vector<Row>& rows() const { return m_rows; }
    // -1: none.
    int rowOf(const QString& key) const { return find(key, 0); }

    // All texts are made anew, for another language.
    void retranslate()
    {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        if (columnCount() > 0)
            Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }

protected:
    void show(std::vector<Row> next)
    {
        removeOthers(next);
        for (int row = 0; row < static_cast<int>(next.size()); ++row)
            place(row, std::move(next[static_cast<size_t>(row)]));
    }

private:
    int find(const QString& key, int from) const
    {
        for (int row = from; row < rowCount(); ++row)
            if (at(row).key() == key)
                return row;
        return -1;
    }

    void removeOthers(const std::vector<Row>& next)
    {
        QSet<QString> keys;
        for (const Row& row : next)
            keys.insert(row.key());
        for (int last = rowCount() - 1; last >= 0; --last) {
            if (keys.contains(at(last).key()))
                continue;
            int first = last;
            while (first > 0 && !keys.contains(at(first - 1).key()))
                --first;
            beginRemoveRows({}, first, last);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            endRemoveRows();
            last = first;
        }
    }

    void place(int row, Row next)
    {
        const int now = find(next.key(), row);
        if (now < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, std::move(next));
            endInsertRows();
            return;
        }
        if (now != row) {
            beginMoveRows({}, now, now, {}, row);
            std::rotate(m_rows.begin() + row, m_rows.begin() + now, m_rows.begin() + now + 1);
            endMoveRows();
        }
        if (at(row) == next)
            return;
        m_rows[static_cast<size_t>(row)] = std::move(next);
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }

    std::vector<Row> m_rows;
};

} // namespace shoal::models
