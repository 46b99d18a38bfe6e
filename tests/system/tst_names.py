#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, shapes and sizes that file systems allow and programs forget."""
import os
import socket
import unicodedata

import trees
from scenario import main, scenario
from shoalkit import wait_until

NAMES = [
    b"with space", b" leading", b"trailing ", b"two\nlines", b"tab\there", b"bell\x07", b"invalid-\xff\xfe-utf8", b"\xc3",
    b"\xed\xa0\x80-surrogate", b"1234567890.M1P2.app01:2,S", b"1234567890.M1P2.app01:2,", b"-rf", b"--help", b"~", b"*", b"?",
    b"a*b?c[d]", b"quote'\"`", b"$(reboot)", b"back\\slash", b"pipe|lt<gt>colon:", b"con", b"aux.txt", b"trailing.dot.",
    b"...", b"..hidden", b".hidden", b"%2e%2e", b"%00", b"\\x00", b"#comment", b"// slash", "snow\u2603man".encode(), "\U0001f41f".encode(),
    "\u202eevil".encode(), b"README", b"readme", b"ReadMe", unicodedata.normalize("NFC", "\u00e9t\u00e9").encode(),
    unicodedata.normalize("NFD", "\u00e9t\u00e9").encode(), b"x" * 255, "\u00e9".encode() * 127 + b"x", b"\xff" * 255,
    b"file.conflict-0123abcd-20200101T000000Z.txt", b".nfs0001", b"core", b"0", b"null", b"NaN", b"!sync", b"a;b", b"a&b", b"a=b",
]


@scenario("names of every kind, of files, directories and symlinks")
def _(stage):
    app01, one, app02, two = stage.pair()
    root = os.fsencode(one)
    with stage.step("they appear as they are"):
        for name in NAMES:
            trees.write(one, b"files/" + name, b"content of " + name)
            trees.write(one, b"folders/" + name + b"/inside", name)
            os.makedirs(root + b"/links", exist_ok=True)
            os.symlink(b"to-" + name[:200], root + b"/links/" + name)
        stage.check(len(os.listdir(root + b"/files")) == len(set(NAMES)), "the names are not all different")
        stage.wait_tree(one, [two])
    with stage.step("edits from the other side"):
        for name in NAMES:
            trees.write(two, b"files/" + name, b"edited: " + name)
        stage.wait_tree(two, [one])
    with stage.step("all renamed, each to the name of the next"):
        os.rename(root + b"/files", root + b"/before")
        os.mkdir(root + b"/files")
        for name, following in zip(NAMES, NAMES[1:] + NAMES[:1]):
            os.rename(root + b"/before/" + name, root + b"/files/" + following)
        os.rmdir(root + b"/before")
        stage.wait_tree(one, [two])
    with stage.step("two names swapped"):
        for path, other in ((b"files/README", b"files/readme"), (b"folders/README", b"folders/readme")):
            os.rename(root + b"/" + path, root + b"/swap")
            os.rename(root + b"/" + other, root + b"/" + path)
            os.rename(root + b"/swap", root + b"/" + other)
        stage.wait_tree(one, [two])
    with stage.step("why answers for a name that is not UTF-8"):
        answer = app01.shoal("why", os.fsdecode(root + b"/files/invalid-\xff\xfe-utf8"), "--json")
        stage.check('"in sync"' in answer.stdout, "why says %r %r" % (answer.stdout, answer.stderr))
    with stage.step("all deleted"):
        for name in NAMES:
            os.unlink(root + b"/files/" + name)
            os.unlink(root + b"/folders/" + name + b"/inside")
            os.rmdir(root + b"/folders/" + name)
            os.unlink(root + b"/links/" + name)
        stage.wait_tree(one, [two])


@scenario("shapes: deep trees, empty directories, dangling symlinks, hard links, holes, modes, no bytes")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    root = os.fsencode(one)
    deep = b"/".join(b"level-%03d-with-a-longish-name" % n for n in range(100))
    with stage.step("they lie there before the start"):
        trees.write(one, deep + b"/bottom.txt", "here at last\n")
        for n in range(50):
            os.makedirs(root + b"/empty/%d/%d" % (n, n))
        os.makedirs(root + b"/wide")
        for n in range(2000):
            trees.write(one, b"wide/%d" % n, b"")
        for name, target in ((b"nowhere", b"/does/not/exist"), (b"itself", b"itself"), (b"up", b"../../.."), (b"long", b"t" * 4000),
                             (b"outside", b"/etc/passwd"), (b"bytes", b"\xff\xfe\n"), (b"folder", b"empty")):
            os.symlink(target, root + b"/" + name)
        trees.write(one, "twice/a", "one inode, three names\n")
        os.link(root + b"/twice/a", root + b"/twice/b")
        os.link(root + b"/twice/a", root + b"/c")
        with open(root + b"/holes.img", "wb") as file:
            file.write(b"begin")
            file.seek(64 << 20)
            file.write(b"middle")
            file.truncate(100 << 20)
        trees.write(one, "locked.txt", "nobody may read this\n", mode=0)
        trees.write(one, "locked/inside.txt", "nor this\n", mode=0o400)
        os.chmod(root + b"/locked", 0)
        trees.write(one, "read-only/inside.txt", "a folder that nobody may write to\n")
        os.chmod(root + b"/read-only", 0o555)
        for mode in (0o777, 0o070, 0o007, 0o111, 0o222, 0o600):
            trees.write(one, "modes/%04o" % mode, "mode\n", mode=mode)
        for when in (0, 1, 999_999_999, 4_102_444_800_000_000_000):
            trees.write(one, "times/%d" % when, "time\n", mtime=when)
        app01.start()
        app02.start()
        stage.wait_tree(one, [two])
    with stage.step("a hole stays a hole of a kind: the copy is no larger than it says"):
        stage.check(os.stat(two + "/holes.img").st_blocks * 512 <= (100 << 20) + (1 << 20), "holes.img takes too much room")
    with stage.step("an edit at the bottom of the deep tree, from the other side"):
        trees.write(two, deep + b"/bottom.txt", "and back up\n")
        stage.wait_tree(two, [one])
    with stage.step("a write through one hard link shows in all its names"):
        with open(root + b"/twice/b", "ab") as file:
            file.write(b"and a second line\n")
        stage.wait_tree(one, [two])
    with stage.step("a change inside a folder that nobody may write to"):
        trees.write(one, "read-only/inside.txt", "changed by root\n")
        trees.write(one, "read-only/new.txt", "new\n")
        stage.wait_tree(one, [two])
    with stage.step("modes opened up and closed again"):
        os.chmod(root + b"/locked", 0o700)
        os.chmod(root + b"/locked.txt", 0o644)
        os.chmod(root + b"/read-only", 0o755)
        os.chmod(root + b"/modes/0777", 0)
        stage.wait_tree(one, [two])
    with stage.step("nothing was written through a symlink that points outside"):
        stage.check(os.path.islink(two + "/outside") and os.readlink(two + "/outside") == "/etc/passwd", "the link was followed")


@scenario("FIFOs, sockets and devices are reported, not synced")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("a FIFO and a socket appear beside a file"):
        os.mkfifo(one + "/pipe")
        listener = socket.socket(socket.AF_UNIX)
        here = os.getcwd()
        os.chdir(one)  # the path of a socket is short by nature
        listener.bind("socket")
        os.chdir(here)
        trees.write(one, "file", "a file\n")
        wait_until(lambda: os.path.exists(two + "/file"), "the file on app02")
    with stage.step("only the file travels"):
        stage.check(sorted(trees.snapshot(two)) == [b"file"], "app02 has %s" % sorted(trees.snapshot(two)))
    with stage.step("both are problems with a reason"):
        wait_until(lambda: app01.share_status(one).get("problems") == 2, lambda: "status: %r" % app01.share_status(one))
        items = app01.why(one + "/pipe")["items"]
        stage.check(items and items[0]["state"] == "blocked" and items[0]["reason"], "why says %r" % items)
    with stage.step("a file in their place is synced"):
        listener.close()
        os.unlink(one + "/pipe")
        os.unlink(one + "/socket")
        trees.write(one, "pipe", "a file now\n")
        stage.wait_tree(one, [two])
        wait_until(lambda: app01.share_status(one).get("problems") == 0, lambda: "status: %r" % app01.share_status(one))


@scenario("files of several GiB")
def _(stage):
    app01, one, app02, two = stage.pair()
    size = 3 << 30
    path = one + "/large.img"
    with stage.step("a file of 3 GiB with holes, zeros and 96 MiB of content"):
        with open(path, "wb") as file:
            for n in range(24):
                file.seek(n * (size // 24) + 12345 * n)
                file.write(os.urandom(4 << 20))
            file.truncate(size)
        stage.wait_tree(one, [two], 300)
    with stage.step("one byte changed in the middle of it"):
        stage.wait_quiet()
        before = sum(app01.traffic())
        with open(path, "r+b") as file:
            file.seek(size // 2)
            byte = file.read(1)
            file.seek(size // 2)
            file.write(bytes([byte[0] ^ 1]))
        stage.wait_tree(one, [two], 300)
    with stage.step("costs under 16 MiB"):
        stage.wait_quiet()
        moved = sum(app01.traffic()) - before
        stage.check(moved < 16 << 20, "%d bytes travelled" % moved)
    with stage.step("cut down to 4097 bytes"):
        os.truncate(path, 4097)
        stage.wait_tree(one, [two])


main()
