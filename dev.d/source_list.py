#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""source_list.py CODENAME [AS]

Prints an apt source list (deb822) for source packages, made from the machine's own apt sources: the
entries of release CODENAME that name a distribution's own component, with deb-src in place of deb.
With AS the release is changed to AS and the extra suites (updates, security, backports) are left out.
"""
import glob
import os
import re
import sys

COMPONENTS = {"main", "universe"}  # a third party's repository rarely calls its component so
ETC = os.environ.get("SHOAL_APT_ETC", "/etc/apt")  # another folder for a test


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def deb822_entries(text):
    """Stanzas as {field in lower case: value}; a value keeps its continuation lines (Signed-By may hold a key)."""
    for stanza in re.split(r"\n[ \t]*\n", text.replace("\r", "")):
        fields, last = {}, None
        for line in stanza.splitlines():
            if line.startswith("#"):
                continue
            if line[:1] in (" ", "\t") and last:
                fields[last] += "\n" + line
            elif ":" in line:
                last, _, value = line.partition(":")
                last = last.strip().lower()
                fields[last] = value.strip()
        if fields.get("enabled", "yes").lower() in ("no", "false", "off", "0"):
            continue
        if "deb" in fields.get("types", "").split():
            yield fields


def one_line_entries(text):
    """deb [option=value ...] URI SUITE COMPONENT..."""
    for line in text.splitlines():
        match = re.match(r"\s*deb\s+(?:\[([^]]*)\]\s*)?(\S+)\s+(\S+)\s+([^#]+)", line)
        if not match:
            continue
        options, uri, suite, components = match.groups()
        fields = {"uris": uri, "suites": suite, "components": components.strip()}
        for option in (options or "").split():
            name, _, value = option.partition("=")
            if name.lower() in ("signed-by", "trusted"):
                fields[name.lower()] = value
        yield fields


def entries():
    for path in [ETC + "/sources.list"] + sorted(glob.glob(ETC + "/sources.list.d/*.list")):
        yield from one_line_entries(read(path))
    for path in sorted(glob.glob(ETC + "/sources.list.d/*.sources")):
        yield from deb822_entries(read(path))


def stanza(fields, codename, other):
    suites = [s for s in fields.get("suites", "").split() if s == codename or s.startswith(codename + "-")]
    components = [c for c in fields.get("components", "").split() if c in COMPONENTS]
    if other:
        suites = [other] if codename in suites else []
    if not suites or not components:
        return ""
    lines = ["Types: deb-src", "URIs: " + fields["uris"], "Suites: " + " ".join(suites),
             "Components: " + " ".join(components)]
    lines += ["%s: %s" % (name.title(), fields[name]) for name in ("signed-by", "trusted") if fields.get(name)]
    return "\n".join(lines) + "\n"


def main():
    codename, other = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    found = list(dict.fromkeys(filter(None, (stanza(fields, codename, other) for fields in entries()))))
    print("\n".join(found), end="")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
