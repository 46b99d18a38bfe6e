// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/held_share.h"
#include "core/engine/status_json.h"
#include "shared/control/control_paths.h"
#include "shared/control/control_server.h"

#include <optional>

namespace shoal::engine {

// What the control protocol (docs/control.md) asks, answered from the shares: version, status, why, rescan, confirm.
// Engine thread only.
class ControlService
{
public:
    // Describes the instance for `version` and `status`; the shares in it are left empty.
    using Describe = std::function<InstanceView()>;
    // Adds what only the engine knows to a share's status.
    using View = std::function<ShareView(HeldShare& held, ShareStatus status)>;

    // How long a share may take to answer, while its disk is busy, before the others are told without it.
    static constexpr std::chrono::seconds kShareTimeout{8};
    // Paths in one answer to `why`; the line has a limit, and nobody reads more.
    static constexpr size_t kMaxWhyItems = 1'000;

    // Everything is borrowed and outlives it.
    ControlService(const HeldShares& shares, Clock& clock, Describe describe, View view);

    // Listens on the socket of this storage path, and shows the instance to people's commands. An error leaves it
    // closed.
    Result<void> listen(const Bytes& storagePath);
    void close();

private:
    void call(const QString& method, const QJsonObject& params, const control::Reply& reply);
    void version(const control::Reply& reply);
    void status(const control::Reply& reply);
    void why(const QJsonObject& params, const control::Reply& reply);
    void rescan(const QJsonObject& params, const control::Reply& reply);
    void confirm(const QJsonObject& params, const control::Reply& reply);
    // The shares that "share" names by folder or id; all when it is not given.
    std::vector<HeldShare*> named(const QJsonObject& params) const;

    const HeldShares& m_shares;
    Clock& m_clock;
    const Describe m_describe;
    const View m_view;
    control::ControlServer m_server;
    std::optional<control::Registration> m_registration;
    // Answers of shares that come after the end find this gone.
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::engine
