#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real daemons, killed with SIGKILL at random moments while three users work: nothing is lost, nothing is invented.

What the users do, and by which rules it is judged, is told in churn.py. `--kills 200` is the full run, `--seed` another one; the
users' doings follow from the seed, the moments do not follow from it altogether.
"""
import os
import random
import time

import churn
import trees
from scenario import main, options, scenario
from shoalkit import PATIENCE, Share

OPTIONS = options(kills=30, seed=int(os.environ.get("SHOAL_TEST_SEED", "1")))
NAMES = ("app01", "app02", "app03")
KILLS_A_ROUND = 15  # then everybody rests, and all is checked
# A file that was written to and never closed, or that changes all the time, may be read a minute later.
AT_REST = PATIENCE + 90


class Killer:
    """Kills devices and starts them again."""

    def __init__(self, ledger, devices, seed):
        self.ledger, self.devices, self.random, self.kills = ledger, devices, random.Random("kills %s" % seed), 0

    def strike(self):
        """One of the ways to lose a daemon, at a random moment. The pauses are the experiment: nothing waits for them."""
        time.sleep(self.random.uniform(0, 1.2))
        way, victims = self.random.random(), self.random.sample(self.devices, 3)
        if way < 0.5:
            self.kill(victims[:1])
        elif way < 0.65:
            self.kill(victims[:2])
        elif way < 0.75:
            self.kill(victims)
        elif way < 0.9:  # in the middle of its start, too
            self.kill(victims[:1])
            victims[0].start(wait=False)
            time.sleep(self.random.uniform(0, 0.25))
            self.kill(victims[:1])
        else:  # its user goes on while it lies dead
            self.kill(victims[:1])
            time.sleep(self.random.uniform(0.2, 1.0))
        for device in victims:
            if not device.running():
                device.start(wait=False)

    def kill(self, victims):
        for device in victims:
            if device.running():
                self.ledger.killed(device.name)
                device.process.kill()
                self.kills += 1
        for device in victims:
            device.kill()


def three_servers(stage):
    secret = stage.programs.new_secret()
    folders = [stage.folder(name, "data") for name in NAMES]
    devices = [stage.device(name, [Share(secret, folder)], archive_max_size=100_000)
               for name, folder in zip(NAMES, folders)]
    for device, folder in zip(devices, folders):
        stage.wait_connected(device, folder, len(NAMES) - 1)
    return devices, folders


def play_alone(stage, folder):
    """One user works in a folder, and no daemon; another deletes his mail. Returns (ledger, user, the deleted mails)."""
    ledger = churn.Ledger()
    user = churn.User(ledger, "one", folder, ["one", "two"], OPTIONS.seed)
    user.make_areas()
    for _ in range(400):
        user.work()
        stage.check(not user.error, "%r" % user.error)
    mails = {name: trees.read(folder, "mail/" + name) for name in ledger.mails}
    for name, content in mails.items():
        os.unlink(os.path.join(folder, "mail", name))
        ledger.mails[name].deleted = True
        ledger.destroyed(trees.hash_of(content), "deleted by two")
    stage.check(not ledger.problems([folder]) + user.wrong_in(folder), "%s" % ledger.problems([folder]))
    return ledger, user, mails


@scenario("the ledger notices what it is there for")
def _(stage):
    folder = stage.folder("alone", "data")
    with stage.step("nothing is wrong where nothing happened"):
        ledger, user, mails = play_alone(stage, folder)
        path = max((user.full("own-one/" + name) for name, entry in user.own.items() if entry[0] == "file"), key=os.path.getsize)
        with open(path, "rb") as file:
            content = file.read()

    def expect(words):
        found = ledger.problems([folder])
        stage.check(len(found) == 1 and words in found[0], "it says %s" % found)

    with stage.step("a file that is gone"):
        os.unlink(path)
        expect("lost: ")
    with stage.step("a file that only an archive has"):
        kept = os.path.join(folder, ".sync", "Archive", "kept")
        trees.write(folder, kept, content)
        expect("not in the folder though nobody deleted it")
        os.rename(kept, path)
        stage.check(not ledger.problems([folder]), "it is back")
    with stage.step("a file that was read and deleted elsewhere before its writer had noted it"):
        digest = trees.hash_of(b"quick")
        ledger.destroyed(digest, "deleted by two")
        ledger.wrote("one", digest, "common/a/n1", 5)
        stage.check(not ledger.problems([folder]), "%s" % ledger.problems([folder]))
    with stage.step("half a file beside the whole one"):
        trees.write(folder, "own-one/half", content[:-1])
        expect("a part of what was written")
        os.unlink(folder + "/own-one/half")
    with stage.step("a deleted mail that is back"):
        name = sorted(mails)[0]
        trees.write(folder, "mail/" + name, mails[name])
        expect("the deleted mail %s is back" % name)


@scenario("three servers are killed again and again while all are written to")
def _(stage):
    devices, folders = three_servers(stage)
    crew = churn.Crew(stage, devices, folders, OPTIONS.seed)
    killer = Killer(crew.ledger, devices, OPTIONS.seed)
    try:
        with stage.step("three users begin"):
            crew.begin(AT_REST)
        while killer.kills < OPTIONS.kills:
            goal = min(killer.kills + KILLS_A_ROUND, OPTIONS.kills)
            with stage.step("killed until it is %d times, all comes to rest equal and nothing is lost (seed %d)" % (goal, OPTIONS.seed)):
                crew.work()
                while killer.kills < goal:
                    killer.strike()
                    for user in crew.users:
                        if user.error:
                            raise user.error
                for device in devices:
                    device.wait_ready()
                crew.rested_and_equal(AT_REST)
        with stage.step("starting once more changes nothing"):
            for device in devices:
                stage.check(device.stop() == 0, "%s did not stop cleanly" % device.name)
            before = [churn.state_of(folder) for folder in folders]
            for device in devices:
                device.start()
            for device, folder in zip(devices, folders):
                stage.wait_connected(device, folder, len(NAMES) - 1)
                device.shoal("rescan")
            crew.wait_at_rest(AT_REST)
            for folder, state in zip(folders, before):
                now = churn.state_of(folder)
                changed = sorted(path for path in now.keys() | state.keys() if now.get(path) != state.get(path))
                stage.check(not changed, "%s was touched: %s" % (folder, changed[:5]))
    finally:
        crew.end()
        stage.report.note("%d kills; %s" % (killer.kills, crew.summary()))


main()
