#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to meet again: two machines (namespaces) with very many files are cut from each other until both know,
some files change on each side, and the cable is plugged in again. Counts what goes over the cable, headers included.

Needs root. Prints a table; a bar that is missed is a figure.
"""
import argparse
import os
import random
import shutil
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "system"))
sys.path.insert(0, HERE)

import netspace  # noqa: E402
import trees  # noqa: E402
from bench import Rows  # noqa: E402
from many_files import settled  # noqa: E402
from shoalkit import Device, Failure, Programs, Share, wait_until  # noqa: E402

PATIENCE = 3600.0
PER_FOLDER = 1000
NEW_BYTES = 1000  # of a file that is written or made while both are apart
# A record and a content have some hundred bytes besides, and the way down to them some kB; all is rounded up.
BYTES_PER_CHANGE = 10_000


def carried(port):
    """Bytes that went over a cable, both ways."""
    with open("/proc/net/dev", encoding="ascii") as file:
        for line in file:
            name, _, numbers = line.partition(":")
            if name.strip() == port:
                return int(numbers.split()[0]) + int(numbers.split()[8])
    raise Failure("there is no cable %s" % port)


class Partition:
    def __init__(self, options):
        self.options, self.rows, self.dice = options, Rows(), random.Random(1)
        self.programs = Programs(options.bin)
        self.root = tempfile.mkdtemp(prefix="shoal-bench-", dir=options.workdir)
        self.lan, self.devices, self.folders = netspace.Lan(), [], []

    def arrange(self):
        secret = self.programs.new_secret()
        wraps = [self.lan.machine(name) for name in ("A", "B")]
        for number, name in enumerate(("A", "B")):
            folder = os.path.join(self.root, name)
            self.folders.append(folder)
            self.devices.append(Device(self.programs, self.root, "device-" + name, [Share(secret, folder, use_sync_trash=False)],
                                       wrap=wraps[number], search_lan=False,
                                       known_hosts=["%s:12345" % self.lan_address(1 - number)]))

    def lan_address(self, number):
        return "10.77.0.%d" % (number + 1)

    def make_files(self):
        """The same on both sides, as after a first copy by other means."""
        noise = self.dice.randbytes(1 << 16)
        for n in range(self.options.files):
            place = "d%04d" % (n // PER_FOLDER)
            at = self.dice.randrange(60_000)
            for folder in self.folders:
                path = os.path.join(folder, place, "f%07d" % n)
                if n % PER_FOLDER == 0:
                    os.makedirs(os.path.dirname(path))
                with open(path, "wb") as file:
                    file.write(b"%d" % n + noise[at:at + 100])
                os.utime(path, ns=(1_600_000_000_000_000_000 + n, 1_600_000_000_000_000_000 + n))

    def cut(self):
        self.lan.unplug("A")
        wait_until(lambda: not any(self.is_met(number) for number in (0, 1)), "both to notice that they are cut off", 600, 1)

    def is_met(self, number):
        share = self.devices[number].share_status(self.folders[number])
        return any(peer.get("state") != "offline" for peer in share.get("peers", []))

    def meet(self):
        """(seconds, bytes) until both are in sync again."""
        port, start = self.lan.machines["A"][2], time.monotonic()
        before = carried(port)
        self.lan.plug("A")
        wait_until(lambda: all(self.is_met(number) for number in (0, 1)), "them to meet", PATIENCE, 0.2)
        wait_until(lambda: all(settled(device) for device in self.devices), "both to be in sync", PATIENCE, 0.2)
        seconds = time.monotonic() - start
        time.sleep(3)  # the comparison of digests a second after the last change
        wait_until(lambda: all(settled(device) for device in self.devices), "both to be in sync", PATIENCE, 0.2)
        return seconds, carried(port) - before

    def change(self, side):
        """A third is written anew, the others are made, removed and renamed. No two changes meet."""
        count, folder = self.options.changes, self.folders[side]
        for n in range(count):
            victim = self.dice.randrange(self.options.files // 2) * 2 + side
            path = os.path.join(folder, "d%04d" % (victim // PER_FOLDER), "f%07d" % victim)
            kind = n % 6
            if kind in (0, 1):
                with open(path, "wb") as file:
                    file.write(self.dice.randbytes(NEW_BYTES))
            elif kind in (2, 3):
                with open(path + "-new-%d" % side, "wb") as file:
                    file.write(self.dice.randbytes(NEW_BYTES))
            elif kind == 4:
                os.remove(path)
            else:
                os.rename(path, path + "-renamed-%d" % side)

    def run(self):
        self.arrange()
        self.make_files()
        start = time.monotonic()
        for device in self.devices:
            device.start(wait=False)
        wait_until(lambda: all(settled(device) for device in self.devices), "both to be in sync", PATIENCE, 1)
        files, both = "{:,}".format(self.options.files), 2 * self.options.changes
        self.rows.add("two equal folders of %s files until both are in sync" % files,
                      "%.0f s, %s bytes" % (time.monotonic() - start, "{:,}".format(carried(self.lan.machines["A"][2]))))
        self.cut()
        seconds, none = self.meet()
        self.rows.add("meeting again without a change", "%.1f s, %s bytes" % (seconds, "{:,}".format(none)), "< 20,000 bytes", none < 20_000)
        self.cut()
        for side in (0, 1):
            self.change(side)
        time.sleep(3)  # files are read when they have been quiet for a moment
        wait_until(lambda: all(device.share_status(folder).get("state") == "idle" for device, folder in zip(self.devices, self.folders)),
                   "each to have read its changes", PATIENCE, 0.5)
        seconds, some = self.meet()
        each = (some - none) / both
        self.rows.add("meeting again with %d changes on each side" % self.options.changes,
                      "%.1f s, %s bytes, %s for each change" % (seconds, "{:,}".format(some), "{:,.0f}".format(each)),
                      "< %s for each" % "{:,}".format(BYTES_PER_CHANGE), each < BYTES_PER_CHANGE)
        lines = trees.differences(trees.snapshot(self.folders[0], hashes=False), trees.snapshot(self.folders[1], hashes=False))
        self.rows.add("differences between the folders", "%d" % len(lines), "0", not lines)
        print()
        self.rows.show()

    def end(self):
        for device in self.devices:
            device.stop()
        self.lan.close()
        shutil.rmtree(self.root, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin")
    parser.add_argument("--files", type=int, default=500_000, help="how many files (%(default)s)")
    parser.add_argument("--changes", type=int, default=10, help="how many changes on each side (%(default)s)")
    parser.add_argument("--workdir", help="where to work (default: the temporary folder)")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    netspace.enter()
    os.umask(0o022)
    bench = Partition(options)
    try:
        bench.run()
    finally:
        bench.end()


main()
