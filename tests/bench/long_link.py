#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a long link carries: two machines (namespaces), and between them a shaped wire of 100 Mbit/s and 100 ms.

Shoal, rsync and, where it is installed, Syncthing move the same files over it, each in a run of its own, and beside them
a plain TCP stream moves as many bytes; figures are parts of what that stream does. Needs root. Prints a table; a bar that
is missed is a figure.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "system"))
sys.path.insert(0, HERE)

import netspace  # noqa: E402
import trees  # noqa: E402
from bench import Rows, make_files  # noqa: E402
from shoalkit import Device, Failure, Programs, Share, cpu_seconds, wait_until  # noqa: E402

PATIENCE = 600.0
LOSSY_PART = 20 # with 1 % loss congestion control lets hardly 2 Mbit/s through: so much less is moved
SPACES, ADDRESSES = ("longA", "longB"), ("10.99.0.1", "10.99.0.2")

# Sends or takes a number of bytes; the taker says how many seconds it was from its connect() to the last one.
STREAM = r"""
import socket, sys, time
kind, address, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
if kind == "send":
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, 5001))
    listener.listen(1)
    print("ready", flush=True)
    s = listener.accept()[0]
    piece = bytes(1 << 16)
    while size > 0:
        size -= s.send(piece[:size])
    s.shutdown(socket.SHUT_WR)
    s.recv(1)
else:
    start = time.monotonic()
    s = socket.create_connection((address, 5001))
    got = 0
    while got < size:
        got += len(s.recv(1 << 16))
    print(time.monotonic() - start)
"""

# A folder of two devices that know each other's address. Only the taker dials.
SYNCTHING = """<configuration version="35">
  <folder id="long" path="%(folder)s" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true" fsWatcherDelayS="1">
    <device id="%(me)s"/><device id="%(other)s"/>
  </folder>
  <device id="%(me)s"><address>dynamic</address></device>
  <device id="%(other)s"><address>%(other_address)s</address></device>
  <gui enabled="true" tls="false"><address>127.0.0.1:8384</address><apikey>long</apikey></gui>
  <options>
    <listenAddress>tcp://%(address)s:5004</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted><crashReportingEnabled>false</crashReportingEnabled>
    <limitBandwidthInLan>false</limitBandwidthInLan><setLowPriority>false</setLowPriority>
  </options>
</configuration>
"""
# How many files the folder has that were read, or nothing while it is busy.
ASK_SYNCTHING = """
import json, urllib.request
request = urllib.request.Request("http://127.0.0.1:8384/rest/db/status?folder=long", headers={"X-API-Key": "long"})
with urllib.request.urlopen(request, timeout=5) as answer:
    status = json.load(answer)
print(status["localFiles"] if status["state"] == "idle" else 0)
"""


def inside(number):
    return netspace.inside(SPACES[number])


class Wire:
    """The link as long as it is shaped in one way."""

    def __init__(self, programs, options, loss, congestion):
        queue = options.rate * 125 * options.rtt  # what is on its way in a round trip
        self.shaper = subprocess.Popen(
            [os.path.join(programs, "link_shaper"), *SPACES, str(options.rate * 125_000), str(options.rtt // 2), str(queue),
             str(loss)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self.shaper.stdout.readline() != b"ready\n":
            raise Failure("the link cannot be made: is this root, and is there /dev/net/tun?")
        for number, space in enumerate(SPACES):
            netspace.ip("-n", space, "address", "add", ADDRESSES[number] + "/32", "dev", "wire")
            netspace.ip("-n", space, "link", "set", "wire", "up")
            # By the route, as a namespace may not choose all of them by sysctl.
            netspace.ip("-n", space, "route", "add", ADDRESSES[1 - number], "dev", "wire", "congctl", congestion)
            subprocess.run([*inside(number), "sysctl", "-qw", "net.ipv4.tcp_no_metrics_save=1"], check=True)

    def close(self):
        self.shaper.stdin.close()
        self.shaper.wait()


def cpu_seconds_of_all(pid):
    """Of a process and its children."""
    used = cpu_seconds(pid)
    for thread in os.listdir("/proc/%d/task" % pid):
        with open("/proc/%d/task/%s/children" % (pid, thread)) as file:
            used += sum(cpu_seconds_of_all(int(child)) for child in file.read().split())
    return used


def counter(number):
    """Opens the count of bytes that a machine has received over the wire; it can be read again and again."""
    reader = subprocess.Popen([*inside(number), "python3", "-c", (
        "import sys\n"
        "for line in sys.stdin:\n"
        "    for line in open('/proc/net/dev'):\n"
        "        if line.strip().startswith('wire:'):\n"
        "            print(line.split(':')[1].split()[0], flush=True)\n")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask():
        reader.stdin.write("\n")
        reader.stdin.flush()
        return int(reader.stdout.readline())

    def end():
        reader.stdin.close()
        reader.wait()
    return ask, end


class LongLink:
    def __init__(self, options):
        self.options, self.rows = options, Rows()
        self.programs = Programs(options.bin)
        self.root = tempfile.mkdtemp(prefix="shoal-bench-", dir=options.workdir)
        self.dice = random.Random(1)

    def folder(self, *names):
        path = os.path.join(self.root, *names)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        return path

    def make_sources(self, part):
        """Folders with what is to be moved, and how many bytes that is: name -> (folder, bytes)."""
        small, count = self.folder("small"), max(1, self.options.files // part)
        files = make_files(small, count, self.dice)
        large, size = self.folder("large"), max(1, self.options.large // part)
        with open(os.path.join(large, "large.bin"), "wb") as file:
            for _ in range(size):
                file.write(self.dice.randbytes(1_000_000))
        return {"{:,} small files".format(count): (small, sum(bytes for _, bytes, _ in files)),
                "one file of %d MB" % size: (large, size * 1_000_000)}

    def stream(self, size):
        sender = subprocess.Popen([*inside(0), "python3", "-c", STREAM, "send", ADDRESSES[0], str(size)], stdout=subprocess.PIPE)
        try:
            sender.stdout.readline()
            taker = subprocess.run([*inside(1), "python3", "-c", STREAM, "take", ADDRESSES[0], str(size)], check=True,
                                   stdout=subprocess.PIPE, timeout=PATIENCE)
            return float(taker.stdout)
        finally:
            sender.kill()
            sender.wait()

    def rsync(self, source):
        config = os.path.join(self.root, "rsyncd.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write("use chroot = no\nport = 5002\naddress = %s\nuid = root\ngid = root\n[source]\npath = %s\nread only = yes\n"
                       % (ADDRESSES[0], source))
        target = self.folder("rsync-target")
        daemon = subprocess.Popen([*inside(0), "rsync", "--daemon", "--no-detach", "--config=" + config], stdin=subprocess.DEVNULL)
        try:
            url = "rsync://%s:5002/source/" % ADDRESSES[0]
            wait_until(lambda: subprocess.run([*inside(1), "rsync", "rsync://%s:5002/" % ADDRESSES[0]], stdout=subprocess.DEVNULL,
                                              stderr=subprocess.DEVNULL).returncode == 0, "the rsync daemon to answer", 20)
            start = time.monotonic()
            subprocess.run([*inside(1), "rsync", "-a", "--exclude=/.sync", url, target + "/"], check=True)
            return time.monotonic() - start
        finally:
            daemon.terminate()
            daemon.wait()

    def shoal(self, source):
        """As moved() tells."""
        secret, target = self.programs.new_secret(), self.folder("shoal-target")
        shutil.rmtree(os.path.join(source, ".sync"), ignore_errors=True)
        devices = []
        for number, folder in enumerate((source, target)):
            shutil.rmtree(os.path.join(self.root, "long-%d.storage" % number), ignore_errors=True)
            devices.append(Device(self.programs, self.root, "long-%d" % number, [Share(secret, folder, use_sync_trash=False)],
                                  port=5003, wrap=inside(number), search_lan=False,
                                  known_hosts=["%s:5003" % ADDRESSES[1 - number]]))
        try:
            devices[0].start()
            wait_until(lambda: devices[0].share_status(source).get("state") == "idle", "the writer to have read its files", PATIENCE)
            moved = self.moved(source, target, lambda: devices[1].start(wait=False),
                               lambda: sum(device.cpu_seconds() for device in devices), lambda: devices[1].tail(20))
        finally:
            for device in devices:
                device.stop()
        lines = trees.differences(trees.snapshot(source), trees.snapshot(target))
        if lines:
            raise Failure("the folders differ: %s" % "; ".join(lines[:5]))
        return moved

    def syncthing(self, source):
        """As moved() tells."""
        target = self.folder("syncthing-target")
        shutil.rmtree(os.path.join(source, ".sync"), ignore_errors=True)
        homes = [self.folder("syncthing-%d" % number) for number in (0, 1)]
        names = []
        for home in homes:
            subprocess.run(["syncthing", "generate", "--home", home, "--no-default-folder", "--skip-port-probing"], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            told = subprocess.run(["syncthing", "--home", home, "--device-id"], check=True, stdout=subprocess.PIPE, text=True)
            names.append(re.search(r"([A-Z2-7]{7}-){7}[A-Z2-7]{7}", told.stdout).group(0))
        for number, folder in enumerate((source, target)):
            os.makedirs(os.path.join(folder, ".stfolder"), exist_ok=True)
            with open(os.path.join(homes[number], "config.xml"), "w", encoding="utf-8") as file:
                file.write(SYNCTHING % {"folder": folder, "me": names[number], "other": names[1 - number],
                                        "address": ADDRESSES[number],
                                        "other_address": "tcp://%s:5004" % ADDRESSES[0] if number == 1 else "dynamic"})
        running = []

        def start(number):
            running.append(subprocess.Popen(
                [*inside(number), "syncthing", "serve", "--home", homes[number], "--no-browser", "--no-restart", "--no-upgrade"],
                env={**os.environ, "HOME": homes[number], "STNOUPGRADE": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

        def has_read():
            asked = subprocess.run([*inside(0), "python3", "-c", ASK_SYNCTHING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            return asked.returncode == 0 and int(asked.stdout) >= len(self.expected(source))

        try:
            start(0)
            wait_until(has_read, "Syncthing to have read its files", PATIENCE, 0.5)
            return self.moved(source, target, lambda: start(1), lambda: sum(cpu_seconds_of_all(each.pid) for each in running),
                              "Syncthing to bring all files")
        finally:
            for process in running:
                process.terminate()
                process.wait()
            shutil.rmtree(os.path.join(source, ".stfolder"), ignore_errors=True)

    def moved(self, source, target, start_taker, worked, what):
        """From the first bytes that come to the last file that is there: seconds, bytes, seconds of processor."""
        ask, end = counter(1)
        try:
            idle = ask()
            start_taker()
            wait_until(lambda: ask() - idle > 10_000, "them to meet", PATIENCE, 0.01)
            start, before, used = time.monotonic(), ask(), worked()
            wanted = self.expected(source)
            wait_until(lambda: self.arrived(target, wanted), what, PATIENCE, 0.02)
            return time.monotonic() - start, ask() - before, worked() - used
        finally:
            end()

    def expected(self, source):
        wanted = []
        for folder, _, names in os.walk(source):
            if os.sep + ".s" not in folder[len(source):]: # .sync, .stfolder
                wanted += [(os.path.relpath(os.path.join(folder, name), source), os.path.getsize(os.path.join(folder, name)))
                           for name in names]
        return wanted

    def arrived(self, target, wanted):
        """Takes off the list what is there."""
        while wanted:
            path, size = wanted[-1]
            try:
                if os.path.getsize(os.path.join(target, path)) != size:
                    return False
            except FileNotFoundError:
                return False
            wanted.pop()
        return True

    def measure(self, loss, congestion):
        link = "%d Mbit/s, %d ms, %g %% loss, %s" % (self.options.rate, self.options.rtt, loss, congestion)
        wire = Wire(self.options.bin, self.options, loss, congestion)
        try:
            for name, (source, size) in self.make_sources(LOSSY_PART if loss else 1).items():
                self.compare("%s, %s" % (link, name), source, size, loss)
        finally:
            wire.close()

    def compare(self, figure, source, size, loss):
        """Sums over all turns: what is lost falls by chance, so that single ones differ by a multiple."""
        stream = rsync = 0.0
        ways = {"Shoal": self.shoal}
        if shutil.which("syncthing"):
            ways["Syncthing"] = self.syncthing
        sums = {name: (0.0, 0, 0.0) for name in ways}
        for turn in range(self.options.turns):
            stream += self.stream(size)
            rsync += self.rsync(source)
            for name, way in ways.items():
                sums[name] = tuple(a + b for a, b in zip(sums[name], way(source)))
            print("%s, %d of %d turns: stream %.1f s, rsync %.1f s, %s"
                  % (figure, turn + 1, self.options.turns, stream, rsync,
                     ", ".join("%s %.1f s" % (name, seconds) for name, (seconds, _, _) in sums.items())), flush=True)
        told = ["stream %.1f s" % stream, "rsync %.1f s (%.0f %%)" % (rsync, 100 * stream / rsync)]
        for name, (seconds, received, used) in sums.items():
            told.append("%s %.1f s (%.0f %%; %.1f s of processor, %.1f %% more bytes than the files have)"
                        % (name, seconds, 100 * stream / seconds, used, 100 * received / size / self.options.turns - 100))
        shoal, best = sums["Shoal"][0], min([rsync, *(seconds for name, (seconds, _, _) in sums.items() if name != "Shoal")])
        self.rows.add(figure, ", ".join(told), "no slower than the best of the others" if loss else ">= 85 % of the stream",
                      shoal <= best if loss else stream >= 0.85 * shoal)

    def run(self):
        for space in SPACES:
            netspace.ip("netns", "add", space)
            netspace.ip("-n", space, "link", "set", "lo", "up")
        for loss in [float(each) for each in self.options.loss.split(",")]:
            for congestion in self.options.congestion.split(","):
                self.measure(loss, congestion)
        print()
        self.rows.show()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin")
    parser.add_argument("--files", type=int, default=10_000, help="how many small files (%(default)s; with loss a twentieth)")
    parser.add_argument("--large", type=int, default=100, metavar="MB", help="size of the large file (%(default)s; with loss a twentieth)")
    parser.add_argument("--rate", type=int, default=100, metavar="MBIT", help="of the link, each way (%(default)s)")
    parser.add_argument("--rtt", type=int, default=100, metavar="MS", help="there and back (%(default)s)")
    parser.add_argument("--loss", default="0,1", help="percents of packets that are lost each way (%(default)s)")
    parser.add_argument("--congestion", default="cubic", help="congestion controls of both machines, with commas (%(default)s)")
    parser.add_argument("--turns", type=int, default=1, help="how often each is measured (%(default)s)")
    parser.add_argument("--workdir", help="where to work (default: the temporary folder)")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    netspace.enter()
    os.umask(0o022)
    bench = LongLink(options)
    try:
        bench.run()
    finally:
        shutil.rmtree(bench.root, ignore_errors=True)


main()
