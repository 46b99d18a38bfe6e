# SPDX-License-Identifier: GPL-3.0-or-later
"""A device whose router lets nothing through by itself: all that leads elsewhere is opened by a proxy on that router."""
import contextlib
import json
import os
import subprocess

import netspace
import trees
from scenario import main, scenario
from shoalkit import Share, wait_until

PORT, RELAY_PORT, PROXY_PORT = 12345, 3839, 1080
PASSWORD = "not-for-the-log"

# SOCKS5 and HTTP CONNECT, with a login, names of its own, and a list of what it opened.
PROXY = r"""
import base64, json, socket, sys, threading
kind, port, login, names, book = sys.argv[1], int(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4]), sys.argv[5]
def exactly(s, count):
    data = b""
    while len(data) < count:
        piece = s.recv(count - len(data))
        if not piece:
            raise OSError("gone")
        data += piece
    return data
def pump(one, two):
    try:
        while True:
            data = one.recv(65536)
            if not data:
                break
            two.sendall(data)
        two.shutdown(socket.SHUT_WR)
    except OSError:
        for each in (one, two):
            each.close()
def socks(s):
    exactly(s, exactly(s, 2)[1])
    s.sendall(b"\5\2")
    exactly(s, 1)
    user = exactly(s, exactly(s, 1)[0]).decode()
    password = exactly(s, exactly(s, 1)[0]).decode()
    if user + ":" + password != login:
        s.sendall(b"\1\1")
        return None
    s.sendall(b"\1\0")
    kind = exactly(s, 4)[3]
    host = socket.inet_ntoa(exactly(s, 4)) if kind == 1 else exactly(s, exactly(s, 1)[0]).decode()
    target = host, int.from_bytes(exactly(s, 2), "big")
    return target, b"\5\0\0\1" + bytes(6), b"\5\5\0\1" + bytes(6)
def http(s):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += exactly(s, 1)
    if b"Proxy-Authorization: Basic " + base64.b64encode(login.encode()) + b"\r\n" not in head:
        s.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n")
        return None
    host, port = head.split()[1].decode().rsplit(":", 1)
    return (host, int(port)), b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 502 Bad Gateway\r\n\r\n"
def serve(s):
    try:
        asked = (socks if kind == "socks5" else http)(s)
        if asked is None:
            return s.close()
        (host, port), yes, no = asked
        with open(book, "a") as file:
            file.write("%s:%d\n" % (host, port))
        try:
            target = socket.create_connection((names.get(host, host), port), 5)
        except OSError:
            s.sendall(no)
            return s.close()
        target.settimeout(None)
        s.sendall(yes)
        threading.Thread(target=pump, args=(target, s), daemon=True).start()
        pump(s, target)
    except OSError:
        s.close()
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", port))
listener.listen(100)
print("ready", flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
"""


def closed_site(net):
    """A site out of which only its router can connect."""
    site = net.site()
    site.nft("add rule ip filter through drop")
    return site


def start_proxy(stage, ends, site, kind, names):
    """Returns the config keys for it, and a function that tells what it has opened."""
    book = os.path.join(stage.root, "opened")
    process = subprocess.Popen([*netspace.inside(site.router), "python3", "-c", PROXY, kind,
                                str(PROXY_PORT), "ann:" + PASSWORD, json.dumps(names), book], stdout=subprocess.PIPE)

    def end():
        process.kill()
        process.wait()
    ends.callback(end)
    process.stdout.readline()

    def opened():
        try:
            with open(book, encoding="utf-8") as file:
                return set(file.read().split())
        except FileNotFoundError:
            return set()
    return {"proxy_type": kind, "proxy_addr": "192.168.1.1", "proxy_port": PROXY_PORT, "proxy_auth": True,
            "proxy_username": "ann", "proxy_password": PASSWORD}, opened


def through_known_host(stage, kind):
    with stage.internet() as net:
        secret = stage.programs.new_secret()
        folders = [stage.folder(name, "data") for name in ("app01", "app02")]
        site = closed_site(net)
        stage.device("app02", [Share(secret, folders[1])], wrap=net.machine("app02"), port=PORT)
        keys, opened = start_proxy(stage, net.ends, site, kind, {"app02.example": net.address("app02")})
        inside = site.machine()
        with stage.step("without the proxy nothing leads there"):
            alone = stage.device("app01", [Share(secret, folders[0])], wrap=inside, start=False,
                                 known_hosts=["%s:%d" % (net.address("app02"), PORT)])
            alone.start()
            wait_until(lambda: [peer.get("problem") for peer in alone.peers()], "it to try")
            stage.check(not any(peer["online"] for peer in alone.peers()), "%r" % alone.peers())
            alone.stop()
        with stage.step("with it, under a name that only the proxy knows"):
            alone.known_hosts, alone.keys = ["app02.example:%d" % PORT], keys
            alone.start()
            stage.wait_connected(alone, folders[0])
            stage.check(opened() == {"app02.example:%d" % PORT}, "it opened %r" % opened())
        with stage.step("files go both ways"):
            trees.write(folders[0], "large.bin", os.urandom(20_000_000))
            trees.write(folders[1], "small.txt", b"from the other side")
            stage.wait_equal(folders)
        with stage.step("two in the local network do without"):
            third = stage.folder("app03", "data")
            stage.device("app03", [Share(secret, third)], wrap=site.machine(), **keys)
            wait_until(lambda: {peer["via"] for peer in alone.peers() if peer["online"]} == {"lan", "direct"},
                       lambda: "%r" % alone.peers())
            stage.check(opened() == {"app02.example:%d" % PORT}, "it opened %r" % opened())
        with stage.step("and shoal doctor names it"):
            stage.check("192.168.1.1:%d" % PROXY_PORT in alone.shoal("doctor").stdout, alone.shoal("doctor").stdout)


@scenario("a device connects through a SOCKS5 proxy")
def _(stage):
    through_known_host(stage, "socks5")


@scenario("a device connects through an HTTP proxy")
def _(stage):
    through_known_host(stage, "http_connect")


@scenario("a relay is reached through a proxy, too")
def _(stage):
    with stage.internet() as net:
        stage.relay(net, port=RELAY_PORT)
        secret = stage.programs.new_secret()
        folders = [stage.folder(name, "data") for name in ("app01", "app02")]
        site = closed_site(net)
        keys, opened = start_proxy(stage, net.ends, site, "socks5", {"relay.example": net.address("relay")})
        device = stage.device("app01", [Share(secret, folders[0])], wrap=site.machine(),
                              relays=["relay.example:%d" % RELAY_PORT], **keys)
        stage.device("app02", [Share(secret, folders[1])], wrap=net.site().machine(),
                     relays=["%s:%d" % (net.address("relay"), RELAY_PORT)])
        with stage.step("both meet there"):
            stage.wait_connected(device, folders[0])
            stage.check("relay.example:%d" % RELAY_PORT in opened(), "it opened %r" % opened())
            stage.check({peer["via"] for peer in device.peers()} == {"relay"}, "%r" % device.peers())
        with stage.step("and files go through"):
            trees.write(folders[0], "large.bin", os.urandom(5_000_000))
            stage.wait_equal(folders)


@scenario("who gives a wrong password is told so, and the log keeps it to itself")
def _(stage):
    with stage.internet() as net:
        site = closed_site(net)
        secret, folder = stage.programs.new_secret(), stage.folder("app01", "data")
        inside = site.machine()
        for kind in ("socks5", "http_connect"):
            with proxy_for_a_while(stage, site, kind) as keys:
                keys["proxy_password"] = "wrong-" + PASSWORD
                device = stage.device("app01", [Share(secret, folder)], wrap=inside,
                                      known_hosts=["app02.example:%d" % PORT], **keys)
                with stage.step("%s: the password" % kind):
                    wait_until(lambda: "refuses the user name or the password" in json.dumps(device.peers()),
                               lambda: "%r" % device.peers())
                device.stop()
                keys["proxy_password"] = PASSWORD
                device = stage.device("app01", [Share(secret, folder)], wrap=inside,
                                      known_hosts=["app02.example:%d" % PORT], **keys)
                with stage.step("%s: a target that is not there" % kind):
                    wait_until(lambda: "proxy 192.168.1.1" in json.dumps(device.peers()), lambda: "%r" % device.peers())
                device.stop()
                stage.check(PASSWORD not in device.log_text(), "the password is in the log")
        with stage.step("a proxy that is gone is named"):
            device.start()
            wait_until(lambda: "cannot be used" in json.dumps(device.peers()), lambda: "%r" % device.peers())


@contextlib.contextmanager
def proxy_for_a_while(stage, site, kind):
    with contextlib.ExitStack() as ends:
        yield start_proxy(stage, ends, site, kind, {})[0]


main()
