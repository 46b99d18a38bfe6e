// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxy_handshake.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace shoal::net {

namespace {

// RFC 1928, section 3: how to log in.
constexpr char kNoLogin = 0;
constexpr char kUserAndPassword = 2;
// RFC 1928, section 4: what to do, and for what kind of address.
constexpr char kConnect = 1;
constexpr char kIpv4 = 1;
constexpr char kName = 3;
constexpr char kIpv6 = 4;
constexpr size_t kIpv4Bytes = 4;
constexpr size_t kIpv6Bytes = 16;
constexpr size_t kPortBytes = 2;

constexpr size_t kSocks4Answer = 8;
constexpr char kSocks4Granted = 90;

constexpr ByteView kLoginHelp = "; set proxy_auth, proxy_username and proxy_password";
constexpr size_t kMaxReason = 100; // bytes of the proxy's own words that are shown
constexpr size_t kStatusLine = 12; // "HTTP/1.1 200"

// RFC 1928, section 6. The text is for a person.
constexpr std::array<ByteView, 9> kSocks5Replies{
    "it grants the connection",
    "it failed",
    "its rules do not allow this connection",
    "it does not reach that network",
    "it does not reach that host, or finds no address for it",
    "nobody listens there",
    "nobody answered it in time",
    "it cannot open connections for others",
    "it does not know this kind of address",
};

bool isV4(const QHostAddress& address)
{
    return address.protocol() == QHostAddress::IPv4Protocol;
}

void appendNumber(Bytes& out, uint32_t number, int bytes)
{
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(number >> shift & 0xff));
}

void appendText(Bytes& out, ByteView text)
{
    appendNumber(out, static_cast<uint32_t>(text.size()), 1);
    out += text;
}

tl::unexpected<Error> refused(Bytes why)
{
    return fail(ErrorCode::Io, std::move(why));
}

Bytes login(const Proxy& proxy)
{
    Bytes out(1, 1); // the version of RFC 1929
    appendText(out, proxy.user);
    appendText(out, proxy.password);
    return out;
}

} // namespace

Result<Bytes> ProxyHandshake::begin()
{
    switch (m_proxy.kind) {
    case Proxy::Kind::Socks4:
        m_stage = Stage::Socks4;
        return socks4Request();
    case Proxy::Kind::Socks5:
        m_stage = Stage::Method;
        return m_proxy.hasLogin ? Bytes{5, 2, kNoLogin, kUserAndPassword} : Bytes{5, 1, kNoLogin};
    case Proxy::Kind::HttpConnect:
        break;
    }
    m_stage = Stage::Head;
    return httpRequest();
}

// --- What it is asked -------------------------------------------------------------------------------

Result<Bytes> ProxyHandshake::socks4Request() const
{
    const QHostAddress address = m_target.address();
    if (!address.isNull() && !isV4(address))
        return fail(ErrorCode::InvalidArgument, "SOCKS4 knows no IPv6; another proxy_type would");
    Bytes out{4, kConnect};
    appendNumber(out, m_target.port, kPortBytes);
    appendNumber(out, address.isNull() ? 1 : address.toIPv4Address(), kIpv4Bytes); // 0.0.0.1: a name follows (4A)
    out += m_proxy.hasLogin ? m_proxy.user : Bytes();
    out.push_back('\0');
    if (address.isNull())
        out += m_target.host + '\0';
    return out;
}

Bytes ProxyHandshake::socks5Request() const
{
    Bytes out{5, kConnect, 0};
    const QHostAddress address = m_target.address();
    if (address.isNull()) {
        out.push_back(kName);
        appendText(out, m_target.host);
    } else if (isV4(address)) {
        out.push_back(kIpv4);
        appendNumber(out, address.toIPv4Address(), kIpv4Bytes);
    } else {
        out.push_back(kIpv6);
        const Q_IPV6ADDR v6 = address.toIPv6Address();
        out.append(reinterpret_cast<const char*>(&v6), kIpv6Bytes);
    }
    appendNumber(out, m_target.port, kPortBytes);
    return out;
}

Bytes ProxyHandshake::httpRequest() const
{
    const Bytes target = m_target.text();
    Bytes out = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (m_proxy.hasLogin) {
        const QByteArray pair = QByteArray::fromStdString(m_proxy.user + ":" + m_proxy.password);
        out += "Proxy-Authorization: Basic " + pair.toBase64().toStdString() + "\r\n";
    }
    return out + "\r\n";
}

// --- What it says -----------------------------------------------------------------------------------

Result<ProxyHandshake::Step> ProxyHandshake::take(ByteView unread)
{
    switch (m_stage) {
    case Stage::Socks4:
        return takeSocks4(unread);
    case Stage::Method:
        return takeMethod(unread);
    case Stage::Login:
        return takeLogin(unread);
    case Stage::Socks5:
        return takeSocks5(unread);
    case Stage::Head:
        break;
    }
    return takeHead(unread);
}

tl::unexpected<Error> ProxyHandshake::foreign() const
{
    return refused("it does not speak as such a proxy does; see whether proxy_type and proxy_port are right");
}

Result<ProxyHandshake::Step> ProxyHandshake::takeSocks4(ByteView unread) const
{
    if (!unread.empty() && unread[0] != 0)
        return foreign();
    if (unread.size() < 2)
        return Step{};
    if (unread[1] > kSocks4Granted && unread[1] <= kSocks4Granted + 3)
        return refused(unread[1] == kSocks4Granted + 1 ? "it refuses or fails, and does not say why"
                                                       : "it refuses the user name (proxy_username)");
    if (unread[1] != kSocks4Granted)
        return foreign();
    return unread.size() < kSocks4Answer ? Step{} : Step{kSocks4Answer, {}, true};
}

Result<ProxyHandshake::Step> ProxyHandshake::takeMethod(ByteView unread)
{
    if (!unread.empty() && unread[0] != 5)
        return foreign();
    if (unread.size() < 2)
        return Step{};
    if (unread[1] == kNoLogin) {
        m_stage = Stage::Socks5;
        return Step{2, socks5Request(), false};
    }
    if (unread[1] == kUserAndPassword && m_proxy.hasLogin) {
        m_stage = Stage::Login;
        return Step{2, login(m_proxy), false};
    }
    if (unread[1] != '\xff')
        return foreign(); // a way that was not offered
    return refused(m_proxy.hasLogin ? Bytes("it takes neither a user name with a password nor nobody's name")
                                    : "it wants to know who asks" + Bytes(kLoginHelp));
}

Result<ProxyHandshake::Step> ProxyHandshake::takeLogin(ByteView unread)
{
    if (unread.size() < 2)
        return Step{};
    // Its version is told as 5 by some.
    if (unread[1] != 0)
        return refused("it refuses the user name or the password (proxy_username, proxy_password)");
    m_stage = Stage::Socks5;
    return Step{2, socks5Request(), false};
}

Result<ProxyHandshake::Step> ProxyHandshake::takeSocks5(ByteView unread) const
{
    if (!unread.empty() && unread[0] != 5)
        return foreign();
    if (unread.size() < 2)
        return Step{};
    const auto reply = static_cast<unsigned char>(unread[1]);
    if (reply != 0) // some end with that
        return refused(reply < kSocks5Replies.size() ? Bytes(kSocks5Replies[reply]) : Bytes("it refuses"));
    constexpr size_t kBeforeAddress = 4;
    if (unread.size() < kBeforeAddress + 1)
        return Step{};
    size_t address = 0;
    if (unread[3] == kIpv4)
        address = kIpv4Bytes;
    else if (unread[3] == kIpv6)
        address = kIpv6Bytes;
    else if (unread[3] == kName)
        address = 1 + static_cast<unsigned char>(unread[kBeforeAddress]);
    else
        return foreign();
    const size_t size = kBeforeAddress + address + kPortBytes;
    return unread.size() < size ? Step{} : Step{size, {}, true};
}

Result<ProxyHandshake::Step> ProxyHandshake::takeHead(ByteView unread) const
{
    constexpr ByteView kStart = "HTTP/1.";
    if (unread.substr(0, kStart.size()) != kStart.substr(0, unread.size()))
        return foreign();
    const size_t end = unread.substr(0, kMaxHead).find("\r\n\r\n");
    if (end == ByteView::npos)
        return unread.size() < kMaxHead ? Result<Step>(Step{}) : foreign();
    const ByteView line = unread.substr(0, unread.find("\r\n"));
    const ByteView status = line.substr(std::min(line.size(), kStart.size() + 1));
    const bool isStatus = line.size() >= kStatusLine && status[0] == ' ' && status[1] >= '1' && status[1] <= '9';
    if (!isStatus)
        return foreign();
    if (status[1] == '2')
        return Step{end + 4, {}, true};
    if (status.substr(1, 3) == "407")
        return refused(m_proxy.hasLogin
                           ? Bytes("it refuses the user name or the password (proxy_username, proxy_password)")
                           : "it wants to know who asks" + Bytes(kLoginHelp));
    return refused("it answers " + printable(status.substr(1, kMaxReason)));
}

} // namespace shoal::net
