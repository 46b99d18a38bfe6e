#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two folders that were filled before Shoal came: the migration that everybody does."""
import os

import trees
from scenario import main, scenario
from shoalkit import Share, wait_until

OLD, NEW = 1_400_000_000_000_000_000, 1_600_000_000_000_000_000


def archived(folder):
    return trees.contents(os.path.join(folder, ".sync", "Archive"))


@scenario("equal folders are adopted without transfer")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    with stage.step("the same 64 MiB lie on both servers"):
        for n in range(64):
            content = os.urandom(1 << 20)
            for folder in (one, two):
                trees.write(folder, "d%d/f%d.bin" % (n % 5, n), content, mtime=OLD + n, mode=0o644)
        for n in range(500):
            for folder in (one, two):
                trees.write(folder, "small/%d" % n, b"%d\n" % n, mtime=OLD + n, mode=0o644)
        inodes = {f: {p: os.lstat(os.path.join(os.fsencode(f), p)).st_ino for p in trees.snapshot(f, hashes=False)} for f in (one, two)}
        wanted = trees.snapshot(one)
    with stage.step("they join"):
        app01.start()
        app02.start()
        stage.wait_connected(app01, one)
        stage.wait_quiet()
        stage.wait_tree(wanted, [one, two])
    with stage.step("under 2 MiB travelled, no file was replaced, the archive is empty"):
        moved = sum(app01.traffic())
        stage.check(moved < 2 << 20, "%d bytes travelled" % moved)
        for folder in (one, two):
            changed = [p for p, inode in inodes[folder].items() if os.lstat(os.path.join(os.fsencode(folder), p)).st_ino != inode]
            stage.check(not changed, "replaced in %s: %s" % (folder, changed[:5]))
            stage.check(not archived(folder), "something is in the archive of %s" % folder)
    with stage.step("one summary in the log says what came of it"):
        # It comes with the first comparison of digests, a second after the last change.
        wait_until(lambda: " adopted" in app01.log_text(), "a line about what was adopted")


@scenario("equal content with other mtimes is adopted as well")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    with stage.step("20 MiB with the mtimes of two copies"):
        for n in range(20):
            content = os.urandom(1 << 20)
            trees.write(one, "f%d" % n, content, mtime=OLD)
            trees.write(two, "f%d" % n, content, mtime=NEW)
        app01.start()
        app02.start()
        stage.wait_equal([one, two])
        stage.wait_quiet()
    with stage.step("no content travelled, no conflict copy, nothing in an archive"):
        moved = sum(app01.traffic())
        stage.check(moved < 1 << 20, "%d bytes travelled" % moved)
        stage.check(len(trees.snapshot(one)) == 20, "there is %s" % sorted(trees.snapshot(one)))
        stage.check(not archived(one) and not archived(two), "something is in an archive")


@scenario("different files: the newer wins, the loser is in the archive of the device that had it")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    with stage.step("two folders that went separate ways"):
        trees.write(one, "newer-on-one.txt", "new, app01\n", mtime=NEW)
        trees.write(two, "newer-on-one.txt", "old, app02\n", mtime=OLD)
        trees.write(one, "newer-on-two.txt", "old, app01\n", mtime=OLD)
        trees.write(two, "newer-on-two.txt", "new, app02\n", mtime=NEW)
        trees.write(one, "only/on-one.txt", "app01\n", mtime=OLD)
        trees.write(two, "only/on-two.txt", "app02\n", mtime=NEW)
        os.makedirs(one + "/empty-on-one")
        os.symlink("one", one + "/link")
        app01.start()
        app02.start()
    with stage.step("the newer ones are on both, and what only one had"):
        wanted = {b"newer-on-one.txt": b"new, app01\n", b"newer-on-two.txt": b"new, app02\n", b"only/on-one.txt": b"app01\n",
                  b"only/on-two.txt": b"app02\n"}
        for folder in (one, two):
            wait_until(lambda: all(os.path.exists(os.path.join(os.fsencode(folder), p)) and trees.read(folder, p) == text
                                   for p, text in wanted.items()), "the newer ones in %s" % folder)
        tree = stage.wait_equal([one, two])
        stage.check(sorted(tree) == sorted([*wanted, b"only", b"empty-on-one", b"link"]), "there is %s" % sorted(tree))
    with stage.step("their mtimes are the old ones"):
        stage.check(tree[b"newer-on-one.txt"].mtime == NEW and tree[b"only/on-one.txt"].mtime == OLD, "%s" % tree)
    with stage.step("each loser is in the archive where it was"):
        stage.check(trees.hash_of(b"old, app02\n") in archived(two), "app02 lost its old file")
        stage.check(trees.hash_of(b"old, app01\n") in archived(one), "app01 lost its old file")
        stage.check(trees.hash_of(b"old, app01\n") not in archived(two), "an old file of app01 is in the archive of app02")


@scenario("without an archive the loser becomes a conflict copy")
def _(stage):
    app01, one, app02, two = stage.pair(start=False, use_sync_trash=False)
    with stage.step("both texts are on both servers"):
        trees.write(one, "a.txt", "new\n", mtime=NEW)
        trees.write(two, "a.txt", "old\n", mtime=OLD)
        app01.start()
        app02.start()
        wait_until(lambda: all({e.content for e in trees.snapshot(f).values()} == {trees.hash_of(b"new\n"), trees.hash_of(b"old\n")}
                               for f in (one, two)), lambda: "app01 %s, app02 %s" % (trees.snapshot(one), trees.snapshot(two)))
        stage.check(trees.read(two, "a.txt") == b"new\n", "the older one won")


@scenario("a read-only device that already has everything, and a little more")
def _(stage):
    secret = stage.programs.new_secret()
    one, two = stage.folder("app01", "data"), stage.folder("reader", "data")
    with stage.step("the reader holds the same files and one of its own"):
        for n in range(20):
            content = os.urandom(1 << 20)
            for folder in (one, two):
                trees.write(folder, "f%d" % n, content, mtime=OLD)
        trees.write(two, "own.txt", "the reader's own\n", mtime=NEW)
        trees.write(one, "f0", "newer on app01\n", mtime=NEW)
        wanted = trees.snapshot(one)
        app01 = stage.device("app01", [Share(secret, one)])
        stage.device("reader", [Share(stage.programs.read_only(secret), two)])
    with stage.step("it takes what is newer, adopts the rest, and keeps its own to itself"):
        wait_until(lambda: trees.read(two, "f0") == b"newer on app01\n", "the newer f0")
        stage.wait_connected(app01, one)
        wait_until(lambda: not [line for line in trees.differences(wanted, trees.snapshot(two)) if "own.txt" not in line], "all else")
        stage.check(sum(app01.traffic()) < 1 << 20, "%d bytes travelled" % sum(app01.traffic()))
        stage.check(not os.path.exists(one + "/own.txt"), "the reader's file is on app01")
        stage.check(trees.read(two, "own.txt") == b"the reader's own\n", "the reader's file is gone")


@scenario("a third server with an empty folder joins two full ones")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("two are in sync"):
        for n in range(300):
            trees.write(one, "d%d/f%d" % (n % 10, n), b"%d\n" % n * 500, mtime=OLD)
        os.unlink(trees.write(one, "deleted-before.txt", "gone\n"))
        stage.wait_tree(one, [two])
        stage.wait_quiet()
    with stage.step("the third gets everything, and nothing is deleted because it was empty"):
        wanted = trees.snapshot(one)
        three = stage.folder("app03", "data")
        stage.device("app03", [Share(app01.shares[0].secret, three)])
        stage.wait_tree(wanted, [one, two, three])


main()
