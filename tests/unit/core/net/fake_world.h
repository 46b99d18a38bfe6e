// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/connection.h"
#include "core/net/tcp_network.h"

#include <algorithm>
#include <map>
#include <vector>

namespace shoal::net {

// Time that moves when a test says so.
class FakeClock final : public Clock
{
public:
    int64_t wallNs() const override { return m_now; }
    int64_t monotonicNs() const override { return m_now; }
    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        m_timers[++m_last] = {m_now + delay.count() * 1'000'000, std::move(callback)};
        return m_last;
    }
    void cancel(TimerId timer) override { m_timers.erase(timer); }

    // Runs what is due on the way, and `between` after each of it.
    void advance(std::chrono::milliseconds by, const std::function<void()>& between)
    {
        const int64_t target = m_now + by.count() * 1'000'000;
        for (auto due = next(); due != m_timers.end() && due->second.first <= target; due = next()) {
            m_now = due->second.first;
            const auto run = std::move(due->second.second);
            m_timers.erase(due);
            run();
            between();
        }
        m_now = target;
    }
    size_t timers() const { return m_timers.size(); }

private:
    using Timer = std::pair<int64_t, std::function<void()>>;
    std::map<TimerId, Timer>::iterator next()
    {
        return std::min_element(m_timers.begin(), m_timers.end(),
                                [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
    }
    std::map<TimerId, Timer> m_timers;
    TimerId m_last = 0;
    int64_t m_now = 1'000'000'000;
};

// Runs what was posted when a test says so.
class FakeLoop final : public Executor
{
public:
    void post(Task task) override { m_tasks.push_back(std::move(task)); }
    void run()
    {
        while (!m_tasks.empty()) {
            auto tasks = std::move(m_tasks);
            m_tasks.clear();
            for (Task& task : tasks)
                task();
        }
    }
    size_t waiting() const { return m_tasks.size(); }

private:
    std::vector<Task> m_tasks;
};

// One end of a pipe in memory. Nothing arrives while `stalled`.
class FakeTransport final : public Transport
{
public:
    explicit FakeTransport(bool local) : m_local(local) {}
    ~FakeTransport() override
    {
        if (m_other)
            m_other->m_other = nullptr;
    }
    void join(FakeTransport& other)
    {
        m_other = &other;
        other.m_other = this;
    }

    void setUser(TransportUser* user) override { m_user = user; }
    size_t read(char* to, size_t size) override
    {
        const size_t got = m_incoming.copy(to, size);
        m_incoming.erase(0, got);
        return got;
    }
    void write(ByteView bytes) override
    {
        ++writes;
        m_outgoing += bytes;
    }
    size_t unwritten() const override { return stalled || slow ? m_outgoing.size() : 0; }
    void close(bool patiently) override
    {
        closed = true;
        closedPatiently = patiently;
    }
    Bytes peerName() const override { return "pipe:1"; }
    bool isLocalNetwork() const override { return m_local; }

    // Moves what was written to the other end; false when nothing was.
    bool deliver()
    {
        if (stalled || m_outgoing.empty() || !m_other)
            return false;
        m_other->m_incoming += m_outgoing;
        m_outgoing.clear();
        if (m_user && !closed)
            m_user->written();
        if (m_other->m_user && !m_other->closed)
            m_other->m_user->readable();
        return true;
    }
    size_t unread() const { return m_incoming.size(); }

    bool stalled = false;
    bool slow = false; // takes a piece with each deliver(), and no more before
    bool closed = false;
    bool closedPatiently = false;
    int writes = 0;

private:
    bool m_local;
    FakeTransport* m_other = nullptr;
    TransportUser* m_user = nullptr;
    Bytes m_incoming;
    Bytes m_outgoing;
};

inline crypto::ShareKeys testKeys()
{
    return crypto::ShareKeys::derive(*crypto::Secret::parse("AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA"));
}

// Everything one device of a test has.
struct Device
{
    Device(uint64_t seed, Clock& clock, Executor& loop)
        : random(makeSeededRandom(seed)), identity(crypto::DeviceIdentity::generate(*random)), keys(testKeys()),
          network(makeTcpNetwork(clock)), context{identity, {"device " + std::to_string(seed), "test", seed, 0},
                                                  clock,    *random,
                                                  loop,     *network,
                                                  {}}
    {}
    std::unique_ptr<Random> random;
    crypto::DeviceIdentity identity;
    crypto::ShareKeys keys;
    std::unique_ptr<Network> network;
    ConnectionContext context;
};

// What a connection has told.
struct Diary
{
    explicit Diary(Connection& connection)
    {
        QObject::connect(&connection, &Connection::identified, &connection,
                         [this](const DeviceId& device, const protocol::Hello&) { peers.push_back(device); });
        QObject::connect(&connection, &Connection::shareOpened, &connection,
                         [this](quint16 channel, const ShareId&, crypto::Permission) { channels.push_back(channel); });
        QObject::connect(&connection, &Connection::messageReceived, &connection,
                         [this](quint16, protocol::Message& message) { messages.push_back(std::move(message)); });
        QObject::connect(&connection, &Connection::writable, &connection, [this] { ++writable; });
        QObject::connect(&connection, &Connection::closed, &connection,
                         [this](protocol::CloseReason reason, const Error& error) {
                             reasons.push_back(reason);
                             errors.push_back(error.context);
                         });
    }
    std::vector<DeviceId> peers;
    std::vector<quint16> channels;
    std::vector<protocol::Message> messages;
    int writable = 0;
    std::vector<protocol::CloseReason> reasons;
    std::vector<Bytes> errors;
};

// Two connections over a pipe, with fake time and a fake event loop.
struct FakePair
{
    explicit FakePair(bool local = true, bool withShares = true, bool limitLocal = false)
    {
        upload.setLimitsLocalNetwork(limitLocal);
        download.setLimitsLocalNetwork(limitLocal);
        a.context.limits = {&upload, &download};
        auto dialerEnd = std::make_unique<FakeTransport>(local);
        auto listenerEnd = std::make_unique<FakeTransport>(local);
        dialerPipe = dialerEnd.get();
        listenerPipe = listenerEnd.get();
        dialerPipe->join(*listenerPipe);
        dialer = std::make_unique<Connection>(protocol::SessionRole::Dialer, std::move(dialerEnd), a.context);
        listener = std::make_unique<Connection>(protocol::SessionRole::Listener, std::move(listenerEnd), b.context);
        atDialer.emplace(*dialer);
        atListener.emplace(*listener);
        if (withShares) {
            dialer->addShare(&a.keys);
            listener->addShare(&b.keys);
        }
    }

    // Until nothing moves without time.
    void run()
    {
        for (bool moved = true; moved;) {
            loop.run();
            moved = dialerPipe->deliver();
            moved = listenerPipe->deliver() || moved || loop.waiting() > 0;
        }
    }
    void advance(std::chrono::milliseconds by)
    {
        clock.advance(by, [this] { run(); });
    }

    FakeClock clock;
    FakeLoop loop;
    RateLimiter upload{clock}; // the dialer's, without limits until a test sets them
    RateLimiter download{clock};
    Device a{1, clock, loop};
    Device b{2, clock, loop};
    QObject slotOwner; // outlives the connections
    FakeTransport* dialerPipe = nullptr;
    FakeTransport* listenerPipe = nullptr;
    std::unique_ptr<Connection> dialer;
    std::unique_ptr<Connection> listener;
    std::optional<Diary> atDialer;
    std::optional<Diary> atListener;
};

} // namespace shoal::net
