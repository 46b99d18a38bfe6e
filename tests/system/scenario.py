# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios of system tests: a sentence, a stage with machines and devices, steps that pass or fail.

    @scenario("two servers keep a folder equal")
    def _(stage):
        with stage.step("a new file appears on the other"):
            ...

    main()

Prints TAP. A failed step ends its scenario, shows the end of every device's log, and the next scenario begins.
`tst_x.py BIN [WORDS]` runs the scenarios whose sentence holds WORDS. A test may have options of its own, see options().
"""
import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import time
import traceback

import netspace
import trees
from shoalkit import PATIENCE, Device, Failure, Programs, Relay, Share, wait_until

_scenarios = []
_words = None  # of the command line, without the options


def options(**defaults):
    """The options of this test with their defaults: options(kills=30) understands `--kills 200`."""
    global _words
    parser = argparse.ArgumentParser()
    parser.add_argument("bin")
    parser.add_argument("words", nargs="*")
    for name, value in defaults.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    result = parser.parse_intermixed_args()
    _words = result.words
    return result


def scenario(sentence):
    def register(function):
        _scenarios.append((sentence, function))
        return function

    return register


class Ended(Exception):
    """A step failed and has been reported; the rest of its scenario makes no sense."""


class Stage:
    """What one scenario plays on. Folders of shares are made by folder()."""

    def __init__(self, programs, report):
        self.programs, self.report = programs, report
        self.root = tempfile.mkdtemp(prefix="shoal-system-", dir=os.environ.get("SHOAL_TEST_DIR"))
        self.lan = netspace.Lan()
        self.devices = []

    def folder(self, machine, share):
        path = os.path.join(self.root, machine, share)
        os.makedirs(path, exist_ok=True)
        return path

    def device(self, machine, shares, start=True, **options):
        """A device on a machine of its own (or on one that is there already, or where `wrap` runs it)."""
        if "wrap" in options:
            wrap = options.pop("wrap")
        elif machine in self.lan.machines:
            wrap = netspace.inside(self.lan.machines[machine][1])
        else:
            wrap = self.lan.machine(machine)
        home = os.path.join(self.root, machine, "etc")
        os.makedirs(home, exist_ok=True)
        device = Device(self.programs, home, machine, shares, wrap=wrap, **options)
        self.devices.append(device)
        return device.start() if start else device

    @contextlib.contextmanager
    def internet(self):
        """A netspace.Internet. What is put into its ExitStack `ends` ends after the devices, and before the net."""
        net = netspace.Internet()
        try:
            with contextlib.ExitStack() as net.ends:
                try:
                    yield net
                finally:
                    for device in self.devices:
                        device.stop()
        finally:
            net.close()

    def relay(self, net, name="relay", **keys):
        """A relay on a machine of its own in the internet `net`, already running."""
        relay = Relay(self.programs, self.root, name, wrap=net.machine(name), **keys)
        net.ends.callback(relay.stop)
        return relay.start()

    def pair(self, share="data", start=True, **keys):
        """Two servers with one share: (app01, folder on it, app02, folder on it)."""
        secret = self.programs.new_secret()
        folders = [self.folder(machine, share) for machine in ("app01", "app02")]
        devices = [self.device(machine, [Share(secret, folder, **keys)], start=False)
                   for machine, folder in zip(("app01", "app02"), folders)]
        if start:
            for device in devices:
                device.start()
        return devices[0], folders[0], devices[1], folders[1]

    @contextlib.contextmanager
    def step(self, sentence):
        start = time.monotonic()
        try:
            yield
        except Ended:
            raise
        except Exception as error:  # whatever it is, it is this step that failed
            text = str(error) if isinstance(error, Failure) else traceback.format_exc()
            self.report.line(False, sentence, text)
            for device in self.devices:
                self.report.note("--- %s (%s), the end of its log:\n%s"
                                 % (device.name, "running" if device.running() else "not running", device.tail(60)))
            raise Ended() from None
        self.report.line(True, "%s (%.2f s)" % (sentence, time.monotonic() - start))

    def check(self, condition, text):
        if not condition:
            raise Failure(text)

    def wait_tree(self, wanted, folders, seconds=PATIENCE):
        """Waits until each folder holds `wanted` (a snapshot, or a folder that stays as it is)."""
        if not isinstance(wanted, dict):
            wanted = trees.snapshot(wanted)
        for folder in folders:
            wait_until(lambda: trees.same(wanted, folder),
                       lambda: "%s is not as it should be:\n%s"
                       % (folder, "\n".join(trees.differences(wanted, trees.snapshot(folder)))), seconds)

    def wait_equal(self, folders, seconds=PATIENCE):
        """Waits until all folders are equal, whichever of them changes; returns the tree."""
        first = {}

        def equal():
            first["tree"] = trees.snapshot(folders[0], hashes=False)
            return all(not trees.differences(first["tree"], trees.snapshot(other, hashes=False), 1) for other in folders[1:])

        def equal_to_the_byte():
            if not equal():
                return False
            first["tree"] = trees.snapshot(folders[0])
            return all(not trees.differences(first["tree"], trees.snapshot(other), 1) for other in folders[1:])

        wait_until(equal_to_the_byte, lambda: "the folders differ:\n%s" % "\n".join(
            trees.differences(trees.snapshot(folders[0]), trees.snapshot(folders[-1]))), seconds)
        return first["tree"]

    def wait_quiet(self, devices=None, seconds=PATIENCE):
        """Waits until the devices say that they and their peers have nothing left to do."""
        def quiet(device):
            shares = (device.status() or {}).get("shares")
            return bool(shares) and all(
                share.get("state") == "idle" and not share.get("pending_files")
                and not any(peer.get("lacking_files") for peer in share.get("peers", [])) for share in shares)

        for device in devices or [each for each in self.devices if each.running()]:
            wait_until(lambda: quiet(device), lambda: "%s to be in sync; it says %r" % (device.name, device.status()), seconds)

    def wait_connected(self, device, folder, peers=1, seconds=PATIENCE):
        wait_until(lambda: len(device.share_status(folder).get("peers", [])) >= peers,
                   lambda: "%s to meet %d peers; it says %r" % (device.name, peers, device.share_status(folder)), seconds)

    def close(self, failed):
        """Ends everything; a device that is told to stop has to do it, with exit code 0."""
        problems = []
        for device in self.devices:
            try:
                code = device.stop()
                if code != 0:
                    problems.append("%s stopped with exit code %d" % (device.name, code))
            except Failure as failure:
                problems.append(str(failure))
        self.lan.close()
        if failed and os.environ.get("SHOAL_TEST_KEEP"):
            self.report.note("kept: %s" % self.root)
        else:
            shutil.rmtree(self.root, ignore_errors=True)
        return problems


class Report:
    """TAP on standard output."""

    def __init__(self):
        self.count, self.failed = 0, 0

    def line(self, good, sentence, text=""):
        self.count += 1
        self.failed += not good
        print("%s %d - %s" % ("ok" if good else "not ok", self.count, sentence))
        if text:
            self.note(text)
        sys.stdout.flush()

    def note(self, text):
        print("\n".join("# " + line for line in text.splitlines()), flush=True)


def play(programs, report, sentence, function):
    before = report.failed
    report.note(sentence)
    stage = Stage(programs, report)
    try:
        function(stage)
    except Ended:
        pass
    except Exception:
        report.line(False, "%s: something outside a step" % sentence, traceback.format_exc())
    problems = stage.close(report.failed > before)
    # A device that crashed before it was told to stop is a failure of its own.
    report.line(not problems, "all devices stop cleanly", "\n".join(problems))


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: %s BIN_FOLDER [WORDS OF A SCENARIO]" % sys.argv[0])
    netspace.enter()
    os.umask(0o022)
    report = Report()
    try:
        programs = Programs(sys.argv[1])
    except Failure as failure:
        sys.exit("Bail out! %s" % failure)
    words = " ".join(sys.argv[2:] if _words is None else _words)
    for sentence, function in _scenarios:
        if words in sentence:
            play(programs, report, sentence, function)
    print("1..%d" % report.count)
    if report.count == 0:
        print("# no scenario is called '%s'" % words)
    sys.exit(1 if report.failed or report.count == 0 else 0)
