# SPDX-License-Identifier: GPL-3.0-or-later
"""One writer whose upload is limited, and several receivers of one large file that may all talk to each other."""
import os
import time

import trees
from shoalkit import Device, Failure, Share, free_ports, wait_until

RECEIVERS = 4
PATIENCE = 900.0


def idle(device):
    shares = (device.status() or {}).get("shares")
    return bool(shares) and all(share.get("state") == "idle" and not share.get("pending_files") for share in shares)


class Swarm:
    def __init__(self, bench, size, limit):
        """`size` in MiB; `limit`: what the writer may send, in kB/s."""
        self.bench, self.size, self.limit = bench, size << 20, limit
        self.secret = bench.programs.new_secret()
        self.ports = free_ports(1 + RECEIVERS)
        self.devices = []

    def device(self, number, name, **keys):
        folder = self.bench.folder("swarm", name)
        others = ["127.0.0.1:%d" % port for port in self.ports if port != self.ports[number]]
        share = Share(self.secret, folder, use_sync_trash=False)
        device = Device(self.bench.programs, os.path.join(self.bench.root, "swarm"), "swarm-" + name, [share],
                        port=self.ports[number], known_hosts=others, search_lan=False, detached=True, **keys)
        device.folder = folder
        self.devices.append(device)
        return device

    def make_file(self, folder):
        with open(os.path.join(folder, "large.bin"), "wb") as file:
            for _ in range(self.size >> 20):
                file.write(self.bench.dice.randbytes(1 << 20))

    def fetch(self, receivers):
        """Seconds from the start of the receivers until the last of them has the file."""
        paths = [os.path.join(device.folder, "large.bin") for device in receivers]
        start = time.monotonic()
        for device in receivers:
            device.start(wait=False)
        wait_until(lambda: all(os.path.exists(path) and os.path.getsize(path) == self.size for path in paths),
                   lambda: "the file on all of %d receivers" % len(receivers), PATIENCE, 0.02)
        return time.monotonic() - start

    def run(self):
        try:
            self.measure()
        except Failure:
            for device in self.devices:
                print("--- %s, the end of its log:\n%s" % (device.name, device.tail(10)))
            raise
        finally:
            for device in self.devices:
                if device.running():
                    device.stop()

    def measure(self):
        writer = self.device(0, "writer", upload_limit=self.limit, rate_limit_local_peers=True)
        self.make_file(writer.folder)
        writer.start()
        wait_until(lambda: idle(writer), "the writer to be idle", PATIENCE, 0.2)
        alone = self.device(1, "alone")
        one = self.fetch([alone])
        alone.stop()
        before = writer.traffic()[0]
        receivers = [self.device(number, "receiver%d" % number) for number in range(1, 1 + RECEIVERS)]
        many = self.fetch(receivers)
        sent = writer.traffic()[0] - before
        expected = trees.file_hash(os.path.join(writer.folder, "large.bin"))
        for device in receivers:
            if trees.file_hash(os.path.join(device.folder, "large.bin")) != expected:
                raise Failure("the file of %s differs" % device.name)
        self.bench.rows.add("%d MiB from a writer limited to %d MB/s: %d receivers, one receiver" %
                            (self.size >> 20, self.limit // 1000, RECEIVERS),
                            "%.1f s, %.1f s: %.2f times" % (many, one, many / one), "<= 1.3 times", many <= 1.3 * one)
        self.bench.rows.add("what the writer sent to the %d receivers" % RECEIVERS,
                            "%.2f times the file" % (sent / self.size))
