# SPDX-License-Identifier: GPL-3.0-or-later
"""A network of one's own: namespaces that stand for machines, on a bridge that stands for a LAN.

enter() puts the whole test into fresh namespaces of its own for network, mounts and processes, so whatever
becomes of it, nothing stays behind: no process, no interface, no file in /run. As root this always works; others
need user namespaces.
"""
import os
import select
import socket
import subprocess
import sys
import threading

INSIDE = "SHOAL_TEST_NAMESPACE"
SKIP = 77  # the exit code that says: this machine cannot run the test


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, stdin=subprocess.DEVNULL)


def enter():
    """Runs this program again inside the namespaces, in place of this process; returns only there."""
    if os.environ.get(INSIDE):
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
        ip("link", "set", "lo", "up")
        return
    wrap = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"]
    if os.geteuid() != 0:
        wrap += ["--user", "--map-root-user"]
    possible = subprocess.run([*wrap, "ip", "link", "set", "lo", "up"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if possible.returncode != 0:
        print("1..0 # SKIP no namespaces here (%s); run it as root"
              % possible.stderr.decode(errors="replace").strip().replace("\n", " "))
        sys.exit(SKIP)
    os.environ[INSIDE] = "1"
    sys.stdout.flush()
    os.execvp(wrap[0], [*wrap, sys.executable, *sys.argv])


def make_bridge(name):
    ip("link", "add", name, "type", "bridge")
    ip("link", "set", name, "up")


def make_machine(bridge, space, port, interface, *address):
    """A namespace `space` with an interface that has this address, and a cable from there to `port` of the bridge."""
    ip("netns", "add", space)
    make_cable(bridge, space, port, interface)
    ip("-n", space, "link", "set", "lo", "up")
    ip("-n", space, "address", "add", *address, "dev", interface)
    ip("-n", space, "link", "set", interface, "up")


def make_cable(bridge, space, port, interface):
    ip("link", "add", port, "type", "veth", "peer", "name", interface, "netns", space)
    ip("link", "set", port, "master", bridge)
    ip("link", "set", port, "up")


def inside(space):
    """What to put before a command line to run it on that machine."""
    return ["nsenter", "--net=/run/netns/" + space]


class Lan:
    """One bridge with machines on it, 10.77.0.N each, without any route to elsewhere."""

    count = 0

    def __init__(self):
        Lan.count += 1
        self.bridge, self.machines = "lan%d" % Lan.count, {}
        make_bridge(self.bridge)

    def machine(self, name):
        """Adds a machine; returns what to put before a command line to run it there."""
        number = len(self.machines) + 1
        space, port = "%s-%d" % (self.bridge, number), "%sp%d" % (self.bridge, number)
        make_machine(self.bridge, space, port, "eth0", "10.77.0.%d/24" % number, "broadcast", "10.77.0.255")
        self.machines[name] = (number, space, port)
        return inside(space)

    def address(self, name):
        return "10.77.0.%d" % self.machines[name][0]

    def unplug(self, name):
        ip("link", "set", self.machines[name][2], "nomaster")

    def plug(self, name):
        ip("link", "set", self.machines[name][2], "master", self.bridge)

    def close(self):
        for _, space, port in self.machines.values():
            subprocess.run(["ip", "link", "del", port], stderr=subprocess.DEVNULL)
            subprocess.run(["ip", "netns", "del", space], stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "link", "del", self.bridge], stderr=subprocess.DEVNULL)


class Internet:
    """A bridge that stands for the internet, 203.0.113.0/24, with machines on it and sites behind routers."""

    count = 0

    def __init__(self):
        Internet.count += 1
        self.bridge, self.spaces, self.ports, self.sites = "wan%d" % Internet.count, {}, [], []
        make_bridge(self.bridge)

    def machine(self, name):
        """A machine with an address of its own; returns what to put before a command line to run it there."""
        return inside(self._space(name))

    def address(self, name):
        return "203.0.113.%d" % self.spaces[name][0]

    def machine_of_ipv6(self, name, firewall=""):
        """The same without any IPv4. `firewall`: of what comes there, the rest of a rule of nft, such as what is dropped."""
        space = self._space(name)
        ip("-n", space, "-4", "address", "flush", "dev", "eth0")
        ip("-n", space, "-6", "address", "add", self.address_of_ipv6(name) + "/64", "dev", "eth0", "nodad")
        if firewall:
            subprocess.run([*inside(space), "nft", "add table ip6 filter; add chain ip6 filter self "
                            "{ type filter hook input priority 0; }; add rule ip6 filter self " + firewall], check=True)
        return inside(space)

    def address_of_ipv6(self, name):
        return "fd00:77::%d" % self.spaces[name][0]

    def site(self, nat="masquerade"):
        """A network behind a router; `nat`: what nft does with what leaves it."""
        site = Site(self, len(self.sites) + 1, nat)
        self.sites.append(site)
        return site

    def _space(self, name, interface="eth0"):
        number = len(self.spaces) + 1
        space, port = "%s-%d" % (self.bridge, number), "%sp%d" % (self.bridge, number)
        make_machine(self.bridge, space, port, interface, "203.0.113.%d/24" % number)
        self.spaces[name] = (number, space)
        self.ports.append(port)
        return space

    def close(self):
        for site in self.sites:
            site.close()
        for _, space in self.spaces.values():
            subprocess.run(["ip", "netns", "del", space], stderr=subprocess.DEVNULL)
        for port in self.ports:
            subprocess.run(["ip", "link", "del", port], stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "link", "del", self.bridge], stderr=subprocess.DEVNULL)


class Site:
    """Machines 192.168.1.N behind a router that shows one address of the internet and lets nobody in by itself. All
    sites have the same addresses inside, as homes do."""

    def __init__(self, internet, number, nat):
        self.internet, self.name, self.machines = internet, "router%d" % number, []
        self.router = internet._space(self.name, "wan")
        self.bridge, self.inner = "%ss%d" % (internet.bridge, number), "%sr%d" % (internet.bridge, number)
        make_bridge(self.bridge)
        make_cable(self.bridge, self.router, self.inner, "lan")
        ip("-n", self.router, "address", "add", "192.168.1.1/24", "dev", "lan")
        ip("-n", self.router, "link", "set", "lan", "up")
        self.on_router("sysctl", "-qw", "net.ipv4.ip_forward=1")
        self.nft("add table ip nat; add chain ip nat out { type nat hook postrouting priority 100; }; "
                 "add chain ip nat in { type nat hook prerouting priority -100; }; "
                 "add rule ip nat out oifname wan %s; "
                 "add table ip filter; add chain ip filter through { type filter hook forward priority 0; }; "
                 "add rule ip filter through iifname wan ct status dnat accept; "
                 "add rule ip filter through iifname wan ct state new drop; "
                 "add chain ip filter self { type filter hook input priority 0; }; "
                 "add rule ip filter self iifname wan ct state new drop; "
                 "add rule ip filter self iifname wan ct state invalid drop" % nat)

    def on_router(self, *argv):
        subprocess.run([*inside(self.router), *argv], check=True, stdin=subprocess.DEVNULL)

    def nft(self, text):
        self.on_router("nft", text)

    def machine(self):
        """Adds a machine; returns what to put before a command line to run it there."""
        number = len(self.machines) + 10
        space, port = "%s-%d" % (self.bridge, number), "%sm%d" % (self.bridge, number)
        make_machine(self.bridge, space, port, "eth0", "192.168.1.%d/24" % number, "broadcast", "192.168.1.255")
        ip("-n", space, "route", "add", "default", "via", "192.168.1.1")
        self.machines.append((space, port))
        return inside(space)

    def forward(self, port, number=10):
        """The router passes connections to `port` on to the machine of that number."""
        self.nft("add rule ip nat in iifname wan tcp dport %d dnat to 192.168.1.%d" % (port, number))

    def close(self):
        for space, port in self.machines:
            subprocess.run(["ip", "netns", "del", space], stderr=subprocess.DEVNULL)
            subprocess.run(["ip", "link", "del", port], stderr=subprocess.DEVNULL)
        for link in (self.inner, self.bridge):
            subprocess.run(["ip", "link", "del", link], stderr=subprocess.DEVNULL)


class Capture:
    """What goes over all bridges and cables that end in this namespace, as byte streams: one for each interface and
    direction of a connection, one for each pair of UDP addresses, and one for all that is neither."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        self.socket.setsockopt(socket.SOL_SOCKET, 33, 256 << 20)  # SO_RCVBUFFORCE
        self.streams, self.running = {}, True
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        while self.running:
            if select.select([self.socket], [], [], 0.2)[0]:
                packet, where = self.socket.recvfrom(1 << 17)
                self._take(packet, where[0])

    def _take(self, packet, interface):
        kind, header = packet[12:14], 40
        if kind == b"\x08\x00":
            header, ip = (packet[14] & 15) * 4, packet[14:14 + int.from_bytes(packet[16:18], "big")]
            addresses, protocol = ip[12:20], ip[9]
        elif kind == b"\x86\xdd":
            ip = packet[14:54 + int.from_bytes(packet[18:20], "big")]
            addresses, protocol = ip[8:40], ip[6]
        else:
            return self._add((interface, kind), packet)
        if protocol not in (6, 17):
            return self._add((interface, protocol), ip)
        inner = 8 if protocol == 17 else (ip[header + 12] >> 4) * 4
        self._add((interface, addresses, ip[header:header + 4]), ip[header + inner:])

    def _add(self, key, payload):
        if payload:
            self.streams.setdefault(key, bytearray()).extend(payload)

    def stop(self):
        self.running = False
        self.thread.join()
        dropped = self.socket.getsockopt(263, 6, 8)  # SOL_PACKET, PACKET_STATISTICS
        self.socket.close()
        return int.from_bytes(dropped[4:8], sys.byteorder)

    def holds(self, pattern):
        return any(pattern in stream for stream in self.streams.values())

    def all(self):
        """Everything, one stream after the other."""
        return b"\0".join(bytes(stream) for stream in self.streams.values())
