// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/net/address.h"

using namespace shoal;
using namespace shoal::fuzz;

namespace {

void checkNetwork(const Bytes& host)
{
    const QHostAddress address(QString::fromStdString(host));
    if (address.isNull())
        return;
    require(!net::sourceOf(address).empty(), "an address has a source");
    bool isV4 = false;
    const QHostAddress v4(address.toIPv4Address(&isV4)); // no interface has a mapped address
    require(net::isLocalNetwork(address, {{isV4 ? v4 : address, 0}}), "a device is in its own network");
}

} // namespace

// An address as people write it: what is read prints as what reads the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto endpoint = net::Endpoint::parse(viewOf(data, size));
    if (!endpoint) {
        requireText(endpoint.error());
        return 0;
    }
    require(endpoint->port != 0 && !endpoint->host.empty(), "an address has host and port");
    require(printable(endpoint->host) == endpoint->host || endpoint->host.find('\n') == Bytes::npos,
            "a host is one line");
    const auto again = net::Endpoint::parse(endpoint->text());
    require(again && *again == *endpoint, "what an address prints is that address");
    checkNetwork(endpoint->host);
    return 0;
}
