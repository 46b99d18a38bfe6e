#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emptied folder, an unplugged disk, a lost marker: none of them is a wish to delete everything everywhere."""
import os
import shutil
import subprocess

import trees
from scenario import main, scenario
from shoalkit import Share, wait_until

FILES = 40


def filled_pair(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("%d files are on both" % FILES):
        for n in range(FILES):
            trees.write(one, "d%d/f%d.txt" % (n % 4, n), "file %d\n" % n)
        stage.wait_tree(one, [two])
        stage.wait_quiet()
    return app01, one, app02, two


def empty(folder, marker=False):
    for name in os.listdir(folder):
        if name != ".sync" or marker:
            path = os.path.join(folder, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


def wait_problem(stage, device, folder, words):
    """Waits until status counts a problem and why explains it with one of the words; returns the text."""
    wait_until(lambda: device.share_status(folder).get("problems", 0) > 0, lambda: "a problem; status says %r" % device.status())
    answer = device.why()
    text = " ".join(str(item.get(key, "")) for item in answer["items"] for key in ("path", "state", "reason", "what_to_do"))
    stage.check(any(word in text for word in words), "why says %r" % answer)
    stage.check(all(item["what_to_do"] for item in answer["items"] if item["state"] == "blocked"), "no advice: %r" % answer)
    stage.check(device.shoal("status").returncode == 1, "status still ends with exit code 0")


def still_full(stage, device, folder, wanted):
    """The other server keeps everything: now, after news of its own, and after a restart."""
    stage.wait_tree(wanted, [folder])
    stage.check(device.stop() == 0, "%s did not stop cleanly" % device.name)
    device.start()
    stage.wait_tree(wanted, [folder])


@scenario("a folder that was emptied while the server was stopped")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("app01 stops, its folder is emptied, it starts again"):
        app01.stop()
        empty(one)
        app01.start()
    with stage.step("it says that most files are missing, and asks"):
        wait_problem(stage, app01, one, ["missing"])
    with stage.step("nothing is deleted on the other server, not after a restart either"):
        still_full(stage, app02, two, wanted)
    with stage.step("after another start of the emptied one it still asks"):
        app01.stop()
        app01.start()
        wait_problem(stage, app01, one, ["missing"])
        stage.wait_tree(wanted, [two])
    with stage.step("when the files are put back, all goes on by itself"):
        app01.stop()
        for path in sorted(wanted):
            if wanted[path].type == "file":
                shutil.copy2(os.path.join(os.fsencode(two), path), trees.write(one, path, b""))
        app01.start()
        stage.wait_tree(wanted, [one, two])
        trees.write(one, "again.txt", "again\n")
        stage.wait_tree(one, [two])


@scenario("the two answers to an emptied folder")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("refill: the files come back from the other server"):
        app01.stop()
        empty(one)
        app01.start()
        wait_problem(stage, app01, one, ["missing"])
        stage.check(app01.shoal("confirm", one, "--refill").returncode == 0, "shoal confirm --refill failed")
        stage.wait_tree(wanted, [one, two])
    with stage.step("deleted everywhere: they go on the other server, too, into its archive"):
        app01.stop()
        empty(one)
        app01.start()
        wait_problem(stage, app01, one, ["missing"])
        stage.check(app01.shoal("confirm", one, "--deleted-everywhere", "--files", str(FILES)).returncode == 0, "shoal confirm --deleted-everywhere failed")
        stage.wait_tree(one, [two])
        wait_until(lambda: sum(len(files) for _, _, files in os.walk(two + "/.sync/Archive")) >= FILES, "all files in the archive")


@scenario("a folder that lost its marker")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("app01 stops, .sync/ID goes with everything else"):
        app01.stop()
        empty(one, marker=True)
        app01.start()
    with stage.step("it says so"):
        wait_problem(stage, app01, one, [".sync/ID", "missing"])
    with stage.step("nothing is deleted on the other server"):
        still_full(stage, app02, two, wanted)


@scenario("a marker that goes while all files stay")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("app01 stops, .sync/ID goes, five files too"):
        app01.stop()
        os.unlink(os.path.join(one, ".sync/ID"))
        for n in range(5):
            os.unlink(os.path.join(one, "d%d/f%d.txt" % (n % 4, n)))
        app01.start()
    with stage.step("no file is deleted on the other server"):
        still_full(stage, app02, two, wanted)


@scenario("a folder that is not there at the start, like a disk that is not mounted")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("app01 stops, its folder is moved away, it starts all the same"):
        app01.stop()
        os.rename(one, one + ".away")
        app01.start()
    with stage.step("it says which folder is missing"):
        wait_problem(stage, app01, one, [one])
    with stage.step("nothing is deleted on the other server, and nothing is written where the disk belongs"):
        trees.write(two, "meanwhile.txt", "made meanwhile\n")
        wanted = trees.snapshot(two)
        still_full(stage, app02, two, wanted)
        stage.check(not os.path.exists(one) or not trees.snapshot(one), "%s was filled" % one)
    with stage.step("when it comes back all goes on by itself"):
        if os.path.exists(one):
            shutil.rmtree(one)
        os.rename(one + ".away", one)
        stage.wait_tree(wanted, [one, two])


@scenario("a disk that is full")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", two], check=True)
    app01.start()
    app02.start()
    with stage.step("a file larger than the disk is a problem of that file, and small ones still arrive"):
        trees.write(one, "large.bin", os.urandom(40 << 20))
        wait_problem(stage, app02, two, ["are free"])
        trees.write(one, "small.txt", "small\n")
        wait_until(lambda: os.path.exists(two + "/small.txt"), "the small file")
    with stage.step("with more room it arrives by itself"):
        subprocess.run(["mount", "-o", "remount,size=120m", two], check=True)
        stage.wait_tree(one, [two])


@scenario("a mount point without its disk")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("app01 stops, its folder is there but bare"):
        app01.stop()
        os.rename(one, one + ".away")
        os.mkdir(one)
        app01.start()
        wait_problem(stage, app01, one, [".sync/ID", "missing"])
    with stage.step("nothing is deleted on the other server"):
        still_full(stage, app02, two, wanted)
    with stage.step("after a start with the disk back all is well"):
        app01.stop()
        shutil.rmtree(one)
        os.rename(one + ".away", one)
        app01.start()
        trees.write(two, "later.txt", "later\n")
        stage.wait_tree(two, [one])


@scenario("a folder that goes away while the server runs")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("it is moved away, and the server says so"):
        os.rename(one, one + ".away")
        wait_problem(stage, app01, one, [one])
    with stage.step("nothing is deleted on the other server"):
        trees.write(two, "meanwhile.txt", "made meanwhile\n")
        wanted = trees.snapshot(two)
        still_full(stage, app02, two, wanted)
    with stage.step("it comes back, and all goes on by itself"):
        if os.path.exists(one):
            shutil.rmtree(one)
        os.rename(one + ".away", one)
        stage.wait_tree(wanted, [one, two])


@scenario("wishes that look a little like a disaster are fulfilled")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    with stage.step("a quarter deleted while the server is stopped"):
        app01.stop()
        shutil.rmtree(os.path.join(one, "d0"))
        app01.start()
        stage.wait_tree(one, [two])
    with stage.step("all deleted while it runs"):
        for n in range(1, 4):
            shutil.rmtree(os.path.join(one, "d%d" % n))
        stage.wait_tree({}, [one, two])
    with stage.step("a share of ten files emptied while the server is stopped"):
        for n in range(10):
            trees.write(one, "f%d" % n, "few\n")
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        app01.stop()
        empty(one)
        app01.start()
        stage.wait_tree({}, [one, two])


@scenario("an instance that starts with an empty storage path over a folder in use")
def _(stage):
    app01, one, app02, two = filled_pair(stage)
    wanted = trees.snapshot(two)
    with stage.step("the index of app01 is lost, and half of the files"):
        app01.stop()
        shutil.rmtree(app01.storage)
        shutil.rmtree(os.path.join(one, "d0"))
        shutil.rmtree(os.path.join(one, "d1"))
        app01.start()
    with stage.step("it takes part as a new device: what is missing comes back"):
        stage.wait_tree(wanted, [one, two])


@scenario("one share in trouble leaves the others of its instance alone")
def _(stage):
    secrets = [stage.programs.new_secret() for _ in range(2)]
    folder = {(m, s): stage.folder(m, s) for m in ("app01", "app02") for s in ("config", "www")}
    for machine in ("app01", "app02"):
        stage.device(machine, [Share(secret, folder[machine, s]) for secret, s in zip(secrets, ("config", "www"))])
    app01 = stage.devices[0]
    with stage.step("config goes away, www goes on"):
        for share in ("config", "www"):
            trees.write(folder["app01", share], "a.txt", share)
            stage.wait_tree(folder["app01", share], [folder["app02", share]])
        app01.stop()
        os.rename(folder["app01", "config"], folder["app01", "config"] + ".away")
        app01.start()
        trees.write(folder["app02", "www"], "b.txt", "still here\n")
        stage.wait_tree(folder["app02", "www"], [folder["app01", "www"]])
        wait_problem(stage, app01, folder["app01", "config"], [folder["app01", "config"]])


main()
