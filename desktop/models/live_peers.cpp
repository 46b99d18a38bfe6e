// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/live_peers.h"

#include "desktop/models/json_fields.h"

namespace shoal::models {

LivePeers::LivePeers(Instance& instance, Clock& clock, QObject* parent)
    : QObject(parent), m_question(instance, clock,
                                  {QStringLiteral("peers"),
                                   {QStringLiteral("peers"), QStringLiteral("status")},
                                   std::chrono::milliseconds(300)})
{
    connect(&m_question, &LiveQuestion::answered, this, &LivePeers::take);
    connect(&instance, &Instance::lost, this, [this] { take({}); });
}

void LivePeers::take(const QJsonObject& answer)
{
    m_peers.clear();
    m_counts.clear();
    for (const QJsonValue& value : arrayIn(answer, "peers")) {
        Peer peer = peerFrom(value.toObject());
        if (!peer.device.isEmpty()) {
            Count& count = m_counts[peer.share];
            ++count.known;
            count.online += peer.isOnline ? 1 : 0;
        }
        m_peers.push_back(std::move(peer));
    }
    Q_EMIT updated();
}

} // namespace shoal::models
