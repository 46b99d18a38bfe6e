#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three devices on this machine, each a shoald process of its own, keep their folders identical.

Without FOLDER they share a small server's config, mail and www, and the demo ends by itself within 40 seconds.
With FOLDER a copy of it is shared; the folder itself is only read. The desktop holds the read-only secret of
one share, to show that what it changes there changes nothing anywhere else.
"""
import argparse
import os
import shutil
import signal
import stat
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "tests", "system"))

import demo_content  # noqa: E402
import trees  # noqa: E402
from demo_screen import Screen, human, number, span  # noqa: E402
from shoalkit import Device, Failure, Programs, Share, free_ports  # noqa: E402

NAMES = ("app01", "app02", "desktop")
LIMIT = 36.0  # seconds for everything without FOLDER; stopping and cleaning up need a few more
STALLED = 60.0  # seconds without any progress after which a FOLDER is given up
LOOK = 0.3  # seconds between two looks at the devices while files spread


class Demo:
    def __init__(self, options):
        self.options, self.screen = options, Screen()
        self.programs = Programs(options.bin)
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="shoal-demo-"))
        self.began = time.monotonic()
        self.devices, self.folders, self.shares = {}, {}, []
        self.problems = 0
        self.closed = ""  # the share that the desktop may only read

    # -- the three devices

    def arrange(self):
        source = self.options.folder
        if source:
            source = os.path.realpath(source)
            demo_content.check_folder(source, self.root)
            self.shares = [os.path.basename(source) or "files"]
        else:
            self.shares = ["config", "mail", "www"]
        self.closed = self.shares[-1]
        for device in NAMES:
            for share in self.shares:
                self.folders[device, share] = os.path.join(self.root, device, share)
                os.makedirs(os.path.join(self.folders[device, share], ".sync"))
                with open(os.path.join(self.folders[device, share], ".sync", "IgnoreList"), "w", encoding="utf-8") as file:
                    file.write("# empty, as the demo shows every file\n")
        if source:
            left_out = demo_content.copy_folder(source, self.folders["app01", self.closed], self.root)
            for path in left_out[:5]:
                self.screen.say("   left out, as it cannot be read or is no file: %s" % trees.show(os.fsencode(path)))
        else:
            demo_content.fill_sample({share: self.folders["app01", share] for share in self.shares})

    def configure(self):
        secrets = {share: self.programs.new_secret() for share in self.shares}
        ports = dict(zip(NAMES, free_ports(len(NAMES))))
        for name in NAMES:
            shares = []
            for share in self.shares:
                reads = name == "desktop" and share == self.closed
                secret = self.programs.read_only(secrets[share]) if reads else secrets[share]
                shares.append(Share(secret, self.folders[name, share], **({"overwrite_changes": True} if reads else {})))
            others = ["127.0.0.1:%d" % port for other, port in ports.items() if other != name]
            self.devices[name] = Device(self.programs, self.root, name, shares, port=ports[name], known_hosts=others,
                                        detached=True)

    def introduce(self):
        say = self.screen.say
        say(self.screen.bold("Three devices on this machine, one shoald each"))
        for name in NAMES:
            rights = "read-write" if name != "desktop" else "read-write, but %s read-only" % self.closed
            if name == "desktop" and len(self.shares) == 1:
                rights = "read-only"
            say("   %-8s 127.0.0.1:%-6d %-18s %s" % (name, self.devices[name].port, ", ".join(self.shares), rights))
        say()

    # -- waiting

    def check_alive(self):
        for device in self.devices.values():
            if device.process and not device.running():
                raise Failure("%s ended with exit code %s:\n%s" % (device.name, device.process.returncode, device.tail(8)))

    def check_time(self, since, what):
        over = time.monotonic() - since > STALLED if self.options.folder else time.monotonic() - self.began > LIMIT
        if over:
            raise Failure("gave up waiting: %s" % what)

    # -- act 1: files spread

    def standing(self, name):
        """What the device says of itself: files and bytes it has, what it waits for, whether it is in sync."""
        shares = (self.devices[name].status() or {}).get("shares", [])
        total = lambda key: sum(int(share.get(key) or 0) for share in shares)
        idle = len(shares) == len(self.shares) and all(share.get("state") == "idle" for share in shares)
        return {"files": total("files"), "bytes": total("bytes"), "pending": total("pending_files"),
                "state": next((share["state"] for share in shares if share.get("state") not in (None, "idle")), "idle"),
                "in sync": idle and not total("pending_files")}

    def table(self, standings, wanted, seconds):
        files, size = wanted
        width = len("%s / %s" % (number(files), number(files)))
        lines = ["   " + self.screen.faint("%-8s %*s  %22s" % ("device", width, "files", "bytes"))]
        for name in NAMES:
            now = standings[name]
            part = 1.0 if not size else min(1.0, now["bytes"] / size)
            done = now["in sync"] and now["files"] >= files
            state = self.screen.good("in sync") if done else now["state"] if now["state"] != "idle" else "waiting"
            lines.append("   %-8s %*s  %10s / %-9s %s %3d %%  %s" % (
                name, width, "%s / %s" % (number(min(files, now["files"])), number(files)), human(now["bytes"]), human(size),
                self.screen.bar(part), int(part * 100), state))
        lines.append("   " + self.screen.faint(span(seconds)))
        return lines

    def spread(self):
        wanted = {share: trees.snapshot(self.folders["app01", share], hashes=False) for share in self.shares}
        entries = [entry for tree in wanted.values() for entry in tree.values() if entry.type == "file"]
        total = len(entries), sum(entry.size for entry in entries)
        self.screen.say(self.screen.bold("1. app01 starts with %s files (%s), the others with none" % (number(total[0]), human(total[1]))))
        for name in ("app02", "desktop", "app01"):
            start = time.monotonic()
            self.devices[name].start()
        best, progress = -1, start
        while True:
            self.check_alive()
            standings = {name: self.standing(name) for name in NAMES}
            seconds = time.monotonic() - start
            self.screen.draw(self.table(standings, total, seconds), ", ".join(
                "%s %d %%" % (name, 100 * min(total[1], standings[name]["bytes"]) // max(1, total[1])) for name in NAMES))
            have = sum(now["files"] + now["bytes"] for now in standings.values())
            if have > best:
                best, progress = have, time.monotonic()
            if all(now["in sync"] for now in standings.values()) and self.arrived(wanted):
                break
            self.check_time(progress, "not all files are everywhere")
            time.sleep(LOOK)
        self.screen.settle(self.table(standings, total, seconds)[:-1])
        self.screen.say("   all three have everything after %s" % self.screen.bold(span(seconds)))
        self.screen.say()
        return total

    def arrived(self, wanted):
        return all(not trees.differences(wanted[share], trees.snapshot(self.folders[name, share], hashes=False), 1)
                   for name in NAMES for share in self.shares)

    # -- act 2: changes

    def path(self, name, share, path):
        return os.path.join(os.fsencode(self.folders[name, share]), path)

    def pick(self):
        """What to change: (share, path) of a file to edit, one to delete, one to chmod, and of a directory to rename."""
        files, folders = [], {}
        for share in reversed(self.shares):
            for path, entry in sorted(trees.snapshot(self.folders["app01", share], hashes=False).items()):
                full = self.path("app01", share, path)
                if entry.type == "file" and entry.size <= 1 << 20 and os.access(full, os.W_OK) and os.access(os.path.dirname(full), os.W_OK):
                    files.append((share, path))
                if entry.type == "file" and b"/" in path:
                    top = (share, path.split(b"/")[0])
                    folders[top] = folders.get(top, 0) + 1
        largest = max(folders, key=lambda top: (folders[top], top), default=None)
        free = [f for f in files if largest is None or (f[0], f[1].split(b"/")[0]) != largest] or files
        return free[:3], largest, folders.get(largest, 0)

    def change(self, who, sentence, act, arrived):
        """Lets `who` do something and shows how long it takes until arrived(device) holds for the others."""
        start = time.monotonic()
        act()
        waiting = [name for name in NAMES if name != who]
        while waiting:
            waiting = [name for name in waiting if not arrived(name)]
            self.check_alive()
            self.check_time(start, "%s: %s" % (sentence, ", ".join(waiting)))
            if waiting:
                time.sleep(0.001)
        self.line(who, sentence, span(time.monotonic() - start))

    def line(self, who, sentence, result):
        self.screen.say("   %-8s %-58s %s" % (who, sentence, self.screen.bold(result)))

    def changes(self):
        self.screen.say(self.screen.bold("2. Changes, and how long until all have them"))
        files, folder, count = self.pick()
        name_of = lambda share, path: trees.show(os.path.join(os.fsencode(share), path))
        short = lambda text: text if len(text) <= 38 else "..." + text[-35:]
        if files:
            self.edit(*files[0], short(name_of(*files[0])))
        if folder:
            self.rename(*folder, "%s, %s files" % (short(name_of(*folder)), number(count)))
        if len(files) > 1:
            self.delete(*files[1], short(name_of(*files[1])))
        if len(files) > 2:
            self.chmod(*files[2], short(name_of(*files[2])))
        self.refused()
        self.screen.say()

    def edit(self, share, path, shown):
        text = b"edited on app02 at %d\n" % time.time_ns()

        def act():
            with open(self.path("app02", share, path), "ab") as file:
                file.write(text)

        def arrived(name):
            try:
                with open(self.path(name, share, path), "rb") as file:
                    return file.read().endswith(text)
            except FileNotFoundError:
                return False

        self.change("app02", "edits %s" % shown, act, arrived)

    def rename(self, share, path, shown):
        to = path + b" (renamed)" if len(path) < 240 else path[:100]
        files = lambda name: sum(len(names) for _, _, names in os.walk(self.path(name, share, to)))
        wanted = sum(len(names) for _, _, names in os.walk(self.path("app01", share, path)))
        self.change("app01", "renames %s" % shown,
                    lambda: os.rename(self.path("app01", share, path), self.path("app01", share, to)),
                    lambda name: not os.path.lexists(self.path(name, share, path)) and files(name) == wanted)

    def delete(self, share, path, shown):
        self.change("app02", "deletes %s" % shown, lambda: os.unlink(self.path("app02", share, path)),
                    lambda name: not os.path.lexists(self.path(name, share, path)))

    def chmod(self, share, path, shown):
        mode = 0o640 if stat.S_IMODE(os.stat(self.path("app01", share, path)).st_mode) != 0o640 else 0o600
        self.change("app01", "makes %s %04o" % (shown, mode), lambda: os.chmod(self.path("app01", share, path), mode),
                    lambda name: stat.S_IMODE(os.stat(self.path(name, share, path)).st_mode) == mode)

    def refused(self):
        """The desktop edits what it may only read: the edit goes to its archive, the shared text comes back."""
        share = self.closed
        files = sorted((e.size, p) for p, e in trees.snapshot(self.folders["desktop", share], hashes=False).items() if e.type == "file")
        if not files:
            return
        path = files[0][1]
        before = trees.file_hash(self.path("app01", share, path))
        forged = b"changed by the desktop, which may only read\n"
        start = time.monotonic()
        with open(self.path("desktop", share, path), "wb") as file:
            file.write(forged)

        def back():
            try:
                return trees.file_hash(self.path("desktop", share, path)) == before
            except FileNotFoundError:
                return False

        while not back():
            self.check_alive()
            self.check_time(start, "the desktop's change of %s to be undone" % trees.show(path))
            time.sleep(0.001)
        seconds = time.monotonic() - start
        untouched = all(trees.file_hash(self.path(name, share, path)) == before for name in NAMES)
        kept = trees.hash_of(forged) in trees.contents(os.path.join(self.folders["desktop", share], ".sync"))
        self.line("desktop", "edits %s, which it may only read" % trees.show(os.path.join(os.fsencode(share), path))[:30],
                  "refused, undone in %s" % span(seconds))
        if not untouched or not kept:
            self.problems += 1
        self.screen.say("   %-8s %s; %s" % ("", "no other device has it" if untouched else self.screen.bad("ANOTHER DEVICE HAS IT"),
                                            "its text is kept in .sync/Archive" if kept else self.screen.bad("ITS TEXT IS LOST")))

    # -- act 3: comparison

    def compare(self):
        self.screen.say(self.screen.bold("3. Comparison of the trees: names, types, modes, times, SHA-256"))
        files = size = 0
        for share in self.shares:
            lines = ["?"]
            # What was changed last may still be on its way: wait for it, then say what is there.
            deadline = time.monotonic() + 3
            while lines and time.monotonic() < deadline:
                wanted = trees.snapshot(self.folders["app01", share])
                lines = [("%s: %s" % (name, line)) for name in NAMES[1:]
                         for line in trees.differences(wanted, trees.snapshot(self.folders[name, share]), 5)]
            count, total = trees.totals(self.folders["app01", share])
            files, size = files + count, size + total
            self.screen.say("   %-12s %9s files  %10s   %s" % (share, number(count), human(total), self.screen.bad("DIFFERENT") if lines
                                                                else self.screen.good("equal on app01, app02 and desktop")))
            for line in lines:
                self.screen.say("      " + line)
            self.problems += bool(lines)
        self.screen.say()
        return files, size

    def keep_running(self):
        say, shoal = self.screen.say, self.programs.shoal
        one, two = self.devices["app01"], self.devices["app02"]
        share = self.shares[0]
        say(self.screen.bold("The three keep running. Try:"))
        say("   echo hello > '%s/hello.txt'; cat '%s/hello.txt'" % (self.folders["app01", share], self.folders["app02", share]))
        say("   '%s' --instance '%s' status" % (shoal, one.storage))
        say("   '%s' --instance '%s' why '%s'" % (shoal, two.storage, self.folders["app02", share]))
        say("   less '%s'            # and %s" % (one.config, ", ".join(name + ".log" for name in NAMES)))
        say("To stop them and remove everything:")
        say("   kill %s; sleep 2; rm -rf '%s'" % (" ".join(str(device.pid) for device in self.devices.values()), self.root))
        say()

    def play(self):
        self.arrange()
        self.configure()
        self.introduce()
        self.spread()
        self.changes()
        files, size = self.compare()
        if self.options.keep:
            self.keep_running()
        verdict = "identical on all three" if not self.problems else self.screen.bad("NOT as they should be")
        self.screen.say("%s files, %s, %s: %s" % (number(files), human(size), "%.1f seconds" % (time.monotonic() - self.began), verdict))
        return 1 if self.problems else 0

    def end(self):
        for device in self.devices.values():
            try:
                code = device.stop(5)
                if code not in (0, None):
                    self.problems += 1
                    self.screen.say("%s ended with exit code %d" % (device.name, code))
            except Failure as failure:
                self.problems += 1
                self.screen.say(str(failure))
        # Copied folders may be closed to their owner.
        for folder, folders, _ in os.walk(self.root):
            for name in folders:
                path = os.path.join(folder, name)
                if not os.path.islink(path):
                    os.chmod(path, 0o700)
        shutil.rmtree(self.root, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="show a copy of this folder")
    parser.add_argument("--keep", action="store_true", help="leave the devices running and say what to try")
    parser.add_argument("--bin", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.umask(0o022)
    demo, code = None, 1
    try:
        demo = Demo(options)
        code = demo.play()
    except (Failure, demo_content.Unfit) as failure:
        print("demo: %s" % failure, file=sys.stderr)
    except KeyboardInterrupt:
        print("demo: interrupted", file=sys.stderr)
        code = 130
    finally:
        if demo and not (options.keep and code == 0):
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # what was started is stopped and removed, come what may
            demo.end()
    return code or (1 if demo and demo.problems else 0)


if __name__ == "__main__":
    sys.exit(main())
