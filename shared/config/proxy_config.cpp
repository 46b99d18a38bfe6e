// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/proxy_config.h"

#include "shared/config/option_reader.h"
#include "shared/config/value_rules.h"

namespace shoal::config {

namespace {

constexpr size_t kMaxLoginBytes = 255; // one byte tells the length in SOCKS5 (RFC 1929)
constexpr ByteView kTypes = R"("socks5", "http_connect" or "socks4")";

bool isLogin(ByteView text)
{
    return text.size() <= kMaxLoginBytes && printable(text) == text;
}

// Reads one proxy; each finding stands at the option that it is about.
class ProxyReader
{
public:
    ProxyReader(const OptionValues& values, Findings& findings) : m_values(values), m_findings(findings) {}

    std::optional<ProxyConfig> read()
    {
        const Bytes type = m_values.text("proxy_type");
        if (type.empty() || type == "none") {
            noticeUnused();
            return std::nullopt;
        }
        if (!takeType(type) || !takePlace() || !takeLogin())
            return std::nullopt;
        return m_proxy;
    }

private:
    bool takeType(const Bytes& type)
    {
        if (type == "socks5")
            m_proxy.type = ProxyConfig::Type::Socks5;
        else if (type == "http_connect")
            m_proxy.type = ProxyConfig::Type::HttpConnect;
        else if (type == "socks4")
            m_proxy.type = ProxyConfig::Type::Socks4;
        else
            return wrong("proxy_type", "proxy_type is no type that is known; it must be " + Bytes(kTypes) +
                                           ", or \"none\" to connect without a proxy");
        return true;
    }

    bool takePlace()
    {
        m_proxy.host = m_values.text("proxy_addr");
        if (m_proxy.host.size() > 2 && m_proxy.host.front() == '[' && m_proxy.host.back() == ']')
            m_proxy.host = m_proxy.host.substr(1, m_proxy.host.size() - 2);
        m_proxy.port = static_cast<uint16_t>(m_values.number("proxy_port"));
        if (m_proxy.host.empty())
            return wrong("proxy_addr",
                         "proxy_addr is missing; add the proxy's name or address, or take proxy_type away");
        const bool isV6 = m_proxy.host.find(':') != Bytes::npos;
        if (!isHostAndPort((isV6 ? "[" + m_proxy.host + "]" : m_proxy.host) + ":1"))
            return wrong("proxy_addr", "proxy_addr is neither a name nor an address; write \"192.0.2.7\" or "
                                       "\"proxy.example\", and the port into proxy_port");
        return m_proxy.port != 0 || wrong("proxy_port", "proxy_port is 0; it must be the port of the proxy");
    }

    bool takeLogin()
    {
        m_proxy.hasLogin = m_values.flag("proxy_auth");
        if (!m_proxy.hasLogin)
            return true;
        m_proxy.user = m_values.text("proxy_username");
        m_proxy.password = m_values.text("proxy_password");
        if (m_proxy.user.empty())
            return wrong("proxy_username", "proxy_username is missing; add it, or take proxy_auth away");
        if (!isLogin(m_proxy.user))
            return wrong("proxy_username", "proxy_username has control characters or more than 255 bytes; no proxy "
                                           "takes such a name");
        if (!isLogin(m_proxy.password))
            return wrong("proxy_password", "proxy_password has control characters or more than 255 bytes; no proxy "
                                           "takes such a password");
        if (m_proxy.type == ProxyConfig::Type::HttpConnect && m_proxy.user.find(':') != Bytes::npos)
            return wrong("proxy_username", "proxy_username has a colon, which an HTTP proxy takes for its end; it must "
                                           "be a name without one");
        return true;
    }

    void noticeUnused() const
    {
        if (const JsonValue* const host = m_values.given("proxy_addr"); host && !host->text.empty())
            m_findings.notice(host->at, "proxy_addr is accepted and not used: there is no proxy_type, it must be " +
                                            Bytes(kTypes));
    }

    // At the option, or where a proxy is asked for.
    bool wrong(ByteView option, Bytes sentence) const
    {
        const JsonValue* const value = m_values.given(option);
        m_findings.error((value ? value : m_values.given("proxy_type"))->at, std::move(sentence));
        return false;
    }

    const OptionValues& m_values;
    Findings& m_findings;
    ProxyConfig m_proxy;
};

} // namespace

std::optional<ProxyConfig> readProxy(const OptionValues& values, Findings& findings)
{
    return ProxyReader(values, findings).read();
}

} // namespace shoal::config
