# SPDX-License-Identifier: GPL-3.0-or-later
"""dht_ring.py ADDRESS FIRST_PORT COUNT [--lie ADDRESS]

A few nodes of a DHT of their own (BEP 5), one per port, that know each other and nobody else. Tells a line for each
announcement: "announced KEY ADDRESS:PORT". With --lie every question for peers is also answered with a hundred ports of
that address.
"""
import argparse
import hashlib
import select
import socket
import struct
import sys


def encode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    if isinstance(value, list):
        return b"l" + b"".join(map(encode, value)) + b"e"
    return b"d" + b"".join(encode(key) + encode(value[key]) for key in sorted(value)) + b"e"


def decode(text, at=0):
    """The value at `at`, and where it ends."""
    kind = text[at:at + 1]
    if kind == b"i":
        end = text.index(b"e", at)
        return int(text[at + 1:end]), end + 1
    if kind in (b"l", b"d"):
        items, at = [], at + 1
        while text[at:at + 1] != b"e":
            item, at = decode(text, at)
            items.append(item)
        return (items if kind == b"l" else dict(zip(items[::2], items[1::2]))), at + 1
    colon = text.index(b":", at)
    end = colon + 1 + int(text[at:colon])
    return text[colon + 1:end], end


def compact(address, port):
    return socket.inet_aton(address) + struct.pack("!H", port)


class Ring:
    def __init__(self, address, first_port, count, lie):
        self.address, self.lie, self.peers = address, lie, {}
        self.nodes = {}
        for port in range(first_port, first_port + count):
            one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            one.bind((address, port))
            self.nodes[one] = hashlib.sha1(b"node %d" % port).digest()
        self.known = b"".join(id + compact(address, one.getsockname()[1]) for one, id in self.nodes.items())

    def values(self, key):
        lies = [compact(self.lie, port) for port in range(1, 101)] if self.lie else []
        return lies + sorted(self.peers.get(key, ()))

    def answer(self, node, question, origin):
        asked = question[b"a"]
        key = asked.get(b"info_hash", b"")
        result = {b"id": self.nodes[node]}
        if question[b"q"] in (b"find_node", b"get_peers"):
            result[b"nodes"] = self.known
        if question[b"q"] == b"get_peers":
            result[b"token"] = hashlib.sha1(origin[0].encode()).digest()[:4]
            if self.values(key):
                result[b"values"] = self.values(key)
        if question[b"q"] == b"announce_peer":
            if asked.get(b"token") != hashlib.sha1(origin[0].encode()).digest()[:4]:
                return {b"t": question[b"t"], b"y": b"e", b"e": [203, b"bad token"]}
            port = origin[1] if asked.get(b"implied_port") else asked[b"port"]
            self.peers.setdefault(key, set()).add(compact(origin[0], port))
            print("announced %s %s:%d" % (key.hex(), origin[0], port), flush=True)
        return {b"t": question[b"t"], b"y": b"r", b"r": result}

    def run(self):
        print("ready", flush=True)
        while True:
            for node in select.select(list(self.nodes), [], [])[0]:
                text, origin = node.recvfrom(65536)
                try:
                    question, _ = decode(text)
                    if question.get(b"y") == b"q":
                        node.sendto(encode(self.answer(node, question, origin)), origin)
                except (ValueError, KeyError, TypeError, OSError) as error:
                    print("odd %r: %s" % (text[:80], error), file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("port", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--lie")
    options = parser.parse_args()
    Ring(options.address, options.port, options.count, options.lie).run()


if __name__ == "__main__":
    main()
