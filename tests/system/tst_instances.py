#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instances: each as the user its config names, many under one supervisor, told what changes while they run.

The machines have users of their own, with other numbers on each, which exist inside the namespaces only.
"""
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys

import netspace
import trees
from scenario import main, scenario
from shoalkit import Failure, Share, run, wait_until

# name -> (user, primary group, further groups) by machine
GROUPS = {"app01": {"www-data": 20033, "vmail": 20101, "mail": 20008, "deploy": 20500, "web": 20600},
          "app02": {"www-data": 30033, "vmail": 30101, "mail": 30008, "deploy": 30500, "web": 30600}}
USERS = {name: dict(ids) for name, ids in GROUPS.items()}


def skip_unless_root():
    """Other users can be taken on only where there are any: in a namespace of one user's own there are not."""
    with open("/proc/self/uid_map") as file:
        if int(file.read().split()[2]) < 1 << 16:
            print("1..0 # SKIP this test becomes other users; run it as root")
            sys.exit(netspace.SKIP)


def write(path, text, mode=0o600):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


class Machine:
    """A machine with users; what runs there is put behind wrap."""

    def __init__(self, stage, name):
        self.stage, self.name, self.ids = stage, name, USERS[name]
        os.chmod(stage.root, 0o711)
        self.base = os.path.join(stage.root, name)
        os.makedirs(self.base)
        passwd = ["root:x:0:0::/root:/bin/sh"] + ["%s:x:%d:%d::%s:/bin/sh" % (user, number, number, self.base)
                                                  for user, number in self.ids.items()]
        group = ["root:x:0:"] + ["%s:x:%d:%s" % (name_, number, "www-data" if name_ == "web" else "")
                                 for name_, number in self.ids.items()]
        write(self.base + "/passwd", "\n".join(passwd) + "\n", 0o644)
        write(self.base + "/group", "\n".join(group) + "\n", 0o644)
        bind = 'for f in passwd group; do mount --bind "$0/$f" /etc/$f || exit 99; done; exec "$@"'
        self.wrap = stage.lan.machine(name) + ["unshare", "--mount", "sh", "-c", bind, self.base]

    def folder(self, path, owner="root", mode=0o755):
        path = os.path.join(self.base, path)
        os.makedirs(path, exist_ok=True)
        self.own(path, owner)
        os.chmod(path, mode)
        return path

    def own(self, path, owner, group=None):
        ids = dict(self.ids, root=0)
        os.chown(path, ids[owner], ids[group or owner])

    def owner(self, path):
        info = os.lstat(path)
        names = {number: name for name, number in dict(self.ids, root=0).items()}
        return "%s:%s %03o" % (names.get(info.st_uid, info.st_uid), names.get(info.st_gid, info.st_gid), info.st_mode & 0o7777)

    def shoald(self, *arguments, before=()):
        return run([*self.wrap, *before, self.stage.programs.shoald, *arguments])


def config_text(shares, storage, directives=(), **keys):
    value = {"listening_port": 0, "storage_path": storage, "use_upnp": False}
    value.update(keys)
    value["shared_folders"] = [share.value([], True) for share in shares]
    return "".join("// %s\n" % line for line in directives) + json.dumps(value, indent=2) + "\n"


class Server:
    """shoald --config-dir on a machine."""

    def __init__(self, machine, environment=()):
        self.machine, self.name, self.environment = machine, machine.name, list(environment)
        self.programs = machine.stage.programs
        self.etc = machine.folder("etc")
        self.log = machine.base + "/log"
        self.process = None
        machine.stage.devices.append(self)

    def storage(self, name):
        return os.path.join(self.machine.base, "storage", name)

    def configure(self, file, shares, directives=(), **keys):
        """A config that only root may read."""
        name = file.split(".")[0]
        write(os.path.join(self.etc, file), config_text(shares, self.storage(name), directives, **keys), 0o400)

    def start(self):
        self.machine.folder("storage")
        with open(self.log, "ab") as out:
            self.process = subprocess.Popen(
                [*self.machine.wrap, "env", *self.environment, self.programs.shoald, "--config-dir", self.etc],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        return self

    def running(self):
        return self.process is not None and self.process.poll() is None

    def hang_up(self):
        self.process.send_signal(signal.SIGHUP)

    def stop(self):
        if not self.process:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(60)
        finally:
            self.process = None

    def status(self, name):
        try:
            return json.loads(run([self.programs.shoal, "--instance", self.storage(name), "status", "--json"]).stdout)
        except (ValueError, subprocess.TimeoutExpired):
            return None

    def pid(self, name):
        """Of the instance that has its storage folder."""
        try:
            with open(self.storage(name) + "/lock") as file:
                return int(file.read() or "0")
        except FileNotFoundError:
            return 0

    def wait_ready(self, *names):
        for name in names:
            wait_until(lambda: self.status(name) is not None, lambda: "instance %s to answer; the log:\n%s" % (name, self.tail(40)))

    def log_text(self):
        with contextlib.suppress(FileNotFoundError), open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()
        return ""

    def tail(self, lines):
        return "\n".join(self.log_text().splitlines()[-lines:])

    def wait_log(self, words, times=1):
        wait_until(lambda: self.log_text().count(words) >= times, lambda: "%r in the log:\n%s" % (words, self.tail(60)))


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def rights(pid):
    """What all threads have together: one that kept more than the others shows."""
    all_threads = {"uid": set(), "gid": set(), "groups": set(), "capabilities": 0}
    for thread in os.listdir("/proc/%d/task" % pid):
        with open("/proc/%d/task/%s/status" % (pid, thread)) as file:
            fields = dict(line.rstrip("\n").split(":", 1) for line in file if ":" in line)
        for what, field in (("uid", "Uid"), ("gid", "Gid"), ("groups", "Groups")):
            all_threads[what] |= set(map(int, fields[field].split()))
        all_threads["capabilities"] |= int(fields["CapEff"], 16)
    return all_threads


@scenario("three instances of one server, each with its user, keep owners and modes as they should")
def _(stage):
    servers = [Server(Machine(stage, name)) for name in ("app01", "app02")]
    secrets = {name: stage.programs.new_secret() for name in ("config", "mail", "www")}
    owners = {"config": "root", "mail": "vmail", "www": "www-data"}
    folders = []
    for server in servers:
        folders.append({name: server.machine.folder("data/" + name, owner) for name, owner in owners.items()})
        server.configure("config.conf", [Share(secrets["config"], folders[-1]["config"])])
        server.configure("mail.vmail.mail.conf", [Share(secrets["mail"], folders[-1]["mail"])], ["DAEMON_UMASK=0077", "DAEMON_NICE=-3"])
        server.configure("www.www-data.conf", [Share(secrets["www"], folders[-1]["www"])], ["DAEMON_UMASK=0027"])
        server.start()
    (one, two), here, there = servers, servers[0].machine, servers[1].machine
    with stage.step("all run, as the users that their files' names say, with their groups and without capabilities"):
        for server in servers:
            server.wait_ready("config", "mail", "www")
            ids = server.machine.ids
            wanted = {"mail": (ids["vmail"], ids["mail"], {ids["mail"]}),
                      "www": (ids["www-data"], ids["www-data"], {ids["www-data"], ids["web"]})}
            for name, (user, group, groups) in wanted.items():
                found = rights(server.pid(name))
                # getgrouplist() adds nothing but what /etc/group says and the group itself.
                stage.check(found == {"uid": {user}, "gid": {group}, "groups": groups, "capabilities": 0}, "%s: %r" % (name, found))
            stage.check(rights(server.pid("config"))["uid"] == {0}, "config does not run as root")
            # Which needs root's right, and is taken before that is given up.
            stage.check(os.getpriority(os.PRIO_PROCESS, server.pid("mail")) == -3, "DAEMON_NICE has no effect")
    with stage.step("their storage folders are theirs alone"):
        stage.check(there.owner(two.storage("config")) == "root:root 700", there.owner(two.storage("config")))
        stage.check(there.owner(two.storage("mail")) == "vmail:mail 700", there.owner(two.storage("mail")))
        stage.check(there.owner(two.storage("www")) == "www-data:www-data 700", there.owner(two.storage("www")))
    with stage.step("root's instance keeps owner, group and mode, by name: the numbers differ"):
        for name, owner, group, mode in (("app.ini", "deploy", "web", 0o640), ("key.pem", "root", "root", 0o600),
                                         ("run.sh", "deploy", "deploy", 0o755)):
            path = folders[0]["config"] + "/" + name
            write(path, name, mode)
            here.own(path, owner, group)
        for name, wanted in (("app.ini", "deploy:web 640"), ("key.pem", "root:root 600"), ("run.sh", "deploy:deploy 755")):
            path = folders[1]["config"] + "/" + name
            wait_until(lambda: os.path.exists(path) and there.owner(path) == wanted,
                       lambda: "%s is %s, not %s" % (name, os.path.exists(path) and there.owner(path), wanted))
    with stage.step("the others' files belong to the user and the group of the instance, within its umask"):
        for share, owner, mode, wanted in (("mail", "vmail", 0o600, "vmail:mail 600"), ("mail", "vmail", 0o666, "vmail:mail 600"),
                                           ("www", "www-data", 0o666, "www-data:www-data 640"),
                                           ("www", "www-data", 0o755, "www-data:www-data 750")):
            name = "%03o" % mode
            write(folders[0][share] + "/" + name, name, mode)
            here.own(folders[0][share] + "/" + name, owner)
            path = folders[1][share] + "/" + name
            wait_until(lambda: os.path.exists(path) and there.owner(path) == wanted,
                       lambda: "%s is %s, not %s" % (name, os.path.exists(path) and there.owner(path), wanted))
    with stage.step("a directory, too"):
        os.mkdir(folders[0]["www"] + "/new")
        here.own(folders[0]["www"] + "/new", "www-data")
        write(folders[0]["www"] + "/new/index.html", "<p>", 0o644)
        here.own(folders[0]["www"] + "/new/index.html", "www-data")
        path = folders[1]["www"] + "/new"
        wait_until(lambda: os.path.exists(path + "/index.html"), path)
        stage.check(there.owner(path) == "www-data:www-data 750", there.owner(path))
        stage.check(there.owner(path + "/index.html") == "www-data:www-data 640", there.owner(path + "/index.html"))
    with stage.step("each line of the log says whose it is"):
        for name in ("config", "mail", "www"):
            stage.check(re.search(r"^%s: \S+Z info shoal\.engine: shoald" % name, one.log_text(), re.M), one.tail(40))
    with stage.step("an instance that is killed comes back, and the others do not notice"):
        before = {name: one.pid(name) for name in owners}
        os.kill(before["mail"], signal.SIGKILL)
        wait_until(lambda: one.pid("mail") != before["mail"] and one.status("mail") is not None, "mail to come back")
        stage.check({name: one.pid(name) for name in ("config", "www")} == {name: before[name] for name in ("config", "www")},
                    "another instance was started anew")
        write(folders[0]["mail"] + "/after", "x")
        here.own(folders[0]["mail"] + "/after", "vmail")
        wait_until(lambda: os.path.exists(folders[1]["mail"] + "/after"), "a file of the instance that came back")
    with stage.step("one that somebody stops stays so until SIGHUP"):
        os.kill(one.pid("www"), signal.SIGTERM)
        one.wait_log("somebody stopped it")
        one.hang_up()
        one.wait_log("instance www starts", 2)
        one.wait_ready("www")
    with stage.step("SIGTERM to the supervisor ends all"):
        pids = [one.pid(name) for name in owners]
        stage.check(one.stop() == 0, "the supervisor's exit code")
        stage.check(not any(alive(pid) for pid in pids), "an instance is still there")
    with stage.step("and when the supervisor is killed, its instances stop by themselves"):
        pids = [two.pid(name) for name in owners]
        two.process.kill()
        two.process.wait()
        two.process = None
        for pid in pids:
            wait_until(lambda: not alive(pid), "process %d to stop" % pid)


@scenario("one bad config never stops the others")
def _(stage):
    machine = Machine(stage, "app01")
    server = Server(machine)
    secret, folder = stage.programs.new_secret(), machine.folder("data/good")
    server.configure("good.conf", [Share(secret, folder)])
    write(server.etc + "/broken.conf", '{\n"listening_port": 70000\n}\n')
    write(server.etc + "/nobody.no-such-user.conf", "{ }")
    write(server.etc + "/twice.conf", "{ }")
    write(server.etc + "/twice.www-data.conf", "{ }")
    server.configure("same.conf", [], storage_path=server.storage("good"))
    os.makedirs(server.etc + "/parts.www-data.conf.d")
    write(server.etc + "/parts.www-data.conf.d/10-head.part", "{\n")
    write(server.etc + "/parts.www-data.conf.d/20-tail.part", '"storage_path": "%s",\n"use_upnp": 7 }\n' % server.storage("parts"))
    server.start()
    with stage.step("the good one runs; each bad one is told of with its reason"):
        server.wait_ready("good")
        for words in ("broken.conf:2:19: listening_port is 70000", "nobody.no-such-user.conf: the file's name asks for the user no-such-user",
                      "twice.conf: the instance twice is also described by", "twice.www-data.conf: the instance twice is also described by",
                      "same.conf: storage_path is also that of", "parts.www-data.conf.d/20-tail.part:2:13: use_upnp"):
            server.wait_log(words)
    with stage.step("one that is put right starts without being asked"):
        pid = server.pid("good")
        write(server.etc + "/broken.conf", config_text([], server.storage("broken")))
        server.wait_ready("broken")
    with stage.step("SIGHUP: a new one starts, one that is gone stops, the good one stays"):
        server.configure("new.conf", [])
        os.unlink(server.etc + "/broken.conf")
        gone = server.pid("broken")
        write(server.etc + "/parts.www-data.conf.d/20-tail.part", '"storage_path": "%s"\n}\n' % server.storage("parts"))
        server.hang_up()
        server.wait_ready("new", "parts")
        wait_until(lambda: not alive(gone), "the instance whose config is gone to stop")
        stage.check(server.pid("good") == pid, "the good one was started anew")
        stage.check(rights(server.pid("parts"))["uid"] == {machine.ids["www-data"]}, "the one in parts does not run as its user")
    with stage.step("SIGHUP: a share is added to a config that the instance itself may not read; its other share stays as it is"):
        folders = [machine.folder("data/%s" % name, "www-data") for name in ("first", "second", "third")]
        shares = [Share(stage.programs.new_secret(), each) for each in folders]
        server.configure("web.www-data.conf", shares[:2])
        server.hang_up()
        server.wait_ready("web")
        web = server.pid("web")
        uptime = server.status("web")["uptime_seconds"]
        server.configure("web.www-data.conf", [shares[0], shares[2]])
        server.hang_up()
        wait_until(lambda: [share["dir"] for share in (server.status("web") or {"shares": []})["shares"]] == [folders[0], folders[2]],
                   lambda: "the shares to change: %r" % server.status("web"))
        stage.check(server.pid("web") == web and server.status("web")["uptime_seconds"] >= uptime, "it was started anew")
        wait_until(lambda: os.path.exists(folders[2] + "/.sync/ID"), "the new share to be set up")
        stage.check(machine.owner(folders[2] + "/.sync/ID").startswith("www-data:www-data "), machine.owner(folders[2] + "/.sync/ID"))
        server.configure("web.www-data.conf", [shares[0], shares[2]], ["DAEMON_UMASK=0077"])
        server.hang_up()
        server.wait_log("DAEMON_UMASK has changed, which takes effect when the instance is started again")
    with stage.step("a running instance whose file breaks goes on"):
        write(server.etc + "/new.conf", "{ nonsense }")
        server.hang_up()
        server.wait_log("new.conf: the running instance goes on with its old config")
        stage.check(server.status("new") is not None, "it does not answer any more")
    with stage.step("--check-config says the same of the whole folder, and changes nothing"):
        result = machine.shoald("--check-config", server.etc)
        stage.check(result.returncode == 2 and "new.conf:1:3: " in result.stderr and "twice.conf: the instance" in result.stderr,
                    "%r" % result)
        stage.check("good.conf: ok: instance good, runs as who starts it, 1 share" in result.stdout, "%r" % result)
    with stage.step("and of one file"):
        result = machine.shoald("--check-config", server.etc + "/good.conf")
        stage.check(result.returncode == 0 and result.stderr == "", "%r" % result)


@scenario("an instance that cannot have its user says why")
def _(stage):
    machine = Machine(stage, "app01")

    def attempt(file, text, *before):
        path = os.path.join(machine.base, file)
        write(path, text, 0o644)
        return machine.shoald("--config", path, before=before)

    storage = machine.folder("storage")
    with stage.step("no such user, by a comment: exit code 2, with file and line"):
        result = attempt("a.conf", "// DAEMON_UID=nobody-here\n{ }")
        stage.check(result.returncode == 2 and "a.conf:1:4: DAEMON_UID asks for the user nobody-here" in result.stderr, "%r" % result)
    with stage.step("no such group"):
        result = attempt("a.www-data.nogroup-here.conf", "{ }")
        stage.check(result.returncode == 2 and "asks for the group nogroup-here" in result.stderr, "%r" % result)
    with stage.step("a number that nobody has needs a group"):
        result = attempt("a.conf", "// DAEMON_UID=4711\n{ }")
        stage.check(result.returncode == 2 and "DAEMON_GID" in result.stderr, "%r" % result)
    with stage.step("who is not root cannot become another: exit code 2, and what would help"):
        other = ["setpriv", "--reuid", "vmail", "--regid", "vmail", "--clear-groups"]
        result = attempt("a.www-data.conf", "{ }", *other)
        stage.check(result.returncode == 2 and "start it as root or as www-data" in result.stderr, "%r" % result)
    with stage.step("a storage folder of somebody else is refused, with the command that would help"):
        result = attempt("a.www-data.conf", config_text([], storage))
        stage.check(result.returncode == 1 and "chown -R www-data:www-data %s" % storage in result.stderr, "%r" % result)
        stage.check(machine.owner(storage) == "root:root 755", "it was changed: %s" % machine.owner(storage))
    with stage.step("a share folder that it cannot write to is told of, and the instance runs"):
        path = os.path.join(machine.base, "b.www-data.conf")
        closed = machine.folder("closed", "root", 0o700)
        device = stage.device("other", [Share(stage.programs.new_secret(), closed)], start=False)
        device.wrap, device.config, device.storage = machine.wrap, path, storage + "/b"
        device.start()
        stage.check(re.search(r"b\.www-data\.conf:\d+:\d+: the folder %s cannot be read and written: .*www-data:www-data" % closed,
                              device.log_text()), device.log_text())
        stage.check(machine.owner(device.log) == "www-data:www-data 640", machine.owner(device.log))
        stage.check(machine.owner(storage + "/b") == "www-data:www-data 700", machine.owner(storage + "/b"))
    with stage.step("a second process for it is refused, and told who has the storage folder"):
        result = machine.shoald("--config", path)
        stage.check(result.returncode == 1 and "is in use by process %d:" % device.pid in result.stderr, "%r" % result)


class Listener:
    """What systemd would be told."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        os.chmod(path, 0o777)
        self.socket.settimeout(30)
        self.environment = ["NOTIFY_SOCKET=" + path]

    def wait(self, *words):
        """The first message with all of the words; others are skipped."""
        seen = []
        try:
            while True:
                seen.append(self.socket.recv(65536).decode())
                if all(word in seen[-1] for word in words):
                    return seen[-1]
        except socket.timeout:
            raise Failure("not told %s, only %r" % (words, seen[-20:])) from None


@scenario("systemd is told when an instance is ready, what it does, and when it stops")
def _(stage):
    machine = Machine(stage, "app01")
    listener = Listener(stage.root + "/notify")
    device = stage.device("other", [Share(stage.programs.new_secret(), machine.folder("data", "www-data"))], start=False,
                          directives=["DAEMON_UID=www-data"])
    device.wrap = [*machine.wrap, "env", *listener.environment, "WATCHDOG_USEC=400000"]
    device.config, device.storage = machine.base + "/one.conf", machine.folder("storage") + "/one"
    with stage.step("READY with the main process, once it runs"):
        device.start()
        message = listener.wait("READY=1", "STATUS=1 share")
        stage.check("MAINPID=%d\n" % device.pid in message, message)
    with stage.step("the watchdog is fed"):
        listener.wait("WATCHDOG=1")
        listener.wait("WATCHDOG=1")
    with stage.step("SIGHUP: RELOADING with the time, READY again"):
        device.process.send_signal(signal.SIGHUP)
        listener.wait("RELOADING=1", "MONOTONIC_USEC=")
        listener.wait("READY=1")
    with stage.step("STOPPING"):
        stage.check(device.stop() == 0, "exit code")
        listener.wait("STOPPING=1")
    with stage.step("a supervisor speaks for all of its instances"):
        server = Server(machine, listener.environment)
        server.configure("a.conf", [])
        server.configure("b.www-data.conf", [])
        write(server.etc + "/c.conf", "nonsense")
        server.start()
        message = listener.wait("READY=1", "2 of 3 instances run", "a: 0 shares", "b: 0 shares", "c: refused")
        stage.check("MAINPID=%d\n" % server.process.pid in message, message)
        os.kill(server.pid("b"), signal.SIGKILL)
        listener.wait("1 of 3 instances run", "b: failed")
        listener.wait("2 of 3 instances run")


skip_unless_root()
main()
