// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>
#include <optional>

namespace shoal::config {

class Findings;
class OptionValues;

// Who opens connections to elsewhere for this instance.
struct ProxyConfig
{
    enum class Type { Socks4, Socks5, HttpConnect };

    Type type = Type::Socks5;
    Bytes host; // a name or an address, without brackets
    uint16_t port = 0;
    bool hasLogin = false;
    Bytes user;     // at most 255 bytes, without control characters
    Bytes password; // at most 255 bytes; never log it

    bool operator==(const ProxyConfig&) const = default;
};

// The proxy_* options of the instance. None: there is no proxy, or what is told of it is wrong, which `findings` has.
// A proxy that cannot be used is an error, and not the same as none: who wants one does not want to be seen.
std::optional<ProxyConfig> readProxy(const OptionValues& values, Findings& findings);

} // namespace shoal::config
