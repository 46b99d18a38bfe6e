// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <QHostAddress>

#include <vector>

namespace shoal::net {

// Where to dial: a name or address, and a port. Text form: "name:port", "192.0.2.1:port", "[2001:db8::1]:port".
struct Endpoint
{
    Bytes host; // without brackets
    uint16_t port = 0;

    // The error says what is wrong with the text.
    static Result<Endpoint> parse(ByteView text);
    Bytes text() const;
    QHostAddress address() const; // null: the host is a name
    bool operator==(const Endpoint&) const = default;
};

// ::ffff:192.0.2.1 is 192.0.2.1.
QHostAddress unmapped(const QHostAddress& address);

// One network that an interface of this machine is in.
struct LocalNetwork
{
    QHostAddress address; // this machine's in it
    int prefixLength = 0;
};
std::vector<LocalNetwork> ownNetworks();

// Whether a peer is reached without a router: it is this machine, or its address is link-local (RFC 3927, 4291) or in
// one of `networks`. An address that is only private, behind a tunnel to another site for one, is not local.
bool isLocalNetwork(const QHostAddress& address, const std::vector<LocalNetwork>& networks);

// What counts as one source: an IPv4 address, or the /64 network of an IPv6 address, of which everybody has many.
Bytes sourceOf(const QHostAddress& address);

} // namespace shoal::net
