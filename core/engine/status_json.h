// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/known_peers.h"
#include "core/engine/share_status.h"
#include "core/engine/traffic.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace shoal::engine {

// A connected peer of a share, or one that was.
struct PeerView
{
    std::optional<PeerStatus> status; // what it says of itself, while it is connected
    KnownPeer known;
    Traffic traffic;
    uint64_t upPerSecond = 0; // bytes
    uint64_t downPerSecond = 0;
    model::Sentence problem = {}; // why it is not connected, or what is wrong with it; empty when nothing is
};

// A share as its owner sees it, with what only the engine knows.
struct ShareView
{
    ShareStatus status;
    bool fixed = false;
    std::vector<PeerView> peers; // connected ones first
    uint64_t upPerSecond = 0;    // bytes
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
    Bytes configFile;
    Bytes user;
    int64_t upLimit = 0, downLimit = 0; // kB/s, 0 = none
    uint64_t upPerSecond = 0, downPerSecond = 0;
    std::vector<model::Sentence> notices; // about the whole instance
    std::vector<ShareView> shares;
};

// The answers of the control protocol (docs/control.md). Bytes that a terminal could not show are escaped, and such a
// path has its bytes as "path_base64" beside it.
QJsonObject statusJson(const InstanceView& instance);
QJsonObject peersJson(const InstanceView& instance);

struct WhyAnswer
{
    Bytes shareDir;
    WhyItem item;
};
// Paths in one answer to `why`; nobody reads more.
inline constexpr size_t kMaxWhyItems = 1'000;
// Items in the order given, as many as fit, and a summary in one sentence.
QJsonObject whyJson(const std::vector<WhyAnswer>& answers);

} // namespace shoal::engine
