// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/relay/status_text.h"

#include <array>

namespace shoal::relay {

namespace {

struct Metric
{
    ByteView name;
    ByteView type;
    ByteView help;
    uint64_t value;
};

std::array<Metric, 9> metricsOf(const RelayStatus& status)
{
    const HubCounts& counts = status.counts;
    return {{
        {"shoal_relay_devices", "gauge", "Devices that are registered.", counts.members},
        {"shoal_relay_shares", "gauge", "Names of shares that devices are registered under.", counts.shares},
        {"shoal_relay_sessions", "gauge", "Relayed connections.", counts.sessions},
        {"shoal_relay_sessions_waiting", "gauge", "Relayed connections to which an end has not come yet.",
         counts.waiting},
        {"shoal_relay_sessions_total", "counter", "Relayed connections so far.", counts.sessionsBegun},
        {"shoal_relay_bytes_total", "counter", "Bytes passed on so far, each once.", counts.bytesCarried},
        {"shoal_relay_refused_total", "counter", "Registrations and connections refused so far.", counts.refused},
        {"shoal_relay_broken_total", "counter", "Connections closed so far for a breach of the protocol.",
         counts.broken},
        {"shoal_relay_uptime_seconds", "gauge", "Time since the start.", static_cast<uint64_t>(status.uptimeSeconds)},
    }};
}

} // namespace

Bytes statusPageText(const RelayStatus& status)
{
    Bytes text = "shoal-relay " SHOAL_VERSION + Bytes(status.isDraining ? ", stopping" : "") + "\n\n";
    for (const Metric& metric : metricsOf(status)) {
        Bytes number = std::to_string(metric.value);
        number.insert(0, number.size() < 16 ? 16 - number.size() : 0, ' ');
        text += number + "  " + Bytes(metric.help) + "\n";
    }
    return text;
}

Bytes metricsText(const RelayStatus& status)
{
    Bytes text;
    for (const Metric& metric : metricsOf(status)) {
        const Bytes name(metric.name);
        text += "# HELP " + name + " " + Bytes(metric.help) + "\n# TYPE " + name + " " + Bytes(metric.type) + "\n" +
                name + " " + std::to_string(metric.value) + "\n";
    }
    return text;
}

Bytes statusLineText(const RelayStatus& status)
{
    return std::to_string(status.counts.members) + " devices, " + std::to_string(status.counts.sessions) +
           " relayed connections";
}

} // namespace shoal::relay
