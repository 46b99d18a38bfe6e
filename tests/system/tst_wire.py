# SPDX-License-Identifier: GPL-3.0-or-later
"""All that devices and a relay say to each other is captured, and nothing of what is theirs alone is in it."""
import base64
import hashlib
import os
import subprocess

import netspace
from scenario import main, scenario
from shoalkit import Relay, Share, wait_until

PORT = Relay.PORT
SHORTEST = 5  # bytes of a pattern; shorter ones are there by chance
LONGEST = 48  # more would not be found any better, and pieces of it worse


def turned(encode, what, sizes):
    """`what` as it looks in the middle of a longer encoded text: it may begin at each place of a group."""
    taken, written = sizes
    for before in range(taken):
        text = encode(bytes(before) + what + bytes(taken))
        first = -(-before * written // taken) + (before > 0)
        yield text[first:(before + len(what)) * written // taken - 1]


def forms(what):
    """(name, bytes): how somebody careless might have sent it."""
    what = what[:LONGEST]
    yield "as it is", what
    if len(what) > 20:
        yield "its first half", what[:len(what) // 2]
        yield "its second half", what[len(what) // 2:]
    yield "backwards", what[::-1]
    yield "in hex", what.hex().encode()
    yield "in hex, capitals", what.hex().upper().encode()
    yield "with zeros between", b"".join(bytes([each, 0]) for each in what)[:-1]
    for each in turned(base64.b64encode, what, (3, 4)):
        yield "in base64", each
    for each in turned(base64.urlsafe_b64encode, what, (3, 4)):
        yield "in base64 for addresses", each
    for each in turned(base64.b32encode, what, (5, 8)):
        yield "in base32", each
        yield "in base32, small letters", each.lower()


def found(wire, what):
    """The names of the forms in which it is on the wire."""
    return {name for name, form in forms(what) if len(form) >= SHORTEST and form in wire}


def keyed(key, text):
    return hashlib.blake2b(text, key=key, digest_size=32).digest()


# To somebody elsewhere by TCP and UDP, and to everybody in the local network, as discovery does; over IPv6, too.
PLANT = r"""
import socket, sys
kind, where, what = sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3])
if kind == "tcp":
    s = socket.create_connection((where, %d))
    for at in range(0, len(what), 1000):
        s.sendall(what[at:at + 1000])
elif kind == "udp":
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    s.sendto(what, (where, 9))
else:
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.sendto(what, ("ff02::1", 9, 0, socket.if_nametoindex("eth0")))
""" % PORT


def plant(wrap, kind, where, what):
    subprocess.run([*wrap, "python3", "-c", PLANT, kind, where, what.hex()], check=True)


@scenario("a capture finds what is sent in clear, in each form and on each way")
def _(stage):
    with stage.internet() as net:
        stage.relay(net)
        inside = net.site().machine()
        capture = netspace.Capture()
        marks = {(kind, name): os.urandom(32) for kind in ("tcp", "udp", "ipv6") for name, _ in forms(bytes(32))}
        with stage.step("it is sent"):
            for (kind, name), mark in marks.items():
                where = "192.168.1.255" if kind == "udp" else net.address("relay")
                sent = [form for each, form in forms(mark) if each == name]
                for form in sent if name.startswith("in base") else sent[:1]:
                    plant(inside, kind, where, b"xyz" + form + b"xyz")
        with stage.step("and found, and nothing else is"):
            last = os.urandom(32)
            plant(inside, "udp", "192.168.1.255", last)
            wait_until(lambda: capture.holds(last), "the last packet")
            stage.check(capture.stop() == 0, "packets were missed")
            wire = capture.all()
            for (kind, name), mark in marks.items():
                stage.check(name in found(wire, mark), "%s by %s is not found" % (name, kind))
            stage.check(not found(wire, os.urandom(32)), "what nobody sent is found")


@scenario("nothing of a secret, a share, a name or a content is on the wire")
def _(stage):
    with stage.internet() as net:
        stage.relay(net)
        secret = stage.programs.new_secret()
        read_only = stage.programs.read_only(secret)
        sites = [net.site("masquerade random"), net.site("masquerade random")]
        capture = netspace.Capture()
        relays = ["%s:%d" % (net.address("relay"), PORT)]
        devices, folders = [], []
        for name, site, own in (("kestrel-server", sites[0], secret), ("plover-server", sites[0], secret),
                                ("curlew-reader", sites[1], read_only)):
            folders.append(stage.folder(name, "data"))
            devices.append(stage.device(name, [Share(own, folders[-1])], start=False, wrap=site.machine(), relays=relays))
        name, later = "a-name-that-is-nowhere-else.txt", "another-name-that-was-given-later.txt"
        content, line = os.urandom(40).hex().encode(), b"a line of text that is nowhere else. "
        with stage.step("three devices meet in the LAN and through the relay, and share files"):
            os.mkdir(os.path.join(folders[0], "a-directory-of-its-own"))
            with open(os.path.join(folders[0], "a-directory-of-its-own", name), "wb") as file:
                file.write(content + line * 300)
            with open(os.path.join(folders[0], "large-thing.bin"), "wb") as file:
                file.write(b"".join(os.urandom(1_000) + line for _ in range(1_500)))
            for device in devices:
                device.start()
            for device, folder in zip(devices, folders):
                stage.wait_connected(device, folder, peers=2)
            wait_until(lambda: {peer["via"] for peer in devices[0].peers()} == {"lan", "relay"},
                       lambda: "%s says %r" % (devices[0].name, devices[0].peers()))
            stage.wait_equal(folders)
            os.rename(os.path.join(folders[0], "a-directory-of-its-own", name), os.path.join(folders[0], later))
            os.chmod(os.path.join(folders[0], later), 0o640)
            stage.wait_equal(folders)
        ids = [bytes.fromhex(device.status()["device"]["id"]) for device in devices]
        share = bytes.fromhex(devices[0].share_status(folders[0])["id"])
        with stage.step("the capture holds what went over the wire, and a mark that was put there"):
            mark = b"in clear on purpose" + os.urandom(8)
            plant(net.machine("plain"), "udp", net.address("relay"), mark)
            wait_until(lambda: capture.holds(mark), "the mark")
            dropped = capture.stop()
            stage.check(dropped == 0, "%d packets were missed" % dropped)
            wire = capture.all()
            for beginning in (b"SHREL", b"SHJOI", b"SHOAL"):
                stage.check(beginning in wire, "no %r was seen" % beginning)
            stage.check(any(len(key) == 3 and key[2][2:4] == (3838).to_bytes(2, "big") for key in capture.streams), "no discovery was seen")
            stage.check(len(wire) > 4_000_000, "only %d bytes were seen" % len(wire))
            stage.check("as it is" in found(wire, mark), "the mark is not found")
        with stage.step("and nothing else than ciphertext"):
            ro, rw = base64.b32decode(read_only[1:]), base64.b32decode(secret[1:])
            keys = [keyed(ro, text) for text in (b"shoal discovery key 1", b"shoal membership key 1", b"shoal relay key 1")]
            stage.check(keyed(ro, b"shoal share id 1") == share, "the share's id is not what it should be")
            hashes = [hashlib.sha256(content + line * 300).digest(), hashlib.blake2b(content + line * 300, digest_size=32).digest()]
            theirs = {"the secret": [secret.encode(), rw], "the read-only secret": [read_only.encode(), ro], "the share's id": [share],
                      "a key": keys, "a device's id": ids, "a device's name": [device.name.encode() for device in devices],
                      "a file's name": [name.encode(), later.encode(), b"a-directory-of-its-own", b"large-thing"],
                      "a content": [content, line], "a hash": hashes, "a path": [os.path.dirname(folders[0]).encode()]}
            for kind, each in theirs.items():
                for what in each:
                    stage.check(not found(wire, what), "%s is on the wire: %r, %s" % (kind, what, found(wire, what)))


main()
