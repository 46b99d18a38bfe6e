// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"
#include "desktop/models/json_fields.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <vector>

namespace shoal::models {

// A list that is too long to be asked for as a whole: pages come as a view scrolls to its end. One call is out at a
// time. Row has ==. GUI thread only.
template <class Row> class PagedRows : public QAbstractTableModel
{
public:
    // `method` takes `before` and `limit`, and answers with `next` and the list `items`. The instance outlives this.
    PagedRows(Instance& instance, QString method, QString items, QObject* parent)
        : QAbstractTableModel(parent), m_instance(instance), m_method(std::move(method)), m_items(std::move(items))
    {
        connect(&instance, &Instance::attached, this, [this] { restart(); });
    }

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    const Row& at(int row) const { return m_rows[static_cast<size_t>(row)]; }
    bool canFetchMore(const QModelIndex& parent) const override
    {
        return !parent.isValid() && !m_next.isEmpty() && !m_isAsking && m_isShown;
    }
    void fetchMore(const QModelIndex& parent) override
    {
        if (canFetchMore(parent))
            ask(m_next);
    }

    void setShown(bool shown)
    {
        m_isShown = shown;
        askIfDue();
    }
    // The first page anew; rows that are still there stay.
    void refresh()
    {
        m_isStale = true;
        askIfDue();
    }
    bool isKnown() const { return m_isKnown; }
    const QString& failure() const { return m_failure; }

    // All texts are made anew, for another language.
    void retranslate()
    {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }

protected:
    // Asks for another list. What is shown stays until the answer comes, when `keep` says so.
    void setParams(const QJsonObject& params, bool keep)
    {
        if (params == m_params)
            return;
        m_params = params;
        if (!keep)
            replace({}, {});
        restart();
    }
    const QJsonObject& params() const { return m_params; }

private:
    virtual Row rowFrom(const QJsonObject& item) const = 0;
    virtual void tellCondition() = 0;

    // As many as an answer may have: a view asks for more only when it comes to the end.
    static constexpr int kPage = 500;

    void restart()
    {
        ++m_generation;
        m_isAsking = false;
        m_isFresh = true;
        refresh();
    }

    void askIfDue()
    {
        if (m_isShown && m_isStale && !m_isAsking && m_instance.isAttached())
            ask({});
    }

    void ask(const QString& before)
    {
        m_isAsking = true;
        m_isStale = m_isStale && !before.isEmpty();
        QJsonObject params = m_params;
        params.insert(QStringLiteral("limit"), kPage);
        if (!before.isEmpty())
            params.insert(QStringLiteral("before"), before);
        m_instance.call(m_method, params, this,
                        [this, before, asked = m_generation](const Result<QJsonObject>& answer) {
                            if (asked == m_generation)
                                take(before, answer);
                        });
    }

    void take(const QString& before, const Result<QJsonObject>& answer)
    {
        m_isAsking = false;
        if (!answer && answer.error().code == ErrorCode::Closed)
            return;
        m_failure = answer ? QString() : QString::fromStdString(answer.error().context);
        m_isKnown = answer.has_value();
        if (!answer)
            replace({}, {});
        else if (before.isEmpty())
            takeFirst(rowsFrom(*answer), textIn(*answer, "next"));
        else
            append(rowsFrom(*answer), textIn(*answer, "next"));
        tellCondition();
        askIfDue();
    }

    std::vector<Row> rowsFrom(const QJsonObject& answer) const
    {
        std::vector<Row> rows;
        for (const QJsonValue& value : answer.value(m_items).toArray())
            rows.push_back(rowFrom(value.toObject()));
        return rows;
    }

    void append(std::vector<Row> rows, const QString& next)
    {
        m_next = next;
        if (rows.empty()) {
            // A page may be short although there is more: a view would not ask again by itself.
            if (!m_next.isEmpty())
                ask(m_next);
            return;
        }
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
        std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
        endInsertRows();
    }

    // Where the new page runs into what is shown, only what came before it is new.
    void takeFirst(std::vector<Row> page, const QString& next)
    {
        const auto known = std::exchange(m_isFresh, false) || m_rows.empty()
                               ? page.end()
                               : std::find(page.begin(), page.end(), m_rows.front());
        const auto tail = std::min<std::ptrdiff_t>(page.end() - known, static_cast<std::ptrdiff_t>(m_rows.size()));
        if (known == page.end() || !std::equal(known, known + tail, m_rows.begin()) ||
            page.end() - known > static_cast<std::ptrdiff_t>(m_rows.size()) ||
            (next.isEmpty() && page.end() - known < static_cast<std::ptrdiff_t>(m_rows.size())))
            return replace(std::move(page), next);
        if (known == page.begin())
            return;
        beginInsertRows({}, 0, static_cast<int>(known - page.begin()) - 1);
        m_rows.insert(m_rows.begin(), page.begin(), known);
        endInsertRows();
    }

    void replace(std::vector<Row> rows, const QString& next)
    {
        const bool wasEmpty = m_rows.empty();
        m_next = next;
        if (wasEmpty && rows.empty()) {
            if (!m_next.isEmpty() && !m_isAsking)
                ask(m_next);
            return;
        }
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }

    Instance& m_instance;
    const QString m_method, m_items;
    QJsonObject m_params;
    std::vector<Row> m_rows;
    QString m_next; // empty: there is no more
    QString m_failure;
    bool m_isShown = false;
    bool m_isStale = true;
    bool m_isFresh = true; // the rows are of another question, or of before a break
    bool m_isAsking = false;
    bool m_isKnown = false;
    int m_generation = 0;
};

} // namespace shoal::models
