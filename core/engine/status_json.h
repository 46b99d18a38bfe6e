// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/peer_link.h"
#include "core/engine/share_status.h"
#include "core/engine/traffic.h"

#include <QJsonObject>

#include <map>

namespace shoal::engine {

// A share as its owner sees it, with what only the engine knows.
struct ShareView
{
    ShareStatus status;
    std::map<PeerId, Traffic> peers;
    uint64_t upPerSecond = 0; // bytes
    uint64_t downPerSecond = 0;
};

struct InstanceView
{
    DeviceId device;
    Bytes name;
    Bytes version;
    int64_t pid = 0;
    int64_t uptimeSeconds = 0;
    uint16_t listeningPort = 0;
    std::vector<Bytes> notices; // sentences about the whole instance
    std::vector<ShareView> shares;
};

// The answers of the control protocol (docs/control.md). Bytes that a terminal could not show are escaped, and such a
// path has its bytes as "path_base64" beside it.
QJsonObject statusJson(const InstanceView& instance);

struct WhyAnswer
{
    Bytes shareDir;
    WhyItem item;
};
// Items in the order given, and a summary in one sentence.
QJsonObject whyJson(const std::vector<WhyAnswer>& answers);

} // namespace shoal::engine
