#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line against real instances: what a person reads, what a script parses, and a terminal for the live view."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

import trees
from scenario import main, scenario
from shoalkit import PATIENCE, Failure, Share, run, wait_until


def document(stage, result, code=0):
    """The one JSON document that a command printed."""
    stage.check(result.returncode == code and result.stderr == "", "%r" % result)
    stage.check(result.stdout.count("\n") == 1, "not one line: %r" % result.stdout)
    return json.loads(result.stdout)


def has(stage, result, words, code=0):
    stage.check(result.returncode == code, "%r" % result)
    for word in words:
        stage.check(word in result.stdout, "no %r in %r" % (word, result.stdout))


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, argv, columns, rows):
        self.text = b""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            self.descriptor = 0
            self.resize(columns, rows)
            os.environ["TERM"] = "xterm"
            os.environ.pop("NO_COLOR", None)
            os.execv(argv[0], argv)

    def resize(self, columns, rows):
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def echoes(self):
        return bool(termios.tcgetattr(self.descriptor)[3] & termios.ECHO)

    def type(self, text):
        os.write(self.descriptor, text)

    def read(self):
        while select.select([self.descriptor], [], [], 0)[0]:
            try:
                self.text += os.read(self.descriptor, 65536)
            except OSError:  # the program has ended
                return

    def wait_for(self, condition, what):
        def there():
            self.read()
            return condition(self.text)
        wait_until(there, lambda: "%s; the terminal got %r" % (what, self.text[-3000:]))

    def end(self):
        """The exit code, once it ends."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            self.read()  # what is not read keeps it from ending
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.read()
                os.close(self.descriptor)
                return os.waitstatus_to_exitcode(status)
            select.select([self.descriptor], [], [], 0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise Failure("it did not end; the terminal got %r" % self.text[-2000:])


def widest(frames):
    """The characters of the longest line of all frames, without what steers the terminal."""
    text = re.sub(rb"\x1b\[[?0-9;]*[A-Za-z]", b"", frames.replace(b"\x1b[H", b"\r\n")).decode("utf-8", "replace")
    return max(len(line.strip("\r")) for line in text.split("\n"))  # a terminal makes \r\n of \n


@scenario("what two instances say of themselves")
def _(stage):
    app01, one, app02, two = stage.pair()
    stage.wait_connected(app01, one)
    trees.write(one, "a/b.txt", "text\n")
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    shoal = stage.programs.shoal
    with stage.step("status: 0 when all is in sync, aligned text, no colours, one document"):
        result = app01.shoal("status")
        has(stage, result, ["app01  device ", "  %s  read-write, share " % one, "    complete", "; 1 file in 1 folder, 5 B\n",
                            "app02  has everything"])
        stage.check("\x1b" not in result.stdout, "colours where there is no terminal: %r" % result.stdout)
        stage.check(document(stage, app01.shoal("status", "--json"))["shares"][0]["dir"] == one, "another folder")
    with stage.step("one of several instances by its name, by its storage path and by its socket"):
        socket = document(stage, app01.shoal("status", "--json"))["socket"]
        for name in ("app01", app01.storage, socket):
            answer = document(stage, run([shoal, "status", "--json", "--instance", name]))
            stage.check(answer["device"]["name"] == "app01", "%s is %r" % (name, answer["device"]))
        result = run([shoal, "status", "--instance", "app77"])
        stage.check(result.returncode == 3 and "no instance is called app77" in result.stderr, "%r" % result)
        both = run([shoal, "status", "--json"])
        stage.check(both.returncode == 0 and both.stdout.count("\n") == 2, "%r" % both)
    with stage.step("why, of a path that is fine"):
        has(stage, app01.shoal("why", os.path.join(one, "a/b.txt")), ["/a/b.txt: in sync"])
        stage.check(document(stage, app01.shoal("why", "--json"))["items"] == [], "something is said to be wrong")
    with stage.step("share list"):
        has(stage, app01.shoal("share", "list"), [one, "idle", "read-write"])
        stage.check(document(stage, app01.shoal("share", "list", "--json"))["shares"][0]["files"] == 1, "not one file")
    with stage.step("rescan, of all and of one, by folder and by id"):
        share = app01.share_status(one)["share"]
        for arguments in ([], [one], [one + "/"], [share], ["--share", share]):
            has(stage, app01.shoal("rescan", *arguments), ["1 share"])
        stage.check(document(stage, app01.shoal("rescan", "--json"))["shares"] == 1, "not one share")
    with stage.step("what is refused has exit code 4 and a sentence"):
        for arguments in (["rescan", "/nowhere"], ["rescan", "00000000"], ["confirm", one, "--refill"],
                          ["conflicts", "keep", "this", "/etc/passwd"]):
            result = app01.shoal(*arguments)
            stage.check(result.returncode == 4 and result.stdout == "" and result.stderr.startswith("shoal: "),
                        "%r: %r" % (arguments, result))
    with stage.step("every command explains itself with examples"):
        commands = run([shoal, "--help"]).stdout.partition("\nOptions:")[0]
        names = re.findall(r"^  shoal ((?:[a-z-]+ ?){1,2})", commands, re.M)
        names = [name.strip() for name in names]
        stage.check(len(set(names)) == len(names) >= 28, "not 28 different ones: %r" % names)
        for name in names:
            told = run([shoal, *name.split(), "--help"])
            has(stage, told, ["--json"])
            examples = told.stdout.partition("Examples:\n")[2].split("\n\n")[0]
            stage.check("shoal " + name in examples, "%s has no example of itself: %r" % (name, told.stdout))
    with stage.step("the read-only secret, from standard input and from a terminal that does not show it"):
        known, reading = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA", "B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG"
        result = subprocess.run([shoal, "secret", "read-only", "--json"], input=known + "\n", capture_output=True,
                                encoding="utf-8", timeout=30)
        stage.check(json.loads(result.stdout) == {"read_only": reading}, "%r" % result)
        terminal = Terminal([shoal, "secret", "read-only"], 80, 24)
        terminal.wait_for(lambda text: b"secret: " in text and not terminal.echoes(), "a question")
        terminal.type(known.encode() + b"\n")
        stage.check(terminal.end() == 0 and reading.encode() in terminal.text and known.encode() not in terminal.text,
                    "%r" % terminal.text)


@scenario("what an instance is told")
def _(stage):
    app01, one, app02, two = stage.pair()
    stage.wait_connected(app01, one)
    trees.write(one, "a.txt", "text\n")
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    with stage.step("peers: who is there, and who was"):
        has(stage, app01.shoal("peers"), ["device  folder", "app02   %s" % one, "nothing"])
        peer = document(stage, app01.shoal("peers", "--json", "--share", one))["peers"][0]
        stage.check(peer["name"] == "app02" and peer["online"], "%r" % peer)
        app02.stop()
        wait_until(lambda: "seen " in app01.shoal("peers").stdout, "app02 to be away")
        app02.start()
        stage.wait_connected(app01, one)
    with stage.step("pause holds a share over a restart, resume goes on"):
        has(stage, app01.shoal("pause", one), ["1 share: paused"])
        app01.stop()
        app01.start()
        trees.write(two, "later.txt", "later\n")
        has(stage, app01.shoal("status"), ["    paused"], code=1)
        stage.check(not os.path.exists(one + "/later.txt"), "a paused share has got a file")
        has(stage, app01.shoal("resume"), ["1 share: at work again"])
        stage.wait_tree(two, [one])
    with stage.step("a share is added with a secret from standard input, told, and removed; that of the file stays"):
        extra = stage.folder("app01", "extra")
        secret = stage.programs.new_secret()
        added = subprocess.run([stage.programs.shoal, "--instance", app01.storage, "share", "add", extra], input=secret,
                               capture_output=True, encoding="utf-8", timeout=30)
        stage.check(added.returncode == 0 and added.stdout.startswith("added, share "), "%r" % added)
        has(stage, app01.shoal("share", "list"), [extra, "shoal share add", "config file"])
        has(stage, app01.shoal("secret", "show", extra), [secret, stage.programs.read_only(secret)])
        held = document(stage, app01.shoal("secret", "show", extra, "--json"))
        stage.check(held["secret"] == secret, "another secret")
        has(stage, app01.shoal("share", "remove", extra), ["removed"])
        stage.check(os.path.isdir(extra), "the folder is gone")
        fixed = app01.shoal("share", "remove", one)
        stage.check(fixed.returncode == 4 and app01.config in fixed.stderr, "%r" % fixed)
    with stage.step("options: what the file does not set"):
        has(stage, app01.shoal("options"), ["option  ", "download_limit", "config file, line "])
        has(stage, app01.shoal("options", "folder_rescan_interval", "700"), ["folder_rescan_interval is 700 now"])
        app01.stop()
        app01.start()
        option = document(stage, app01.shoal("options", "folder_rescan_interval", "--json"))["options"][0]
        stage.check(option["value"] == 700 and not option["fixed"], "%r" % option)
        has(stage, app01.shoal("options", "folder_rescan_interval", "default"), ["has its default now"])
        refused = app01.shoal("options", "download_limit", "7")
        stage.check(refused.returncode == 4 and app01.config in refused.stderr, "%r" % refused)
    with stage.step("log"):
        has(stage, app01.shoal("log", "--level", "debug"), ["debug"])
        stage.check(document(stage, app01.shoal("log", "--json"))["level"] == "debug", "another level")


@scenario("what a share tells of its files")
def _(stage):
    app01, one, app02, two = stage.pair()
    stage.wait_connected(app01, one)
    trees.write(one, "docs/a.txt", "first\n")
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    with stage.step("transfers: nothing on its way"):
        has(stage, app02.shoal("transfers"), ["nothing is being transferred"])
        stage.check(document(stage, app02.shoal("transfers", "--json"))["transfers"] == [], "a transfer")
    with stage.step("history: what came, from whom; searched and limited"):
        wait_until(lambda: "added  " in app02.shoal("history", "--search", "a.txt").stdout, "the file in the history")
        has(stage, app02.shoal("history", "--search", "a.txt"), ["added", "6 B", "app01", two + "/docs/a.txt"])
        has(stage, app02.shoal("history", "--search", "nothing-like-that"), ["nothing has happened"])
        entries = document(stage, app02.shoal("history", "--limit", "1", "--json"))["entries"]
        stage.check(len(entries) == 1, "%r" % entries)
    with stage.step("archive and restore: the older version comes back, on both servers"):
        trees.write(one, "docs/a.txt", "second\n")
        stage.wait_tree(one, [two])
        wait_until(lambda: "/.sync/Archive/" in app02.shoal("archive", two + "/docs").stdout, "the version in the archive")
        has(stage, app02.shoal("archive"), ["archived  ", two + "/docs/a.txt", two + "/.sync/Archive/"])
        version = document(stage, app02.shoal("archive", "--json"))["versions"][0]
        has(stage, app02.shoal("restore", os.path.join(two, ".sync/Archive", version["archived"])), ["restored: docs/a.txt"])
        wait_until(lambda: trees.read(one, "docs/a.txt") == b"first\n", "the version on the other server")
        refused = app02.shoal("restore", "--share", two, "no-such-version")
        stage.check(refused.returncode == 4, "%r" % refused)
    with stage.step("ignore: a list is set, shown and tested"):
        given = subprocess.run([stage.programs.shoal, "--instance", app02.storage, "ignore", "set", two],
                               input="# mine\n*.tmp\n", capture_output=True, encoding="utf-8", timeout=30)
        stage.check(given.returncode == 0, "%r" % given)
        has(stage, app02.shoal("ignore", "show"), ["# mine\n*.tmp\n"])
        has(stage, app02.shoal("ignore", "test", two + "/x/a.tmp"), ["ignored by the rule *.tmp, line 2"])
        stage.check(document(stage, app02.shoal("ignore", "test", two + "/a.txt", "--json"))["ignored"] is False, "ignored")
    with stage.step("conflicts: listed with exit code 1, and settled"):
        stage.wait_quiet()
        app02.stop()
        trees.write(one, "docs/a.txt", "of app01\n")
        wait_until(lambda: "changed" in app01.shoal("history", "--limit", "1").stdout, "app01 to see its edit")
        app01.stop()
        trees.write(two, "docs/a.txt", "of app02, later\n")
        for device in (app01, app02):
            device.start()
        wait_until(lambda: app01.shoal("conflicts").returncode == 1, "the conflict")
        stage.wait_quiet()
        has(stage, app01.shoal("conflicts"), [one + "/docs/a.txt\n", "  this  by app0", "  that  by app0", "1 conflict; "],
            code=1)
        copy = document(stage, app01.shoal("conflicts", "--json"), code=1)["conflicts"][0]
        has(stage, app01.shoal("conflicts", "keep", "this", os.path.join(one, copy["path"])), ["settled"])
        has(stage, app01.shoal("conflicts"), ["there is no conflict"])
        stage.wait_equal([one, two])


@scenario("every order as a script gives it")
def _(stage):
    app01, one, app02, two = stage.pair()
    stage.wait_connected(app01, one)
    trees.write(one, "a.txt", "first\n")
    stage.wait_tree(one, [two])
    stage.wait_quiet()

    def order(*arguments, keys, code=0, given=None):
        """One document with at least these keys; `given` to standard input."""
        result = subprocess.run([stage.programs.shoal, "--instance", app01.storage, *arguments, "--json"], input=given or "",
                                capture_output=True, encoding="utf-8", timeout=30)
        answer = document(stage, result, code)
        stage.check(set(keys) <= set(answer), "%r: no %r in %r" % (arguments, keys, answer))
        return answer

    def refused(*arguments):
        result = app01.shoal(*arguments, "--json")
        stage.check(result.returncode == 4 and result.stdout == "" and result.stderr.startswith("shoal: "), "%r" % result)

    extra, secret = stage.folder("app01", "extra"), stage.programs.new_secret()
    with stage.step("shares are added, changed, given another secret and removed"):
        order("share", "add", extra, keys=["share"], given=secret + "\n")
        refused("share", "set", one, "use_sync_trash", "false")
        order("share", "set", extra, "use_sync_trash", "false", keys=["starts_anew"])
        options = order("share", "show", extra, keys=["options"])["options"]
        stage.check({each["name"]: each["value"] for each in options}["use_sync_trash"] is False, "%r" % options)
        refused("share", "set", extra, "use_sync_trash", "perhaps")
        wait_until(lambda: app01.share_status(extra).get("state") == "idle", "the new share to be idle")
        rotated = order("secret", "rotate", extra, keys=["secret", "read_only"])
        stage.check(rotated["secret"] != secret, "the same secret")
        wait_until(lambda: app01.share_status(extra).get("state") == "idle", "the share with its new secret to be idle")
        order("share", "remove", extra, keys=["share"])
        refused("share", "remove", one)
    with stage.step("a new secret needs no instance"):
        new = json.loads(run([stage.programs.shoal, "secret", "new", "--json"]).stdout)
        stage.check(set(new) == {"secret", "read_only"} and new["secret"] != new["read_only"], "%r" % new)
    with stage.step("pause, what cannot be asked then, and resume"):
        stage.check(order("pause", one, keys=["shares"])["shares"] == 1, "not one share")
        for arguments in (["conflicts"], ["history"], ["archive"], ["transfers"], ["rescan"], ["conflicts", "--share", one]):
            refused(*arguments)
        stage.check(order("resume", one, keys=["shares"])["shares"] == 1, "not one share")
        stage.wait_connected(app01, one)
        stage.wait_quiet()
    with stage.step("confirm"):
        refused("confirm", one, "--refill")
        stage.check(order("confirm", "--notices", keys=["notices"])["notices"] == 0, "a notice")
    with stage.step("ignore lists, options and the log's level"):
        order("ignore", "set", one, keys=["socket"], given="*.tmp\n")
        stage.check(order("ignore", "show", one, keys=["text"])["text"] == "*.tmp\n", "another list")
        order("options", "archive_max_size", "500", keys=["need_restart"])
        stage.check(order("options", "archive_max_size", keys=["options"])["options"][0]["value"] == 500, "another value")
        refused("options", "archive_max_size", "lots")
        stage.check(order("log", "--level", "debug", keys=["level"])["level"] == "debug", "another level")
    with stage.step("a config that is read again changes what it says, and not the level that somebody asked for"):
        app01.keys["upload_limit"] = 4321
        with open(app01.config, "w", encoding="utf-8") as file:
            file.write(app01.config_text())
        app01.process.send_signal(signal.SIGHUP)
        wait_until(lambda: (app01.status() or {}).get("limits", {}).get("up") == 4321, "the new limit")
        stage.check(order("log", keys=["level"])["level"] == "debug", "the level was taken back")
        with open(app01.config, "w", encoding="utf-8") as file:
            file.write("{ broken")
        app01.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "refused; the instance goes on with its old config" in app01.log_text(), "the broken config to be told")
        stage.check(app01.status()["limits"]["up"] == 4321, "the limit is another")
    with stage.step("a version is restored"):
        trees.write(two, "a.txt", "second\n")
        stage.wait_tree(two, [one])
        wait_until(lambda: order("archive", keys=["versions"])["versions"], "a version in the archive")
        version = order("archive", keys=["versions"])["versions"][0]["archived"]
        stage.check(order("restore", "--share", one, version, keys=["path"])["path"] == "a.txt", "another path")
        refused("restore", "--share", one, "no-such-version")
    with stage.step("a conflict is settled"):
        stage.wait_quiet()
        app02.stop()
        trees.write(one, "a.txt", "of app01\n")
        wait_until(lambda: order("history", "--limit", "1", keys=["entries"])["entries"][0]["event"] == "changed", "the edit")
        app01.stop()
        trees.write(two, "a.txt", "of app02, later\n")
        for device in (app01, app02):
            device.start()
        wait_until(lambda: app01.shoal("conflicts").returncode == 1, "the conflict")
        stage.wait_quiet()
        copy = order("conflicts", keys=["conflicts"], code=1)["conflicts"][0]["path"]
        refused("conflicts", "keep", "this", "--share", one, "a.txt")
        stage.check(order("conflicts", "keep", "that", "--share", one, copy, keys=["path"])["path"] == "a.txt", "another path")
        stage.wait_equal([one, two])


@scenario("files on their way")
def _(stage):
    secret = stage.programs.new_secret()
    one, two = stage.folder("app01", "data"), stage.folder("app02", "data")
    app01 = stage.device("app01", [Share(secret, one)])
    app02 = stage.device("app02", [Share(secret, two)], rate_limit_local_peers=True, download_limit=500)
    stage.wait_connected(app01, one)
    stage.wait_quiet()
    trees.write(one, "large.bin", os.urandom(6 << 20))
    with stage.step("transfers tell part, rate and peer, on both sides"):
        def told(device, *words):
            return lambda: all(word in device.shoal("transfers").stdout for word in words)
        wait_until(told(app02, "receiving  [", " of 6.3 MB", "kB/s", two + "/large.bin  from app01"),
                   lambda: app02.shoal("transfers").stdout)
        wait_until(told(app01, "sending", one + "/large.bin  to app02"), lambda: app01.shoal("transfers").stdout)
    with stage.step("status has exit code 1 meanwhile, with a bar; a small frame of the live view shows it, too"):
        has(stage, app02.shoal("status"), ["syncing [", "1 file and ", "receives at most 500.0 kB/s"], code=1)
        terminal = Terminal([stage.programs.shoal, "watch", "--instance", app02.storage], 200, 30)
        terminal.wait_for(lambda text: b"receiving  [" in text, "the transfer")
        terminal.type(b"q")
        stage.check(terminal.end() == 0, "an exit code")
    with stage.step("it arrives"):
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        has(stage, app02.shoal("transfers"), ["nothing is being transferred"])


@scenario("a person says that everything was deleted on purpose")
def _(stage):
    app01, one, app02, two = stage.pair()
    for n in range(40):
        trees.write(one, "f%d.txt" % n, "file %d\n" % n)
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    app01.stop()
    for n in range(40):
        os.unlink(os.path.join(one, "f%d.txt" % n))
    app01.start()
    wait_until(lambda: app01.shoal("status").returncode == 1, "the question")
    confirm = [stage.programs.shoal, "--instance", app01.storage, "confirm", one, "--deleted-everywhere"]
    with stage.step("without the number of files it is refused, and the number is told"):
        wait_until(lambda: "40" in run(confirm).stderr, lambda: "%r" % run(confirm))
        stage.check(run(confirm).returncode == 4, "%r" % run(confirm))
    with stage.step("on a terminal it is asked for; another number, or none, deletes nothing"):
        terminal = Terminal(confirm, 200, 24)
        terminal.wait_for(lambda text: text.count(b"Type the number") == 1, "the question")
        terminal.type(b"39\n")
        terminal.wait_for(lambda text: text.count(b"Type the number") == 2, "the question again")
        terminal.type(b"\n")
        stage.check(terminal.end() == 4, "%r" % terminal.text)
        stage.check(len(trees.snapshot(two)) == 40, "files are gone")
    with stage.step("the right number deletes them everywhere"):
        terminal = Terminal(confirm, 200, 24)
        terminal.wait_for(lambda text: b"Type the number" in text, "the question")
        terminal.type(b"40\n")
        stage.check(terminal.end() == 0, "%r" % terminal.text)
        stage.wait_tree({}, [two])


@scenario("the live view")
def _(stage):
    app01, one, app02, two = stage.pair()
    stage.wait_connected(app01, one)
    stage.wait_quiet()
    watch = [stage.programs.shoal, "watch", "--instance", app01.storage]
    terminal = Terminal(watch, 100, 20)
    with stage.step("on a terminal it takes the second screen and follows what happens, in colour, no wider than the terminal"):
        terminal.wait_for(lambda text: b"complete" in text, "a first frame")
        stage.check(terminal.text.startswith(b"\x1b[?1049h") and b"\x1b[32mcomplete\x1b[0m" in terminal.text,
                    "%r" % terminal.text)
        stage.check(not terminal.echoes(), "keys are shown")
        trees.write(two, "new.txt", "new\n")
        terminal.wait_for(lambda text: b"1 file in 0 folders, 4 B" in text, "the new file")
        stage.check(widest(terminal.text) <= 100, "a line has %d characters" % widest(terminal.text))
    with stage.step("a smaller terminal gets a smaller frame at once"):
        terminal.text = b""
        terminal.resize(40, 4)
        terminal.wait_for(lambda text: b"not fit here" in text, "a frame for four lines")
        frame = terminal.text.split(b"\x1b[H")[-1]
        stage.check(widest(frame) <= 40 and frame.count(b"\r\n") <= 3, "%r" % frame)
    with stage.step("^C gives the terminal back as it was"):
        terminal.type(b"\x03")
        terminal.wait_for(lambda text: b"\x1b[?1049l" in text, "the first screen")
        stage.check(b"\x1b[?25h" in terminal.text, "no cursor: %r" % terminal.text)
        stage.check(terminal.end() == 0, "an exit code")
    with stage.step("q does the same"):
        terminal = Terminal(watch, 80, 24)
        terminal.wait_for(lambda text: b"complete" in text, "a first frame")
        terminal.type(b"q")
        stage.check(terminal.end() == 0 and b"\x1b[?1049l" in terminal.text, "%r" % terminal.text[-200:])
    with stage.step("into a file go lines of what changes, or documents; it lives through a restart of the instance"):
        lines = subprocess.Popen(watch, stdout=subprocess.PIPE, encoding="utf-8")
        documents = subprocess.Popen(watch + ["--json"], stdout=subprocess.PIPE, encoding="utf-8")
        stage.check("app01  runs" in lines.stdout.readline(), "it does not run")
        stage.check("complete" in lines.stdout.readline(), "it is not complete")
        stage.check(json.loads(documents.stdout.readline())["running"] is True, "it does not run")
        app01.stop()
        while "does not answer; waiting for it" not in lines.stdout.readline():
            pass
        while json.loads(documents.stdout.readline())["running"]:
            pass
        app01.start()
        while "app01  runs" not in lines.stdout.readline():
            pass
        while not json.loads(documents.stdout.readline())["running"]:
            pass
        for process in (lines, documents):
            process.send_signal(signal.SIGINT)
            stage.check(process.wait(PATIENCE) == 0, "an exit code")
            process.stdout.close()


main()
