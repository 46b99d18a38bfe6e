// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/state_json.h"
#include "shared/base/ids.h"

#include <set>

namespace shoal::engine {

// What people have set while the instance ran, in storage_path/settings.json: which shares are paused, and options that
// the config file leaves open. Engine thread only.
class SavedSettings
{
public:
    using Done = std::function<void(Result<void>)>;

    SavedSettings(const Bytes& storagePath, Executor& pool, Executor& loop);

    // Blocking; for start-up. Returns a sentence when something is wrong with the file.
    std::optional<Bytes> load();

    const std::set<ShareId>& paused() const { return m_paused; }
    const QJsonObject& options() const { return m_options; }

    // Both count at once, and after a restart when `done` has told so.
    void setPaused(std::set<ShareId> paused, Done done);
    void setOptions(QJsonObject options, Done done);

private:
    void save(Done done);

    StateJson m_file;
    std::set<ShareId> m_paused;
    QJsonObject m_options;
};

} // namespace shoal::engine
