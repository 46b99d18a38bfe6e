// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/status.h"

namespace shoal::models {

// One item of the answer to `peers`: a device in one share.
struct Peer
{
    QString share; // full id
    QString device, name, address, version;
    Sentence problem;
    bool isOnline = false;
    QString via;   // "direct", "lan", "relay"
    QString found; // how it was met: docs/control.md
    bool isInSync = false;
    bool canWrite = false;
    qint64 lastSeenMs = 0;
    qint64 lackingFiles = 0, lackingBytes = 0;
    qint64 sentBytes = 0, receivedBytes = 0; // on this connection
    Rates rates;

    bool operator==(const Peer&) const = default;
    // A known host that was never met has no device yet.
    QString key() const { return share + QLatin1Char('/') + (device.isEmpty() ? address : device); }
};

Peer peerFrom(const QJsonObject& object);

} // namespace shoal::models
