// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/live_status.h"

#include <algorithm>

namespace shoal::models {

LiveStatus::LiveStatus(Instance& instance, Clock& clock, QObject* parent)
    : QObject(parent), m_question(instance, clock,
                                  {QStringLiteral("status"),
                                   {QStringLiteral("status"), QStringLiteral("peers"), QStringLiteral("conflicts"),
                                    QStringLiteral("problems"), QStringLiteral("options")},
                                   std::chrono::milliseconds(300)})
{
    connect(&m_question, &LiveQuestion::answered, this, [this](const QJsonObject& answer) {
        m_status = statusFrom(answer);
        Q_EMIT updated();
    });
    connect(&instance, &Instance::lost, this, [this] {
        m_status.reset();
        Q_EMIT updated();
    });
    m_question.setShown(true);
}

const Share* LiveStatus::share(const QString& id) const
{
    if (!m_status)
        return nullptr;
    const auto found = std::find_if(m_status->shares.begin(), m_status->shares.end(),
                                    [&id](const Share& share) { return share.id == id; });
    return found == m_status->shares.end() ? nullptr : &*found;
}

} // namespace shoal::models
