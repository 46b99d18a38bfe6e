# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices that find each other by a DHT of their own, and whose routers open ports when they are asked."""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time

import netspace
import trees
from scenario import main, scenario
from shoalkit import Relay, Share, wait_until

HERE = os.path.dirname(os.path.abspath(__file__))
SYMMETRIC = "masquerade random"  # another port for each destination: no hole can be punched
DHT_PORT, NODES = 6881, 4
LOOK = 150  # a device looks once a minute at what the DHT does, and libtorrent asks dead nodes again after 15 s


class Player:
    """A program of this folder on a machine of the network, and the lines it has told."""

    def __init__(self, wrap, program, *arguments):
        self.process = subprocess.Popen([*wrap, sys.executable, os.path.join(HERE, program), *map(str, arguments)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8")
        self.lines = []
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()
        wait_until(lambda: "ready" in self.lines, "%s to begin" % program)

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.strip())

    def told(self, pattern):
        return [match for match in (re.fullmatch(pattern, line) for line in list(self.lines)) if match]

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.thread.join()


def play(net, wrap, program, *arguments):
    player = Player(wrap, program, *arguments)
    net.ends.callback(player.stop)
    return player


def check(device, name):
    """What `shoal doctor` says of one thing."""
    result = device.shoal("doctor", "--json")
    checks = json.loads(result.stdout)["checks"] if result.stdout else []
    return next((each for each in checks if each["name"] == name), {"state": None, "text": ""})


def dht_of(net, count=NODES):
    return ["%s:%d" % (net.address("dht"), DHT_PORT + i) for i in range(count)]


def own_threads(device):
    """Threads with the name of the process: the main one, and those of libtorrent. Those of pools have another."""
    names = [open("/proc/%d/task/%s/comm" % (device.pid, task)).read() for task in os.listdir("/proc/%d/task" % device.pid)]
    return names.count("shoald\n")


def keys_of(programs, secret):
    """Under what a share is announced today, yesterday and tomorrow."""
    read_only = base64.b32decode(programs.read_only(secret)[1:])
    relay_key = hashlib.blake2b(b"shoal relay key 1", key=read_only, digest_size=32).digest()
    today = int(time.time()) // 86400
    return {hashlib.blake2b(b"shoal dht id 1" + day.to_bytes(8, "big"), key=relay_key, digest_size=32).hexdigest()[:40]
            for day in (today - 1, today, today + 1)}


@scenario("two data centres meet by a DHT, with no relay and no known host")
def _(stage):
    with stage.internet() as net:
        ring = play(net, net.machine("dht"), "dht_ring.py", net.address("dht"), DHT_PORT, NODES)
        secret = stage.programs.new_secret()
        folders = [stage.folder(name, "data") for name in ("app01", "app02")]
        open_site = net.site()
        open_site.forward(12345)
        wraps = [open_site.machine(), net.site(SYMMETRIC).machine()]
        devices = [stage.device(name, [Share(secret, folder, use_dht=True)], wrap=wrap, search_lan=False, dht_nodes=dht_of(net))
                   for name, folder, wrap in zip(("app01", "app02"), folders, wraps)]
        with stage.step("they find each other, and say how"):
            wait_until(lambda: devices[1].way() == ("direct", "dht"), lambda: "app02 says %r" % (devices[1].peers(),))
            stage.check(devices[0].way() == ("direct", "it dialled us"), "app01 says %r" % (devices[0].peers(),))
        with stage.step("what is written on either side arrives"):
            trees.write(folders[0], "one.txt", b"from one side")
            trees.write(folders[1], "two.txt", b"from the other side")
            stage.wait_equal(folders)
        stage.check(own_threads(devices[0]) > 1, "threads of libtorrent cannot be seen")
        with stage.step("the doctor finds the DHT well"):
            wait_until(lambda: "it answers" in check(devices[1], "DHT")["text"], lambda: "%r" % check(devices[1], "DHT"), LOOK)
        with stage.step("what was announced is the name of the day and the port that peers connect to"):
            told = ring.told(r"announced ([0-9a-f]{40}) ([0-9.]+):(\d+)")
            stage.check({each[1] for each in told} <= keys_of(stage.programs, secret), "announced: %r" % ring.lines)
            stage.check({each[3] for each in told} == {"12345"}, "announced: %r" % ring.lines)
            stage.check({each[2] for each in told} == {net.address("router1"), net.address("router2")},
                        "announced: %r" % ring.lines)


@scenario("who does not want the DHT has no thread and no socket for it")
def _(stage):
    with stage.internet() as net:
        device = stage.device("app01", [Share(stage.programs.new_secret(), stage.folder("app01", "data"))],
                              wrap=net.site().machine(), search_lan=False)
        stage.check(check(device, "DHT")["state"] == "off" and check(device, "mapping")["state"] == "off", "the doctor errs")
        stage.check(own_threads(device) == 1, "%d threads" % own_threads(device))
        sockets = subprocess.run([*device.wrap, "ss", "-Huna"], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
        stage.check(not sockets.strip(), "UDP sockets: %s" % sockets)


@scenario("a DHT where nobody answers is told of, and so is its end")
def _(stage):
    with stage.internet() as net:
        wrap = net.machine("dht")
        device = stage.device("app01", [Share(stage.programs.new_secret(), stage.folder("app01", "data"), use_dht=True)],
                              wrap=net.site().machine(), search_lan=False, dht_nodes=dht_of(net))

        def notices():
            return [each for each in device.status().get("notices", []) if "DHT" in each]
        with stage.step("the doctor says what to do, and status has it, too"):
            wait_until(lambda: check(device, "DHT")["state"] == "bad", lambda: "%r" % check(device, "DHT"), LOOK)
            stage.check("dht_nodes" in check(device, "DHT")["what_to_do"], "%r" % check(device, "DHT"))
            stage.check(notices(), "status: %r" % device.status())
        with stage.step("nodes come, and nothing is wrong any more"):
            play(net, wrap, "dht_ring.py", net.address("dht"), DHT_PORT, NODES)
            wait_until(lambda: "it answers" in check(device, "DHT")["text"], lambda: "%r" % check(device, "DHT"), LOOK)
            stage.check(not notices(), "status: %r" % device.status())


@scenario("a node that names a hundred addresses makes a device dial a few of them, and it meets its peer")
def _(stage):
    with stage.internet() as net:
        wraps = {name: net.machine(name) for name in ("dht", "liar", "victim")}
        play(net, wraps["dht"], "dht_ring.py", net.address("dht"), DHT_PORT, NODES)
        play(net, wraps["liar"], "dht_ring.py", net.address("liar"), DHT_PORT, 1, "--lie", net.address("victim"))
        nodes = dht_of(net) + ["%s:%d" % (net.address("liar"), DHT_PORT)]
        secret = stage.programs.new_secret()
        folders = [stage.folder(name, "data") for name in ("app01", "app02")]
        open_site = net.site()
        open_site.forward(12345)
        for name, folder, site in zip(("app01", "app02"), folders, (open_site, net.site(SYMMETRIC))):
            stage.device(name, [Share(secret, folder, use_dht=True)], wrap=site.machine(), search_lan=False, dht_nodes=nodes,
                         directives=["DAEMON_DEBUG=FFFF"])
        app02 = stage.devices[1]

        def tried():
            return set(re.findall(r"dialing %s:(\d+)" % re.escape(net.address("victim")), app02.log_text()))
        wait_until(lambda: app02.way() == ("direct", "dht"), lambda: "app02 says %r" % (app02.peers(),))
        wait_until(tried, "a lie to be tried")
        stage.check(len(tried()) <= 64, "%d of 100 invented addresses were tried" % len(tried()))


def mapping_scenario(kind):
    @scenario("a router that speaks %s opens the port, and peers are told of it" % kind)
    def _(stage):
        with stage.internet() as net:
            stage.relay(net)
            relays = ["%s:%d" % (net.address("relay"), Relay.PORT)]
            secret = stage.programs.new_secret()
            folders = [stage.folder(name, "data") for name in ("app01", "app02")]
            home = net.site(SYMMETRIC)
            router = play(net, netspace.inside(home.router), "port_router.py", kind, "192.168.1.1")
            app01 = stage.device("app01", [Share(secret, folders[0])], wrap=home.machine(), search_lan=False, relays=relays,
                                 use_upnp=True)
            with stage.step("the router is asked for the port and no other"):
                wait_until(lambda: router.told(r"mapped (\d+) 192\.168\.1\.10:12345"), lambda: "told: %r" % router.lines)
                external = int(router.told(r"mapped (\d+) 192\.168\.1\.10:12345")[0][1])

                def open_ports():
                    lines = list(router.lines)
                    gone = {line.split()[1] for line in lines if line.startswith("unmapped")}
                    return {line.split()[1] for line in lines if line.startswith("mapped")} - gone
                wait_until(lambda: open_ports() == {str(external)}, lambda: "told: %r" % router.lines)
                wait_until(lambda: check(app01, "mapping")["state"] == "good" and str(external) in check(app01, "mapping")["text"],
                           lambda: "%r" % check(app01, "mapping"))
            app02 = stage.device("app02", [Share(secret, folders[1])], wrap=net.site(SYMMETRIC).machine(), search_lan=False,
                                 relays=relays)
            with stage.step("a peer behind a router that no hole leads through comes in by it"):
                wait_until(lambda: app02.way() == ("direct", "relay"), lambda: "app02 says %r" % (app02.peers(),))
                address = [peer["address"] for peer in app02.peers()][0]
                stage.check(address == "%s:%d" % (net.address("router1"), external), "it is at " + address)
                trees.write(folders[0], "one.txt", b"through the open port")
                stage.wait_equal(folders)
            with stage.step("who stops closes the port"):
                stage.check(app01.stop() == 0, "app01 did not end well")
                wait_until(lambda: router.told("unmapped %d" % external), lambda: "told: %r" % router.lines)


mapping_scenario("natpmp")
mapping_scenario("upnp")


@scenario("a router that opens no ports is told of")
def _(stage):
    with stage.internet() as net:
        device = stage.device("app01", [Share(stage.programs.new_secret(), stage.folder("app01", "data"))],
                              wrap=net.site().machine(), search_lan=False, use_upnp=True)
        wait_until(lambda: check(device, "mapping")["state"] == "bad", lambda: "%r" % check(device, "mapping"))
        stage.check("12345" in check(device, "mapping")["what_to_do"], "%r" % check(device, "mapping"))


main()
