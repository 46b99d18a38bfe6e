// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"

namespace shoal::net {

// Somebody who opens connections on this machine's behalf, and passes on what is said over them.
struct Proxy
{
    enum class Kind {
        Socks4,      // and 4A for names; has no password, and knows no IPv6
        Socks5,      // RFC 1928, and 1929 for the login
        HttpConnect, // RFC 9110, section 9.3.6, with the login in the clear as RFC 7617 has it
    };

    Kind kind = Kind::Socks5;
    Endpoint at;
    bool hasLogin = false;
    Bytes user;     // at most kMaxProxyText bytes; without a colon for HttpConnect
    Bytes password; // at most kMaxProxyText bytes; never log it

    // For people: "the SOCKS5 proxy 192.0.2.1:1080".
    Bytes text() const;
    bool operator==(const Proxy&) const = default;
};

inline constexpr size_t kMaxProxyText = 255; // one byte tells the length (RFC 1929)

// Whether a device is met without the proxy: in one of `networks`, on this machine, or under a name that is only
// known there (localhost: RFC 6761; .local: RFC 6762). All other names are the proxy's to look up.
bool isNear(const Endpoint& endpoint, const std::vector<LocalNetwork>& networks);

} // namespace shoal::net
