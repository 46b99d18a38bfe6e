#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 in the middle of work: afterwards all is equal, and nothing that a user wrote is lost.

Each server has a folder of its own inside the share in which one writer works, so what has to come out is known
without asking the servers: exactly what the writers left, on both, without a conflict copy.
"""
import os
import random
import threading
import time

import trees
from scenario import main, scenario
from shoalkit import PATIENCE, wait_until

SEED = int(os.environ.get("SHOAL_TEST_SEED", "1"))
PACE = 0.004  # seconds between changes, so that the work lasts as long as the killing does
# After an unclean stop a device may wait a minute for a comparison with a peer before it says what changed.
AFTER_CRASH = PATIENCE + 90


class Writer(threading.Thread):
    """Makes `steps` random changes below ROOT/NAME, and knows what must be there in the end."""

    def __init__(self, root, name, steps, seed):
        super().__init__(daemon=True)
        self.root, self.name_, self.steps, self.random = root, name, steps, random.Random(seed)
        self.files, self.done, self.error = {}, 0, None

    def path(self, name):
        return os.path.join(self.root, self.name_, name)

    def change(self):
        dice, names = self.random.random(), sorted(self.files)
        if dice < 0.55 or len(names) < 5:
            name = "d%d/e%d/f%d" % (self.random.randrange(5), self.random.randrange(5), self.random.randrange(400))
            content = b"%d " % self.done + self.random.randbytes(self.random.choice((10, 1000, 20_000, 400_000)))
            trees.write(self.root, os.path.join(self.name_, name), content)
            self.files[name] = trees.hash_of(content)
        elif dice < 0.75:
            name = self.random.choice(names)
            os.unlink(self.path(name))
            del self.files[name]
        elif dice < 0.9:
            name, to = self.random.choice(names), "d%d/e%d/r%d" % (self.random.randrange(5), self.random.randrange(5), self.done)
            os.makedirs(os.path.dirname(self.path(to)), exist_ok=True)
            os.rename(self.path(name), self.path(to))
            self.files[to] = self.files.pop(name)
        elif dice < 0.97:
            name = self.random.choice(names)
            with open(self.path(name), "ab") as file:
                file.write(b"appended %d" % self.done)
            self.files[name] = trees.file_hash(self.path(name))
        else:
            folder, to = names[0].rpartition("/")[0], "d%d/m%d" % (self.random.randrange(5), self.done)
            os.makedirs(os.path.dirname(self.path(to)), exist_ok=True)
            os.rename(self.path(folder), self.path(to))
            self.files = {to + name[len(folder):] if name.startswith(folder + "/") else name: content
                          for name, content in self.files.items()}

    def run(self):
        try:
            for self.done in range(1, self.steps + 1):
                self.change()
                time.sleep(PACE)
        except Exception as error:  # shown by the scenario
            self.error = error

    def wrong_in(self, root):
        """What below ROOT/NAME is not what this writer left there."""
        tree = trees.snapshot(os.path.join(root, self.name_))
        found = {os.fsdecode(path): entry.content for path, entry in tree.items() if entry.type == "file"}
        return sorted(name for name in found.keys() | self.files.keys() if found.get(name) != self.files.get(name))


def finish(stage, writers, folders):
    with stage.step("the writers are done, and no daemon touched what they wrote"):
        for writer in writers:
            writer.join(AFTER_CRASH)
            if writer.error:
                raise writer.error
            stage.check(not writer.is_alive(), "a writer is not done after %d of %d changes" % (writer.done, writer.steps))
            stage.check(not writer.wrong_in(writer.root), "where they were written: %s" % writer.wrong_in(writer.root)[:10])
    with stage.step("both servers hold exactly what was written"):
        for folder in folders:
            wait_until(lambda: not any(writer.wrong_in(folder) for writer in writers),
                       lambda: "%s: %s" % (folder, [writer.wrong_in(folder)[:5] for writer in writers]), AFTER_CRASH)
        stage.wait_equal(folders, AFTER_CRASH)
    with stage.step("without a conflict copy, and they say that they are in sync"):
        copies = [trees.show(path) for path in trees.snapshot(folders[0]) if b".conflict-" in path]
        stage.check(not copies, "conflict copies: %s" % copies[:5])
        stage.wait_quiet(seconds=AFTER_CRASH)


def kill_while_working(stage, victims, writers, times):
    """kill -9 and start again, spread over the work of the writers."""
    total = sum(writer.steps for writer in writers)
    for n in range(times):
        wait_until(lambda: sum(w.done for w in writers) >= total * (n + 1) // (times + 1) or any(w.error for w in writers),
                   "the writers to get on", AFTER_CRASH)
        victim = victims[n % len(victims)]
        victim.kill()
        victim.start()


@scenario("the receiving server is killed again and again")
def _(stage):
    app01, one, app02, two = stage.pair()
    writer = Writer(one, "a", 3000, SEED)
    with stage.step("killed five times while the other one works (seed %d)" % SEED):
        writer.start()
        kill_while_working(stage, [app02], [writer], 5)
    finish(stage, [writer], [one, two])


@scenario("both servers are killed in turn while both work")
def _(stage):
    app01, one, app02, two = stage.pair()
    writers = [Writer(one, "a", 2000, SEED + 1), Writer(two, "b", 2000, SEED + 2)]
    with stage.step("killed six times (seed %d)" % SEED):
        for writer in writers:
            writer.start()
        kill_while_working(stage, [app01, app02], writers, 6)
    finish(stage, writers, [one, two])


@scenario("killed in the middle of a first sync")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    with stage.step("5000 files wait on one server"):
        for n in range(5000):
            trees.write(one, "d%d/f%d" % (n // 100, n), b"%d\n" % n * (n % 300))
        app01.start()
        app02.start()
    with stage.step("app02 is killed three times on the way"):
        count = lambda: sum(len(files) for _, _, files in os.walk(two))
        for part in (500, 1500, 3500):
            wait_until(lambda: count() >= part, "%d files on app02" % part)
            app02.kill()
            app02.start()
    with stage.step("app01 is killed as well"):
        app01.kill()
        app01.start()
    with stage.step("all files are there"):
        stage.wait_tree(one, [two], AFTER_CRASH)
    with stage.step("nothing is left in staging"):
        stage.wait_quiet(seconds=AFTER_CRASH)
        left = [os.path.join(folder, name) for folder, _, files in os.walk(os.path.join(two, ".sync")) for name in files
                if "Archive" not in folder and trees.file_hash(os.path.join(folder, name)) in
                {entry.content for entry in trees.snapshot(one).values()}]
        stage.check(not left, "left over: %s" % left[:5])


@scenario("killed in the middle of one large file")
def _(stage):
    app01, one, app02, two = stage.pair(start=False)
    with stage.step("a file of 400 MiB begins to travel"):
        with open(one + "/large.bin", "wb") as file:
            for _ in range(100):
                file.write(os.urandom(4 << 20))
        app01.start()
        app02.start()
        wait_until(lambda: app02.traffic()[1] > 20 << 20 or os.path.exists(two + "/large.bin"), "20 MiB on the way")
    with stage.step("both are killed, and it arrives whole all the same"):
        app02.kill()
        app01.kill()
        stage.check(not os.path.exists(two + "/large.bin")
                    or trees.file_hash(two + "/large.bin") == trees.file_hash(one + "/large.bin"), "half a file is to be seen")
        app01.start()
        app02.start()
        stage.wait_tree(one, [two], AFTER_CRASH)


@scenario("a change made while the server lies dead is a change")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("a folder is in sync"):
        for n in range(10):
            trees.write(one, "f%d" % n, "first\n")
        stage.wait_tree(one, [two])
        stage.wait_quiet()
    with stage.step("app01 is killed; then a file is edited, one deleted, one made"):
        app01.kill()
        trees.write(one, "f1", "edited while dead\n")
        os.unlink(one + "/f2")
        trees.write(one, "new", "made while dead\n")
        app01.start()
    with stage.step("app02 follows"):
        stage.wait_tree(one, [two], AFTER_CRASH)
        stage.check(trees.read(two, "f1") == b"edited while dead\n" and not os.path.exists(two + "/f2"), "the changes were undone")


main()
