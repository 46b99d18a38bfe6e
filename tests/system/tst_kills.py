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
from scenario import main, options, scenario
from shoalkit import PATIENCE, Share, wait_until

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
            stage.wait_quiet(devices, AT_REST)
            stage.wait_equal(folders)
            for folder, state in zip(folders, before):
                now = churn.state_of(folder)
                changed = sorted(path for path in now.keys() | state.keys() if now.get(path) != state.get(path))
                stage.check(not changed, "%s was touched: %s" % (folder, changed[:5]))
    finally:
        crew.end()
        stage.report.note("%d kills; %s" % (killer.kills, crew.summary()))


main()
