#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sysadmin expects of servers that keep their folders identical, played with real processes."""
import os
import stat
import time

import trees
from scenario import main, scenario
from shoalkit import Failure, Share, wait_until

SHARES = ("config", "mail", "www")


def shares_of(stage, machine, secrets, **keys):
    return [Share(secrets[name], stage.folder(machine, name), **keys) for name in SHARES]


def fill(folder, word):
    """A small tree with a bit of everything."""
    trees.write(folder, "readme.txt", "this is %s\n" % word)
    trees.write(folder, "empty.txt", b"")
    trees.write(folder, "bin/run.sh", "#!/bin/sh\necho %s\n" % word, mode=0o755)
    trees.write(folder, "a/b/c/deep.txt", word * 1000, mode=0o600)
    trees.write(folder, "large.bin", word.encode() * 300_000, mtime=1_500_000_000_123_456_789)
    os.makedirs(os.path.join(folder, "nothing/here"))
    os.symlink("../readme.txt", os.path.join(folder, "bin/link"))


@scenario("two servers and a third device with the same three secrets find each other on the LAN")
def _(stage):
    secrets = {name: stage.programs.new_secret() for name in SHARES}
    machines = ("app01", "app02", "desk")
    folder = {(m, s): stage.folder(m, s) for m in machines for s in SHARES}
    everywhere = lambda share: [folder[m, share] for m in machines]
    for share in SHARES:
        fill(folder["app01", share], share)
    trees.write(folder["app02", "www"], "from-app02.html", "<p>two</p>\n")

    def all_equal(share):
        return stage.wait_equal(everywhere(share))

    with stage.step("the three start"):
        app01, app02, desk = (stage.device(m, shares_of(stage, m, secrets)) for m in machines)
    with stage.step("what lay in the folders before is on all three"):
        for share in SHARES:
            wanted = trees.snapshot(folder["app01", share])
            if share == "www":
                wanted.update(trees.snapshot(folder["app02", share]))
            stage.wait_tree(wanted, everywhere(share))
    with stage.step("all three say that they are in sync"):
        stage.wait_quiet()
    with stage.step("status names device, shares and peers"):
        status = app01.status()
        stage.check(status["device"]["name"] == "app01", "device name: %r" % status)
        stage.check(len(status["shares"]) == 3, "not three shares: %r" % status)
        stage.check(all({p["name"] for p in s["peers"]} == {"app02", "desk"} for s in status["shares"]), "peers: %r" % status)
    with stage.step("no secret is in any log"):
        for device in (app01, app02, desk):
            stage.check(not any(secret in device.log_text() for secret in secrets.values()), "a secret in %s" % device.log)
    with stage.step("a new file of each device appears on the others"):
        for machine in machines:
            trees.write(folder[machine, "mail"], "new/from-%s" % machine, "hello from %s\n" % machine)
        wanted = {b"new/from-" + machine.encode() for machine in machines}
        wait_until(lambda: all(wanted <= trees.snapshot(f, hashes=False).keys() for f in everywhere("mail")), "the new files")
        all_equal("mail")
    with stage.step("an edit on the third device appears on both servers"):
        trees.write(folder["desk", "config"], "readme.txt", "edited on the desk\n")
        stage.wait_tree(folder["desk", "config"], everywhere("config"))
    with stage.step("an editor's save (new file renamed over the old one) does too"):
        trees.write(folder["app02", "config"], ".readme.txt.new", "saved by rename\n")
        os.rename(os.path.join(folder["app02", "config"], ".readme.txt.new"), os.path.join(folder["app02", "config"], "readme.txt"))
        stage.wait_tree(folder["app02", "config"], everywhere("config"))
    with stage.step("an append to a large file"):
        with open(os.path.join(folder["app01", "www"], "large.bin"), "ab") as file:
            file.write(b"and more\n")
        stage.wait_tree(folder["app01", "www"], everywhere("www"))
    with stage.step("a renamed file"):
        os.rename(os.path.join(folder["app01", "www"], "large.bin"), os.path.join(folder["app01", "www"], "a/large-moved.bin"))
        stage.wait_tree(folder["app01", "www"], everywhere("www"))
    with stage.step("a renamed directory with all below it"):
        os.rename(os.path.join(folder["app02", "www"], "a"), os.path.join(folder["app02", "www"], "z"))
        stage.wait_tree(folder["app02", "www"], everywhere("www"))
    with stage.step("a directory moved into another"):
        os.rename(os.path.join(folder["app01", "www"], "z/b"), os.path.join(folder["app01", "www"], "bin/b"))
        stage.wait_tree(folder["app01", "www"], everywhere("www"))
    with stage.step("chmod of a file and of a directory"):
        os.chmod(os.path.join(folder["app02", "config"], "readme.txt"), 0o640)
        os.chmod(os.path.join(folder["app02", "config"], "bin"), 0o750)
        stage.wait_tree(folder["app02", "config"], everywhere("config"))
    with stage.step("a new mtime alone"):
        os.utime(os.path.join(folder["app01", "config"], "readme.txt"), ns=(10**18, 10**18))
        stage.wait_tree(folder["app01", "config"], everywhere("config"))
    with stage.step("a symlink that gets another target"):
        os.unlink(os.path.join(folder["app01", "config"], "bin/link"))
        os.symlink("somewhere else", os.path.join(folder["app01", "config"], "bin/link"))
        stage.wait_tree(folder["app01", "config"], everywhere("config"))
    with stage.step("a file that becomes a directory, and a directory that becomes a file"):
        os.unlink(os.path.join(folder["app01", "mail"], "empty.txt"))
        trees.write(folder["app01", "mail"], "empty.txt/inside", "no longer a file\n")
        os.removedirs(os.path.join(folder["app01", "mail"], "nothing/here"))
        trees.write(folder["app01", "mail"], "nothing", "no longer a directory\n")
        stage.wait_tree(folder["app01", "mail"], everywhere("mail"))
    with stage.step("a deleted file and a deleted tree"):
        os.unlink(os.path.join(folder["desk", "www"], "readme.txt"))
        for path in ("bin/b/c/deep.txt", "bin/run.sh", "bin/link"):
            os.unlink(os.path.join(folder["desk", "www"], path))
        for path in ("bin/b/c", "bin/b", "bin"):
            os.rmdir(os.path.join(folder["desk", "www"], path))
        stage.wait_tree(folder["desk", "www"], everywhere("www"))
    with stage.step("changes made while a server is down arrive when it is back"):
        stage.check(app02.stop() == 0, "app02 did not stop with exit code 0")
        trees.write(folder["app01", "config"], "while-away.txt", "one\n")
        os.unlink(os.path.join(folder["app01", "config"], "empty.txt"))
        trees.write(folder["app02", "config"], "made-while-stopped.txt", "two\n")
        stage.wait_tree(folder["app01", "config"], [folder["desk", "config"]])
        app02.start()
        wanted = trees.snapshot(folder["app01", "config"])
        wanted[b"made-while-stopped.txt"] = trees.snapshot(folder["app02", "config"])[b"made-while-stopped.txt"]
        stage.wait_tree(wanted, everywhere("config"))
    with stage.step("storage is closed to others, and nothing but .sync was added to the folders"):
        for device in (app01, app02, desk):
            mode = stat.S_IMODE(os.stat(device.storage).st_mode)
            stage.check(mode == 0o700, "%s has mode %04o" % (device.storage, mode))
        for share in SHARES:
            all_equal(share)
            stage.check(os.path.isdir(os.path.join(folder["app01", share], ".sync")), "no .sync folder in %s" % share)


@scenario("a device with a read-only secret receives everything and changes nothing")
def _(stage):
    secret = stage.programs.new_secret()
    reading = stage.programs.read_only(secret)
    machines = ("app01", "app02", "reader", "strict")
    folder = {m: stage.folder(m, "www") for m in machines}
    fill(folder["app01"], "www")
    with stage.step("two servers, a reader, and a reader with overwrite_changes start"):
        stage.device("app01", [Share(secret, folder["app01"])])
        stage.device("app02", [Share(secret, folder["app02"])])
        reader = stage.device("reader", [Share(reading, folder["reader"])])
        stage.device("strict", [Share(reading, folder["strict"], overwrite_changes=True)])
    with stage.step("all have everything"):
        stage.wait_tree(folder["app01"], folder.values())
        stage.wait_quiet()
    with stage.step("status says read-only"):
        stage.check(reader.share_status(folder["reader"])["permission"] == "read-only", "%r" % reader.status())
    before = trees.snapshot(folder["app01"])
    with stage.step("both readers make changes of every kind"):
        for machine in ("reader", "strict"):
            trees.write(folder[machine], "readme.txt", "changed by %s\n" % machine)
            trees.write(folder[machine], "added-by-reader.txt", "mine\n")
            os.chmod(os.path.join(folder[machine], "large.bin"), 0o600)
            os.unlink(os.path.join(folder[machine], "a/b/c/deep.txt"))
            os.rename(os.path.join(folder[machine], "bin"), os.path.join(folder[machine], "tools"))
    with stage.step("overwrite_changes brings back what was changed, deleted and moved"):
        wait_until(lambda: not [line for line in trees.differences(before, trees.snapshot(folder["strict"]))
                                if not line.startswith("too much")],
                   lambda: "\n".join(trees.differences(before, trees.snapshot(folder["strict"]))))
    with stage.step("and what the reader had written is in its archive"):
        kept = trees.contents(os.path.join(folder["strict"], ".sync"))
        stage.check(trees.hash_of(b"changed by strict\n") in kept, "its text is nowhere on the device")
    with stage.step("a later change by a server still reaches both readers"):
        trees.write(folder["app02"], "later.txt", "after the quarrel\n")
        for machine in machines:
            wait_until(lambda: b"later.txt" in trees.snapshot(folder[machine], hashes=False), "later.txt on %s" % machine)
    with stage.step("nothing that a reader did is on a server"):
        after = dict(before)
        after[b"later.txt"] = trees.snapshot(folder["app02"])[b"later.txt"]
        stage.wait_tree(after, [folder["app01"], folder["app02"]])
    with stage.step("without overwrite_changes the reader's own edit stays, and why says so"):
        stage.check(trees.read(folder["reader"], "readme.txt") == b"changed by reader\n", "the reader's edit was overwritten")
        items = reader.why(os.path.join(folder["reader"], "readme.txt"))["items"]
        stage.check(items and items[0]["state"] != "in sync" and items[0]["reason"], "why says %r" % items)
    with stage.step("two readers pass nothing of their own on to each other"):
        stage.check(trees.read(folder["strict"], "readme.txt") == b"this is www\n", "the strict reader has something else")


@scenario("devices with other secrets on the same LAN share nothing")
def _(stage):
    with stage.step("two pairs of strangers start"):
        ours, theirs = stage.programs.new_secret(), stage.programs.new_secret()
        folder = {m: stage.folder(m, "data") for m in ("app01", "app02", "other01", "other02")}
        trees.write(folder["app01"], "ours.txt", "ours\n")
        trees.write(folder["other01"], "theirs.txt", "theirs\n")
        devices = {m: stage.device(m, [Share(ours if m.startswith("app") else theirs, folder[m])]) for m in folder}
    with stage.step("each pair is in sync"):
        stage.wait_tree(folder["app01"], [folder["app02"]])
        stage.wait_tree(folder["other01"], [folder["other02"]])
    with stage.step("no pair has anything of the other, nor names it as a peer"):
        for machine, device in devices.items():
            names = {peer["name"] for peer in device.share_status(folder[machine])["peers"]}
            stage.check(names <= {m for m in folder if m[:3] == machine[:3]}, "%s names %s" % (machine, names))
        stage.check(sorted(trees.snapshot(folder["app02"])) == [b"ours.txt"], "app02 has %s" % os.listdir(folder["app02"]))
        stage.check(sorted(trees.snapshot(folder["other02"])) == [b"theirs.txt"], "other02 has %s" % os.listdir(folder["other02"]))


@scenario("known_hosts alone, without LAN discovery")
def _(stage):
    secret = stage.programs.new_secret()
    folder = {m: stage.folder(m, "data") for m in ("app01", "app02")}
    trees.write(folder["app01"], "one.txt", "one\n")
    with stage.step("app02 starts before anybody is at the address it knows"):
        app02 = stage.device("app02", [Share(secret, folder["app02"])], search_lan=False, known_hosts=["10.77.0.2:12345"])
        stage.device("app01", [Share(secret, folder["app01"])], search_lan=False)
        stage.check(stage.lan.address("app01") == "10.77.0.2", "the address is %s" % stage.lan.address("app01"))
    with stage.step("the two meet and are equal"):
        stage.wait_tree(folder["app01"], [folder["app02"]])
    with stage.step("the other way, too"):
        trees.write(folder["app02"], "two.txt", "two\n")
        stage.wait_tree(folder["app02"], [folder["app01"]])
    with stage.step("the address is the one that was configured"):
        peer = app02.share_status(folder["app02"])["peers"][0]
        stage.check(peer["address"].startswith("10.77.0.2"), "%r" % peer)


@scenario("a umask limits what is created here, not what is announced")
def _(stage):
    secret = stage.programs.new_secret()
    folder = {m: stage.folder(m, "data") for m in ("app01", "app02", "app03")}
    with stage.step("app02 starts with DAEMON_UMASK=0027, the others with none"):
        for machine in folder:
            stage.device(machine, [Share(secret, folder[machine])],
                         directives=["DAEMON_UMASK=0027"] if machine == "app02" else ["DAEMON_UMASK=0000"])
    with stage.step("a file of mode 0666 has 0640 there, and 0666 elsewhere"):
        trees.write(folder["app01"], "open.txt", "for everybody\n", mode=0o666)
        mode = lambda machine: stat.S_IMODE(os.stat(os.path.join(folder[machine], "open.txt")).st_mode)
        for machine in folder:
            wait_until(lambda: os.path.exists(os.path.join(folder[machine], "open.txt")), "open.txt on %s" % machine)
        stage.wait_quiet()
        stage.check([mode(m) for m in folder] == [0o666, 0o640, 0o666], "modes: %s" % [oct(mode(m)) for m in folder])
    with stage.step("an edit on app02 leaves the others their mode"):
        trees.write(folder["app02"], "open.txt", "edited\n")
        for machine in folder:
            wait_until(lambda: trees.read(folder[machine], "open.txt") == b"edited\n", "the edit on %s" % machine)
        stage.wait_quiet()
        stage.check([mode(m) for m in folder] == [0o666, 0o640, 0o666], "modes: %s" % [oct(mode(m)) for m in folder])


@scenario("a deleted or replaced file is kept in the archive")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("a file is on both"):
        trees.write(one, "letter.txt", "the first draft\n")
        trees.write(one, "old.txt", "soon to go\n")
        stage.wait_tree(one, [two])
    with stage.step("it is replaced and another deleted"):
        first = {trees.file_hash(os.path.join(two, name)) for name in ("letter.txt", "old.txt")}
        trees.write(one, "letter.txt", "the second draft\n")
        os.unlink(os.path.join(one, "old.txt"))
        stage.wait_tree(one, [two])
    with stage.step("the other device has both in .sync/Archive"):
        kept = trees.contents(os.path.join(two, ".sync", "Archive"))
        stage.check(first <= kept, "the archive holds %s" % os.listdir(os.path.join(two, ".sync")))
    with stage.step("and the archive is no part of the share"):
        trees.write(two, ".sync/Archive/planted.txt", "nobody else should see this\n")
        trees.write(two, "marker.txt", "now\n")
        wait_until(lambda: os.path.exists(os.path.join(one, "marker.txt")), "marker.txt")
        stage.check(not os.path.exists(os.path.join(one, ".sync/Archive/planted.txt")), "the archive was synced")


@scenario("an ignored file stays where it is")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    with stage.step("both ignore *.tmp and /cache"):
        for folder in (one, two):
            trees.write(folder, ".sync/IgnoreList", "*.tmp\n/cache\n")
        trees.write(one, "a.tmp", "here only\n")
        trees.write(one, "cache/b.txt", "here only\n")
        trees.write(one, "sub/cache/c.txt", "not at the root\n")
        app01.start()
        app02.start()
    with stage.step("only the others travel"):
        wait_until(lambda: os.path.exists(os.path.join(two, "sub/cache/c.txt")), "sub/cache/c.txt")
        stage.wait_quiet()
        names = set(trees.snapshot(two))
        stage.check(names == {b"sub", b"sub/cache", b"sub/cache/c.txt"}, "app02 has %s" % sorted(names))
    with stage.step("why calls it ignored"):
        items = app01.why(os.path.join(one, "a.tmp"))["items"]
        stage.check(items and items[0]["state"] == "ignored", "why says %r" % items)


@scenario("a restart of two servers that are in sync moves nothing")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("200 files are on both"):
        for n in range(200):
            trees.write(one, "d%d/f%d" % (n % 7, n), b"%d" % n * 2000)
        stage.wait_tree(one, [two])
        stage.wait_quiet()
    with stage.step("both stop with exit code 0 and start again"):
        before = {f: {p: os.lstat(os.path.join(os.fsencode(f), p)) for p in trees.snapshot(f, hashes=False)} for f in (one, two)}
        stage.check(app01.stop() == 0 and app02.stop() == 0, "an exit code is not 0")
        app01.start()
        app02.start()
        stage.wait_connected(app01, one)
        stage.wait_quiet()
    with stage.step("less than 64 KiB travelled, and no file was touched"):
        moved = sum(app01.traffic())
        stage.check(moved < 65536, "%d bytes travelled" % moved)
        for folder in (one, two):
            for path, info in before[folder].items():
                now = os.lstat(os.path.join(os.fsencode(folder), path))
                stage.check((now.st_ino, now.st_mtime_ns, now.st_ctime_ns) == (info.st_ino, info.st_mtime_ns, info.st_ctime_ns)
                            or path == b"", "%s was touched" % trees.show(path))


@scenario("a program that keeps a file open and writes slowly")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("every line it wrote arrives in the end, while it still has the file open"):
        with open(os.path.join(one, "app.log"), "ab", buffering=0) as log:
            for n in range(20):
                log.write(b"line %d\n" % n)
                time.sleep(0.1)
            wait_until(lambda: os.path.exists(os.path.join(two, "app.log")) and trees.read(two, "app.log").endswith(b"line 19\n"),
                       "the last line on app02")
    with stage.step("no conflict copy was made of it"):
        stage.wait_tree(one, [two])
        if sorted(trees.snapshot(two)) != [b"app.log"]:
            raise Failure("app02 has %s" % sorted(trees.snapshot(two)))


main()
