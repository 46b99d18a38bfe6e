// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/address.h"

#include <QNetworkInterface>

#include <algorithm>
#include <charconv>

namespace shoal::net {

namespace {

constexpr size_t kMaxHost = 253; // the longest name that DNS knows

tl::unexpected<Error> refuse(ByteView text, const char* why)
{
    return fail(ErrorCode::InvalidArgument, "'" + printable(text.substr(0, kMaxHost)) + "' is not an address: " + why);
}

bool isHostCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte > ' ' && byte != 0x7f && ByteView("/[]@?#\\\"'").find(c) == ByteView::npos;
}

} // namespace

QHostAddress unmapped(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

QHostAddress Endpoint::address() const
{
    return QHostAddress(QString::fromStdString(host));
}

Result<Endpoint> Endpoint::parse(ByteView text)
{
    const size_t colon = text.rfind(':');
    if (colon == ByteView::npos)
        return refuse(text, "the port is missing; write host:port");
    ByteView host = text.substr(0, colon);
    const ByteView digits = text.substr(colon + 1);
    Endpoint endpoint;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), endpoint.port);
    if (error != std::errc() || end != digits.end() || endpoint.port == 0)
        return refuse(text, "the port must be a number from 1 to 65535");
    const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != ByteView::npos)
        return refuse(text, "an IPv6 address goes into brackets, as in [2001:db8::1]:8888");
    if (host.empty() || host.size() > kMaxHost || !std::all_of(host.begin(), host.end(), isHostCharacter))
        return refuse(text, "the host must be a name or an address");
    if (bracketed && QHostAddress(QString::fromLatin1(host.data(), static_cast<qsizetype>(host.size()))).protocol() !=
                         QHostAddress::IPv6Protocol)
        return refuse(text, "brackets are for IPv6 addresses");
    endpoint.host = Bytes(host);
    return endpoint;
}

Bytes Endpoint::text() const
{
    const bool v6 = host.find(':') != Bytes::npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::vector<LocalNetwork> ownNetworks()
{
    std::vector<LocalNetwork> networks;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        // A tunnel leads elsewhere, however large its network is said to be.
        if (!interface.flags().testFlag(QNetworkInterface::IsUp) ||
            interface.flags().testFlag(QNetworkInterface::IsPointToPoint))
            continue;
        for (const QNetworkAddressEntry& entry : interface.addressEntries())
            networks.push_back({entry.ip(), entry.prefixLength()});
    }
    return networks;
}

bool isLocalNetwork(const QHostAddress& mapped, const std::vector<LocalNetwork>& networks)
{
    QHostAddress address = unmapped(mapped);
    address.setScopeId({});
    if (address.isLoopback() || address.isLinkLocal())
        return true;
    return std::any_of(networks.begin(), networks.end(), [&address](const LocalNetwork& network) {
        QHostAddress own = network.address;
        own.setScopeId({});
        return address == own || (network.prefixLength > 0 && address.isInSubnet(own, network.prefixLength));
    });
}

Bytes sourceOf(const QHostAddress& mapped)
{
    const QHostAddress address = unmapped(mapped);
    if (address.protocol() == QHostAddress::IPv4Protocol)
        return address.toString().toStdString();
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return toHex(ByteView(reinterpret_cast<const char*>(&v6), 8));
}

} // namespace shoal::net
