// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/state_json.h"
#include "shared/base/ids.h"
#include "shared/config/instance_config.h"

#include <map>

namespace shoal::engine {

// The shares that people have added while the instance ran, in storage_path/shares.json, which holds their secrets.
// Engine thread only.
class ShareRegistry
{
public:
    using Done = std::function<void(Result<void>)>;

    ShareRegistry(const Bytes& storagePath, Executor& pool, Executor& loop);

    // Blocking; for start-up. Returns a sentence when something is wrong with the file: then it is kept under another
    // name, and the entries that are right still count.
    std::optional<Bytes> load();

    const std::map<ShareId, config::ShareConfig>& shares() const { return m_shares; }

    // Both count at once, and after a restart when `done` has told so.
    void add(const ShareId& id, config::ShareConfig share, Done done);
    void remove(const ShareId& id, Done done);
    // In one step: a restart knows either the one or the other.
    void replace(const ShareId& old, const ShareId& id, config::ShareConfig share, Done done);

private:
    void save(Done done);

    StateJson m_file;
    std::map<ShareId, config::ShareConfig> m_shares;
};

// One entry, as in shared_folders of a config file, and as `add_share` of the control protocol takes it. The error is a
// sentence without any of the secret.
Result<config::ShareConfig> shareFromJson(const QJsonObject& json);
// The reverse, with the secret.
QJsonObject shareToJson(const config::ShareConfig& share);

} // namespace shoal::engine
