// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/live_question.h"
#include "desktop/models/peer.h"

#include <QHash>

namespace shoal::models {

// The devices of all shares, fresh while a window shows them. GUI thread only.
class LivePeers final : public QObject
{
    Q_OBJECT

public:
    struct Count
    {
        int online = 0, known = 0; // known devices, the connected ones among them
    };

    // Borrowed, both outlive it.
    LivePeers(Instance& instance, Clock& clock, QObject* parent = nullptr);

    void setShown(bool shown) { m_question.setShown(shown); }
    const std::vector<Peer>& all() const { return m_peers; }
    Count countOf(const QString& share) const { return m_counts.value(share); }

Q_SIGNALS:
    void updated();

private:
    void take(const QJsonObject& answer);

    LiveQuestion m_question;
    std::vector<Peer> m_peers;
    QHash<QString, Count> m_counts;
};

} // namespace shoal::models
