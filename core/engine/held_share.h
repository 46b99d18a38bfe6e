// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/rate_meter.h"
#include "core/engine/share.h"
#include "shared/config/instance_config.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace shoal::engine {

// A share of this instance, whether it runs or not, and what the engine thread knows of it.
struct HeldShare
{
    // What becomes of it is ShareRunner's affair.
    enum class Phase {
        Down,      // paused, refused, or not started yet
        Preparing, // its folder is looked at
        Up,        // `share` works, and peers may be connected to it
        Leaving,   // `share` writes down what is open
    };

    HeldShare(config::ShareConfig configIn, crypto::ShareKeys keysIn, bool fixedIn)
        : keys(std::move(keysIn)), config(std::move(configIn)), fixed(fixedIn)
    {}
    const ShareId& id() const { return keys.id(); }
    bool isUp() const { return phase == Phase::Up; }

    crypto::ShareKeys keys; // for the sessions, which tell it the share's public key
    config::ShareConfig config;
    bool fixed; // the config file names it
    bool paused = false;
    bool removed = false; // gone for all who ask; it is only waited for its end
    Bytes refused;        // why it cannot be started, a sentence; empty when it can
    Phase phase = Phase::Down;
    std::unique_ptr<Share> share; // null while Down and Preparing
    ShareStatus lastStatus;       // before it went down
    RateMeter up;
    RateMeter down;
};

// All shares of the instance: those of the config file in its order, then the others. Engine thread only.
class HeldShares
{
public:
    HeldShare& add(config::ShareConfig config, crypto::ShareKeys keys, bool fixed)
    {
        return *m_shares.emplace_back(std::make_unique<HeldShare>(std::move(config), std::move(keys), fixed));
    }
    // Null when there is none.
    HeldShare* find(const ShareId& id) const
    {
        for (const auto& held : m_shares)
            if (held->id() == id)
                return held.get();
        return nullptr;
    }
    void erase(const ShareId& id)
    {
        std::erase_if(m_shares, [&id](const auto& held) { return held->id() == id; });
    }
    // `order`: ids, first to last; those that are not in it follow.
    void arrange(const std::vector<ShareId>& order)
    {
        const auto place = [&order](const auto& held) { return std::find(order.begin(), order.end(), held->id()); };
        std::stable_sort(m_shares.begin(), m_shares.end(),
                         [&place](const auto& a, const auto& b) { return place(a) < place(b); });
    }
    // Removed ones too, as long as they have not ended.
    const std::vector<std::unique_ptr<HeldShare>>& all() const { return m_shares; }

private:
    std::vector<std::unique_ptr<HeldShare>> m_shares;
};

} // namespace shoal::engine
