// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/proxy.h"

namespace shoal::net {

// What is said to a proxy before it passes bytes on to `target`. A pure state machine: bytes in, bytes out. Nothing
// that the proxy says is believed unchecked, and no more than kMaxHead bytes of it are looked at.
class ProxyHandshake
{
public:
    // The proxy's own words in an answer of HTTP; real ones have some hundred bytes.
    static constexpr size_t kMaxHead = 8 * 1024;

    // Both are borrowed.
    ProxyHandshake(const Proxy& proxy, const Endpoint& target) : m_proxy(proxy), m_target(target) {}

    // The first words, once. InvalidArgument: this kind of proxy cannot be asked for such a target.
    Result<Bytes> begin();

    struct Step
    {
        size_t taken = 0;    // of `unread`; the rest has to be offered again, with more behind it
        Bytes answer;        // to be sent
        bool isOpen = false; // all that follows is the target's
    };
    // `unread`: what the proxy said, without what was taken before. When nothing is taken, more is needed. The error
    // says what the proxy refuses, and what would help.
    Result<Step> take(ByteView unread);

private:
    enum class Stage { Socks4, Method, Login, Socks5, Head };

    Bytes socks5Request() const;
    Result<Bytes> socks4Request() const;
    Bytes httpRequest() const;
    Result<Step> takeSocks4(ByteView unread) const;
    Result<Step> takeMethod(ByteView unread);
    Result<Step> takeLogin(ByteView unread);
    Result<Step> takeSocks5(ByteView unread) const;
    Result<Step> takeHead(ByteView unread) const;
    tl::unexpected<Error> foreign() const;

    const Proxy& m_proxy;
    const Endpoint& m_target;
    Stage m_stage = Stage::Method;
};

} // namespace shoal::net
