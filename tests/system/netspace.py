# SPDX-License-Identifier: GPL-3.0-or-later
"""A network of one's own: namespaces that stand for machines, on a bridge that stands for a LAN.

enter() puts the whole test into fresh namespaces of its own for network, mounts and processes, so whatever
becomes of it, nothing stays behind: no process, no interface, no file in /run. As root this always works; others
need user namespaces.
"""
import os
import subprocess
import sys

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


class Lan:
    """One bridge with machines on it, 10.77.0.N each, without any route to elsewhere."""

    count = 0

    def __init__(self):
        Lan.count += 1
        self.bridge, self.machines = "lan%d" % Lan.count, {}
        ip("link", "add", self.bridge, "type", "bridge")
        ip("link", "set", self.bridge, "up")

    def machine(self, name):
        """Adds a machine; returns what to put before a command line to run it there."""
        number = len(self.machines) + 1
        space, port = "%s-%d" % (self.bridge, number), "%sp%d" % (self.bridge, number)
        ip("netns", "add", space)
        ip("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", space)
        ip("link", "set", port, "master", self.bridge)
        ip("link", "set", port, "up")
        ip("-n", space, "link", "set", "lo", "up")
        ip("-n", space, "address", "add", "10.77.0.%d/24" % number, "broadcast", "10.77.0.255", "dev", "eth0")
        ip("-n", space, "link", "set", "eth0", "up")
        self.machines[name] = (number, space, port)
        return ["nsenter", "--net=/run/netns/" + space]

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
