#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power of one of three servers is cut at random moments while all are written to: nothing is lost that had been safe.

Folder and storage of that server lie on a disk of their own that forgets at a cut what it was not told to flush
(volatile_disk.py), and its daemon gets a new boot id and boot time with each start, as after a reboot. What the users do, and by
which rules it is judged, is told in churn.py. `--cuts 50 --fs ext4` is a full run; without --fs each file system that this
machine can make is tried.
"""
import math
import os
import random
import subprocess
import time
import uuid

import churn
import volatile_disk
from scenario import main, options, scenario
from shoalkit import PATIENCE, Failure, Share, wait_until

OPTIONS = options(cuts=6, fs="", seed=int(os.environ.get("SHOAL_TEST_SEED", "1")))
NAMES = ("app01", "app02", "app03")  # the first is the one with the bad luck
CAREFUL = 0.5                        # so much of their work the users flush
# After an unclean stop a device may wait a minute for a comparison with a peer before it says what changed.
AT_REST = PATIENCE + 90

# In a mount namespace of its own the daemon sees these two files instead of the kernel's.
AS_AFTER_A_REBOOT = 'mount --bind "$1" /proc/sys/kernel/random/boot_id && mount --bind "$2" /proc/stat && shift 2 && exec "$@"'


class Machine:
    """The server that loses its power: its disk, and what its kernel says of the boot."""

    def __init__(self, stage, kind):
        self.home = stage.folder(NAMES[0], "")
        self.disk = volatile_disk.VolatileDisk(self.home, kind, 4096)
        self.mount_point = os.path.join(self.home, "mounted")
        self.folder, self.storage = (os.path.join(self.mount_point, name) for name in ("data", "storage"))
        self.boot_id, self.stat = os.path.join(self.home, "boot_id"), os.path.join(self.home, "stat")

    def wrap(self):
        return ["unshare", "--mount", "--propagation", "private", "sh", "-c", AS_AFTER_A_REBOOT, "boot", self.boot_id, self.stat]

    def boot(self):
        # It takes until the next full second, which is the unit of the boot time: what was written before it is older.
        now = math.ceil(time.time())
        with open(self.boot_id, "w", encoding="ascii") as file:
            file.write("%s\n" % uuid.uuid4())
        with open("/proc/stat", encoding="ascii") as file:
            lines = ["btime %d\n" % now if line.startswith("btime ") else line for line in file]
        with open(self.stat, "w", encoding="ascii") as file:
            file.writelines(lines)
        wait_until(lambda: time.time() >= now, "the next second")
        self.disk.power_on(self.mount_point)
        os.makedirs(self.folder, exist_ok=True)
        os.makedirs(self.storage, exist_ok=True)


class Cutter:
    """Cuts the power of a machine while a crew works, and brings it back."""

    def __init__(self, crew, machine, seed):
        self.crew, self.machine, self.random, self.seed = crew, machine, random.Random("cuts %s" % seed), seed
        self.device, self.user, self.cuts, self.ways = crew.devices[0], crew.users[0], 0, []

    def cut_and_boot(self, at_most):
        # The moment is the experiment: nothing waits for it.
        time.sleep(self.random.uniform(0, at_most))
        self.user.powered, self.user.was_cut_off, self.user.unsure = False, True, True
        self.device.process.kill()  # no thread of it runs another instruction of its own
        self.ways.append(self.machine.disk.cut("%s %s" % (self.seed, self.cuts)))
        self.cuts += 1
        self.crew.ledger.killed(self.device.name)
        self.device.kill()
        self.user.hold()
        self.crew.kill_reader(0)
        self.crew.ledger.cut_off(self.user.name_, self.crew.folders[0], self.crew.folders[1:])
        self.machine.disk.let_go()
        self.machine.boot()
        wrong = self.crew.ledger.look_at_image(self.user.name_, self.crew.folders[0])
        if wrong:
            raise Failure("cut %d (%s): %s" % (self.cuts, self.ways[-1], "\n".join(wrong[:20])))
        self.user.powered = True
        self.device.start(wait=False)
        self.crew.work()


def play(stage, kind):
    machine = Machine(stage, kind)
    try:
        machine.boot()
        secret = stage.programs.new_secret()
        folders = [machine.folder] + [stage.folder(name, "data") for name in NAMES[1:]]
        devices = [stage.device(name, [Share(secret, folder)], start=False, archive_max_size=100_000)
                   for name, folder in zip(NAMES, folders)]
        devices[0].storage = machine.storage
        devices[0].wrap += machine.wrap()
        for device in devices:
            device.start()
        for device, folder in zip(devices, folders):
            stage.wait_connected(device, folder, len(NAMES) - 1)
        crew = churn.Crew(stage, devices, folders, OPTIONS.seed, CAREFUL)
        cutter = Cutter(crew, machine, OPTIONS.seed)
        try:
            with stage.step("three users begin"):
                crew.begin(AT_REST)
                subprocess.run(["sync", "-f", machine.folder], check=True)
            while cutter.cuts < OPTIONS.cuts:
                with stage.step("the power is cut until it is %d times (seed %d)" % (cutter.cuts + 1, OPTIONS.seed)):
                    crew.work()
                    cutter.cut_and_boot(2.5)
                    while cutter.cuts < OPTIONS.cuts and cutter.random.random() < 0.3:
                        cutter.cut_and_boot(1.0)  # in the middle of getting up
                    devices[0].wait_ready()
                    crew.rested_and_equal(AT_REST)
        finally:
            crew.end()
            ways = sorted(way.split(" of ")[0] for way in cutter.ways)
            stage.report.note("%s, %d cuts, of the cache was kept: %s; %s" % (
                kind, cutter.cuts, ", ".join("%s %d" % (way, ways.count(way)) for way in sorted(set(ways))), crew.summary()))
            devices[0].stop()
    finally:
        machine.disk.close()


def register(kind):
    @scenario("the power of a server with %s is cut again and again" % kind)
    def _(stage):
        why = volatile_disk.missing(kind)
        if why:
            stage.report.note("not played: %s" % why)
            return
        play(stage, kind)


for each in volatile_disk.MKFS:
    if OPTIONS.fs in ("", each):
        register(each)
main()
