#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""relay.py BIN [DEVICES [BUSY [SECONDS]]]: memory and processor that one shoal-relay takes for each of many devices that
do nothing, and for each of some relayed connections that move what they can."""
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "system"))

from shoalkit import Programs, Relay, free_ports  # noqa: E402


IDLE_SECONDS = 40  # some pings


def memory(pid):
    with open("/proc/%d/status" % pid) as file:
        return [int(line.split()[1]) for line in file if line.startswith("VmRSS")][0]


def main():
    devices, busy, seconds = [int(each) for each in sys.argv[2:5]] + [2000, 200, 10][len(sys.argv) - 2:]
    programs = Programs(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="shoal-bench-") as folder:
        port, metrics = free_ports(2)
        relay = Relay(programs, folder, port=port, metrics_port=metrics, limits={
            "devices": 2 * devices, "devices_per_address": 2 * devices, "sessions": 2 * busy + 10,
            "sessions_per_address": 4 * busy + 10, "sessions_per_device": 10})
        relay.start()
        try:
            empty = memory(relay.pid)
            before = relay.cpu_seconds()
            load = subprocess.Popen([os.path.join(os.path.abspath(sys.argv[1]), "relay_load"), str(port), str(devices),
                                     str(busy), str(seconds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            print(load.stdout.readline().strip())
            came = relay.cpu_seconds() - before
            idle = memory(relay.pid)
            start = relay.cpu_seconds()
            time.sleep(IDLE_SECONDS)
            used = relay.cpu_seconds() - start
            print("%d devices: %.1f KiB each, %.2f ms of processor to come, %.3f ms a minute to stay"
                  % (devices, (idle - empty) / devices, came * 1000 / devices, used * 1000 * 60 / IDLE_SECONDS / devices))
            start, since = relay.cpu_seconds(), time.monotonic()
            load.stdin.write("\n")
            load.stdin.flush()
            time.sleep(seconds / 2)
            full = memory(relay.pid)
            last = load.stdout.readline().split()
            used, lasted = relay.cpu_seconds() - start, time.monotonic() - since
            joined, arrived = int(last[1]), int(last[3])
            if last[5] != "0":
                print("%s ends were lost: the figures below are of no use" % last[5])
            print("%d relayed connections at work: %.0f KiB each, %.0f MB/s in all, %.2f s of processor for each GB, "
                  "%.0f %% of one core" % (joined, (full - idle) / joined, arrived / lasted / 1e6, used / (arrived / 1e9),
                                           100 * used / lasted))
        finally:
            relay.stop()


main()
