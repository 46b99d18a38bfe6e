// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/known_peers.h"
#include "core/engine/method_table.h"
#include "core/engine/saved_settings.h"
#include "core/engine/share_registry.h"
#include "core/engine/share_runner.h"

namespace shoal::engine {

// What the control protocol asks of an instance rather than of its shares' disks: pause, resume, add_share,
// remove_share, secret, rotate, share_options, set_share_options, options, set_options, dismiss_notices, log_level.
// Engine thread only.
class InstanceMethods
{
public:
    struct Parts
    {
        HeldShares& shares;
        ShareRunner& runner;
        SavedSettings& saved;
        ShareRegistry& registry;
        KnownPeers& known;
        Executor& pool;
        Executor& loop;
        Random& random; // the system's: secrets are made from it
        const storage::OpenFolder& openFolder;
        // What the config file says, and what is in use.
        std::function<const config::InstanceConfig&()> file;
        std::function<const config::InstanceConfig&()> inUse;
        // The saved options have changed: they are to count. Returns the names of those that need a restart.
        std::function<std::vector<Bytes>()> optionsChanged;
        std::function<Bytes(const ShareId&)> indexPath;
        std::function<void(const ShareId&, Topics)> changed;
        // A share goes on with another config, of the same secret and folder. True: it starts anew for that.
        std::function<bool(HeldShare&, const config::ShareConfig&)> reconfigure;
        // The notices have been read. Returns how many there were.
        std::function<size_t()> dismissNotices;
    };

    // Everything is borrowed and outlives it.
    explicit InstanceMethods(Parts parts) : m_parts(std::move(parts)) {}

    MethodTable table();

    // A share has ended that was removed: what is left of it goes.
    void shareGone(const ShareId& id);

private:
    void setPaused(bool paused, const QJsonObject& params, const control::Reply& reply);
    void addShare(const QJsonObject& params, const control::Reply& reply);
    void takeShare(const config::ShareConfig& share, const control::Reply& reply);
    void removeShare(const QJsonObject& params, const control::Reply& reply);
    void secret(const QJsonObject& params, const control::Reply& reply);
    void rotate(const QJsonObject& params, const control::Reply& reply);
    void forget(const ShareId& share);
    void refuseFixed(const HeldShare& held, ByteView advice, const control::Reply& reply) const;
    void replaceShare(const ShareId& old, const crypto::Secret& secret, const control::Reply& reply);
    void shareOptions(const QJsonObject& params, const control::Reply& reply);
    void setShareOptions(const QJsonObject& params, const control::Reply& reply);
    void takeShareOptions(const ShareId& id, const config::ShareConfig& before, const config::ShareConfig& share,
                          const control::Reply& reply);
    void setOptions(const QJsonObject& params, const control::Reply& reply);
    void dismissNotices(const QJsonObject& params, const control::Reply& reply);
    std::vector<Bytes> dirs() const;

    const Parts m_parts;
    std::set<ShareId> m_forgotten; // by people: what is kept of them goes once they have ended
    // Answers of the pool that come after the end find this gone.
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::engine
