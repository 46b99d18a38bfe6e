// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/keyed_rows.h"
#include "desktop/models/live_question.h"

namespace shoal::models {

// What the tables of one share's page have in common for those who show them: of which share they are, whether anybody
// looks, and why there is nothing.
template <class Row> class LiveTable : public KeyedRows<Row>
{
public:
    LiveTable(Instance& instance, Clock& clock, LiveQuestion::Subject subject, QObject* parent)
        : KeyedRows<Row>(parent), m_question(instance, clock, std::move(subject))
    {
        QObject::connect(&m_question, &LiveQuestion::answered, this, [this](const QJsonObject& answer) {
            m_isKnown = true;
            m_failure.clear();
            take(answer);
            tellCondition();
        });
        QObject::connect(&m_question, &LiveQuestion::failed, this, [this](const QString& reason) {
            m_failure = reason;
            KeyedRows<Row>::show({});
            tellCondition();
        });
    }

    void setShown(bool shown) { m_question.setShown(shown); }
    void refresh() { m_question.refresh(); }
    // The answer to the present question has come: when the table is empty, there is nothing.
    bool isKnown() const { return m_isKnown; }
    // Why there is no answer; empty when there is one, or none yet.
    const QString& failure() const { return m_failure; }

protected:
    void ask(const QJsonObject& params, const QString& share)
    {
        if (params != m_question.params()) {
            m_isKnown = false;
            m_failure.clear();
            KeyedRows<Row>::show({});
        }
        m_question.setParams(params, share);
    }

private:
    virtual void take(const QJsonObject& answer) = 0;
    virtual void tellCondition() = 0;

    LiveQuestion m_question;
    bool m_isKnown = false;
    QString m_failure;
};

} // namespace shoal::models
