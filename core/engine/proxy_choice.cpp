// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/proxy_choice.h"

namespace shoal::engine {

namespace {

net::Proxy::Kind kindOf(config::ProxyConfig::Type type)
{
    switch (type) {
    case config::ProxyConfig::Type::Socks4:
        return net::Proxy::Kind::Socks4;
    case config::ProxyConfig::Type::Socks5:
        return net::Proxy::Kind::Socks5;
    case config::ProxyConfig::Type::HttpConnect:
        break;
    }
    return net::Proxy::Kind::HttpConnect;
}

} // namespace

std::optional<net::Proxy> chosenProxy(const config::InstanceConfig& config)
{
    if (!config.proxy)
        return std::nullopt;
    const config::ProxyConfig& from = *config.proxy;
    return net::Proxy{kindOf(from.type), {from.host, from.port}, from.hasLogin, from.user, from.password};
}

} // namespace shoal::engine
