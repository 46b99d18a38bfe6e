// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/live_question.h"
#include "desktop/models/status.h"

namespace shoal::models {

// The status of the instance, always fresh: window, tray and notifications share it. GUI thread only.
class LiveStatus final : public QObject
{
    Q_OBJECT

public:
    // Borrowed, both outlive it. Asks from the start on.
    LiveStatus(Instance& instance, Clock& clock, QObject* parent = nullptr);

    // Nothing before the first answer, and while the instance is gone.
    const std::optional<Status>& now() const { return m_status; }
    // Null when there is no such share now.
    const Share* share(const QString& id) const;

Q_SIGNALS:
    void updated();

private:
    LiveQuestion m_question;
    std::optional<Status> m_status;
};

} // namespace shoal::models
