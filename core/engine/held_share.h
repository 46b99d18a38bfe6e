// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/rate_meter.h"
#include "core/engine/share.h"

#include <memory>
#include <vector>

namespace shoal::engine {

// A share and what the engine thread knows of it.
struct HeldShare
{
    HeldShare(crypto::ShareKeys keysIn, int64_t nowNs) : keys(std::move(keysIn)), up(nowNs), down(nowNs) {}
    const ShareId& id() const { return keys.id(); }

    crypto::ShareKeys keys; // for the sessions, which tell it the share's public key
    bool searchLan = false;
    std::vector<Bytes> knownHosts;
    std::unique_ptr<Share> share;
    RateMeter up;
    RateMeter down;
};

// All shares of the instance, in the order of the config file; fixed while the engine runs.
class HeldShares
{
public:
    HeldShare& add(crypto::ShareKeys keys, int64_t nowNs)
    {
        return *m_shares.emplace_back(std::make_unique<HeldShare>(std::move(keys), nowNs));
    }
    // Null when there is none.
    HeldShare* find(const ShareId& id) const
    {
        for (const auto& held : m_shares)
            if (held->id() == id)
                return held.get();
        return nullptr;
    }
    const std::vector<std::unique_ptr<HeldShare>>& all() const { return m_shares; }

private:
    std::vector<std::unique_ptr<HeldShare>> m_shares;
};

} // namespace shoal::engine
