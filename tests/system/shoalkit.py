# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices for tests, demo and measurements: real shoald processes with config files of their own.

Nothing here knows how Shoal works inside. A device is driven through its config file, its folders, its exit
code and the answers of `shoal`.
"""
import json
import os
import signal
import socket
import subprocess
import time

# Long enough for a busy machine with one slow disk; nobody waits for it unless something is broken.
PATIENCE = float(os.environ.get("SHOAL_TEST_PATIENCE", "90"))


class Failure(Exception):
    """What was expected and did not come, as a sentence."""


def wait_until(condition, what, seconds=PATIENCE, pause=0.05):
    """Asks `condition` until it is true; returns how long that took. `what` may be a function that says it late."""
    start = time.monotonic()
    while True:
        if condition():
            return time.monotonic() - start
        if time.monotonic() - start > seconds:
            raise Failure("waited %.0f s in vain: %s" % (seconds, what() if callable(what) else what))
        time.sleep(pause)


def run(argv, seconds=30, **options):
    """The finished process with its output as text."""
    return subprocess.run(argv, timeout=seconds, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8", errors="replace", **options)


def free_ports(count, address="127.0.0.1"):
    """Ports nobody listens on just now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((address, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


class Programs:
    """The binaries of one build."""

    def __init__(self, folder):
        self.shoald = os.path.join(os.path.abspath(folder), "shoald")
        self.shoal = os.path.join(os.path.abspath(folder), "shoal")
        self.relay = os.path.join(os.path.abspath(folder), "shoal-relay")
        for program in (self.shoald, self.shoal, self.relay):
            if not os.access(program, os.X_OK):
                raise Failure("there is no program %s: build it first" % program)

    def _line(self, *argv):
        result = run(list(argv))
        if result.returncode != 0:
            raise Failure("%s: exit code %d: %s" % (argv[0], result.returncode, result.stderr.strip()))
        return result.stdout.strip()

    def new_secret(self):
        return self._line(self.shoald, "--generate-secret")

    def read_only(self, secret):
        return self._line(self.shoald, "--get-ro-secret", secret)


class Share:
    """One entry of shared_folders; further keys of the config file go by their names."""

    def __init__(self, secret, folder, **keys):
        self.secret, self.folder, self.keys = secret, os.fspath(folder), keys

    def value(self, known_hosts, search_lan):
        value = {"secret": self.secret, "dir": self.folder, "use_relay_server": True, "use_dht": False,
                 "search_lan": search_lan, "use_sync_trash": True, "known_hosts": list(known_hosts)}
        value.update(self.keys)
        return value


def cpu_seconds(pid):
    """User and system time of a process so far."""
    with open("/proc/%d/stat" % pid) as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Daemon:
    """A program that runs until it is told to stop, and its log: what shoald and shoal-relay have in common."""

    name, process = "", None
    log = ""  # its path

    @property
    def pid(self):
        return self.process.pid

    def running(self):
        return self.process is not None and self.process.poll() is None

    def stop(self, seconds=90):
        """SIGTERM, and the exit code; a process that does not go is killed and that is a failure."""
        if not self.process:
            return 0
        if self.running():
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failure("%s was still there %d s after SIGTERM" % (self.name, seconds)) from None
        finally:
            self.process = None
        return code

    def kill(self):
        """kill -9: the process gets no chance to put anything in order."""
        self.process.kill()
        self.process.wait()
        self.process = None

    def log_text(self):
        text = ""
        for path in (self.log, self.log + ".out"):
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    text += file.read()
            except FileNotFoundError:
                pass
        return text

    def tail(self, lines):
        return "\n".join(self.log_text().splitlines()[-lines:])

    def cpu_seconds(self):
        """User and system time of the process so far."""
        return cpu_seconds(self.pid)


class Device(Daemon):
    """One shoald: its config file, its process, its state.

    `wrap` is put before the command line, to run it in a network namespace for example; with `detached` the
    process outlives the terminal. Files appear below `folder`: NAME.conf, NAME.log, and the storage path
    NAME.storage.
    """

    def __init__(self, programs, folder, name, shares, port=12345, known_hosts=(), search_lan=True, wrap=(),
                 directives=(), umask=0, detached=False, **keys):
        self.programs, self.name, self.shares, self.port = programs, name, list(shares), port
        self.known_hosts, self.search_lan, self.wrap = list(known_hosts), search_lan, list(wrap)
        self.directives, self.umask, self.detached, self.keys = list(directives), umask, detached, keys
        base = os.path.join(os.fspath(folder), name.replace(" ", "-"))
        self.config, self.log, self.storage = base + ".conf", base + ".log", base + ".storage"
        self.process = None

    def config_text(self):
        lines = ["//!/usr/sbin/shoald --config"] + ["// " + directive for directive in self.directives]
        value = {"device_name": self.name, "listening_port": self.port, "storage_path": self.storage,
                 "check_for_updates": False, "use_upnp": False, "download_limit": 0, "upload_limit": 0}
        value.update(self.keys)
        value["webui"] = {}
        value["shared_folders"] = [share.value(self.known_hosts, self.search_lan) for share in self.shares]
        return "\n".join(lines) + "\n" + json.dumps(value, indent=2, ensure_ascii=False) + "\n"

    # -- process

    def start(self, wait=True):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(self.config_text())
        with open(self.log + ".out", "ab") as out:
            self.process = subprocess.Popen(
                self.wrap + [self.programs.shoald, "--config", self.config, "--nodaemon", "--log", self.log],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=self.detached,
                preexec_fn=lambda: os.umask(self.umask))
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self):
        def ready():
            if not self.running():
                raise Failure("%s ended at its start with exit code %s: %s" % (self.name, self.process.returncode, self.tail(5)))
            return self.status() is not None

        wait_until(ready, "%s to answer on its control socket" % self.name)

    # -- what it says

    def shoal(self, *arguments, seconds=30):
        return run([self.programs.shoal, "--instance", self.storage, *arguments], seconds)

    def status(self):
        """The answer of `shoal status --json`, None when nobody answers (yet)."""
        try:
            return json.loads(self.shoal("status", "--json").stdout)
        except (ValueError, subprocess.TimeoutExpired):
            return None

    def share_status(self, folder):
        """The part of the status that is about the share in `folder`; an empty one when there is no answer."""
        for share in (self.status() or {}).get("shares", []):
            if os.path.realpath(share.get("dir", "")) == os.path.realpath(folder):
                return share
        return {}

    def why(self, path=None):
        """The answer of `shoal why [PATH] --json`."""
        arguments = ["why"] + ([os.fspath(path)] if path is not None else []) + ["--json"]
        result = self.shoal(*arguments)
        try:
            return json.loads(result.stdout)
        except ValueError:
            raise Failure("shoal why answered %r %r" % (result.stdout, result.stderr)) from None

    def peers(self):
        """Those that `shoal peers --json` names; none when nobody answers."""
        result = self.shoal("peers", "--json")
        return json.loads(result.stdout)["peers"] if result.stdout else []

    def way(self):
        """How the first connected peer is reached and was found; None when there is none."""
        return next(((peer["via"], peer["found"]) for peer in self.peers() if peer["online"]), None)

    def traffic(self):
        """(bytes sent, bytes received) over all shares and peers, as the device counts them."""
        peers = [peer for share in (self.status() or {}).get("shares", []) for peer in share.get("peers", [])]
        return (sum(int(peer.get("sent_bytes", 0)) for peer in peers),
                sum(int(peer.get("received_bytes", 0)) for peer in peers))


class Relay(Daemon):
    """One shoal-relay: its config file, its process, what it says of itself."""

    PORT = 3839

    def __init__(self, programs, folder, name="relay", port=PORT, metrics_port=3840, wrap=(), **keys):
        self.programs, self.name, self.port, self.wrap, self.keys = programs, name, port, list(wrap), keys
        self.metrics_port = metrics_port
        base = os.path.join(os.fspath(folder), name)
        self.config, self.log, self.storage = base + ".conf", base + ".log", base + ".storage"
        self.process = None

    def start(self):
        value = {"listen": "0.0.0.0:%d" % self.port, "storage_path": self.storage, "metrics": "127.0.0.1:%d" % self.metrics_port}
        value.update(self.keys)
        with open(self.config, "w", encoding="utf-8") as file:
            json.dump(value, file, indent=2)
        with open(self.log + ".out", "ab") as out:
            self.process = subprocess.Popen(
                self.wrap + [self.programs.relay, "--config", self.config, "--log", self.log], stdin=subprocess.DEVNULL,
                stdout=out, stderr=out)
        wait_until(lambda: self.metrics() is not None, lambda: "the relay to answer: %s" % self.log_text()[-1000:])
        return self

    def page(self, path):
        """Status and text of a page, as somebody on the relay's machine sees it; None when nobody answers."""
        script = ("import sys, urllib.request, urllib.error\n"
                  "try:\n r = urllib.request.urlopen('http://127.0.0.1:%d%s', timeout=5)\n"
                  "except urllib.error.HTTPError as e:\n r = e\n"
                  "print(r.status); print(r.read().decode(), end='')" % (self.metrics_port, path))
        result = run(self.wrap + ["python3", "-c", script])
        if result.returncode != 0:
            return None
        status, _, text = result.stdout.partition("\n")
        return int(status), text

    def metrics(self):
        page = self.page("/metrics")
        if page is None or page[0] != 200:
            return None
        return {line.split()[0]: int(line.split()[1]) for line in page[1].splitlines() if not line.startswith("#")}
