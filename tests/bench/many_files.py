# SPDX-License-Identifier: GPL-3.0-or-later
"""Two devices with very many small files: memory, idling, and a restart against `find`."""
import os
import subprocess
import time

import trees
from shoalkit import Device, Failure, Share, free_ports, wait_until

PATIENCE = 900.0
PER_FOLDER = 1000
ASKED = 50  # a process counts its CPU in steps of 10 ms


def settled(device):
    """In sync with the other one, with nothing left to do."""
    shares = (device.status() or {}).get("shares")
    return bool(shares) and all(
        share.get("state") == "idle" and not share.get("pending_files") and share.get("peers") and
        all(peer.get("state") == "in sync" for peer in share["peers"]) for share in shares)


def resident(device):
    """MB of memory that are in use by the process, without what it shares with others of its kind."""
    with open("/proc/%d/smaps_rollup" % device.pid, encoding="ascii") as file:
        fields = dict(line.split(":", 1) for line in file if ":" in line)
    return int(fields["Rss"].split()[0]) / 1000


class ManyFiles:
    def __init__(self, bench, count, idle):
        self.bench, self.count, self.idle_seconds = bench, count, idle
        self.devices = []

    def arrange(self):
        secret, ports = self.bench.programs.new_secret(), free_ports(2)
        for number, name in enumerate(("A", "B")):
            folder = self.bench.folder("many", name)
            device = Device(self.bench.programs, os.path.join(self.bench.root, "many"), "many-" + name,
                            [Share(secret, folder, use_sync_trash=False)], port=ports[number],
                            known_hosts=["127.0.0.1:%d" % ports[1 - number]], search_lan=False, detached=True)
            device.folder = folder
            self.devices.append(device)

    def make_files(self, folder):
        noise = self.bench.dice.randbytes(1 << 16)
        for n in range(self.count):
            place = os.path.join(folder, "d%04d" % (n // PER_FOLDER))
            if n % PER_FOLDER == 0:
                os.mkdir(place)
            size, at = self.bench.dice.randrange(100, 2000), self.bench.dice.randrange(60000)
            with open(os.path.join(place, "f%06d" % n), "wb") as file:
                file.write(b"%d" % n + noise[at:at + size])

    def find(self, folder):
        """Seconds of one walk with stat over the tree, the better of two: caches are warm for both."""
        times = []
        for _ in range(2):
            start = time.monotonic()
            subprocess.run(["find", folder, "-printf", "%s %T@\n"], stdout=subprocess.DEVNULL, check=True)
            times.append(time.monotonic() - start)
        return min(times)

    def run(self):
        try:
            self.measure()
        finally:
            for device in self.devices:
                if device.running():
                    device.stop()

    def answers(self, device, count):
        """What a window that looks all the time costs the daemon: whether answers walk over all files."""
        for command in ("status", "why", "history", "conflicts", "archive"):
            before = device.cpu_seconds()
            for _ in range(ASKED):
                if device.shoal(command, "--json").returncode > 1:
                    raise Failure("shoal %s did not answer" % command)
            used = (device.cpu_seconds() - before) * 1000 / ASKED
            self.bench.rows.add("CPU of an answer to shoal %s with %s files" % (command, count), "%.1f ms" % used, "<= 5 ms", used <= 5)

    def measure(self):
        self.arrange()
        one, two = self.devices
        self.make_files(one.folder)
        start = time.monotonic()
        for device in (two, one):
            device.start(wait=False)
        wait_until(lambda: settled(one) and settled(two), "both devices to be in sync", PATIENCE, 0.5)
        rows, count = self.bench.rows, "{:,}".format(self.count)
        rows.add("first sync of %s files, as far as both say that they are in sync" % count, "%.1f s" % (time.monotonic() - start))
        lines = trees.differences(trees.snapshot(one.folder), trees.snapshot(two.folder))
        rows.add("differences between the folders", "%d" % len(lines), "0", not lines)
        used = [device.cpu_seconds() for device in self.devices]
        time.sleep(self.idle_seconds)
        used = [device.cpu_seconds() - before for device, before in zip(self.devices, used)]
        bar = 0.2 * self.idle_seconds / 60
        rows.add("CPU in %.0f s of idling with %s files" % (self.idle_seconds, count), "A %.2f s, B %.2f s" % tuple(used),
                 "< %.2f s" % bar, max(used) < bar)
        memory = [resident(device) for device in self.devices]
        rows.add("memory after the first sync of %s files" % count, "A %.0f MB, B %.0f MB" % tuple(memory), "<= 150 MB", max(memory) <= 150)
        self.answers(one, count)
        two.stop()
        walk = self.find(two.folder)
        start = time.monotonic()
        two.start(wait=False)
        wait_until(lambda: settled(two), "B to be in sync after its restart", PATIENCE, 0.01)
        seconds = time.monotonic() - start
        rows.add("restart with %s files until in sync" % count, "%.2f s, find %.2f s: %.2f times" % (seconds, walk, seconds / walk),
                 "<= 1.5 times", seconds <= 1.5 * walk)
        memory = resident(two)
        rows.add("memory after that restart", "%.0f MB" % memory, "<= 150 MB", memory <= 150)
