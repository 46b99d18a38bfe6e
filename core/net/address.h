// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <QHostAddress>

namespace shoal::net {

// Where to dial: a name or address, and a port. Text form: "name:port", "192.0.2.1:port", "[2001:db8::1]:port".
struct Endpoint
{
    Bytes host; // without brackets
    uint16_t port = 0;

    // The error says what is wrong with the text.
    static Result<Endpoint> parse(ByteView text);
    Bytes text() const;
    bool operator==(const Endpoint&) const = default;
};

// Loopback, link-local and private addresses of both families (RFC 1918, 3927, 4193, 4291).
bool isLocalNetwork(const QHostAddress& address);

// What counts as one source: an IPv4 address, or the /64 network of an IPv6 address, of which everybody has many.
Bytes sourceOf(const QHostAddress& address);

} // namespace shoal::net
