#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What shoald and shoal say about config files, secrets and command lines."""
import json
import os
import re
import subprocess

import trees
from scenario import main, scenario
from shoalkit import Share, run, wait_until

HERE = "<here>"  # marks the line that an error has to name

# A config file as BitTorrent Sync installations have it, comments and old keys included.
ARTICLE = """//!/usr/sbin/btsync-daemon --config
// DAEMON_UMASK=0027
{
  "device_name": "app01 config",
  "listening_port" : 12345,
  "storage_path" : "STORAGE",
  "check_for_updates" : false,
  "use_upnp" : false,
  "download_limit" : 0,
  "upload_limit" : 0,
  /* the web gui is not used */
  "webui" : { },
  "shared_folders" : [
    {
      "secret" : "SECRET", "dir" : "DATA/config",
      "use_relay_server" : true, "use_dht" : false, "search_lan" : true, "use_sync_trash" : true,
      "known_hosts" : [ "192.0.2.7:12345" ]
    }
  ]
}
"""


def config(top="", shares=None):
    """A config file with one line a key, so that a line number says which one is meant."""
    if shares is None:
        shares = ['"secret": "SECRET", "dir": "DATA/config"']
    return ('{\n"device_name": "app01",\n%s"storage_path": "STORAGE",\n"shared_folders": [\n%s\n]\n}\n'
            % (top + ",\n" if top else "", ",\n".join("{ %s }" % share for share in shares)))


# (sentence, text, words of which at least one has to be in the message)
REFUSED = [
    ("an empty file", HERE, ["empty", "{"]),
    ("not an object", HERE + "[]\n", ["object", "{"]),
    ("a missing comma", '{\n' + HERE + '"device_name": "a"\n"storage_path": "STORAGE"\n}\n', ["comma"]),
    ("a comma too many", '{\n"storage_path": "STORAGE",\n"shared_folders": [ ] ' + HERE + ',\n}\n', ["comma", ","]),
    ("a quote that is never closed", '{\n' + HERE + '"device_name": "app01\n}\n', ["quote", "string", '"']),
    ("a comment that is never closed", '{\n' + HERE + '/* here it begins\n"device_name": "a"\n}\n', ["comment", "*/"]),
    ("text after the end", '{\n"storage_path": "STORAGE", "shared_folders": [ ]\n}\n' + HERE + "more\n", ["after", "end"]),
    ("a bare word", '{\n' + HERE + '"use_upnp": yes\n}\n', ["true"]),
    ("one key twice", '{\n"device_name": "a",\n' + HERE + '"device_name": "b"\n}\n', ["device_name"]),
    ("a byte that is no UTF-8", b'{\n"device_name": "' + HERE.encode() + b'\xff"\n}\n', ["UTF-8"]),
    ("nested without end", "[" * 5000 + HERE + "\n", ["deep", "nest", "object", "{"]),
    ("a number where a switch belongs", config(HERE + '"use_upnp": 7'), ["true"]),
    ("a word where a number belongs", config(HERE + '"listening_port": "http"'), ["number", "port"]),
    ("a list where a name belongs", config(HERE + '"device_name": [ ]').replace('"device_name": "app01",\n', ""), ["text", "string"]),
    ("a port that does not exist", config(HERE + '"listening_port": 70000'), ["65535"]),
    ("a negative limit", config(HERE + '"download_limit": -1'), ["0"]),
    ("a fraction of a port", config(HERE + '"listening_port": 1.5'), ["whole", "number", "integer"]),
    ("shared_folders that is no list", '{\n"storage_path": "STORAGE",\n' + HERE + '"shared_folders": { }\n}\n', ["[", "list", "array"]),
    ("a secret that is too short", config(shares=[HERE + '"secret": "AAAA", "dir": "DATA/config"']), ["33", "secret"]),
    ("a secret with a character that none has",
     config(shares=[HERE + '"secret": "A1890AZOGOMZ7B7VIFL5JK7VRH5URQVHM", "dir": "DATA/config"']), ["secret", "character"]),
    ("a secret of a kind that is not known",
     config(shares=[HERE + '"secret": "ZHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA", "dir": "DATA/config"']), ["secret"]),
    ("a share without a secret", config(shares=[HERE + '"dir": "DATA/config"']), ["secret"]),
    ("a share without a folder", config(shares=[HERE + '"secret": "SECRET"']), ["dir"]),
    ("a folder that is not absolute", config(shares=[HERE + '"secret": "SECRET", "dir": "data/config"']), ["absolute", "/"]),
    ("known_hosts with a number in it",
     config(shares=[HERE + '"secret": "SECRET", "dir": "DATA/config", "known_hosts": [ 5 ]']), ["known_hosts", "host", "text", "string"]),
    ("a storage path that is not absolute", config().replace('"storage_path": "STORAGE"', HERE + '"storage_path": "here"'),
     ["absolute", "/"]),
    ("one secret for two folders",
     config(shares=['"secret": "SECRET", "dir": "DATA/config"', HERE + '"secret": "SECRET", "dir": "DATA/mail"']), ["secret"]),
    ("one share by its read-write and its read-only secret",
     config(shares=['"secret": "SECRET", "dir": "DATA/config"', HERE + '"secret": "READING", "dir": "DATA/mail"']), ["secret"]),
    ("one folder in two shares",
     config(shares=['"secret": "SECRET", "dir": "DATA/config"', HERE + '"secret": "OTHER", "dir": "DATA/config"']), ["one share"]),
    ("one folder in two shares, spelled otherwise",
     config(shares=['"secret": "SECRET", "dir": "DATA/config"', HERE + '"secret": "OTHER", "dir": "DATA/mail/../config/"']), ["one share"]),
    ("one folder in two shares, through a symlink",
     config(shares=['"secret": "SECRET", "dir": "DATA/config"', HERE + '"secret": "OTHER", "dir": "DATA/alias"']), ["one share"]),
    ("a folder inside another share's folder",
     config(shares=['"secret": "SECRET", "dir": "DATA/config"', HERE + '"secret": "OTHER", "dir": "DATA/config/sub"']), ["inside"]),
    ("a folder around another share's folder",
     config(shares=['"secret": "SECRET", "dir": "DATA/config/sub"', HERE + '"secret": "OTHER", "dir": "DATA/config"']), ["contains"]),
]


class Bench:
    """Config files and folders of one scenario."""

    def __init__(self, stage):
        self.stage, self.programs = stage, stage.programs
        self.data, self.storage = stage.folder("files", "data"), os.path.join(stage.root, "files", "storage")
        for name in ("config", "mail", "config/sub"):
            os.makedirs(os.path.join(self.data, name), exist_ok=True)
        os.symlink("config", os.path.join(self.data, "alias"))
        self.secret, self.other = self.programs.new_secret(), self.programs.new_secret()
        self.words = {"STORAGE": self.storage, "DATA": self.data, "SECRET": self.secret, "OTHER": self.other,
                      "READING": self.programs.read_only(self.secret)}

    def fill(self, text):
        for word, value in self.words.items():
            text = re.sub(r"\b%s\b" % word, lambda _: value, text)
        return text

    def file(self, text, name="test.conf"):
        path = os.path.join(self.stage.root, name)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else self.fill(text).encode())
        return path

    def shoald(self, *arguments):
        return run([self.programs.shoald, *arguments])


@scenario("a config file that cannot be right is refused with exit code 2 and a place in it")
def _(stage):
    bench = Bench(stage)
    for sentence, marked, words in REFUSED:
        with stage.step(sentence):
            raw = marked if isinstance(marked, bytes) else marked.encode()
            line = raw[:raw.index(HERE.encode())].count(b"\n") + 1
            text = raw.replace(HERE.encode(), b"")
            path = bench.file(text if isinstance(marked, bytes) else text.decode())
            result = bench.shoald("--config", path, "--nodaemon")
            message = result.stderr
            stage.check(result.returncode == 2, "exit code %d: %s" % (result.returncode, message))
            stage.check(re.search(r"%s:%d:\d+: " % (re.escape(path), line), message), "no %s:%d:COLUMN in: %s" % (path, line, message))
            wanted = [bench.fill(word).lower() for word in words]
            stage.check(any(word in message.lower() for word in wanted), "none of %s in: %s" % (wanted, message))
            stage.check(bench.secret not in message + result.stdout, "the message shows a secret: %s" % message)


@scenario("a config file that is not there, and command lines that make no sense")
def _(stage):
    bench = Bench(stage)
    with stage.step("no such file: exit code 2, and the message names it"):
        result = bench.shoald("--config", stage.root + "/none.conf", "--nodaemon")
        stage.check(result.returncode == 2 and "none.conf" in result.stderr, "%r" % result)
    with stage.step("an unknown option: exit code 2"):
        result = bench.shoald("--confg", stage.root + "/none.conf")
        stage.check(result.returncode == 2 and "--confg" in result.stderr, "%r" % result)
    with stage.step("a folder instead of a file: exit code 2"):
        result = bench.shoald("--config", stage.root, "--nodaemon")
        stage.check(result.returncode == 2 and stage.root in result.stderr, "%r" % result)


@scenario("a folder that belongs to another share is refused")
def _(stage):
    bench = Bench(stage)
    folder = os.path.join(bench.data, "mail")
    with stage.step("a share is made in a folder"):
        device = stage.device("app01", [Share(bench.secret, folder)])
        wait_until(lambda: os.path.exists(os.path.join(folder, ".sync/ID")), ".sync/ID")
        stage.check(device.stop() == 0, "it did not stop cleanly")
    with stage.step("another secret for the same folder: exit code 2, line and column, and what to do"):
        path = bench.file(config(shares=['"secret": "OTHER", "dir": "DATA/mail"']))
        result = bench.shoald("--config", path, "--nodaemon")
        stage.check(result.returncode == 2, "exit code %d: %s" % (result.returncode, result.stderr))
        stage.check(re.search(r"test\.conf:5:\d+: ", result.stderr) and ".sync/ID" in result.stderr, result.stderr)
    with stage.step("the old secret still works"):
        device.start()


@scenario("what is unusual is accepted, with a word in the log")
def _(stage):
    bench = Bench(stage)

    def start(text, name):
        path = bench.file(text, name + ".conf")
        device = stage.device(name, [], start=False)
        device.config_text = lambda: open(path, encoding="utf-8").read()
        device.storage = bench.storage
        return device.start()

    with stage.step("the example of the article starts"):
        device = start(ARTICLE, "article")
        status = device.status()
        stage.check(status["device"]["name"] == "app01 config" and status["listening_port"] == 12345, "%r" % status)
        stage.check([share["dir"] for share in status["shares"]] == [bench.data + "/config"], "%r" % status)
        stage.check(device.stop() == 0, "it did not stop cleanly")
    with stage.step("an unknown key: a warning with file, line and the nearest known key, and the daemon runs"):
        device = start(config('"listning_port": 4711'), "unknown")
        log = device.log_text()
        stage.check(re.search(r"unknown\.conf:3\b", log) and "listning_port" in log and "listening_port" in log, log)
        stage.check(device.stop() == 0, "it did not stop cleanly")
    with stage.step("a number as text, as BitTorrent Sync takes it"):
        device = start(config('"folder_rescan_interval": "86400"'), "text")
        stage.check("folder_rescan_interval" not in device.log_text(), device.log_text())
        stage.check(device.stop() == 0, "it did not stop cleanly")
    with stage.step("keys that ask for what does not happen here: one notice each, and none where it happens anyway"):
        device = start(config('"send_statistics": true,\n"lan_encrypt_data": false,\n"disk_low_priority": true,\n"use_upnp": false'), "old")
        stage.check("use_upnp" not in device.log_text(), device.log_text())
        for key in ("send_statistics", "lan_encrypt_data", "disk_low_priority"):
            lines = [line for line in device.log_text().splitlines() if key in line]
            stage.check(len(lines) == 1, "%s: %d lines: %s" % (key, len(lines), lines))
        stage.check(device.stop() == 0, "it did not stop cleanly")
    with stage.step("a storage path that is not there is made, for nobody else to look into"):
        bench.storage += "/new/place"
        bench.words["STORAGE"] = bench.storage
        device = start(config(), "fresh")
        stage.check(os.stat(bench.storage).st_mode & 0o777 == 0o700, "mode %o" % os.stat(bench.storage).st_mode)
        closed = [name for name in os.listdir(bench.storage) if os.lstat(bench.storage + "/" + name).st_mode & 0o077
                  and os.path.isfile(bench.storage + "/" + name)]
        stage.check(not closed, "others can read %s" % closed)
        stage.check(device.stop() == 0, "it did not stop cleanly")


@scenario("two daemons cannot share one storage path")
def _(stage):
    with stage.step("the second one ends with a message, the first goes on"):
        folder, secret = stage.folder("app01", "data"), stage.programs.new_secret()
        device = stage.device("app01", [Share(secret, folder)])
        result = run([*device.wrap, stage.programs.shoald, "--config", device.config, "--nodaemon"])
        stage.check(result.returncode not in (0, -11) and device.storage in result.stderr, "%r" % result)
        stage.check(device.status() is not None, "the first one does not answer any more")


def given(shoal, secret):
    """shoal takes a secret from its input only, where no list of processes shows it."""
    return subprocess.run([shoal, "secret", "read-only"], input=secret + "\n", capture_output=True, encoding="utf-8", timeout=30)


@scenario("secrets on the command line")
def _(stage):
    shoald, shoal = stage.programs.shoald, stage.programs.shoal
    known, reading = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA", "B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG"
    with stage.step("the read-only secret is the one that BitTorrent Sync would give"):
        stage.check(run([shoald, "--get-ro-secret", known]).stdout == reading + "\n", "shoald gives another")
        stage.check(given(shoal, known).stdout == reading + "\n", "shoal gives another")
    with stage.step("new ones have 33 characters and differ"):
        fresh = [run([program, *arguments]).stdout for program, arguments in
                 ((shoald, ["--generate-secret"]), (shoald, ["--generate-secret"]), (shoal, ["secret", "new"]), (shoal, ["secret", "new"]))]
        stage.check(len(set(fresh)) == 4 and all(re.fullmatch(r"A[A-Z2-7]{32}\n", text) for text in fresh), "%r" % fresh)
    with stage.step("what is no secret is refused, and not repeated"):
        for result in (run([shoald, "--get-ro-secret", known[:-1]]), given(shoal, known[:-1])):
            stage.check(result.returncode == 2 and result.stdout == "" and known[:-1] not in result.stderr, "%r" % result)


@scenario("sample config, version, help")
def _(stage):
    bench = Bench(stage)
    with stage.step("the sample holds the keys that everybody needs, and shoald takes it when its shares are switched on"):
        result = bench.shoald("--dump-sample-config")
        stage.check(result.returncode == 0, "exit code %d" % result.returncode)
        for key in ("device_name", "listening_port", "storage_path", "shared_folders", "secret", "dir", "known_hosts"):
            stage.check('"%s"' % key in result.stdout, "no %s in the sample" % key)
    with stage.step("version and help answer with exit code 0"):
        for argv in ([stage.programs.shoald, "--version"], [stage.programs.shoald, "--help"], [stage.programs.shoal, "--version"],
                     [stage.programs.shoal, "--help"]):
            result = run(argv)
            stage.check(result.returncode == 0 and result.stdout.strip(), "%s: %r" % (argv, result))
    with stage.step("shoal without an instance: exit code 3; with a word it does not know: exit code 2"):
        result = run([stage.programs.shoal, "--instance", stage.root + "/nobody", "status"])
        stage.check(result.returncode == 3 and result.stderr.strip(), "%r" % result)
        result = run([stage.programs.shoal, "statsu"])
        stage.check(result.returncode == 2 and "status" in result.stderr, "%r" % result)


@scenario("status for people and for programs")
def _(stage):
    app01, one, app02, two = stage.pair()
    with stage.step("in sync: exit code 0, and one share in both forms"):
        trees.write(one, "a.txt", "a\n")
        stage.wait_tree(one, [two])
        stage.wait_quiet()
        for device, folder in ((app01, one), (app02, two)):
            plain, machine = device.shoal("status"), device.shoal("status", "--json")
            stage.check(plain.returncode == 0 and folder in plain.stdout and "\033" not in plain.stdout, "%r" % plain)
            share = json.loads(machine.stdout)["shares"][0]
            stage.check((share["files"], share["bytes"], share["permission"]) == (1, 2, "read-write"), "%r" % share)
    with stage.step("why, for a file in sync and for one that is not there"):
        stage.check(app01.why(one + "/a.txt")["items"][0]["state"] == "in sync", "%r" % app01.why(one + "/a.txt"))
        stage.check(app01.why(one + "/none")["items"][0]["state"] == "unknown", "%r" % app01.why(one + "/none"))
        stage.check(app01.why("/etc/passwd")["items"][0]["state"] == "not in a share", "%r" % app01.why("/etc/passwd"))


main()
