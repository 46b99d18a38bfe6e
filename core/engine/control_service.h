// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/method_table.h"
#include "core/engine/status_json.h"
#include "shared/control/control_paths.h"
#include "shared/control/control_server.h"

#include <optional>

namespace shoal::engine {

// The control socket of an instance, and those methods of the control protocol (docs/control.md) that ask shares how
// they are: version, status, peers, why, rescan. Others add theirs. Engine thread only.
class ControlService
{
public:
    // Describes the instance for `version` and `status`; the shares in it are left empty.
    using Describe = std::function<InstanceView()>;
    // Adds what only the engine knows to a share's status.
    using View = std::function<ShareView(HeldShare& held, ShareStatus status)>;

    // How long a share may take to answer, while its disk is busy, before the others are told without it.
    static constexpr std::chrono::seconds kShareTimeout{8};

    // Everything is borrowed and outlives it.
    ControlService(const HeldShares& shares, Clock& clock, Describe describe, View view);

    void add(const MethodTable& methods) { m_methods.insert(methods.begin(), methods.end()); }
    // To those who have subscribed; share zero: the instance.
    void tellChanged(const ShareId& share, Topics topics);
    bool hasSubscribers() const { return m_server.hasSubscribers(); }
    // Somebody has subscribed.
    std::function<void()> onSubscribed;

    // Listens on the socket of this storage path, and shows the instance to people's commands. An error leaves it
    // closed.
    Result<void> listen(const Bytes& storagePath);
    void close();
    // Answers one call, as over the socket, now or later.
    void call(const QString& method, const QJsonObject& params, const control::Reply& reply);

    using Done = std::function<void(InstanceView)>;
    // What `status` answers, for others who look at it. Calls `done` once, now or later, not after the end of this.
    void gatherAll(Done done) { gather(presentShares(m_shares), std::move(done)); }

private:
    void version(const control::Reply& reply);
    // With what the shares say of themselves; those that do not answer in time say so.
    void gather(const std::vector<HeldShare*>& shares, Done done);
    void why(const QJsonObject& params, const control::Reply& reply);
    void rescan(const QJsonObject& params, const control::Reply& reply);

    const HeldShares& m_shares;
    Clock& m_clock;
    const Describe m_describe;
    const View m_view;
    MethodTable m_methods;
    control::ControlServer m_server;
    std::optional<control::Registration> m_registration;
    std::optional<control::Registration> m_inStorage;
    // Answers of shares that come after the end find this gone.
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::engine
