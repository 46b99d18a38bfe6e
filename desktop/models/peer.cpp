// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/peer.h"

#include "desktop/models/json_fields.h"

namespace shoal::models {

Peer peerFrom(const QJsonObject& object)
{
    Peer peer;
    peer.share = textIn(object, "share");
    peer.device = textIn(object, "device");
    peer.name = textIn(object, "name");
    peer.address = textIn(object, "address");
    peer.version = textIn(object, "version");
    peer.problem = sentenceIn(object, "problem");
    peer.isOnline = flagIn(object, "online");
    peer.via = textIn(object, "via");
    peer.found = textIn(object, "found");
    peer.isInSync = textIn(object, "state") == QLatin1String("in sync");
    peer.canWrite = textIn(object, "permission") == QLatin1String("read-write");
    peer.lastSeenMs = numberIn(object, "last_seen");
    peer.lackingFiles = numberIn(object, "lacking_files");
    peer.lackingBytes = numberIn(object, "lacking_bytes");
    peer.sentBytes = numberIn(object, "sent_bytes");
    peer.receivedBytes = numberIn(object, "received_bytes");
    const QJsonObject rates = objectIn(object, "rates");
    peer.rates = {numberIn(rates, "up"), numberIn(rates, "down")};
    return peer;
}

} // namespace shoal::models
