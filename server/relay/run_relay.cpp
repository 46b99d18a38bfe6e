// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/relay/run_relay.h"

#include "core/net/tcp_network.h"
#include "core/relay/relay_server.h"
#include "server/process/file_limit.h"
#include "server/process/log_output.h"
#include "server/process/service_notifier.h"
#include "server/process/standard_error.h"
#include "server/process/stop_signals.h"
#include "server/process/storage_folder.h"
#include "server/relay/relay_config.h"
#include "server/relay/status_page.h"
#include "server/relay/status_text.h"
#include "shared/base/log.h"

#include <QCoreApplication>

namespace shoal::relay {

namespace {

constexpr std::chrono::seconds kTellStatus{10};

int refuse(const Error& error)
{
    process::complain("shoal-relay: ", error.context);
    return error.code == ErrorCode::InvalidArgument ? kExitUsage : kExitFailed;
}

// A relay at work: what exists between the start and the end of the event loop.
class RunningRelay
{
public:
    RunningRelay(const RelayConfig& config, const crypto::DeviceIdentity& identity, Clock& clock, Random& random)
        : m_config(config), m_clock(clock), m_loop(makeLoopExecutor(&m_context)), m_network(net::makeTcpNetwork(clock)),
          m_server(identity, {config.limits, config.bytesPerSecond, {}}, *m_network, clock, *m_loop, random),
          m_page(*m_network, clock, *m_loop, [this](ByteView path) { return page(path); }), m_notifier(clock),
          m_startedNs(clock.monotonicNs())
    {}
    ~RunningRelay() { m_clock.cancel(m_timer); }

    Result<void> listen()
    {
        for (const net::Endpoint& endpoint : m_config.listen)
            if (auto listening = m_server.listen(endpoint.address(), endpoint.port); !listening)
                return listening;
        if (m_config.metrics)
            return m_page.listen(m_config.metrics->address(), m_config.metrics->port);
        return {};
    }

    void ready()
    {
        m_notifier.ready(statusLineText(status()));
        tellStatus();
    }

    void stop()
    {
        if (std::exchange(m_isStopping, true)) {
            qCWarning(logRelay, "asked to stop again: ending at once");
            QCoreApplication::exit(kExitOk);
            return;
        }
        qCInfo(logRelay, "stopping: relayed connections may go on for %lld s",
               static_cast<long long>(m_config.drainSeconds));
        m_notifier.stopping();
        m_server.drain("it stops", std::chrono::seconds(m_config.drainSeconds),
                       [] { QCoreApplication::exit(kExitOk); });
    }

private:
    RelayStatus status() const
    {
        return {m_server.counts(), (m_clock.monotonicNs() - m_startedNs) / kRelaySecond, m_isStopping};
    }

    std::optional<Bytes> page(ByteView path) const
    {
        if (path == "/")
            return statusPageText(status());
        return path == "/metrics" ? std::optional(metricsText(status())) : std::nullopt;
    }

    void tellStatus()
    {
        m_notifier.status(statusLineText(status()));
        m_timer = m_clock.after(kTellStatus, [this] { tellStatus(); });
    }

    const RelayConfig& m_config;
    Clock& m_clock;
    QObject m_context; // of the event loop's tasks
    const std::unique_ptr<Executor> m_loop;
    const std::unique_ptr<net::Network> m_network;
    RelayServer m_server;
    StatusPage m_page;
    process::ServiceNotifier m_notifier;
    const int64_t m_startedNs;
    Clock::TimerId m_timer = 0;
    bool m_isStopping = false;
};

} // namespace

int runRelay(const CommandLine& line, Clock& clock, Random& random)
{
    const auto loaded = loadRelayConfig(line.config);
    if (!loaded) {
        (void)refuse(loaded.error());
        return kExitUsage;
    }
    const RelayConfig& config = loaded->config;
    auto signals = process::StopSignals::take();
    if (!signals)
        return refuse(signals.error());
    const auto storage = process::StorageFolder::take(config.storagePath);
    if (!storage)
        return refuse(storage.error());
    process::LogOutput log(clock);
    if (line.log)
        if (auto opened = log.writeTo(*line.log, config.logSizeBytes); !opened)
            return refuse(opened.error());
    for (const Bytes& notice : loaded->notices)
        qCWarning(logConfig, "%s", notice.c_str());
    // Each device and each end of a relayed connection is a descriptor.
    if (auto raised = process::raiseFileLimit(); !raised)
        qCWarning(logRelay, "%s", raised.error().context.c_str());
    const auto identity = crypto::DeviceIdentity::loadOrCreate(config.storagePath + "/relay.key", random);
    if (!identity)
        return refuse(identity.error());
    RunningRelay relay(config, *identity, clock, random);
    if (auto listening = relay.listen(); !listening)
        return refuse(listening.error());
    (*signals)->onStop = [&relay] { relay.stop(); };
    (*signals)->onReload = [&log] { (void)log.reopen(); };
    qCInfo(logRelay, "shoal-relay %s (%.8s) listens on %s", SHOAL_VERSION, identity->id().hex().c_str(),
           config.listen.front().text().c_str());
    relay.ready();
    const int code = QCoreApplication::exec();
    qCInfo(logRelay, "stopped");
    return code;
}

} // namespace shoal::relay
