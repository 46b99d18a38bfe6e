#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hard links between two servers: made, written through, removed, renamed, separated, across restarts, by the hundred."""
import os
import subprocess

import trees
from scenario import main, scenario
from shoalkit import wait_until


def groups(root):
    """The sets of paths that name one file, of all files."""
    found = {}
    for folder, folders, names in os.walk(os.fsencode(root)):
        if folder == os.fsencode(root) and b".sync" in folders:
            folders.remove(b".sync")
        for name in names:
            path = os.path.join(folder, name)
            stat = os.lstat(path)
            found.setdefault((stat.st_dev, stat.st_ino), set()).add(os.path.relpath(path, os.fsencode(root)))
    return sorted(sorted(paths) for paths in found.values())


def wait_links(stage, one, two):
    """Until the other folder holds the same tree with the same links."""
    stage.wait_tree(one, [two])
    wait_until(lambda: groups(one) == groups(two),
               lambda: "the links differ: %r and %r" % ([g for g in groups(one) if len(g) > 1][:10],
                                                         [g for g in groups(two) if len(g) > 1][:10]))


@scenario("hard links are made, written through, removed, renamed and separated")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("a file and a link to it"):
        trees.write(one, "a", "one file\n")
        os.link(one + "/a", one + "/b")
        trees.write(one, "other", "one file\n")
        wait_links(stage, one, two)
        stage.check(os.stat(two + "/a").st_nlink == 2, "a is not linked on the other server")
    with stage.step("a link in another folder, made later"):
        os.mkdir(one + "/folder")
        os.link(one + "/b", one + "/folder/c")
        wait_links(stage, one, two)
    with stage.step("a write through one name, from the other side"):
        with open(two + "/folder/c", "ab") as file:
            file.write(b"and a second line\n")
        wait_links(stage, two, one)
        stage.check(trees.read(one, "a").endswith(b"second line\n"), "a does not show what was written through folder/c")
        stage.check(os.stat(one + "/a").st_nlink == 3, "the names were separated")
    with stage.step("a chmod through one name"):
        os.chmod(one + "/a", 0o640)
        wait_links(stage, one, two)
    with stage.step("one name removed, one renamed"):
        os.unlink(one + "/b")
        os.rename(one + "/folder/c", one + "/moved")
        wait_links(stage, one, two)
    with stage.step("one name saved anew, as editors do"):
        trees.write(one, "a.tmp", "a file of its own\n")
        os.rename(one + "/a.tmp", one + "/a")
        wait_links(stage, one, two)
        stage.check(trees.read(two, "moved").startswith(b"one file"), "the other name changed as well")
    with stage.step("linked and written while the daemon is down"):
        app01.stop()
        os.unlink(one + "/other")
        os.link(one + "/a", one + "/other")
        with open(one + "/other", "ab") as file:
            file.write(b"while nobody looked\n")
        app01.start()
        wait_links(stage, one, two)
    with stage.step("written through after both were killed and started again"):
        for device in (app01, app02):
            device.kill()
            device.start()
        stage.wait_connected(app02, two)
        with open(two + "/a", "ab") as file:
            file.write(b"after a crash\n")
        wait_links(stage, two, one)
        stage.check(os.stat(one + "/a").st_nlink == 2, "the names were separated")


@scenario("a copy of a tree by links arrives as links, without its content, and stays quiet")
def _(stage):
    app01, one, app02, two = stage.pair()
    content = 0
    with stage.step("400 files"):
        for n in range(400):
            size = 0 if n % 20 == 0 else 20_000
            trees.write(one, "tree/%d/%d" % (n % 7, n), os.urandom(size))
            content += size
        wait_links(stage, one, two)
        stage.wait_quiet()
    with stage.step("cp -al"):
        before = app01.traffic()[0]
        subprocess.run(["cp", "-al", one + "/tree", one + "/backup"], check=True)
        wait_links(stage, one, two)
        stage.wait_quiet()
        stage.check(all(len(g) == 2 for g in groups(two)), "not every file has two names")
        sent = app01.traffic()[0] - before
        stage.check(sent < content / 10, "%d bytes were sent for links to %d bytes" % (sent, content))
    with stage.step("a rescan on both sides finds nothing to say"):
        before = [device.traffic()[0] for device in (app01, app02)]
        for device, folder in ((app01, one), (app02, two)):
            stage.check(device.shoal("rescan", folder).returncode == 0, "the rescan was refused")
        stage.wait_quiet()
        said = [device.traffic()[0] - was for device, was in zip((app01, app02), before)]
        stage.check(max(said) < 20_000, "it was said in %r bytes" % said)
    with stage.step("the copy removed: the files stay"):
        subprocess.run(["rm", "-r", two + "/backup"], check=True)
        wait_links(stage, two, one)
        stage.check(all(len(g) == 1 for g in groups(one)), "names are left over")


if __name__ == "__main__":
    main()
