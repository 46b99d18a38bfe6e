// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxy.h"

#include <algorithm>

namespace shoal::net {

namespace {

ByteView nameOf(Proxy::Kind kind)
{
    switch (kind) {
    case Proxy::Kind::Socks4:
        return "SOCKS4";
    case Proxy::Kind::Socks5:
        return "SOCKS5";
    case Proxy::Kind::HttpConnect:
        break;
    }
    return "HTTP";
}

Bytes inLowerCase(Bytes text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

} // namespace

Bytes Proxy::text() const
{
    return "the " + Bytes(nameOf(kind)) + " proxy " + at.text();
}

bool isNear(const Endpoint& endpoint, const std::vector<LocalNetwork>& networks)
{
    const QHostAddress address = endpoint.address();
    if (!address.isNull())
        return isLocalNetwork(address, networks);
    Bytes name = inLowerCase(endpoint.host);
    if (name.ends_with('.'))
        name.pop_back();
    return name == "localhost" || name.ends_with(".localhost") || name.ends_with(".local");
}

} // namespace shoal::net
