# SPDX-License-Identifier: GPL-3.0-or-later
"""port_router.py natpmp|upnp LAN_ADDRESS

The part of a home router that opens ports for machines inside, by NAT-PMP (RFC 6886) or UPnP (WANIPConnection:1). It
runs on a router of netspace.Site and passes ports on with nft. Tells a line for each change: "mapped EXTERNAL ADDRESS:PORT"
or "unmapped EXTERNAL". NAT-PMP gives other ports outside than were asked for; UPnP gives those.
"""
import http.server
import re
import socket
import struct
import subprocess
import sys
import threading

EXTERNAL = "203.0.113.77"  # what it says its address is
SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1"


class Ports:
    def __init__(self):
        self.mapped, self.next = {}, 40000
        subprocess.run(["nft", "add chain ip nat ports { type nat hook prerouting priority -90; }"], check=True)

    def _renew(self):
        rules = "flush chain ip nat ports; "
        for external, (address, port) in self.mapped.items():
            rules += "add rule ip nat ports iifname wan tcp dport %d dnat to %s:%d; " % (external, address, port)
        subprocess.run(["nft", rules], check=True)

    def add(self, external, address, port):
        if self.mapped.get(external) != (address, port):
            self.mapped[external] = (address, port)
            self._renew()
            print("mapped %d %s:%d" % (external, address, port), flush=True)

    def remove(self, external):
        if self.mapped.pop(external, None):
            self._renew()
            print("unmapped %d" % external, flush=True)

    def of(self, address, port):
        for external, inside in self.mapped.items():
            if inside == (address, port):
                return external
        self.next += 1
        return self.next


def natpmp(ports, lan):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((lan, 5351))
    print("ready", flush=True)
    while True:
        question, origin = server.recvfrom(2048)
        version, code = question[0], question[1]
        if version != 0:  # PCP: not here
            server.sendto(struct.pack("!BBHI", 0, 128 + (code & 127), 1, 1), origin)
        elif code == 0:
            server.sendto(struct.pack("!BBHI", 0, 128, 0, 1) + socket.inet_aton(EXTERNAL), origin)
        elif code in (1, 2) and len(question) >= 12:
            _, inside, _, lifetime = struct.unpack("!HHHI", question[2:12])
            external = ports.of(origin[0], inside) if code == 2 else 1  # what it says of UDP is of no interest
            if code == 2 and lifetime == 0:
                ports.remove(external)
            elif code == 2:
                ports.add(external, origin[0], inside)
            server.sendto(struct.pack("!BBHIHHI", 0, 128 + code, 0, 1, inside, external if lifetime else 0, lifetime),
                          origin)


DESCRIPTION = """<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>
<device><deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType><friendlyName>router</friendlyName>
<manufacturer>nobody</manufacturer><modelName>none</modelName><UDN>uuid:1</UDN>
<deviceList><device><deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType>
<deviceList><device><deviceType>urn:schemas-upnp-org:device:WANConnectionDevice:1</deviceType>
<serviceList><service><serviceType>%s</serviceType><serviceId>urn:upnp-org:serviceId:WANIPConn1</serviceId>
<controlURL>/control</controlURL><eventSubURL>/events</eventSubURL><SCPDURL>/scpd.xml</SCPDURL></service></serviceList>
</device></deviceList></device></deviceList></device></root>""" % SERVICE
ENVELOPE = """<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body><u:%sResponse xmlns:u="%s">%s</u:%sResponse></s:Body>
</s:Envelope>"""


def upnp(ports, lan):
    class Control(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def _send(self, text):
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            self._send(DESCRIPTION)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            action = self.headers["SOAPAction"].strip('"').split("#")[1]

            def of(name):
                return (re.search("<%s>([^<]*)</%s>" % (name, name), body) or [None, ""])[1]
            result = ""
            if action == "GetExternalIPAddress":
                result = "<NewExternalIPAddress>%s</NewExternalIPAddress>" % EXTERNAL
            elif action == "AddPortMapping" and of("NewProtocol") == "TCP":
                ports.add(int(of("NewExternalPort")), of("NewInternalClient"), int(of("NewInternalPort")))
            elif action == "DeletePortMapping" and of("NewProtocol") == "TCP":
                ports.remove(int(of("NewExternalPort")))
            self._send(ENVELOPE % (action, SERVICE, result, action))

    server = http.server.ThreadingHTTPServer((lan, 5000), Control)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    search = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    search.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    search.bind(("", 1900))
    search.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton("239.255.255.250") + socket.inet_aton(lan))
    print("ready", flush=True)
    while True:
        question, origin = search.recvfrom(2048)
        if question.startswith(b"M-SEARCH"):
            kind = re.search(rb"(?i)\r\nST: *([^\r]*)", question)
            search.sendto(b"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=60\r\nEXT:\r\nLOCATION: http://%s:5000/root.xml\r\n"
                          b"SERVER: none\r\nST: %s\r\nUSN: uuid:1\r\n\r\n"
                          % (lan.encode(), kind[1] if kind else b"upnp:rootdevice"), origin)


if __name__ == "__main__":
    {"natpmp": natpmp, "upnp": upnp}[sys.argv[1]](Ports(), sys.argv[2])
