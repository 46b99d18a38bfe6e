#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures devices on this machine over loopback, and rsync or find beside them in the same run.

The first sync is a ratio to rsync (daemon to client, both on this machine), so that a slow disk is slow for both.
Prints a table at the end; exit code 1 only when something could not be measured, as a bar that is missed is a
figure, not a failure.
"""
import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "system"))
sys.path.insert(0, HERE)

import inotify  # noqa: E402
import trees  # noqa: E402
from limits import Limits  # noqa: E402
from many_files import ManyFiles  # noqa: E402
from shoalkit import Device, Failure, Programs, Share, free_ports, wait_until  # noqa: E402
from swarm import Swarm  # noqa: E402

PATIENCE = 300.0  # seconds for one thing to come about
PER_FOLDER = 500


def make_files(root, count, dice):
    """`count` files of 1 to 16 KiB below root/tree, PER_FOLDER a folder; returns [(path, size, mtime)]."""
    noise, made = dice.randbytes(1 << 20), []
    for n in range(count):
        folder = os.path.join(root, "tree", "d%04d" % (n // PER_FOLDER))
        if n % PER_FOLDER == 0:
            os.makedirs(folder)
        size, at = dice.randrange(1024, 16384 + 1), dice.randrange(len(noise) - 16384)
        path = os.path.join(folder, "f%06d.dat" % n)
        with open(path, "wb") as file:
            file.write(noise[at:at + size])
        made.append((os.path.relpath(path, root), size, os.lstat(path).st_mtime_ns))
    return made


def wait_files(root, files):
    """Waits until all files are right in size and mtime, at the price of one stat in 5 ms; returns when that was."""
    deadline, at = time.monotonic() + PATIENCE, 0
    while at < len(files):
        path, size, mtime = files[at]
        try:
            info = os.lstat(os.path.join(root, path))
            if (info.st_size, info.st_mtime_ns) == (size, mtime):
                at += 1
                continue
        except FileNotFoundError:
            pass
        if time.monotonic() > deadline:
            raise Failure("after %.0f s %s is not there" % (PATIENCE, path))
        time.sleep(0.005)
    return time.monotonic()


def check_equal(one, two):
    lines = trees.differences(trees.snapshot(one), trees.snapshot(two))
    if lines:
        raise Failure("the folders differ: %s" % "; ".join(lines))


def percentile(values, percent):
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Rows:
    """The table: (figure, measured, bar, ok or None where there is no bar)."""

    def __init__(self):
        self.rows = []

    def add(self, figure, measured, bar="", good=None):
        self.rows.append((figure, measured, bar, "" if good is None else "ok" if good else "NO"))
        print("   %s: %s %s %s" % (figure, measured, bar and "(bar: %s)" % bar, self.rows[-1][3]), flush=True)

    def show(self):
        widths = [max(len(row[column]) for row in self.rows + [("figure", "measured", "bar", "ok")]) for column in range(4)]
        for row in [("figure", "measured", "bar", "ok"), tuple("-" * width for width in widths)] + self.rows:
            print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())


class Bench:
    def __init__(self, options):
        self.options, self.rows = options, Rows()
        self.programs = Programs(options.bin)
        self.root = tempfile.mkdtemp(prefix="shoal-bench-", dir=options.workdir)
        self.dice = random.Random(options.seed)
        self.devices, self.folders = [], []

    def folder(self, *names):
        path = os.path.join(self.root, *names)
        os.makedirs(path)
        return path

    # -- rsync

    def rsync(self, source):
        """(seconds, CPU seconds of both sides) of rsync from its own daemon on loopback into a new folder."""
        home, target = self.folder("rsync"), self.folder("rsync", "target")
        port = free_ports(1)[0]
        config = os.path.join(home, "rsyncd.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write("use chroot = no\nport = %d\naddress = 127.0.0.1\n%s[source]\npath = %s\nread only = yes\n"
                       % (port, "uid = root\ngid = root\n" if os.geteuid() == 0 else "", source))
        before = children_seconds()
        daemon = subprocess.Popen(["rsync", "--daemon", "--no-detach", "--config=" + config], stdin=subprocess.DEVNULL)
        try:
            url = "rsync://127.0.0.1:%d/source/" % port
            wait_until(lambda: subprocess.run(["rsync", url], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0,
                       "the rsync daemon to answer", 20)
            start = time.monotonic()
            subprocess.run(["rsync", "-a", "--exclude=/.sync", url, target + "/"], check=True)
            seconds = time.monotonic() - start
        finally:
            daemon.terminate()
            daemon.wait()
        check_equal(source, target)
        return seconds, children_seconds() - before

    # -- Shoal

    def arrange(self):
        secret = self.programs.new_secret()
        ports = free_ports(2)
        for number, name in enumerate(("A", "B")):
            folder = self.folder(name)
            share = Share(secret, folder, use_sync_trash=False)
            self.folders.append(folder)
            self.devices.append(Device(self.programs, self.root, "bench-" + name, [share], port=ports[number],
                                       known_hosts=["127.0.0.1:%d" % ports[1 - number]], search_lan=False, detached=True))

    def quiet(self):
        """Waits until both say that they are in sync and their counters rest."""
        def idle(device):
            shares = (device.status() or {}).get("shares")
            return bool(shares) and all(share.get("state") == "idle" and not share.get("pending_files") for share in shares)

        for device in self.devices:
            wait_until(lambda: idle(device), lambda: "%s to be idle: %r" % (device.name, device.status()), PATIENCE, 0.2)
        last, since = None, time.monotonic()
        while time.monotonic() - since < 2.0:  # one exchange of digests, a second after the last change, belongs to the bill
            now = self.devices[0].traffic()
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.2)
        return sum(last)

    def first_sync(self):
        one, two = self.folders
        files = make_files(one, self.options.files, self.dice)
        os.sync()
        rsync_seconds, rsync_cpu = self.rsync(one)
        os.sync()
        start = time.monotonic()
        for device in reversed(self.devices):
            device.start(wait=False)
        seconds = wait_files(two, files) - start
        cpu = sum(device.cpu_seconds() for device in self.devices)
        check_equal(one, two)
        count = "{:,}".format(len(files))
        self.rows.add("first sync of %s small files" % count, "%.2f s, rsync %.2f s: %.2f times" % (seconds, rsync_seconds, seconds / rsync_seconds),
                      "<= 3 times", seconds <= 3 * rsync_seconds)
        self.rows.add("its CPU, both sides", "%.2f s, rsync %.2f s: %.2f times" % (cpu, rsync_cpu, cpu / rsync_cpu))
        self.quiet()

    def flush_time(self):
        """Seconds of one fdatasync of a small file in B's folder, the median of 30."""
        path, times = os.path.join(self.root, "flush"), []
        for n in range(30):
            with open(path, "wb") as file:
                file.write(b"%d" % n * 400)
                file.flush()
                start = time.monotonic()
                os.fdatasync(file.fileno())
                times.append(time.monotonic() - start)
        return percentile(times, 50)

    def saves(self):
        one, two = (os.path.join(folder, "saves") for folder in self.folders)
        os.makedirs(one)
        wait_until(lambda: os.path.isdir(two), "the folder of saves on B", PATIENCE)
        watch, times = inotify.Folder(two), []
        for n in range(self.options.saves):
            name, content = "note%02d.txt" % (n % 40), b"%d " % n + self.dice.randbytes(self.dice.randrange(500, 4000))
            trees.write(one, name, content)
            start = time.monotonic()
            while True:
                try:
                    if trees.read(two, name) == content:
                        break
                except FileNotFoundError:
                    pass
                if time.monotonic() - start > PATIENCE:
                    raise Failure("save number %d did not arrive" % n)
                watch.wait(1.0)
            times.append(time.monotonic() - start)
            time.sleep(self.dice.uniform(0.02, 0.08))
        watch.close()
        flush = self.flush_time()
        p50, p99 = percentile(times, 50) * 1000, percentile(times, 99) * 1000
        self.rows.add("a saved small file readable on B, p50 of %d" % len(times), "%.1f ms (one fdatasync: %.1f ms)" % (p50, flush * 1000),
                      "<= 20 ms", p50 <= 20)
        self.rows.add("the same, p99", "%.1f ms" % p99)

    def rename(self):
        one, two = self.folders
        before = self.quiet()
        start = time.monotonic()
        os.rename(os.path.join(one, "tree"), os.path.join(one, "renamed"))
        wait_until(lambda: os.path.isdir(os.path.join(two, "renamed")) and not os.path.exists(os.path.join(two, "tree")),
                   "the renamed directory on B", PATIENCE, 0.002)
        seconds = time.monotonic() - start
        wait_until(lambda: sum(len(names) for _, _, names in os.walk(os.path.join(two, "renamed"))) == self.options.files,
                   "all files below the new name", PATIENCE)
        sent = self.quiet() - before
        check_equal(one, two)
        self.rows.add("rename of a directory of {:,} files".format(self.options.files), "%.0f ms" % (seconds * 1000), "well under 1 s",
                      seconds < 1)
        self.rows.add("bytes it sends", "{:,}".format(sent), "< 10,000", sent < 10_000)

    def append(self):
        one, two = (os.path.join(folder, "large.bin") for folder in self.folders)
        size = self.options.large << 20
        with open(one, "wb") as file:
            for _ in range(self.options.large):
                file.write(self.dice.randbytes(1 << 20))
        start = time.monotonic()
        wait_until(lambda: os.path.exists(two) and os.path.getsize(two) == size, "the large file on B", PATIENCE)
        seconds = time.monotonic() - start
        self.rows.add("a new file of %d MiB, as far as B has it" % self.options.large, "%.2f s" % seconds)
        before = self.quiet()
        with open(one, "ab") as file:
            file.write(self.dice.randbytes(100_000))
        start = time.monotonic()
        wait_until(lambda: os.path.getsize(two) == size + 100_000, "the longer file on B", PATIENCE, 0.01)
        seconds = time.monotonic() - start
        sent = self.quiet() - before
        if trees.file_hash(one) != trees.file_hash(two):
            raise Failure("the large files differ")
        self.rows.add("100 kB appended to it", "%.2f s, %s bytes" % (seconds, "{:,}".format(sent)), "< 2 MiB", sent < 2 << 20)

    def idle(self):
        self.quiet()
        before = [device.cpu_seconds() for device in self.devices]
        time.sleep(self.options.idle)
        used = [device.cpu_seconds() - start for device, start in zip(self.devices, before)]
        bar = 0.2 * self.options.idle / 60
        self.rows.add("CPU of one idle device in %.0f s" % self.options.idle, "A %.2f s, B %.2f s" % tuple(used), "< %.2f s" % bar, max(used) < bar)

    def swarm(self):
        Swarm(self, self.options.large, self.options.upload).run()

    def limits(self):
        Limits(self).run()

    def many(self):
        ManyFiles(self, self.options.many, self.options.idle).run()

    def run(self):
        parts = {"first": self.first_sync, "saves": self.saves, "rename": self.rename, "append": self.append, "idle": self.idle,
                 "swarm": self.swarm, "limits": self.limits, "many": self.many}
        chosen = self.options.only.split(",") if self.options.only else list(parts)
        unknown = [name for name in chosen if name not in parts]
        if unknown:
            raise Failure("there is no part called %s; there are %s" % (", ".join(unknown), ", ".join(parts)))
        if set(chosen) - {"swarm", "limits", "many"}:
            self.arrange()
            self.first_sync()  # the others need what it sets up
        failed = 0
        for name in chosen:
            if name == "first":
                continue
            try:
                parts[name]()
            except Failure as failure:
                failed += 1
                self.rows.add(name, "not measured: %s" % str(failure)[:400], "", False)
                for device in self.devices:
                    print("--- %s, the end of its log:\n%s" % (device.name, device.tail(10)), file=sys.stderr)
        return 1 if failed else 0

    def end(self):
        for device in self.devices:
            try:
                device.stop()
            except Failure as failure:
                print(failure)
        if self.options.keep:
            print("kept: %s" % self.root)
        else:
            shutil.rmtree(self.root, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--workdir", help="where to work; everything goes into a new folder there (default: the temporary folder)")
    parser.add_argument("--files", type=int, default=50_000, help="how many small files (%(default)s)")
    parser.add_argument("--saves", type=int, default=200, help="how many saves (%(default)s)")
    parser.add_argument("--large", type=int, default=1024, metavar="MIB", help="size of the large file (%(default)s)")
    parser.add_argument("--upload", type=int, default=64_000, metavar="KB", help="kB/s that the writer of the swarm may send (%(default)s)")
    parser.add_argument("--many", type=int, default=200_000, metavar="FILES", help="how many files are very many (%(default)s)")
    parser.add_argument("--idle", type=float, default=60, metavar="SECONDS", help="how long to watch idling (%(default)s)")
    parser.add_argument("--only", metavar="PARTS", help="of first,saves,rename,append,idle,swarm,limits,many; but for the last three, the first always runs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", metavar="FILE", help="write the table there, too")
    parser.add_argument("--keep", action="store_true", help="leave folders, logs and config files behind")
    options = parser.parse_args()
    os.umask(0o022)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench, code = None, 1
    try:
        bench = Bench(options)
        code = bench.run()
    except KeyboardInterrupt:
        print("bench: interrupted", file=sys.stderr)
        code = 130
    except Failure as failure:
        print("bench: %s" % failure, file=sys.stderr)
        for device in bench.devices if bench else []:
            print("--- %s, the end of its log:\n%s" % (device.name, device.tail(20)), file=sys.stderr)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what was started is stopped and removed, come what may
        if bench:
            bench.end()
    if bench and bench.rows.rows:
        print()
        bench.rows.show()
        if options.json:
            with open(options.json, "w", encoding="utf-8") as file:
                json.dump([dict(zip(("figure", "measured", "bar", "ok"), row)) for row in bench.rows.rows], file, indent=1)
    return code


if __name__ == "__main__":
    sys.exit(main())
