#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What front ends ask a running instance through its control socket: history, conflicts, archive, ignore list."""
import glob
import json
import os
import socket

import trees
from scenario import main, scenario
from shoalkit import PATIENCE, wait_until


class Control:
    """A client of the control protocol (docs/control.md), line by line."""

    def __init__(self, device):
        wanted = device.status()["pid"]
        for path in self._sockets(device):
            try:
                self._open(path)
                if self.call("status")["pid"] == wanted:
                    return
            except OSError:
                continue
        raise AssertionError("no control socket of %s" % device.name)

    @staticmethod
    def _sockets(device):
        folders = [device.storage, os.environ.get("SHOAL_RUNTIME_DIR", ""), "/run/shoal",
                   os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), "shoal")]
        for folder in filter(None, folders):
            yield from glob.glob(os.path.join(folder, "*sock*"))
            yield from glob.glob(os.path.join(folder, "*", "*sock*"))

    def _open(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(path)
        self.lines = self.socket.makefile("rb")
        self.last = 0

    def answer(self, method, **params):
        self.last += 1
        request = {"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        while True:
            answer = json.loads(self.lines.readline())
            if answer.get("id") == self.last:
                return answer

    def call(self, method, **params):
        answer = self.answer(method, **params)
        if "error" in answer:
            raise AssertionError("%s: %s" % (method, answer["error"]["message"]))
        return answer["result"]

    def refused(self, method, **params):
        return self.answer(method, **params).get("error", {}).get("code")


def events(control, **params):
    return [(e["event"], e["path"], e["peer"]) for e in control.call("history", **params)["entries"]]


@scenario("history and archive")
def _(stage):
    app01, one, app02, two = stage.pair()
    trees.write(one, "docs/a.txt", "first\n")
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    control = Control(app02)
    with stage.step("the history tells what came, and from whom"):
        wait_until(lambda: ("added", "docs/a.txt", app01.name) in events(control), lambda: str(events(control)))
    with stage.step("a replaced version is in the archive, and comes back everywhere"):
        trees.write(one, "docs/a.txt", "second\n")
        wait_until(lambda: trees.read(two, "docs/a.txt") == b"second\n", "the edit to arrive")
        versions = control.call("archive", path="docs")["versions"]
        stage.check([v["path"] for v in versions] == ["docs/a.txt"], "the archive holds %s" % versions)
        restored = control.call("restore", share=two, archived=versions[0]["archived"])
        stage.check(restored["path"] == "docs/a.txt", "it was restored to %s" % restored)
        wait_until(lambda: trees.read(one, "docs/a.txt") == b"first\n", "the restored version to arrive")
        stage.check(control.call("archive", search="A.TXT")["versions"][0]["size"] == 7, "the replaced version is not kept")
    with stage.step("paths that leave the folder are refused"):
        for to in ("../x", "/tmp/x", ".sync/ID", ""):
            name = control.call("archive")["versions"][0]["archived"]
            stage.check(control.refused("restore", share=two, archived=name, to=to) == -32602, "to %r was taken" % to)
        stage.check(control.refused("restore", share=two, archived="../ID", to="x") == -32602, "../ID was taken")
    with stage.step("lists come in pages"):
        first = control.call("history", limit=1)
        second = control.call("history", limit=1, before=first["next"])
        stage.check(first["entries"] != second["entries"], "the second page is the first")
        stage.check(control.refused("history", before="nonsense") == -32602, "a wrong cursor was taken")
    with stage.step("the history outlives a restart"):
        before = events(control)
        app02.stop()
        app02.start()
        wait_until(lambda: events(Control(app02))[-len(before):] == before, lambda: str(events(Control(app02))))


@scenario("conflicts")
def _(stage):
    app01, one, app02, two = stage.pair()
    trees.write(one, "f.txt", "shared\n")
    stage.wait_tree(one, [two])
    stage.wait_quiet()
    stage.lan.unplug("app02")
    trees.write(one, "f.txt", "of app01\n")
    wait_until(lambda: ("changed", "f.txt", "") in events(Control(app01)), "app01 to see its edit")
    trees.write(two, "f.txt", "of app02, later\n")
    wait_until(lambda: ("changed", "f.txt", "") in events(Control(app02)), "app02 to see its edit")
    stage.lan.plug("app02")
    control = Control(app01)
    with stage.step("both list the copy"):
        for device in (app01, app02):
            wait_until(lambda: len(Control(device).call("conflicts")["conflicts"]) == 1, "%s to list it" % device.name, PATIENCE + 60)
        stage.wait_quiet()
        item = control.call("conflicts")["conflicts"][0]
        stage.check(item["original"] == "f.txt" and item["original_size"] == 16 and item["size"] == 9, "it is %s" % item)
        stage.check(control.call("status")["shares"][0].get("conflicts", 1) == 1, "the status does not count it")
    with stage.step("keeping that one replaces the original everywhere, and keeps it in the archive"):
        stage.check(control.refused("resolve", share=one, path="f.txt", keep="that") == -32602, "f.txt is no copy")
        stage.check(control.call("resolve", share=one, path=item["path"], keep="that")["path"] == "f.txt", "the name is not f.txt")
        wait_until(lambda: sorted(trees.snapshot(two)) == [b"f.txt"] and trees.read(two, "f.txt") == b"of app01\n",
                   lambda: str(trees.snapshot(two)))
        versions = control.call("archive", path="f.txt")["versions"]
        stage.check(any(v["size"] == 16 for v in versions), "the archive holds %s" % versions)


@scenario("ignore list")
def _(stage):
    app01, one, app02, two = stage.pair()
    control = Control(app02)
    with stage.step("a list is taken, tested and obeyed"):
        control.call("set_ignore_list", share=two, text="# mine\n*.tmp\n")
        stage.check(control.call("ignore_list", share=two)["text"] == "# mine\n*.tmp\n", "another list came back")
        test = control.call("ignore_test", path=os.path.join(two, "x", "a.tmp"))
        stage.check(test["ignored"] and test["rule"] == "*.tmp" and test["line"] == 2, "the test says %s" % test)
        trees.write(one, "a.tmp", "not for app02\n")
        trees.write(one, "a.txt", "for both\n")
        wait_until(lambda: sorted(trees.snapshot(two)) == [b"a.txt"], lambda: str(trees.snapshot(two)))
    with stage.step("a wrong one is refused, and the old one stays"):
        stage.check(control.refused("set_ignore_list", share=two, text="a//b\n") == -32602, "it was taken")
        stage.check(control.call("ignore_test", path="b.tmp")["ignored"], "the old list is gone")


if __name__ == "__main__":
    main()
