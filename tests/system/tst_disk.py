#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real disks in real trouble: full, read-only, unmounted, unreadable. Nothing is lost, and all goes on by itself."""
import contextlib
import os
import resource
import socket
import subprocess

import trees
from scenario import main, scenario
from shoalkit import Share, wait_until

# A device looks every 10 seconds whether a mount has changed, and tries again after at most about a minute.
AGAIN = 150


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


@contextlib.contextmanager
def tmpfs(folder, size):
    """A small disk of its own below `folder`."""
    os.makedirs(folder, exist_ok=True)
    mount("-t", "tmpfs", "-o", "size=%s,mode=0755" % size, "tmpfs", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def pair_on(stage, disk, **keys):
    """app01 with its folder on `disk`, app02 with one on the common disk."""
    secret = stage.programs.new_secret()
    one, two = os.path.join(disk, "data"), stage.folder("app02", "data")
    os.makedirs(one, exist_ok=True)
    app01 = stage.device("app01", [Share(secret, one, **keys)])
    app02 = stage.device("app02", [Share(secret, two, **keys)])
    stage.wait_connected(app01, one)
    return app01, one, app02, two


def wait_why(device, words, seconds=AGAIN):
    def found():
        return any(words in " ".join(str(item.get(key, "")) for key in ("path", "reason", "what_to_do"))
                   for item in device.why()["items"])
    wait_until(found, lambda: "%s to say %r; it says %r" % (device.name, words, device.why()), seconds)


def wait_no_problem(device, folder, seconds=AGAIN):
    wait_until(lambda: device.share_status(folder).get("problems", 1) == 0,
               lambda: "%s to have no problem; it says %r" % (device.name, device.why()), seconds)


@scenario("a disk that is full, and has room again")
def _(stage):
    with tmpfs(os.path.join(stage.root, "small"), "8m") as disk:
        app01, one, app02, two = pair_on(stage, disk)
        trees.write(one, "kept.txt", "kept\n")
        trees.write(os.path.dirname(one), "ballast", b"b" * (5 << 20))
        stage.wait_tree(one, [two])
        with stage.step("what does not fit is named, what fits arrives, and nothing that was there is touched"):
            trees.write(two, "large.bin", os.urandom(4 << 20))
            wait_why(app01, "large.bin")
            trees.write(two, "small.txt", "small\n")
            wait_until(lambda: os.path.exists(one + "/small.txt"), "the small file", AGAIN)
            stage.check(trees.read(one, "kept.txt") == b"kept\n" and not os.path.exists(one + "/large.bin"), "it is not so")
        with stage.step("with room again it arrives by itself"):
            os.unlink(os.path.join(os.path.dirname(one), "ballast"))
            stage.wait_tree(two, [one], AGAIN)
            wait_no_problem(app01, one)
        app01.stop()


@scenario("a disk that is full below the index, and has room again")
def _(stage):
    secret = stage.programs.new_secret()
    one, two = stage.folder("app01", "data"), stage.folder("app02", "data")
    app01 = stage.device("app01", [Share(secret, one)], start=False)
    with tmpfs(app01.storage, "4m") as disk:
        app01.start()
        stage.device("app02", [Share(secret, two)])
        stage.wait_connected(app01, one)
        trees.write(one, "kept.txt", "kept\n")
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        ballast = os.path.join(disk, "ballast")
        with stage.step("the share says what to do, and nothing is lost here or there"):
            with contextlib.suppress(OSError), open(ballast, "wb", buffering=0) as file:
                while True:
                    file.write(b"b" * 4096)
            for number in range(2000):
                trees.write(one, "many/%d.txt" % number, "text %d\n" % number)
            wait_why(app01, "make room")
            stage.check(any(disk in item["what_to_do"] for item in app01.why()["items"]), "%r" % app01.why())
            stage.check(trees.read(two, "kept.txt") == b"kept\n", "it is lost")
        with stage.step("with room again all goes on by itself"):
            os.unlink(ballast)
            stage.wait_tree(one, [two], AGAIN)
            wait_no_problem(app01, one)
        app01.stop()


@scenario("two large files of which a disk can hold one")
def _(stage):
    with tmpfs(os.path.join(stage.root, "small"), "8m") as disk:
        app01, one, app02, two = pair_on(stage, disk)
        larger = ["larger-a.bin", "larger-b.bin"]
        with stage.step("one arrives, the other is named, and a small one passes"):
            app02.stop()
            for name in larger:
                trees.write(two, name, os.urandom(5 << 20))
            app02.start()  # and tells of both at once
            wait_until(lambda: any(os.path.exists(os.path.join(one, name)) for name in larger), "one of them", AGAIN)
            waits = [name for name in larger if not os.path.exists(os.path.join(one, name))]
            stage.check(len(waits) == 1, "both are here, on a disk that holds one")
            wait_why(app01, waits[0])
            trees.write(two, "small.txt", "small\n")
            wait_until(lambda: os.path.exists(one + "/small.txt"), "the small file", AGAIN)
        with stage.step("with room it arrives by itself"):
            mount("-o", "remount,size=32m", disk)
            stage.wait_tree(two, [one], AGAIN)
            wait_no_problem(app01, one)
        app01.stop()


@scenario("a disk that becomes read-only")
def _(stage):
    with tmpfs(os.path.join(stage.root, "small"), "32m") as disk:
        app01, one, app02, two = pair_on(stage, disk)
        trees.write(one, "edited.txt", "old\n")
        trees.write(one, "kept.txt", "kept\n")
        trees.write(one, "going/inside.txt", "old\n")
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        before = trees.snapshot(one)
        with stage.step("changes of the other wait, and it says why"):
            mount("-o", "remount,ro", disk)
            trees.write(two, "edited.txt", "new\n")
            trees.write(two, "folder/made.txt", "made\n")
            os.unlink(two + "/going/inside.txt")
            os.rmdir(two + "/going")
            wait_why(app01, "read-only")
            stage.check(trees.same(before, one), "something changed on a read-only disk")
        with stage.step("it goes on serving: a third server gets the files from it"):
            app02.stop()
            folder = stage.folder("app03", "data")
            app03 = stage.device("app03", [Share(app01.shares[0].secret, folder)])
            stage.wait_connected(app03, folder)
            # Nobody else is there to give it.
            wait_until(lambda: os.path.exists(folder + "/kept.txt"), "the file from app01", AGAIN)
            app02.start()
            stage.wait_tree(two, [folder], AGAIN)
        with stage.step("after a remount all goes on by itself"):
            mount("-o", "remount,rw", disk)
            stage.wait_tree(two, [one], AGAIN)
            wait_no_problem(app01, one)
        app01.stop()


@scenario("a disk that is read-only from the start")
def _(stage):
    with tmpfs(os.path.join(stage.root, "small"), "32m") as disk:
        app01, one, app02, two = pair_on(stage, disk)
        trees.write(one, "file.txt", "old\n")
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        with stage.step("the share opens, says so, and serves"):
            app01.stop()
            mount("-o", "remount,ro", disk)
            app01.start()
            trees.write(two, "new.txt", "new\n")
            wait_why(app01, "read-only")
        with stage.step("and goes on after a remount"):
            mount("-o", "remount,rw", disk)
            stage.wait_tree(two, [one], AGAIN)
        app01.stop()


@scenario("a disk mounted inside the folder goes and comes back")
def _(stage):
    disk = os.path.join(stage.root, "disk.img")
    with open(disk, "wb") as file:
        file.truncate(16 << 20)
    one = stage.folder("app01", "data")
    inner = os.path.join(one, "inner")
    os.makedirs(inner)
    with stage.step("a file system is made and mounted"):
        subprocess.run(["mkfs.ext4", "-q", "-F", disk], check=True)
        looped = subprocess.run(["mount", "-o", "loop", disk, inner], stderr=subprocess.PIPE)
    if looped.returncode != 0:
        stage.report.note("no loop device here (%s): the rest is left out" % looped.stderr.decode().strip())
        return
    try:
        os.rmdir(os.path.join(inner, "lost+found"))
        secret = stage.programs.new_secret()
        two = stage.folder("app02", "data")
        app01 = stage.device("app01", [Share(secret, one)])
        app02 = stage.device("app02", [Share(secret, two)])
        stage.wait_connected(app01, one)
        with stage.step("what is on it is on both"):
            for n in range(30):
                trees.write(one, "inner/sub/%d.txt" % n, "%d\n" % n)
            trees.write(one, "outer.txt", "outer\n")
            stage.wait_tree(one, [two])
            stage.wait_quiet()
            wanted = trees.snapshot(two)
        with stage.step("it is unmounted: that is told, nothing is deleted elsewhere, the rest goes on"):
            subprocess.run(["umount", inner], check=True)
            wait_why(app01, "inner")
            trees.write(one, "outer.txt", "outer, edited\n")
            trees.write(two, "inner/sub/0.txt", "edited elsewhere\n")
            wait_until(lambda: trees.read(two, "outer.txt") == b"outer, edited\n", "the edit outside of it")
            stage.check(len(trees.snapshot(two)) == len(wanted), "something was deleted")
            stage.check(os.listdir(inner) == [], "something was written below the empty mount point")
        with stage.step("a restart while it is gone changes nothing"):
            stage.check(app01.stop() == 0, "it did not stop")
            app01.start()
            wait_why(app01, "inner")
            stage.check(len(trees.snapshot(two)) == len(wanted), "something was deleted")
        with stage.step("it is mounted again: all goes on by itself, in both directions"):
            subprocess.run(["mount", "-o", "loop", disk, inner], check=True)
            stage.wait_tree(two, [one], AGAIN)
            wait_no_problem(app01, one)
            trees.write(one, "inner/sub/new.txt", "new\n")
            stage.wait_tree(one, [two])
        app01.stop()
    finally:
        subprocess.run(["umount", "-l", inner], stderr=subprocess.DEVNULL)


@scenario("a directory of the same disk, bound into the folder, goes and comes back")
def _(stage):
    one, two = stage.folder("app01", "data"), stage.folder("app02", "data")
    inner, source, other = os.path.join(one, "inner"), stage.folder("app01", "source"), stage.folder("app01", "other")
    for folder in (inner, source, other):
        os.makedirs(folder, exist_ok=True)
    with open(os.path.join(one, "config.ini"), "w") as file:
        file.write("of the folder\n")
    mount("--bind", source, inner)
    try:
        secret = stage.programs.new_secret()
        app01 = stage.device("app01", [Share(secret, one)])
        app02 = stage.device("app02", [Share(secret, two)])
        stage.wait_connected(app01, one)
        with stage.step("what is in it is on both, and changes go both ways"):
            for n in range(30):
                trees.write(one, "inner/sub/%d.txt" % n, "%d\n" % n)
            trees.write(one, "outer.txt", "outer\n")
            stage.wait_tree(one, [two])
            trees.write(two, "inner/sub/1.txt", "edited elsewhere\n")
            wait_until(lambda: trees.read(one, "inner/sub/1.txt") == b"edited elsewhere\n", "the edit")
            stage.wait_quiet()
            wanted = trees.snapshot(two)

        def unchanged():
            stage.check(sorted(trees.snapshot(two)) == sorted(wanted), "something was deleted or made")
            stage.check(os.listdir(inner) == [], "something was written below the empty mount point")

        with stage.step("it is unmounted while all is running: that is told, and nothing is deleted elsewhere"):
            subprocess.run(["umount", inner], check=True)
            trees.write(source, "sub/2.txt", "written by its own path\n")
            wait_why(app01, "inner")
            app01.shoal("rescan")
            trees.write(one, "outer.txt", "outer, edited\n")
            trees.write(two, "inner/sub/0.txt", "edited elsewhere\n")
            wait_until(lambda: trees.read(two, "outer.txt") == b"outer, edited\n", "the edit outside of it")
            unchanged()
        with stage.step("a restart while it is gone changes nothing"):
            stage.check(app01.stop() == 0, "it did not stop")
            app01.start()
            wait_why(app01, "inner")
            unchanged()
        with stage.step("nor does another directory that is bound there"):
            trees.write(other, "stranger.txt", "stranger\n")
            mount("--bind", other, inner)
            app01.shoal("rescan")
            wait_why(app01, "another file system is mounted here")
            subprocess.run(["umount", inner], check=True)
            unchanged()
        with stage.step("it is bound again: all goes on by itself, in both directions"):
            mount("--bind", source, inner)
            wait_no_problem(app01, one)
            wait_until(lambda: trees.read(two, "inner/sub/2.txt") == b"written by its own path\n", "the edit", AGAIN)
            wait_until(lambda: trees.read(one, "inner/sub/0.txt") == b"edited elsewhere\n", "the other's edit", AGAIN)
            trees.write(one, "inner/sub/new.txt", "new\n")
            wait_until(lambda: os.path.exists(two + "/inner/sub/new.txt"), "the new file", AGAIN)
        with stage.step("it is unmounted while the server is stopped"):
            stage.wait_quiet()
            wanted = trees.snapshot(two)
            app01.stop()
            subprocess.run(["umount", inner], check=True)
            app01.start()
            wait_why(app01, "inner")
            unchanged()
            mount("--bind", source, inner)
            wait_no_problem(app01, one)
        with stage.step("a file that is mounted over one of the folder is left alone"):
            trees.write(source, "hosts", "of the system\n")
            mount("--bind", os.path.join(source, "hosts"), os.path.join(one, "config.ini"))
            app01.shoal("rescan")
            wait_why(app01, "config.ini")
            trees.write(two, "config.ini", "newer\n")
            wait_until(lambda: app01.share_status(one).get("pending_files", 0) > 0, "app01 to know the edit", AGAIN)
            stage.check(trees.read(source, "hosts") == b"of the system\n", "what was mounted was written to")
            subprocess.run(["umount", os.path.join(one, "config.ini")], check=True)
            wait_until(lambda: trees.read(one, "config.ini") == b"newer\n", "the edit", AGAIN)
            wait_no_problem(app01, one)
        app01.stop()
    finally:
        subprocess.run(["umount", "-l", os.path.join(one, "config.ini")], stderr=subprocess.DEVNULL)
        subprocess.run(["umount", "-l", inner], stderr=subprocess.DEVNULL)


@scenario("a user who may not read everything")
def _(stage):
    secret = stage.programs.new_secret()
    one, two = stage.folder("app01", "data"), stage.folder("app02", "data")
    os.chmod(stage.root, 0o755)
    for folder in (os.path.dirname(one), one, os.path.join(stage.root, "app01", "etc")):
        os.makedirs(folder, exist_ok=True)
        os.chown(folder, 65534, 65534)
    app01 = stage.device("app01", [Share(secret, one)], start=False, port=12345)
    app01.wrap = app01.wrap + ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    app01.start()
    app02 = stage.device("app02", [Share(secret, two)])
    stage.wait_connected(app01, one)
    with stage.step("files are on both"):
        for n in range(30):
            trees.write(two, "dir/%d.txt" % n, "%d\n" % n)
        trees.write(two, "secret.txt", "old\n")
        stage.wait_tree(two, [one])
        stage.wait_quiet()
        wanted = trees.snapshot(two)
    with stage.step("a file and a directory that it may not read are named, and nothing is deleted elsewhere"):
        os.chown(one + "/dir", 0, 0)
        os.chmod(one + "/dir", 0o700)
        trees.write(one, "secret.txt", "edited by root\n")
        os.chown(one + "/secret.txt", 0, 0)
        os.chmod(one + "/secret.txt", 0o600)
        app01.shoal("rescan")
        wait_why(app01, "secret.txt")
        app01.stop()
        app01.start()
        wait_why(app01, "readable")
        stage.check(sorted(trees.snapshot(two)) == sorted(wanted), "something is missing on app02")
    with stage.step("it may again: that is seen at once"):
        os.chown(one + "/dir", 65534, 65534)
        os.chown(one + "/secret.txt", 65534, 65534)
        wait_until(lambda: trees.read(two, "secret.txt") == b"edited by root\n", "the edit", AGAIN)
        trees.write(one, "dir/new.txt", "new\n")
        os.chown(one + "/dir/new.txt", 65534, 65534)
        wait_until(lambda: os.path.exists(two + "/dir/new.txt"), "the new file", AGAIN)
        wait_no_problem(app01, one)


@scenario("a directory that is read-only for its own user")
def _(stage):
    secret = stage.programs.new_secret()
    one, two = stage.folder("app01", "data"), stage.folder("app02", "data")
    os.chmod(stage.root, 0o755)
    for folder in (os.path.dirname(one), one, os.path.join(stage.root, "app01", "etc")):
        os.makedirs(folder, exist_ok=True)
        os.chown(folder, 65534, 65534)
    trees.write(two, "dir/edited.txt", "old\n")
    trees.write(two, "dir/deleted.txt", "old\n")
    os.chmod(two + "/dir", 0o555)
    app01 = stage.device("app01", [Share(secret, one)], start=False, port=12345)
    app01.wrap = app01.wrap + ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    app01.start()
    app02 = stage.device("app02", [Share(secret, two)])

    def mode(folder):
        return os.stat(folder + "/dir").st_mode & 0o7777

    with stage.step("it arrives as it is, with what is in it"):
        stage.wait_connected(app01, one)
        stage.wait_tree(two, [one])
        stage.check(mode(one) == 0o555, "it has mode %o" % mode(one))
    with stage.step("what is made, edited, moved and deleted in it arrives, and it stays read-only on both"):
        trees.write(two, "dir/edited.txt", "edited\n")
        trees.write(two, "dir/below/new.txt", "new\n")
        os.unlink(two + "/dir/deleted.txt")
        stage.wait_tree(two, [one])
        stage.wait_quiet()
        for folder in (one, two):
            stage.check(mode(folder) == 0o555, "%s/dir has mode %o" % (folder, mode(folder)))
    with stage.step("it is moved, and removed"):
        os.mkdir(two + "/to")
        os.rename(two + "/dir", two + "/to/dir")
        stage.wait_tree(two, [one])
        stage.check(mode(one + "/to") == 0o555, "it has mode %o" % mode(one + "/to"))
        subprocess.run(["rm", "-rf", two + "/to"], check=True)
        stage.wait_tree(two, [one])
        wait_no_problem(app01, one)


@scenario("too many open files")
def _(stage):
    app01, one, app02, two = stage.pair()
    trees.write(one, "before.txt", "before\n")
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    limits = resource.prlimit(app01.pid, resource.RLIMIT_NOFILE)
    with stage.step("it waits, and names the limit"):
        used = len(os.listdir("/proc/%d/fd" % app01.pid))
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as control:
            control.connect(os.path.join(app01.storage, "control.sock"))  # a front end that is there already
            resource.prlimit(app01.pid, resource.RLIMIT_NOFILE, (used, limits[1]))
            trees.write(one, "new/deep/mine.txt", "mine\n")
            trees.write(two, "theirs.txt", "theirs\n")
            wait_until(lambda: "RLIMIT_NOFILE" in app01.log_text(), "the limit to be named")
            stage.check(not os.path.exists(two + "/new/deep/mine.txt"), "it could open the file after all")
            resource.prlimit(app01.pid, resource.RLIMIT_NOFILE, limits)
    with stage.step("and goes on when there are some again"):
        for folder in (one, two):
            wait_until(lambda: os.path.exists(folder + "/new/deep/mine.txt") and os.path.exists(folder + "/theirs.txt"),
                       "both new files in %s" % folder, AGAIN)
        stage.wait_equal([one, two], AGAIN)
        wait_no_problem(app01, one)


main()
