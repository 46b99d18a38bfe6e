#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people change the same thing while the network is down: both are right, and nothing is lost."""
import os
import re

import trees
from scenario import main, scenario
from shoalkit import PATIENCE, Share, wait_until

COPY = re.compile(rb"(?P<stem>.*)\.conflict-[0-9a-f]{8}-[^/.]+(?P<ext>\.[^/.]*)?$")
# A connection that was cut silently is noticed, or retried by TCP, only after a while.
HEAL = PATIENCE + 60


def copies(tree):
    return sorted(path for path in tree if COPY.match(path))


def apart(stage, machines, act):
    """Runs `act` while the machines (all but one is enough) are off the bridge, and plugs them in again."""
    for machine in machines:
        stage.lan.unplug(machine)
    try:
        act()
    finally:
        for machine in machines:
            stage.lan.plug(machine)


def settle(stage, folders, expected):
    """Waits until all folders are equal and `expected(tree)` holds; returns the tree."""
    tree = {}

    def settled():
        tree["now"] = trees.snapshot(folders[0])
        return expected(tree["now"]) and all(not trees.differences(tree["now"], trees.snapshot(f), 1) for f in folders[1:])

    wait_until(settled, lambda: "the folders hold:\n%s" % "\n".join(
        "%s: %s" % (f, ", ".join(map(trees.show, sorted(trees.snapshot(f))))) for f in folders), HEAL, 0.2)
    return tree["now"]


@scenario("both edit one file")
def _(stage):
    app01, one, app02, two = stage.pair()
    trees.write(one, "notes/todo.txt", "shared\n")
    with stage.step("a file is on both"):
        stage.wait_tree(one, [two])
        stage.wait_quiet()
    with stage.step("the winner keeps the name, the other is a conflict copy beside it, on both"):
        def edit():
            trees.write(one, "notes/todo.txt", "edited on app01\n")
            wait_until(lambda: app01.share_status(one).get("pending_files", 0) == 0, "app01 to see its edit")
            trees.write(two, "notes/todo.txt", "edited on app02, later\n")
        apart(stage, ["app02"], edit)
        tree = settle(stage, [one, two], lambda tree: len(copies(tree)) == 1)
        copy = copies(tree)[0]
        stage.check(COPY.match(copy)["stem"] == b"notes/todo" and COPY.match(copy)["ext"] == b".txt", "the copy is %r" % copy)
        stage.check(trees.read(one, "notes/todo.txt") == b"edited on app02, later\n", "the later edit did not win")
        stage.check(trees.read(one, copy) == b"edited on app01\n", "the copy does not hold the earlier edit")
    with stage.step("a deleted conflict copy stays deleted, everywhere"):
        os.unlink(os.path.join(os.fsencode(two), copy))
        settle(stage, [one, two], lambda tree: not copies(tree))
        app01.stop()
        app02.stop()
        app01.start()
        app02.start()
        stage.wait_connected(app01, one)
        stage.wait_quiet()
        stage.check(not copies(trees.snapshot(one)) and not copies(trees.snapshot(two)), "it came back")


@scenario("an edit against a deletion, a chmod and a rename")
def _(stage):
    app01, one, app02, two = stage.pair()
    for name in ("deleted", "chmodded", "renamed", "same"):
        trees.write(one, name + ".txt", "shared\n", mode=0o644)
    trees.write(one, "folder/inside.txt", "shared\n")
    trees.write(one, "going/inside.txt", "shared\n")
    with stage.step("the files are on both"):
        stage.wait_tree(one, [two])
        stage.wait_quiet()

    def quarrel():
        os.unlink(os.path.join(one, "deleted.txt"))
        trees.write(two, "deleted.txt", "edited on app02\n")
        os.chmod(os.path.join(one, "chmodded.txt"), 0o600)
        trees.write(two, "chmodded.txt", "edited on app02\n")
        os.rename(os.path.join(one, "renamed.txt"), os.path.join(one, "other.txt"))
        trees.write(two, "renamed.txt", "edited on app02\n")
        trees.write(one, "same.txt", "the same edit on both\n")
        trees.write(two, "same.txt", "the same edit on both\n")
        os.rename(os.path.join(one, "folder"), os.path.join(one, "moved"))
        trees.write(two, "folder/inside.txt", "edited on app02\n")
        trees.write(two, "folder/new.txt", "made on app02\n")
        os.unlink(os.path.join(one, "going/inside.txt"))
        os.rmdir(os.path.join(one, "going"))
        trees.write(two, "going/saved.txt", "made on app02\n")

    with stage.step("they part, change, and meet again"):
        apart(stage, ["app02"], quarrel)
        settle(stage, [one, two], lambda tree: b"moved/new.txt" in tree and b"other.txt" in tree and b"going/saved.txt" in tree
               and b"folder" not in tree)
    text = lambda name: trees.read(one, name)
    with stage.step("an edit beats a deletion and a chmod"):
        stage.check(text("deleted.txt") == b"edited on app02\n" and text("chmodded.txt") == b"edited on app02\n", "it did not")
    with stage.step("a file renamed here and edited there: the new name has the old content, the old name the edit"):
        stage.check(text("other.txt") == b"shared\n" and text("renamed.txt") == b"edited on app02\n", "they are otherwise")
    with stage.step("a folder renamed here and worked in there: all of it under the new name"):
        stage.check(text("moved/inside.txt") == b"edited on app02\n" and text("moved/new.txt") == b"made on app02\n", "it is not")
    with stage.step("a folder deleted here and worked in there: it stays, with what was made"):
        names = sorted(path for path in trees.snapshot(one) if path.startswith(b"going"))
        stage.check(names == [b"going", b"going/saved.txt"], "there is %s" % names)
    with stage.step("no conflict copy, as nothing was at odds"):
        stage.check(not copies(trees.snapshot(one)), "there are %s" % copies(trees.snapshot(one)))


@scenario("both make the same names")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("they know each other"):
        trees.write(one, "hello.txt", "hello\n")
        stage.wait_tree(one, [two])
        stage.wait_quiet()

    def quarrel():
        for folder, word in ((one, "app01"), (two, "app02")):
            trees.write(folder, "both/equal.txt", "equal\n", mtime=10**18)
            trees.write(folder, "both/only-%s.txt" % word, "mine\n")
            trees.write(folder, "both/different.txt", "by %s\n" % word)
        trees.write(one, "thing", "a file\n")
        trees.write(two, "thing/inside.txt", "in a folder\n")

    with stage.step("the same folder made twice is one folder with what both put there"):
        apart(stage, ["app02"], quarrel)
        tree = settle(stage, [one, two], lambda tree: b"both/only-app01.txt" in tree and b"both/only-app02.txt" in tree
                      and len([p for p in tree if p.startswith(b"thing.conflict-")]) == 1)
    with stage.step("equal files are one file, different ones two"):
        made = [path for path in copies(tree) if path.startswith(b"both/")]
        stage.check(len(made) == 1 and made[0].startswith(b"both/different.conflict-"), "copies: %s" % made)
        both = {trees.read(one, "both/different.txt"), trees.read(one, made[0])}
        stage.check(both == {b"by app01\n", b"by app02\n"}, "they hold %s" % both)
    with stage.step("of a folder and a file with one name the folder keeps it"):
        stage.check(trees.read(one, "thing/inside.txt") == b"in a folder\n", "the folder is not there")
        other = [path for path in tree if path.startswith(b"thing.conflict-")][0]
        stage.check(trees.read(one, other) == b"a file\n", "the file is not there")


@scenario("both rename one folder")
def _(stage):
    app01, one, app02, two = stage.pair()
    for n in range(20):
        trees.write(one, "before/%d.txt" % n, "%d\n" % n)
    with stage.step("it is on both"):
        stage.wait_tree(one, [two])
        stage.wait_quiet()
    with stage.step("one of the two names wins, and all is below it once"):
        apart(stage, ["app02"], lambda: (os.rename(one + "/before", one + "/by-app01"), os.rename(two + "/before", two + "/by-app02")))
        tree = settle(stage, [one, two], lambda tree: len(tree) == 21 and b"before" not in tree)
        stage.check((b"by-app01" in tree) != (b"by-app02" in tree), "there is %s" % sorted(tree))


@scenario("three servers, each with an edit of its own, and a reader")
def _(stage):
    secret = stage.programs.new_secret()
    folder = {m: stage.folder(m, "data") for m in ("app01", "app02", "app03", "reader")}
    for machine in folder:
        stage.device(machine, [Share(stage.programs.read_only(secret) if machine == "reader" else secret, folder[machine])])
    trees.write(folder["app01"], "plan.txt", "shared\n")
    everywhere = list(folder.values())
    with stage.step("a file is on all"):
        stage.wait_tree(folder["app01"], everywhere)
        stage.wait_quiet()
    with stage.step("all three texts are on all four devices: one winner and two copies, under the same names"):
        apart(stage, ["app01", "app02", "app03"],
              lambda: [trees.write(folder[m], "plan.txt", "by %s\n" % m) for m in ("app01", "app02", "app03")])
        tree = settle(stage, everywhere, lambda tree: len(tree) == 3 and len(copies(tree)) == 2)
        found = {trees.read(folder["reader"], path) for path in tree}
        stage.check(found == {b"by app01\n", b"by app02\n", b"by app03\n"}, "they hold %s" % found)
    with stage.step("and that is all that ever comes of it"):
        stage.wait_quiet()
        stage.check(len(trees.snapshot(folder["app02"])) == 3, "there is %s" % sorted(trees.snapshot(folder["app02"])))


main()
