// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/paged_rows.h"

#include <chrono>

namespace shoal::models {

// A paged list of what happened to the files of one share, in which the instance searches. It follows what comes new
// at a pace of its own. GUI thread only.
template <class Row> class SearchedRows : public PagedRows<Row>
{
public:
    // As PagedRows; after news the list waits for `gather` before it asks again. `clock` outlives it.
    SearchedRows(Instance& instance, Clock& clock, std::chrono::milliseconds gather, QString method, QString items,
                 QObject* parent)
        : PagedRows<Row>(instance, std::move(method), std::move(items), parent), m_clock(clock)
    {
        QObject::connect(&instance, &Instance::changed, this,
                         [this, gather](const QString& share, const QStringList& topics) {
                             if (!topics.contains(QLatin1String("history")) || share != m_share || m_gathering != 0)
                                 return;
                             m_gathering = m_clock.after(gather, [this] {
                                 m_gathering = 0;
                                 this->refresh();
                             });
                         });
    }
    ~SearchedRows() override
    {
        m_clock.cancel(m_typing);
        m_clock.cancel(m_gathering);
    }

    void setShare(const QString& id)
    {
        m_share = id;
        update(false);
    }
    // Asked for when the person has stopped typing.
    void setSearch(const QString& text)
    {
        m_search = text;
        m_clock.cancel(m_typing);
        m_typing = m_clock.after(kTyping, [this] {
            m_typing = 0;
            update(true);
        });
    }
    const QString& search() const { return m_search; }

private:
    static constexpr std::chrono::milliseconds kTyping{250};

    void update(bool keep)
    {
        QJsonObject params{{QStringLiteral("share"), m_share}};
        if (!m_search.isEmpty())
            params.insert(QStringLiteral("search"), m_search);
        this->setParams(params, keep);
    }

    Clock& m_clock;
    QString m_share, m_search;
    Clock::TimerId m_typing = 0;
    Clock::TimerId m_gathering = 0;
};

} // namespace shoal::models
