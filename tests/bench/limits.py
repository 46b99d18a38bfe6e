# SPDX-License-Identifier: GPL-3.0-or-later
"""How exactly real connections keep upload_limit and download_limit."""
import os
import time

from shoalkit import Device, Share, free_ports, wait_until

LIMIT = 8_000  # kB/s: far below what this machine can do
FILE = 96 << 20  # 12 s at that rate
PATIENCE = 120.0


class Limits:
    def __init__(self, bench):
        self.bench = bench
        secret, ports = bench.programs.new_secret(), free_ports(2)
        self.writer, self.reader = (
            Device(bench.programs, bench.root, "limits-" + name,
                   [Share(secret, bench.folder("limits", name), use_sync_trash=False)], port=ports[number],
                   known_hosts=["127.0.0.1:%d" % ports[1 - number]], search_lan=False, detached=True,
                   rate_limit_local_peers=True)
            for number, name in enumerate(("writer", "reader")))

    def run(self):
        try:
            for option, device in (("upload_limit", self.writer), ("download_limit", self.reader)):
                device.keys[option] = LIMIT
                for each in (self.writer, self.reader):
                    each.start()
                wait_until(lambda: self.reader.share_status(self.reader.shares[0].folder).get("peers"), "them to meet")
                self.measure(option)
                for each in (self.writer, self.reader):
                    each.stop()
                del device.keys[option]
        finally:
            for device in (self.writer, self.reader):
                if device.running():
                    device.stop()

    def measure(self, option):
        """The rate between the first sixth of a file and its last, against the limit."""
        before = self.reader.traffic()[1]
        name = option + ".bin"
        beside = os.path.join(self.bench.root, name)
        with open(beside, "wb") as file:
            for _ in range(FILE >> 20):
                file.write(self.bench.dice.randbytes(1 << 20))
        os.rename(beside, os.path.join(self.writer.shares[0].folder, name))
        marks = [self.mark(before + FILE * part // 6) for part in (1, 5)]
        rate = (marks[1][1] - marks[0][1]) / (marks[1][0] - marks[0][0])
        target = os.path.join(self.reader.shares[0].folder, name)
        wait_until(lambda: os.path.exists(target), "the file to arrive", PATIENCE)
        off = rate / (LIMIT * 1000) - 1
        self.bench.rows.add("%s of %d MB/s over TCP" % (option, LIMIT // 1000), "%.2f MB/s: %+.1f %%" % (rate / 1e6, 100 * off),
                            "+-5 %", abs(off) <= 0.05)

    def mark(self, received):
        """(time, bytes received) as soon as there are so many."""
        at = []

        def there():
            at[:] = [time.monotonic(), self.reader.traffic()[1]]
            return at[1] >= received

        wait_until(there, "%d bytes to be received" % received, PATIENCE, 0.02)
        return at
