// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxy_handshake.h"

#include <QTest>

using namespace shoal;
using namespace shoal::net;
using Kind = Proxy::Kind;

namespace {

Bytes bytes(std::initializer_list<int> values)
{
    Bytes out;
    for (const int value : values)
        out.push_back(static_cast<char>(value));
    return out;
}

// What is said until the proxy opens the way or refuses, with the proxy's words in pieces of `piece` bytes.
struct Talk
{
    Talk(Kind kind, const Bytes& target, bool hasLogin, const Bytes& says, size_t piece = 1'000'000)
        : proxy{kind, {"proxy.example", 1080}, hasLogin, "ann", "s3cret"}, endpoint(*Endpoint::parse(target)),
          handshake(proxy, endpoint)
    {
        const auto words = handshake.begin();
        if (!words) {
            refusal = words.error().context;
            return;
        }
        said = *words;
        size_t given = 0;
        while (given < says.size() && !isOpen && refusal.empty()) {
            const size_t count = std::min(piece, says.size() - given);
            rest += says.substr(given, count);
            given += count;
            listen();
        }
        rest += says.substr(given);
    }

    void listen()
    {
        for (;;) {
            const auto step = handshake.take(rest);
            if (!step) {
                refusal = step.error().context;
                return;
            }
            rest.erase(0, step->taken);
            said += step->answer;
            isOpen = step->isOpen;
            if (isOpen || step->taken == 0)
                return;
        }
    }

    Proxy proxy;
    Endpoint endpoint;
    ProxyHandshake handshake;
    Bytes said;
    Bytes rest;
    Bytes refusal;
    bool isOpen = false;
};

const Bytes kGranted5 = bytes({5, 0, 0, 1, 10, 0, 0, 1, 4, 0});
const Bytes kGranted4 = bytes({0, 90, 0, 0, 0, 0, 0, 0});

} // namespace

class TstProxyHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaid_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<Bytes>("target");
        QTest::addColumn<bool>("hasLogin");
        QTest::addColumn<Bytes>("says");
        QTest::addColumn<Bytes>("said");
        const auto row = [](const char* name, Kind kind, const Bytes& target, bool hasLogin, const Bytes& says,
                            const Bytes& said) {
            QTest::newRow(name) << static_cast<int>(kind) << target << hasLogin << says << said;
        };
        row("SOCKS5 is given an IPv4 address", Kind::Socks5, "192.0.2.7:258", false, bytes({5, 0}) + kGranted5,
            bytes({5, 1, 0}) + bytes({5, 1, 0, 1, 192, 0, 2, 7, 1, 2}));
        row("SOCKS5 is given an IPv6 address", Kind::Socks5, "[2001:db8::1]:258", false, bytes({5, 0}) + kGranted5,
            bytes({5, 1, 0}) + bytes({5, 1, 0, 4, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2}));
        row("SOCKS5 is given a name as it is", Kind::Socks5, "far.example:258", false, bytes({5, 0}) + kGranted5,
            bytes({5, 1, 0}) + bytes({5, 1, 0, 3, 11}) + "far.example" + bytes({1, 2}));
        row("SOCKS5 with a login that it wants", Kind::Socks5, "192.0.2.7:258", true,
            bytes({5, 2}) + bytes({1, 0}) + kGranted5,
            bytes({5, 2, 0, 2}) + bytes({1, 3}) + "ann" + bytes({6}) + "s3cret" +
                bytes({5, 1, 0, 1, 192, 0, 2, 7, 1, 2}));
        row("SOCKS5 with a login that it does not want", Kind::Socks5, "192.0.2.7:258", true, bytes({5, 0}) + kGranted5,
            bytes({5, 2, 0, 2}) + bytes({5, 1, 0, 1, 192, 0, 2, 7, 1, 2}));
        row("SOCKS5 that names its own end", Kind::Socks5, "192.0.2.7:258", false,
            bytes({5, 0}) + bytes({5, 0, 0, 3, 4}) + "host" + bytes({1, 2}),
            bytes({5, 1, 0}) + bytes({5, 1, 0, 1, 192, 0, 2, 7, 1, 2}));
        row("SOCKS4 is given an address", Kind::Socks4, "192.0.2.7:258", true, kGranted4,
            bytes({4, 1, 1, 2, 192, 0, 2, 7}) + "ann" + bytes({0}));
        row("SOCKS4A is given a name", Kind::Socks4, "far.example:258", false, kGranted4,
            bytes({4, 1, 1, 2, 0, 0, 0, 1, 0}) + "far.example" + bytes({0}));
        row("HTTP", Kind::HttpConnect, "far.example:258", false,
            "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n",
            "CONNECT far.example:258 HTTP/1.1\r\nHost: far.example:258\r\n\r\n");
        row("HTTP with a login, and an IPv6 address", Kind::HttpConnect, "[2001:db8::1]:258", true,
            "HTTP/1.0 200 OK\r\n\r\n",
            "CONNECT [2001:db8::1]:258 HTTP/1.1\r\nHost: [2001:db8::1]:258\r\n"
            "Proxy-Authorization: Basic YW5uOnMzY3JldA==\r\n\r\n");
    }
    void whatIsSaid()
    {
        QFETCH(int, kind);
        QFETCH(Bytes, target);
        QFETCH(bool, hasLogin);
        QFETCH(Bytes, says);
        QFETCH(Bytes, said);
        for (const size_t piece : {size_t{1}, size_t{3}, size_t{1'000}}) {
            const Talk talk(static_cast<Kind>(kind), target, hasLogin, says + "of the target", piece);
            QVERIFY2(talk.isOpen, talk.refusal.c_str());
            QCOMPARE(QByteArray::fromStdString(talk.said).toHex(), QByteArray::fromStdString(said).toHex());
            QCOMPARE(talk.rest, Bytes("of the target"));
        }
    }

    void whatIsRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("hasLogin");
        QTest::addColumn<Bytes>("says");
        QTest::addColumn<QString>("refusal");
        const auto row = [](const char* name, Kind kind, bool hasLogin, const Bytes& says, const char* refusal) {
            QTest::newRow(name) << static_cast<int>(kind) << hasLogin << says << QString::fromUtf8(refusal);
        };
        row("a login is wanted", Kind::Socks5, false, bytes({5, 255}), "proxy_auth");
        row("no way to log in is left", Kind::Socks5, true, bytes({5, 255}), "neither");
        row("a way that was not offered", Kind::Socks5, false, bytes({5, 2}), "does not speak as such a proxy");
        row("the password is wrong", Kind::Socks5, true, bytes({5, 2, 1, 1}), "refuses the user name or the password");
        row("the rules do not allow it", Kind::Socks5, false, bytes({5, 0, 5, 2}), "rules do not allow");
        row("nobody listens there", Kind::Socks5, false, bytes({5, 0, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0}), "nobody listens");
        row("a reply of the future", Kind::Socks5, false, bytes({5, 0, 5, 77}), "it refuses");
        row("an address of no kind", Kind::Socks5, false, bytes({5, 0, 5, 0, 0, 9, 1}), "does not speak");
        row("SOCKS5 that speaks HTTP", Kind::Socks5, false, "HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak");
        row("SOCKS4 refuses", Kind::Socks4, false, bytes({0, 91, 0, 0, 0, 0, 0, 0}), "refuses or fails");
        row("SOCKS4 wants another name", Kind::Socks4, true, bytes({0, 93, 0, 0, 0, 0, 0, 0}), "proxy_username");
        row("SOCKS4 that is SOCKS5", Kind::Socks4, false, bytes({5, 0}), "does not speak");
        row("HTTP wants a login", Kind::HttpConnect, false, "HTTP/1.1 407 Who\r\n\r\n", "proxy_auth");
        row("HTTP refuses the login", Kind::HttpConnect, true, "HTTP/1.1 407 Who\r\n\r\n", "refuses the user name");
        row("HTTP says why", Kind::HttpConnect, false, "HTTP/1.1 403 Not\x1b[31m here\r\n\r\n", "403 Not");
        row("HTTP with a head without end", Kind::HttpConnect, false,
            "HTTP/1.1 200 " + Bytes(ProxyHandshake::kMaxHead, 'x'), "does not speak");
        row("HTTP without a number", Kind::HttpConnect, false, "HTTP/1.1 OK\r\n\r\n", "does not speak");
        row("HTTP that is SSH", Kind::HttpConnect, false, "SSH-2.0-x\r\n", "does not speak");
    }
    void whatIsRefused()
    {
        QFETCH(int, kind);
        QFETCH(bool, hasLogin);
        QFETCH(Bytes, says);
        QFETCH(QString, refusal);
        for (const size_t piece : {size_t{1}, size_t{100'000}}) {
            const Talk talk(static_cast<Kind>(kind), "192.0.2.7:258", hasLogin, says, piece);
            QVERIFY(!talk.isOpen);
            QVERIFY2(QString::fromStdString(talk.refusal).contains(refusal), talk.refusal.c_str());
            QCOMPARE(printable(talk.refusal), talk.refusal);
            QVERIFY(talk.refusal.find("s3cret") == Bytes::npos);
        }
    }

    void socks4KnowsNoIpv6()
    {
        const Talk talk(Kind::Socks4, "[2001:db8::1]:258", false, "");
        QVERIFY2(talk.refusal.find("IPv6") != Bytes::npos, talk.refusal.c_str());
    }

    void nearDevicesNeedNoProxy_data()
    {
        QTest::addColumn<Bytes>("host");
        QTest::addColumn<bool>("near");
        const auto row = [](const char* name, const Bytes& host, bool near) { QTest::newRow(name) << host << near; };
        row("this machine", "127.0.0.1", true);
        row("this machine, IPv6", "::1", true);
        row("this machine by name", "LocalHost.", true);
        row("in the network of an interface", "10.1.2.3", true);
        row("a name of the LAN", "nas.local", true);
        row("elsewhere", "203.0.113.7", false);
        row("private, and elsewhere", "192.168.7.7", false);
        row("a name", "far.example", false);
        row("a name that only looks near", "localhost.example", false);
    }
    void nearDevicesNeedNoProxy()
    {
        QFETCH(Bytes, host);
        QFETCH(bool, near);
        QCOMPARE(isNear({host, 1}, {{QHostAddress(QStringLiteral("10.1.2.1")), 24}}), near);
    }
};

QTEST_GUILESS_MAIN(TstProxyHandshake)
#include "tst_proxy_handshake.moc"
