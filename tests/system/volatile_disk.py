#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk with a write cache that forgets: what it had been told to flush is there after a power cut, the rest by chance.

    disk = VolatileDisk(folder, "ext4", megabytes=4096)
    disk.power_on(mount_point)     # the file system of the disk is mounted
    disk.cut(seed)                 # from this moment all it is asked fails, as when the plug is pulled
    disk.let_go()                  # unmounts what is left of it
    disk.power_on(mount_point)     # the machine starts again: journals are replayed

The file system lies on a loop device, and that on a file which a process of its own serves through FUSE, so that it sees
every write and every flush in the order of the kernel. A write changes the file at once, and what it replaced is
remembered until the next flush. At a cut all writes since the last flush are taken back, and some of them, picked by the seed in
pieces of 4 KiB (which a drive writes whole or not at all), are done again: none, all, the first so many, or any.

Needs root, /dev/fuse and loop devices; missing() says what is not there. Mounts, loop device and process go with the mount
namespace and the standard input that they came with, whatever becomes of the test.
"""
import ctypes
import errno
import os
import random
import select
import shutil
import struct
import subprocess
import sys

from shoalkit import wait_until

SECTOR = 4096
CACHE_BYTES = 64 << 20  # a drive has so much; what is more goes to its platters by itself, oldest first
MAX_WRITE = 1 << 20

MKFS = {"ext4": ["mkfs.ext4", "-q", "-F"], "xfs": ["mkfs.xfs", "-q", "-f"], "btrfs": ["mkfs.btrfs", "-q", "-f"]}


def missing(kind):
    """Why a disk of this file system cannot be had here; empty when it can."""
    if os.geteuid() != 0 or not os.path.exists("/dev/fuse") or not os.path.exists("/dev/loop-control"):
        return "it needs root, /dev/fuse and loop devices"
    if not shutil.which(MKFS[kind][0], path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"):
        return "there is no %s" % MKFS[kind][0]
    with open("/proc/filesystems", encoding="ascii") as file:
        if kind not in file.read().split():
            subprocess.run(["modprobe", kind], stderr=subprocess.DEVNULL)
    with open("/proc/filesystems", encoding="ascii") as file:
        if kind not in file.read().split():
            return "the kernel has no %s" % kind
    return ""


class VolatileDisk:
    def __init__(self, folder, kind, megabytes):
        self.kind, self.mount_point, self.server, self.report = kind, None, None, ""
        self.image, self.device = os.path.join(folder, "disk.image"), os.path.join(folder, "disk")
        with open(self.image, "wb") as file:
            file.truncate(megabytes << 20)
        open(self.device, "wb").close()  # the served file is mounted over it
        environment = dict(os.environ, PATH=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        subprocess.run(MKFS[kind] + [self.image], check=True, env=environment, stdout=subprocess.DEVNULL)

    def power_on(self, mount_point):
        self.server = subprocess.Popen([sys.executable, os.path.abspath(__file__), self.image, self.device],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.server.stdout.readline() != "ready\n":
            raise OSError("the disk does not start: exit code %s" % self.server.wait())
        os.makedirs(mount_point, exist_ok=True)
        # A loop device that `mount` makes goes away with its last user.
        subprocess.run(["mount", "-t", self.kind, "-o", "loop", self.device, mount_point], check=True)
        self.mount_point = mount_point

    def cut(self, seed):
        """Pulls the plug; returns a sentence about what the cache held, and what of it was kept."""
        self.server.stdin.write("cut %s\n" % seed)
        self.server.stdin.flush()
        self.report = self.server.stdout.readline().strip()
        return self.report

    def let_go(self):
        """Unmounts; nobody may have a file open there any more."""
        if self.mount_point:
            subprocess.run(["umount", self.mount_point], check=True)
            self.mount_point = None
        if self.server:
            # The kernel lets go of the loop device a moment after the mount.
            wait_until(lambda: subprocess.run(["umount", self.device], stderr=subprocess.DEVNULL).returncode == 0,
                       "the disk to be let go")
            self.server.communicate()
            self.server = None

    def close(self):
        for path in (self.mount_point, self.device):
            if path:
                subprocess.run(["umount", "-l", path], stderr=subprocess.DEVNULL)
        if self.server:
            self.server.stdin.close()
            self.server.wait()
        self.mount_point = self.server = None


# ---------------------------------------------------------------------------- the process that is the disk

# Of linux/fuse.h: a served file that is the root of its own file system needs no more than this.
GETATTR, SETATTR, OPEN, READ, WRITE, RELEASE, FSYNC, FLUSH, INIT, DESTROY = 3, 4, 14, 15, 16, 18, 20, 25, 26, 38
NO_ANSWER = (2, 36, 42)  # FORGET, INTERRUPT, BATCH_FORGET
ASYNC_READ, BIG_WRITES, MAX_PAGES = 1 << 0, 1 << 5, 1 << 22


class Cache:
    """The image, and the writes since the last flush: (offset, what was there, what is there now), oldest first."""

    def __init__(self, fd):
        self.fd, self.pending, self.held = fd, [], 0

    def write(self, offset, data):
        self.pending.append((offset, os.pread(self.fd, len(data), offset), data))
        os.pwrite(self.fd, data, offset)
        self.held += len(data)
        while self.held > CACHE_BYTES:
            self.held -= len(self.pending.pop(0)[2])

    def flush(self):
        self.pending, self.held = [], 0

    def cut(self, dice):
        for offset, old, _ in reversed(self.pending):
            os.pwrite(self.fd, old, offset)
        pieces = [(offset + start, new[start:start + SECTOR]) for offset, _, new in self.pending
                  for start in range(0, len(new), SECTOR)]
        way = dice.choice(("nothing", "everything", "the first", "any", "any", "most"))
        if way == "nothing":
            kept = []
        elif way == "everything":
            kept = pieces
        elif way == "the first":
            kept = pieces[:dice.randrange(len(pieces) + 1)]
        else:
            part = 0.9 if way == "most" else dice.random()
            kept = [piece for piece in pieces if dice.random() < part]
        for offset, data in kept:
            os.pwrite(self.fd, data, offset)
        return "%s of %d KiB in the cache" % (way, self.held >> 10)


class Server:
    def __init__(self, image, device):
        self.image = os.open(image, os.O_RDWR)
        self.size = os.fstat(self.image).st_size
        self.cache, self.dead = Cache(self.image), False
        self.fuse = os.open("/dev/fuse", os.O_RDWR)
        text = "fd=%d,rootmode=100600,user_id=0,group_id=0" % self.fuse
        if ctypes.CDLL(None, use_errno=True).mount(b"shoal-disk", os.fsencode(device), b"fuse", 0, text.encode()) != 0:
            raise OSError(ctypes.get_errno(), "mount a FUSE file")

    def serve(self):
        """Until the file is unmounted. A command on standard input comes between two requests, never in the middle of one."""
        inputs, commands = [self.fuse, sys.stdin.fileno()], b""
        while True:
            ready, _, _ = select.select(inputs, [], [])
            if sys.stdin.fileno() in ready:
                read = os.read(sys.stdin.fileno(), 4096)
                if not read:
                    inputs.remove(sys.stdin.fileno())
                commands += read
                while b"\n" in commands:
                    line, _, commands = commands.partition(b"\n")
                    self.dead = True
                    print(self.cache.cut(random.Random(line.decode())), flush=True)
                    self.cache.flush()
            if self.fuse in ready:
                try:
                    request = os.read(self.fuse, MAX_WRITE + 4096)
                except OSError as error:
                    if error.errno in (errno.ENODEV, errno.ECONNABORTED):
                        return
                    if error.errno in (errno.ENOENT, errno.EINTR, errno.EAGAIN):
                        continue
                    raise
                self.answer(request)

    def answer(self, request):
        _, opcode, unique = struct.unpack_from("<IIQ", request)
        if opcode in NO_ANSWER:
            return
        code, body = self.do(opcode, request[40:])
        try:
            os.write(self.fuse, struct.pack("<IiQ", 16 + len(body), -code, unique) + body)
        except OSError as error:
            if error.errno != errno.ENOENT:  # the request was given up
                raise

    def do(self, opcode, body):
        if opcode == INIT:
            major, minor, ahead, flags = struct.unpack_from("<IIII", body)
            return 0, struct.pack("<IIIIHHIIHHI28x", 7, min(minor, 31), ahead, flags & (ASYNC_READ | BIG_WRITES | MAX_PAGES),
                                  64, 48, MAX_WRITE, 1, MAX_WRITE // 4096, 0, 0)
        if opcode in (GETATTR, SETATTR):
            return 0, struct.pack("<QII", 1, 0, 0) + struct.pack("<QQQQQQIIIIIIIIII", 1, self.size, self.size // 512, 0, 0, 0,
                                                                 0, 0, 0, 0o100600, 1, 0, 0, 0, SECTOR, 0)
        if opcode == OPEN:
            return 0, struct.pack("<QII", 0, 0, 0)
        if opcode in (RELEASE, FLUSH, DESTROY):
            return 0, b""
        if self.dead and opcode in (READ, WRITE, FSYNC):
            return errno.EIO, b""
        if opcode == READ:
            _, offset, size = struct.unpack_from("<QQI", body)
            return 0, os.pread(self.image, size, offset)
        if opcode == WRITE:
            _, offset, size = struct.unpack_from("<QQI", body)
            self.cache.write(offset, body[40:40 + size])
            return 0, struct.pack("<II", size, 0)
        if opcode == FSYNC:
            self.cache.flush()
            return 0, b""
        return errno.ENOSYS, b""


if __name__ == "__main__":
    server = Server(sys.argv[1], sys.argv[2])
    print("ready", flush=True)
    server.serve()
