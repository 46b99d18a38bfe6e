#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What administrators do to servers: old backups put back, machines cloned, disks taken away, secrets that got around."""
import json
import os
import shutil
import subprocess

import trees
from scenario import main, scenario
from shoalkit import Share, wait_until

# A device looks every 10 seconds whether a mount has changed, and tries again after at most about a minute.
AGAIN = 150


def contents(folder):
    """All contents below `folder` that people see."""
    found = set()
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".sync"]
        for name in names:
            with open(os.path.join(where, name), "rb") as file:
                found.add(file.read())
    return found


def copy_storage(device, target):
    shutil.copytree(device.storage, target, ignore=shutil.ignore_patterns("*.sock", "lock"))


@scenario("a storage folder put back from an old backup")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("both have the files, and a backup is taken"):
        for n in range(40):
            trees.write(one, "dir/%d.txt" % n, "old %d\n" % n)
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        stage.check(app01.stop() == 0, "it did not stop")
        backup = app01.storage + "-backup"
        copy_storage(app01, backup)
        app01.start()
    with stage.step("life goes on, on both"):
        trees.write(one, "dir/0.txt", "edited on app01\n")
        trees.write(two, "dir/1.txt", "edited on app02\n")
        trees.write(one, "added.txt", "added\n")
        for n in range(2, 6):
            os.unlink("%s/dir/%d.txt" % (one, n))
            os.unlink("%s/dir/%d.txt" % (two, n + 4))
        stage.wait_equal([one, two])
        wait_until(lambda: trees.read(two, "dir/0.txt") == b"edited on app01\n"
                   and trees.read(one, "dir/1.txt") == b"edited on app02\n"
                   and len(os.listdir(one + "/dir")) == 32, "the changes on both")
        stage.wait_quiet()
        wanted = trees.snapshot(two)
    with stage.step("with the old storage folder back nothing is undone and nothing returns"):
        app01.kill()
        shutil.rmtree(app01.storage)
        os.rename(backup, app01.storage)
        trees.write(one, "dir/10.txt", "edited while nobody looked\n")
        app01.start()
        stage.wait_connected(app01, one)
        wait_until(lambda: trees.read(two, "dir/10.txt") == b"edited while nobody looked\n", "the edit on app02")
        stage.wait_quiet()
        tree = stage.wait_equal([one, two])
        stage.check(sorted(tree) == sorted(wanted), "paths came or went: %s" % sorted(set(tree) ^ set(wanted)))
        for name, text in (("dir/0.txt", b"edited on app01\n"), ("dir/1.txt", b"edited on app02\n"),
                           ("added.txt", b"added\n")):
            stage.check(trees.read(one, name) == text, "%s holds %r" % (name, trees.read(one, name)))
    with stage.step("and both directions go on"):
        trees.write(one, "after-one.txt", "1\n")
        trees.write(two, "after-two.txt", "2\n")
        for folder in (one, two):
            wait_until(lambda: os.path.exists(folder + "/after-one.txt") and os.path.exists(folder + "/after-two.txt"),
                       "both new files in %s" % folder)
        stage.wait_equal([one, two])


@scenario("a server cloned with its folder, its index and its key")
def _(stage):
    app01, one, app02, two = stage.pair()
    for n in range(30):
        trees.write(one, "dir/%d.txt" % n, "%d\n" % n)
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    with stage.step("the clone is made while the server is down"):
        stage.check(app01.stop() == 0, "it did not stop")
        clone = os.path.join(stage.folder("app03", ""), "data")
        subprocess.run(["cp", "-a", one, clone], check=True)
        app03 = stage.device("app03", [Share(app01.shares[0].secret, clone)], start=False)
        copy_storage(app01, app03.storage)
    with stage.step("both write before they meet: the same new name, the same old file, files of their own"):
        for folder, who in ((one, "app01"), (clone, "app03")):
            trees.write(folder, "dir/0.txt", "edited on %s\n" % who)
            trees.write(folder, "same.txt", "made on %s\n" % who)
            trees.write(folder, "only-%s.txt" % who, who)
        app01.start()
        app03.start()
        for device, folder in ((app01, one), (app03, clone)):
            stage.wait_connected(device, folder)
    with stage.step("each takes a key of its own and goes on, without anybody's help"):
        def ids():
            return {(device.status() or {}).get("device", {}).get("id") for device in (app01, app02, app03)} - {None}
        wait_until(lambda: len(ids()) == 3, lambda: "three devices; there are %r" % ids())
        for device, folder in ((app01, one), (app02, two), (app03, clone)):
            stage.wait_connected(device, folder, 2)
        stage.check("storage_path was copied" in app01.log_text() + app03.log_text(), "nothing in the log")
    with stage.step("nothing is lost: both contents of everything are there"):
        for who in ("app01", "app03"):
            for folder in (one, two, clone):
                wait_until(lambda: os.path.exists("%s/only-%s.txt" % (folder, who)), "the file of %s in %s" % (who, folder))
        stage.wait_equal([one, two, clone])
        stage.wait_quiet()
        live = contents(one)
        for who in (b"app01", b"app03"):
            for text in (b"edited on %s\n" % who, b"made on %s\n" % who):
                stage.check(text in live, "nobody has %r" % text)
    with stage.step("and all three go on"):
        for folder, who in ((one, "app01"), (two, "app02"), (clone, "app03")):
            trees.write(folder, "later/%s.txt" % who, who)
        for folder in (one, two, clone):
            wait_until(lambda: len(os.listdir(folder + "/later")) == 3 if os.path.isdir(folder + "/later") else False,
                       "three later files in %s" % folder)
        stage.wait_equal([one, two, clone])


@scenario("a folder's disk is unmounted while the server runs")
def _(stage):
    disk = os.path.join(stage.root, "disk")
    os.makedirs(disk)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=0755", "tmpfs", disk], check=True)
    one, two = stage.folder("app01", "data"), stage.folder("app02", "data")
    try:
        subprocess.run(["mount", "--bind", disk, one], check=True)
        secret = stage.programs.new_secret()
        app01 = stage.device("app01", [Share(secret, one)])
        app02 = stage.device("app02", [Share(secret, two)])
        stage.wait_connected(app01, one)
        for n in range(30):
            trees.write(one, "dir/%d.txt" % n, "%d\n" % n)
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        wanted = trees.snapshot(two)
        with stage.step("the share stops and says which folder; nothing is deleted elsewhere, nothing is written below"):
            subprocess.run(["umount", "-l", one], check=True)
            wait_until(lambda: app01.share_status(one).get("state") == "stopped",
                       lambda: "app01 to stop the share; it says %r" % app01.share_status(one), AGAIN)
            trees.write(two, "meanwhile.txt", "made meanwhile\n")
            items = app01.why()["items"]
            stage.check(any(one in item["reason"] + item["path"] and item["what_to_do"] for item in items), "%r" % items)
            stage.check(os.listdir(one) == [], "something was written below: %r" % os.listdir(one))
            stage.check(set(wanted) < set(trees.snapshot(two)), "something was deleted on app02")
        with stage.step("the disk can be let go: nothing holds it"):
            held = [os.readlink(fd.path) for fd in os.scandir("/proc/%d/fd" % app01.pid)
                    if os.stat(fd.path).st_dev == os.stat(disk).st_dev]
            stage.check(not held, "app01 holds %r" % held)
        with stage.step("it is mounted again: all goes on by itself"):
            subprocess.run(["mount", "--bind", disk, one], check=True)
            stage.wait_tree(two, [one], AGAIN)
            trees.write(one, "after.txt", "after\n")
            stage.wait_tree(one, [two])
        app01.stop()
    finally:
        subprocess.run(["umount", "-l", one], stderr=subprocess.DEVNULL)
        subprocess.run(["umount", "-l", disk], stderr=subprocess.DEVNULL)


@scenario("a secret that got around is replaced")
def _(stage):
    app01, one, app02, two = stage.pair(share="config")
    old = stage.programs.new_secret()
    shared = [stage.folder(machine, "www") for machine in ("app01", "app02")]
    for device, folder in zip((app01, app02), shared):
        with open(device.storage + ".secret", "w", encoding="ascii") as file:
            file.write(old + "\n")
        result = device.shoal("share", "add", folder, "--file", device.storage + ".secret")
        stage.check(result.returncode == 0, "%r" % result)
    stranger = stage.folder("app03", "www")
    app03 = stage.device("app03", [Share(old, stranger)])
    for n in range(20):
        trees.write(shared[0], "dir/%d.txt" % n, "%d\n" % n)
    trees.write(shared[0], "large.bin", os.urandom(8 << 20))
    stage.wait_tree(shared[0], [shared[1], stranger])
    stage.wait_quiet()
    with stage.step("the first server makes a new secret, the second takes it"):
        result = app01.shoal("secret", "rotate", shared[0], "--json")
        stage.check(result.returncode == 0, "%r" % result)
        new = app01.shoal("secret", "show", shared[0], "--json").stdout
        stage.check(old not in new, "it is still the old one")
        with open(app02.storage + ".secret", "w", encoding="ascii") as file:
            file.write(json.loads(result.stdout)["secret"] + "\n")
        before = app02.traffic()[1]
        result = app02.shoal("secret", "rotate", shared[1], "--file", app02.storage + ".secret")
        stage.check(result.returncode == 0, "%r" % result)
    with stage.step("they meet under it, adopt what is there without sending it again, and go on"):
        for device, folder in zip((app01, app02), shared):
            stage.wait_connected(device, folder)
        trees.write(shared[0], "after.txt", "after the change\n")
        stage.wait_tree(shared[0], [shared[1]])
        trees.write(shared[1], "back.txt", "and back\n")
        stage.wait_tree(shared[1], [shared[0]])
        received = app02.traffic()[1] - before
        stage.check(received < 1 << 20, "%d bytes were sent again" % received)
        stage.check(not any(b".conflict-" in path for path in trees.snapshot(shared[0])), "a conflict copy appeared")
    with stage.step("who has the old secret gets nothing more"):
        wait_until(lambda: not [peer for peer in app03.share_status(stranger).get("peers", []) if peer.get("online", True)],
                   lambda: "app03 to be alone; it says %r" % app03.share_status(stranger))
        stage.check(not os.path.exists(stranger + "/after.txt") and not os.path.exists(stranger + "/back.txt"), "it has")
        stage.check(os.path.exists(stranger + "/large.bin"), "its own copies are not touched")
    with stage.step("so it is after a restart, too"):
        for device in (app01, app02):
            stage.check(device.stop() == 0, "it did not stop")
            device.start()
        trees.write(shared[0], "restarted.txt", "restarted\n")
        stage.wait_tree(shared[0], [shared[1]])
        stage.check(not os.path.exists(stranger + "/restarted.txt"), "the old secret opens something")


main()
