# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices in data centres behind routers, which find and reach each other through a relay."""
import contextlib
import os
import subprocess

import netspace
import trees
from scenario import main, scenario
from shoalkit import Relay, Share, wait_until

PORT = Relay.PORT
SYMMETRIC = "masquerade random"  # another port for each destination: no hole can be punched


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def two_sites(stage, net, relays, nat=SYMMETRIC, **keys):
    secret = stage.programs.new_secret()
    devices, folders = [], []
    for name in ("app01", "app02"):
        folder = stage.folder(name, "data")
        site = net.site(nat)
        devices.append(stage.device(name, [Share(secret, folder)], start=False, wrap=site.machine(), relays=relays, **keys))
        folders.append(folder)
    return devices, folders, secret


@scenario("two data centres behind routers keep a folder equal through a relay")
def _(stage):
    with stage.internet() as net:
        relay = stage.relay(net)
        devices, folders, _ = two_sites(stage, net, ["%s:%d" % (net.address("relay"), PORT)])
        trees.write(folders[0], "first.txt", b"written before anybody was there")
        with stage.step("they meet, and say how"):
            for device in devices:
                device.start()
            stage.wait_connected(devices[0], folders[0])
            stage.check(devices[0].way() == ("relay", "relay"), "app01 says %r" % (devices[0].peers(),))
            wait_until(lambda: devices[1].way() == ("relay", "relay"), lambda: "app02 says %r" % (devices[1].peers(),))
        with stage.step("what was there arrives, and what is written on either side"):
            wait_until(lambda: read(os.path.join(folders[1], "first.txt")), "the first file")
            trees.write(folders[1], "second.txt", b"from the other side")
            trees.write(folders[0], "large.bin", os.urandom(5_000_000))
            stage.wait_equal(folders)
        with stage.step("the relay counts what it does"):
            metrics = relay.metrics()
            stage.check(metrics["shoal_relay_devices"] == 2 * metrics["shoal_relay_shares"], "it says %r" % metrics)
            stage.check(metrics["shoal_relay_sessions"] >= 1, "it says %r" % metrics)
            stage.check(metrics["shoal_relay_bytes_total"] > 5_000_000, "it says %r" % metrics)
            stage.check(relay.page("/")[0] == 200 and relay.page("/nothing")[0] == 404, "pages of the relay")


@scenario("a device that can be reached is reached directly, and so is one whose router lets its port in later")
def _(stage):
    with stage.internet() as net:
        stage.relay(net)
        relays = ["%s:%d" % (net.address("relay"), PORT)]
        secret = stage.programs.new_secret()
        folders = [stage.folder(name, "data") for name in ("app01", "app02", "open")]
        sites = [net.site(SYMMETRIC), net.site(SYMMETRIC)]
        devices = [stage.device(name, [Share(secret, folder)], wrap=site.machine(), relays=relays)
                   for name, folder, site in zip(("app01", "app02"), folders, sites)]
        with stage.step("two behind routers use the relay"):
            wait_until(lambda: devices[0].way() == ("relay", "relay"), lambda: "app01 says %r" % (devices[0].peers(),))
        with stage.step("who has an address of its own is met there, though it was found by the relay"):
            stage.device("open", [Share(secret, folders[2])], wrap=net.machine("open"), relays=relays)

            def found():
                return {peer["name"]: (peer["via"], peer["found"]) for peer in devices[0].peers() if peer["online"]}
            wait_until(lambda: found().get("open", ("", ""))[0] == "direct", lambda: "app01 says %r" % found())
            stage.check(found()["app02"] == ("relay", "relay"), "app01 says %r" % found())
        with stage.step("once a router lets the port in, the better way replaces the relay"):
            trees.write(folders[1], "large.bin", os.urandom(20_000_000))
            sites[0].forward(12345)
            wait_until(lambda: found().get("app02", ("", ""))[0] == "direct", lambda: "app01 says %r" % found(), 150)
            stage.wait_equal(folders)


@scenario("two in one network meet there, and no name server is asked for what is an address")
def _(stage):
    with stage.internet() as net:
        stage.relay(net)
        site = net.site(SYMMETRIC)
        with name_server(stage, "192.168.1.1"):
            capture = netspace.Capture()
            secret, relays = stage.programs.new_secret(), ["%s:%d" % (net.address("relay"), PORT)]
            folders = [stage.folder(name, "data") for name in ("app01", "app02")]
            devices = [stage.device(name, [Share(secret, folder)], start=False, wrap=site.machine(), relays=relays)
                       for name, folder in zip(("app01", "app02"), folders)]
            for device in devices:
                device.start()
            with stage.step("they meet"):
                stage.wait_connected(devices[0], folders[0])
                wait_until(lambda: devices[0].way()[0] == "lan", lambda: "app01 says %r" % (devices[0].peers(),))
            with stage.step("nobody asked for a name, which would have told where they connect, and taken its time"):
                subprocess.run(devices[0].wrap + ["python3", "-c", "import socket; socket.getaddrinfo('a.name', 1)"],
                               stderr=subprocess.DEVNULL)
                wait_until(lambda: capture.holds(b"\x01a\x04name"), "a question that was asked on purpose to be seen")
                stage.check(capture.stop() == 0, "packets were missed")
                stage.check(not capture.holds(b"\x04arpa"), "the name server was asked for addresses")


@scenario("two with nothing but IPv6 that may not reach each other meet and work through a relay")
def _(stage):
    with stage.internet() as net:
        relay = Relay(stage.programs, stage.root, wrap=net.machine_of_ipv6("relay"), listen="[::]:%d" % PORT)
        net.ends.callback(relay.stop)
        relay.start()
        relays = ["[%s]:%d" % (net.address_of_ipv6("relay"), PORT)]
        secret = stage.programs.new_secret()
        folders = [stage.folder(name, "data") for name in ("app01", "app02")]
        devices = [stage.device(name, [Share(secret, folder, search_lan=False)], relays=relays,
                                wrap=net.machine_of_ipv6(name, "ip6 saddr != %s tcp flags & (syn | ack) != 0 drop"
                                                         % net.address_of_ipv6("relay")))
                   for name, folder in zip(("app01", "app02"), folders)]
        with stage.step("they meet, and say how"):
            stage.wait_connected(devices[0], folders[0])
            stage.check(devices[0].way() == ("relay", "relay"), "app01 says %r" % (devices[0].peers(),))
        with stage.step("what is written on either side arrives on the other"):
            trees.write(folders[0], "one.txt", b"from one side")
            trees.write(folders[1], "large.bin", os.urandom(5_000_000))
            stage.wait_equal(folders)
        with stage.step("each finds the relay in order"):
            for device in devices:
                told = [line for line in device.shoal("doctor").stdout.splitlines() if line[2:].lstrip().startswith("relay ")]
                stage.check(told and all(line.startswith("ok") for line in told), "\n".join(told))


@contextlib.contextmanager
def name_server(stage, address):
    """All machines ask there for names."""
    path = os.path.join(stage.root, "resolv.conf")
    with open(path, "w", encoding="ascii") as file:
        file.write("nameserver %s\n" % address)
    subprocess.run(["mount", "--bind", path, "/etc/resolv.conf"], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", "/etc/resolv.conf"], check=True)


@scenario("two behind ordinary routers connect directly, with the relay's help")
def _(stage):
    with stage.internet() as net:
        relay = stage.relay(net)
        devices, folders, _ = two_sites(stage, net, ["%s:%d" % (net.address("relay"), PORT)], nat="masquerade")
        for device in devices:
            device.start()
        with stage.step("they meet, and the relay passes nothing on in the end"):
            wait_until(lambda: devices[0].way() == ("direct", "relay"), lambda: "app01 says %r" % (devices[0].peers(),))
            wait_until(lambda: relay.metrics()["shoal_relay_sessions"] == 0, lambda: "it says %r" % relay.metrics())
        with stage.step("what is written goes the direct way"):
            before = relay.metrics()["shoal_relay_bytes_total"]
            trees.write(folders[0], "large.bin", os.urandom(5_000_000))
            stage.wait_equal(folders)
            after = relay.metrics()["shoal_relay_bytes_total"]
            stage.check(after - before < 100_000, "the relay passed %d bytes on" % (after - before))


@scenario("a relay that is killed in the middle of a transfer is missed for a moment only")
def _(stage):
    with stage.internet() as net:
        relay = stage.relay(net, drain_seconds=1)
        devices, folders, _ = two_sites(stage, net, ["%s:%d" % (net.address("relay"), PORT)], upload_limit=2_000)
        for device in devices:
            device.start()
        stage.wait_connected(devices[0], folders[0])
        with stage.step("it is killed while a file is on its way, and started again"):
            trees.write(folders[0], "large.bin", os.urandom(20_000_000))
            wait_until(lambda: relay.metrics()["shoal_relay_bytes_total"] > 4_000_000, "bytes to flow")
            relay.kill()
            wait_until(lambda: not any(peer["online"] for peer in devices[0].peers()), "app01 to notice")
            relay.start()
        with stage.step("the file arrives, and what had come is not sent again"):
            stage.wait_equal(folders)
            carried = relay.metrics()["shoal_relay_bytes_total"]
            stage.check(carried < 18_000_000, "%d bytes were passed on after the restart" % carried)
        with stage.step("told to stop it says goodbye, and ends with exit code 0"):
            stage.check(relay.stop() == 0, "its exit code")
            relay.start()
            wait_until(lambda: devices[0].way() == ("relay", "relay"), lambda: "app01 says %r" % (devices[0].peers(),))


@scenario("with two relays one may be down, and any instance can be one for its own shares")
def _(stage):
    with stage.internet() as net:
        net.machine("nobody")
        wrap = net.machine("hub")
        relays = ["%s:%d" % (net.address("nobody"), PORT), "%s:%d" % (net.address("hub"), PORT)]
        secret = stage.programs.new_secret()
        folder = stage.folder("hub", "data")
        stage.device("hub", [Share(secret, folder)], wrap=wrap, relay_server={"listen": "0.0.0.0:%d" % PORT})
        folders, devices = [folder], []
        for name in ("app01", "app02"):
            folders.append(stage.folder(name, "data"))
            devices.append(stage.device(name, [Share(secret, folders[-1])], wrap=net.site(SYMMETRIC).machine(), relays=relays))
        with stage.step("all three meet, the two behind routers through the third"):
            for device in devices:
                stage.wait_connected(device, device.shares[0].folder, peers=2)
            ways = {peer["name"]: peer["via"] for peer in devices[0].peers()}
            stage.check(ways == {"hub": "direct", "app02": "relay"}, "app01 says %r" % ways)
        with stage.step("it does not serve shares it does not have"):
            other = stage.programs.new_secret()
            alone = [stage.device(name, [Share(other, stage.folder(name, "data"))], wrap=net.site(SYMMETRIC).machine(), relays=relays)
                     for name in ("strange1", "strange2")]
            wait_until(lambda: "serves other shares only" in alone[0].shoal("doctor").stdout, lambda: alone[0].shoal("doctor").stdout)
            stage.check(not alone[1].peers(), "strangers met: %r" % alone[1].peers())


HOSTILE = r"""
import os, socket, sys, time
kind, address, port, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
held = []
def connect():
    s = socket.socket()
    s.settimeout(5)
    try:
        s.connect((address, port))
        held.append(s)
    except OSError:
        pass
    return s
def send(s, what):
    try:
        s.sendall(what)
    except OSError:
        pass
for i in range(count):
    s = connect()
    if kind == "garbage":
        send(s, os.urandom(3000))
    elif kind == "half":
        send(s, b"SHREL\x01\x01\x03\x00\x20" + bytes(16))
    elif kind == "tickets":
        send(s, b"SHJOI\x01\x00\x00" + os.urandom(32) + bytes(1000))
    elif kind == "replay":
        send(s, open(sys.argv[5], "rb").read())
print("ready", flush=True)
if kind == "drip":
    for byte in b"SHREL\x01\x01\x03" * 1000:
        for s in held:
            send(s, bytes([byte]))
        time.sleep(1)
time.sleep(600)
"""


@scenario("strangers who flood, stall, drip, talk nonsense or repeat what they heard trouble nobody")
def _(stage):
    with stage.internet() as net:
        relay = stage.relay(net, limits={"devices": 50})
        at = net.address("relay")
        bad = net.machine("bad")
        recorded = os.path.join(stage.root, "recorded")
        capture = netspace.Capture()
        devices, folders, _ = two_sites(stage, net, ["%s:%d" % (at, PORT)])
        for device in devices:
            device.start()
        stage.wait_connected(devices[0], folders[0])
        capture.stop()
        with open(recorded, "wb") as file:
            file.write(max((bytes(each) for each in capture.streams.values() if each.startswith(b"SHREL")), key=len))
        players = []

        def play(kind, count, *more):
            player = subprocess.Popen(bad + ["python3", "-c", HOSTILE, kind, at, str(PORT), str(count), *more],
                                      stdout=subprocess.PIPE)
            players.append(player)
            player.stdout.readline()
        try:
            with stage.step("a file goes through while they do"):
                for kind, count in (("silent", 300), ("half", 100), ("drip", 20), ("garbage", 100), ("tickets", 100)):
                    play(kind, count)
                play("replay", 20, recorded)
                trees.write(folders[0], "file.bin", os.urandom(3_000_000))
                stage.wait_equal(folders)
            with stage.step("a device that comes meanwhile is let in"):
                secret = devices[0].shares[0].secret
                third = stage.device("app03", [Share(secret, stage.folder("app03", "data"))], wrap=net.site(SYMMETRIC).machine(),
                                     relays=["%s:%d" % (at, PORT)])
                stage.wait_connected(third, third.shares[0].folder, peers=2)
            with stage.step("nobody became a device by that, and they were counted"):
                metrics = relay.metrics()
                stage.check(metrics["shoal_relay_devices"] % 3 == 0, "it says %r" % metrics)
                stage.check(metrics["shoal_relay_broken_total"] >= 20, "it says %r" % metrics)
            with stage.step("all who showed nothing are gone after 10 s, and little memory was taken"):
                wait_until(lambda: len(os.listdir("/proc/%d/fd" % relay.pid)) < 40,
                           lambda: "%d descriptors are open" % len(os.listdir("/proc/%d/fd" % relay.pid)), 40)
                with open("/proc/%d/status" % relay.pid) as file:
                    peak = int([line for line in file if line.startswith("VmHWM")][0].split()[1])
                stage.check(peak < 100_000, "the relay took %d kB" % peak)
        finally:
            for player in players:
                player.kill()
                player.wait()


main()
