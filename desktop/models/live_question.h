// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"

namespace shoal::models {

// Keeps the answer to one question fresh, as long as somebody looks at it: asks when it is shown, and again after the
// instance told that something it depends on has changed; at most one call is out, and there is a pause between two.
// GUI thread only.
class LiveQuestion final : public QObject
{
    Q_OBJECT

public:
    struct Subject
    {
        QString method;
        QStringList topics;                   // after which the answer may be another one
        std::chrono::milliseconds pause{200}; // no eye follows more
    };

    // Both are borrowed and outlive it. Not shown at first.
    LiveQuestion(Instance& instance, Clock& clock, Subject subject, QObject* parent = nullptr);
    ~LiveQuestion() override;

    // Asks anew when they differ; the answer to what was asked before is dropped. `share`: the full id whose changes
    // count, empty for all; it is not a parameter by itself.
    void setParams(const QJsonObject& params, const QString& share = {});
    const QJsonObject& params() const { return m_params; }
    void setShown(bool shown);
    bool isShown() const { return m_isShown; }
    // What is known is out of date for a reason that no topic tells.
    void refresh();

Q_SIGNALS:
    void answered(const QJsonObject& answer);
    // A sentence why there is no answer now. Not for a lost connection, which Instance tells.
    void failed(const QString& reason);

private:
    void onChanged(const QString& share, const QStringList& topics);
    void askIfDue();
    void ask();

    Instance& m_instance;
    Clock& m_clock;
    const Subject m_subject;
    QJsonObject m_params;
    QString m_share;
    bool m_isShown = false;
    bool m_isStale = true;
    bool m_isAsking = false;
    int m_generation = 0; // answers of an earlier one are of no interest any more
    Clock::TimerId m_pause = 0;
};

} // namespace shoal::models
