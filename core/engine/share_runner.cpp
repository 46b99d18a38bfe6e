// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_runner.h"

#include "core/engine/share_folder.h"
#include "shared/base/log.h"

namespace shoal::engine {

using Phase = HeldShare::Phase;

namespace {

// Only differs in what a share takes over while it runs, and in how its peers are found.
bool withoutRestart(const config::ShareConfig& before, config::ShareConfig after)
{
    after.searchLan = before.searchLan;
    after.knownHosts = before.knownHosts;
    after.relays = before.relays;
    after.useTracker = before.useTracker;
    after.useRelayServer = before.useRelayServer;
    after.useDht = before.useDht;
    after.useSyncTrash = before.useSyncTrash;
    return before == after;
}

} // namespace

ShareRunner::ShareRunner(HeldShares& shares, ShareContext context, Events events)
    : m_shares(shares), m_context(context), m_events(std::move(events))
{}

ShareRunner::~ShareRunner()
{
    if (m_timer)
        m_context.clock.cancel(*m_timer);
}

void ShareRunner::start()
{
    m_started = true;
    for (const auto& held : m_shares.all())
        settleLater(held->id());
}

HeldShare& ShareRunner::add(config::ShareConfig config, crypto::ShareKeys keys, bool fixed, bool paused)
{
    HeldShare* held = m_shares.find(keys.id());
    if (held) {
        held->removed = false;
        held->fixed = fixed;
        held->paused = paused;
        reconfigure(*held, std::move(config), std::move(keys));
        settleLater(held->id());
        return *held;
    }
    held = &m_shares.add(std::move(config), std::move(keys), fixed);
    held->paused = paused;
    settleLater(held->id());
    return *held;
}

Result<void> ShareRunner::prepareNow(HeldShare& held)
{
    auto prepared =
        prepareShareFolder(held.config.dir, m_events.settings(held).indexPath, held.id(), m_context.openFolder);
    if (prepared)
        m_prepared.insert(held.id());
    return prepared;
}

void ShareRunner::remove(HeldShare& held)
{
    held.removed = true;
    settleLater(held.id());
}

void ShareRunner::setPaused(HeldShare& held, bool paused)
{
    held.paused = paused;
    held.refused.clear();
    settleLater(held.id());
}

void ShareRunner::refuse(HeldShare& held, Bytes reason)
{
    qCWarning(logEngine, "%s", reason.c_str());
    held.refused = std::move(reason);
    settleLater(held.id());
}

ShareRunner::Effect ShareRunner::reconfigure(HeldShare& held, config::ShareConfig config, crypto::ShareKeys keys)
{
    held.config.secretAt = config.secretAt;
    held.config.dirAt = config.dirAt;
    const bool wasRefused = !std::exchange(held.refused, {}).empty();
    if (held.config == config && !wasRefused)
        return Effect::None;
    const bool goesOn = withoutRestart(held.config, config);
    held.config = std::move(config);
    if (goesOn && held.isUp() && !m_restart.contains(held.id())) {
        held.share->retune(m_events.settings(held));
        return Effect::Applied;
    }
    // The sessions use the keys as long as it is up.
    if (held.phase == Phase::Down)
        held.keys = std::move(keys);
    else
        m_restart.insert_or_assign(held.id(), std::move(keys));
    settleLater(held.id());
    return Effect::Restarts;
}

void ShareRunner::retune()
{
    for (const auto& held : m_shares.all())
        if (held->isUp())
            held->share->retune(m_events.settings(*held));
}

// --- One share --------------------------------------------------------------------------------------

bool ShareRunner::wanted(const HeldShare& held) const
{
    return m_started && !m_stopped && !held.removed && !held.paused && held.refused.empty();
}

bool ShareRunner::isFolderTaken(const HeldShare& held) const
{
    const auto& all = m_shares.all();
    return std::any_of(all.begin(), all.end(), [&held](const auto& other) {
        return other.get() != &held && other->config.dir == held.config.dir && other->phase != Phase::Down;
    });
}

// In a turn of its own, so that nobody who holds a share loses it in the middle of his own.
void ShareRunner::settleLater(const ShareId& id)
{
    m_context.engine.post([this, alive = std::weak_ptr(m_alive), id] {
        if (alive.expired())
            return;
        if (HeldShare* held = m_shares.find(id))
            settle(*held);
    });
}

// One step from what is to what is wanted; the end of each step comes here again.
void ShareRunner::settle(HeldShare& held)
{
    if (held.phase == Phase::Up && (!wanted(held) || m_restart.contains(held.id()))) {
        leave(held);
        return;
    }
    if (held.phase != Phase::Down)
        return;
    if (auto changed = m_restart.extract(held.id()))
        held.keys = std::move(changed.mapped());
    if (held.removed) {
        const ShareId id = held.id();
        m_shares.erase(id);
        m_events.gone(id);
        for (const auto& other : m_shares.all())
            settleLater(other->id());
    } else if (wanted(held) && !isFolderTaken(held)) {
        prepare(held);
    }
    if (m_stopped)
        finishStop();
}

void ShareRunner::prepare(HeldShare& held)
{
    held.phase = Phase::Preparing;
    if (m_prepared.erase(held.id()) != 0) {
        bringUp(held);
        return;
    }
    const auto done = [this, alive = std::weak_ptr(m_alive), id = held.id()](const Result<void>& prepared) {
        HeldShare* const it = alive.expired() ? nullptr : m_shares.find(id);
        if (!it)
            return;
        if (prepared && wanted(*it) && !m_restart.contains(id)) {
            bringUp(*it);
            return;
        }
        it->phase = Phase::Down;
        if (!prepared && wanted(*it) && !m_restart.contains(id)) {
            qCWarning(logEngine, "%s", prepared.error().context.c_str());
            it->refused = prepared.error().context;
        }
        m_events.changed(id, Topic::Status | Topic::Problems);
        settle(*it);
    };
    m_context.pool.post([done, dir = held.config.dir, index = m_events.settings(held).indexPath, id = held.id(),
                         openFolder = m_context.openFolder, &engine = m_context.engine] {
        engine.post([done, prepared = prepareShareFolder(dir, index, id, openFolder)] { done(prepared); });
    });
}

void ShareRunner::bringUp(HeldShare& held)
{
    const ShareId id = held.id();
    held.share = std::make_unique<Share>(m_events.settings(held), m_context);
    held.share->onMisbehaved = m_events.misbehaved;
    held.share->onNotice = m_events.notice;
    held.share->onChanged = [this, id](Topics topics) { m_events.changed(id, topics); };
    held.phase = Phase::Up;
    held.share->start();
    m_events.up(held);
    m_events.changed(id, Topic::Status | Topic::Problems);
    settle(held);
}

// What it last said is kept for those who ask while it is down.
void ShareRunner::leave(HeldShare& held)
{
    held.phase = Phase::Leaving;
    m_events.leaving(held);
    const auto alive = std::weak_ptr(m_alive);
    held.share->status([this, alive, id = held.id()](ShareStatus status) {
        if (HeldShare* it = alive.expired() ? nullptr : m_shares.find(id))
            it->lastStatus = std::move(status);
    });
    held.share->stop([this, alive, id = held.id()] {
        if (!alive.expired())
            left(id);
    });
    m_events.changed(held.id(), Topic::Status | Topic::Peers | Topic::Transfers | Topic::Problems);
}

void ShareRunner::left(const ShareId& id)
{
    HeldShare* const held = m_shares.find(id);
    held->share.reset();
    held->phase = Phase::Down;
    held->lastStatus.peers.clear();
    m_events.changed(id, static_cast<Topics>(Topic::Status));
    settle(*held);
}

// --- The end of all ---------------------------------------------------------------------------------

void ShareRunner::stop(std::function<void(bool)> done)
{
    m_stopped = std::move(done);
    m_timer = m_context.clock.after(kStopTimeout, [this] {
        m_timer.reset();
        std::exchange(m_stopped, [](bool) {})(false);
    });
    for (const auto& held : m_shares.all())
        settleLater(held->id());
    m_context.engine.post([this, alive = std::weak_ptr(m_alive)] {
        if (!alive.expired())
            finishStop();
    });
}

void ShareRunner::finishStop()
{
    const auto isDown = [](const auto& held) { return held->phase == Phase::Down; };
    const auto& all = m_shares.all();
    if (!m_timer || !std::all_of(all.begin(), all.end(), isDown))
        return;
    m_context.clock.cancel(*std::exchange(m_timer, std::nullopt));
    std::exchange(m_stopped, [](bool) {})(true);
}

} // namespace shoal::engine
