#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_sources.py ROOT | --self-test

Source checks that a compiler does not make:

  licence   each source begins with its SPDX line (after #! where there is one)
  seam      time, randomness, sockets and files are reached through the seams of shared/base, core/net,
            core/discovery and core/storage, so that a simulation can stand in for them; tests/lint/allowed.txt
            names the exceptions with a reason each, and an exception nobody needs any more is a finding too
  sleep     nothing sleeps: not the engine, not a test
  link      every link of a document leads somewhere, its #anchor included
  machine   nothing names a path of the machine it was written on, or a package mirror

Prints one line per finding, `file:line: rule: what is wrong`; exit code 1 when there is one.
"""
import os
import re
import sys

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
CODE = (".cpp", ".h")
COMMENT = {".cpp": "//", ".h": "//", ".proto": "//", ".py": "#", ".sh": "#", ".cmake": "#", ".sql": "--", ".in": None}
SEAM_FOLDERS = ("shared/base/", "core/net/", "core/discovery/", "core/storage/")
TEXT = (".cpp", ".h", ".proto", ".py", ".sh", ".cmake", ".sql", ".txt", ".md", ".json", ".conf", ".qrc", ".service")
ALLOWED = "tests/lint/allowed.txt"

SEAMS = [
    ("QDateTime::current*", r"\bQDateTime::current\w*"),
    ("QElapsedTimer", r"\bQElapsedTimer\b"),
    ("QTimer", r"\bQTimer\b"),
    ("QRandomGenerator", r"\bQRandomGenerator\b"),
    ("QTcpSocket", r"\bQTcpSocket\b"),
    ("std::random_device", r"\brandom_device\b"),
    ("chrono clock", r"\b(?:system|steady|high_resolution|utc|file)_clock::now\b"),
    ("C clock", r"\b(?:clock_gettime|gettimeofday)\s*\(|\b(?:std)?::time\s*\("),
    ("random bytes", r"\b(?:randombytes_\w+|RAND_bytes|getrandom)\s*\("),
    # The kin of open(2), and open(2) itself where a flag or the bare :: gives it away: many a method is called so, too.
    ("open(", r"\b(?:openat|openat2|open64|creat|fopen)\s*\("),
    ("open(", r"(?<![\w>])::open\s*\("),
    ("open(", r"(?<![\w:.>~])open\s*\([^;]*\bO_[A-Z]+\b"),
    ("open(", r"\bopen\s*\(\s*Q(?:IODevice|IODeviceBase|File|FileDevice)::"),
    ("open(", r"\bstd::[io]?fstream\b"),
]
SLEEPS = r"\bsleep_(?:for|until)\b|\bQThread::[mu]?sleep\b|\bQTest::qSleep\b|\b[un]?(?:nano)?sleep\s*\("

# Put together here, so that this file does not find itself.
MACHINE = [
    ("a path of a machine", r"(?<![\w./<>-])/(?:%s)(?:/|\b(?!\w))" % "|".join(["wo" + "rk", "Use" + "rs", "root/.py" + "env"])),
    ("a package mirror", r"\b(?:%s)\b" % "|".join(["deb\\.deb" + "ian\\.org", "archive\\.ubu" + "ntu\\.com",
                                                  "registry\\.npm" + "js\\.org", "py" + "pi\\.org"])),
    ("a file outside the project", r"\bshared/(?:%s)\b" % "|".join(["refer" + "ence", "des" + "ign\\.md", "st" + "yle\\.md",
                                                                  "ho" + "oks"])),
]


def is_script(path):
    return path in ("dev", ".ci/run")


def blank_comments_and_strings(text):
    """The same text with the inside of comments, strings and characters replaced by spaces, lines kept."""
    pattern = re.compile(
        r'R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/',
        re.DOTALL)
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def check_licence(path, text):
    extension = os.path.splitext(path)[1]
    if extension not in COMMENT and not is_script(path) and os.path.basename(path) != "CMakeLists.txt":
        return
    mark = COMMENT.get(extension, "#")
    if mark is None:
        return
    lines = text.split("\n", 2)
    first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
    if first.strip() != "%s %s" % (mark, LICENCE):
        yield 1, "licence", "the first line is not '%s %s'" % (mark, LICENCE)


def check_seams(path, text):
    if not path.endswith(CODE) or path.startswith(SEAM_FOLDERS):
        return
    if path.startswith("tests/") and not path.startswith("tests/simulation/"):
        return  # tests stand outside the seams; that a simulation does not is the point of it
    text = re.sub(r"(?m)^[ \t]*#.*$", "", blank_comments_and_strings(text))
    # A simulation may play a user, who writes to the disk as users do.
    seams = [seam for seam in SEAMS if not (seam[0] == "open(" and path.startswith("tests/"))]
    found = {(text.count("\n", 0, match.start()) + 1, name) for name, pattern in seams for match in re.finditer(pattern, text)}
    for number, name in sorted(found):
        yield number, "seam", "direct use of %s; take it by constructor instead" % name


def check_sleeps(path, text):
    if not path.endswith(CODE):
        return
    for number, line in enumerate(blank_comments_and_strings(text).split("\n"), 1):
        if re.search(SLEEPS, line):
            yield number, "sleep", "waits by sleeping; wait for the event itself, or move the clock"


def check_machine(path, text):
    if not path.endswith(TEXT) and not is_script(path) or path.startswith("tests/data/"):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for what, pattern in MACHINE:
            match = re.search(pattern, line)
            if match:
                yield number, "machine", "'%s' is %s" % (match.group(), what)


def without_code(text):
    """A document without its code blocks and code spans, lines kept."""
    text = re.sub(r"(?ms)^(```|~~~).*?^\1", lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    return re.sub(r"`[^`\n]*`", lambda match: " " * len(match.group()), text)


def anchors(text):
    """The anchors that the headings of a document make."""
    found = set()
    for heading in re.findall(r"(?m)^#{1,6}\s+(.*?)\s*#*$", re.sub(r"(?ms)^(```|~~~).*?^\1", "", text)):
        words = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower())
        found.add(words.replace(" ", "-"))
    return found


def check_links(path, text, tree):
    if not path.endswith(".md"):
        return
    for number, line in enumerate(without_code(text).split("\n"), 1):
        for target in re.findall(r"\]\(\s*<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)", line):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            there = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
            known = there in tree or any(other.startswith(there.rstrip("/") + "/") for other in tree) or there == "."
            if not known:
                yield number, "link", "there is no '%s'" % name
            elif anchor and there.endswith(".md") and anchor not in anchors(tree[there]):
                yield number, "link", "'%s' has no heading for #%s" % (there, anchor)


def allowed_uses(text):
    """[(line number, path, rule, reason)] of the list of exceptions, `path | what | reason` a line."""
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            parts = [part.strip() for part in line.split("|")]
            entries.append((number, *(parts + ["", "", ""])[:3]))
    return entries


def check(tree):
    """Findings [(path, line, rule, text)] for {path: text}."""
    found = []
    for path in sorted(tree):
        text = tree[path]
        for rule in (check_licence, check_seams, check_sleeps, check_machine):
            found += [(path, *finding) for finding in rule(path, text)]
        found += [(path, *finding) for finding in check_links(path, text, tree)]
    for number, path, what, reason in allowed_uses(tree.get(ALLOWED, "")):
        rest = [f for f in found if not (f[0] == path and f[2] == "seam" and ("direct use of %s;" % what) in f[3])]
        if not reason:
            found.append((ALLOWED, number, "seam", "an exception needs a reason: path | what | reason"))
        elif len(rest) == len(found):
            found.append((ALLOWED, number, "seam", "nothing in '%s' needs the exception '%s' any more" % (path, what)))
        else:
            found = rest
    return found


def read_tree(root):
    tree = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f == ".ci" or not f.startswith((".", "build", "__pycache__"))]
        for name in files:
            path = os.path.relpath(os.path.join(folder, name), root)
            if os.path.islink(os.path.join(folder, name)):
                continue
            with open(os.path.join(folder, name), "rb") as file:
                tree[path] = file.read().decode("utf-8", errors="replace")
    return tree


def self_test():
    """Each rule has to find its bad sample, and to leave the good one alone."""
    cpp = "// %s\n" % LICENCE
    shell = "# %s\n" % LICENCE
    slash = "/"
    bad = [
        ("a source without a licence line", "licence", {"core/a.cpp": "int x;\n"}),
        ("a licence line in the wrong place", "licence", {"core/a.h": "\n" + cpp}),
        ("a script without a licence line", "licence", {"dev": "#!/bin/bash\nset -e\n"}),
        ("a CMake file without a licence line", "licence", {"core/CMakeLists.txt": "project(x)\n"}),
        ("the present date", "seam", {"core/sync/a.cpp": cpp + "auto t = QDateTime::currentDateTimeUtc();\n"}),
        ("a stop watch", "seam", {"core/engine/a.h": cpp + "QElapsedTimer m_timer;\n"}),
        ("a timer", "seam", {"server/daemon/a.cpp": cpp + "QTimer::singleShot(5, f);\n"}),
        ("a random number", "seam", {"core/model/a.cpp": cpp + "QRandomGenerator::global()->generate();\n"}),
        ("a socket", "seam", {"core/engine/a.cpp": cpp + "auto s = new QTcpSocket(this);\n"}),
        ("a random device", "seam", {"core/sync/a.cpp": cpp + "std::random_device seed;\n"}),
        ("a chrono clock", "seam", {"core/sync/a.cpp": cpp + "auto n = std::chrono::steady_clock::now();\n"}),
        ("a C clock", "seam", {"core/sync/a.cpp": cpp + "clock_gettime(CLOCK_REALTIME, &t);\n"}),
        ("libsodium's random bytes", "seam", {"core/crypto/a.cpp": cpp + "randombytes_buf(p, n);\n"}),
        ("open after an assignment", "seam", {"core/crypto/a.cpp": cpp + "const int fd = open(path, O_RDONLY);\n"}),
        ("open in the global namespace", "seam", {"core/crypto/a.cpp": cpp + "return ::open(path, O_RDONLY);\n"}),
        ("open over two lines", "seam", {"core/crypto/a.cpp": cpp + "    return open(path,\n        O_CREAT);\n"}),
        ("openat", "seam", {"core/crypto/a.cpp": cpp + "if ((fd = openat(dir, name, flags)) < 0)\n"}),
        ("fopen", "seam", {"core/crypto/a.cpp": cpp + "FILE* f = std::fopen(name, mode);\n"}),
        ("a QFile opened", "seam", {"core/crypto/a.cpp": cpp + "file.open(QIODevice::ReadOnly);\n"}),
        ("a file stream", "seam", {"core/crypto/a.cpp": cpp + "std::ifstream in(path);\n"}),
        ("a seam passed by in the simulation", "seam", {"tests/simulation/a.cpp": cpp + "QTimer t;\n"}),
        ("an exception without a reason", "seam",
         {"core/a.cpp": cpp + "QTimer t;\n", ALLOWED: "core/a.cpp | QTimer |\n"}),
        ("an exception nobody needs", "seam", {ALLOWED: "core/a.cpp | QTimer | it was so long ago\n"}),
        ("an exception for something else", "seam",
         {"core/a.cpp": cpp + "QTimer t;\n", ALLOWED: "core/a.cpp | QTcpSocket | sockets are fine\n"}),
        ("a sleeping test", "sleep", {"tests/unit/core/a.cpp": cpp + "QTest::qSleep(100);\n"}),
        ("a sleeping thread", "sleep", {"core/storage/a.cpp": cpp + "std::this_thread::sleep_for(1s);\n"}),
        ("a link to nowhere", "link", {"README.md": "See [this](docs/gone.md).\n"}),
        ("a link up and to nowhere", "link", {"docs/a.md": "See [this](../gone.md).\n"}),
        ("an anchor without a heading", "link", {"docs/a.md": "[b](b.md#one)\n", "docs/b.md": "# Two\n"}),
        ("an anchor that only a code block has", "link", {"docs/a.md": "[b](#one)\n```\n# One\n```\n"}),
        ("a path of a machine", "machine", {"docs/a.md": "see %swo" % slash + "rk/main/docs\n"}),
        ("a path of a machine in a comment", "machine", {"core/a.cpp": cpp + "// %sUse" % slash + "rs/me/a\n"}),
        ("a package mirror", "machine", {"dev": "#!/bin/bash\n" + shell + "curl deb.deb" + "ian.org\n"}),
        ("a page outside the project", "machine", {"ARCHITECTURE.md": "see shared/des" + "ign.md\n"}),
    ]
    good = [
        ("licence lines of every kind", {
            "core/a.cpp": cpp, "dev": "#!/usr/bin/env bash\n" + shell, "core/CMakeLists.txt": shell,
            "core/a.sql": "-- %s\n" % LICENCE, "tests/a.py": "#!/usr/bin/env python3\n" + shell}),
        ("the seams at home", {"shared/base/clock.cpp": cpp + "steady_clock::now(); QTimer t;\n",
                               "core/storage/posix.cpp": cpp + "int fd = openat(dir, name, 0);\n"}),
        ("names in comments and strings", {
            "core/a.cpp": cpp + "// no QTimer here\n/* nor\nQTcpSocket */ auto s = \"QElapsedTimer\"; "
                                "auto r = R\"(random_device)\"; long n = 1'000'000;\n"}),
        ("methods called open, and their declarations", {
            "core/a.cpp": cpp + "    Result<void> open(ByteView text);\n    cipher.open(frame);\n    it->open(x);\n"
                                "Result<void> CipherState::open(ByteView text)\n    std::unique_ptr<File> open(int n);\n"
                                "    reopen(x);\n    virtual Directory& open(int n);\n    return open(name);\n    if (!open(folder))\n"}),
        ("an exception with a reason", {
            "core/a.cpp": cpp + "QTimer t;\n", ALLOWED: "# why\n\ncore/a.cpp | QTimer | it runs before any clock is made\n"}),
        ("tests outside the seams", {"tests/unit/core/a.cpp": cpp + "QTcpSocket socket;\n",
                                     "tests/simulation/a.cpp": cpp + "std::ofstream(path) << content;\n"}),
        ("links that lead somewhere", {
            "README.md": "[a](docs/a.md) [b](docs/a.md#two-words) [c](docs/) [d](#here) [e](https://example.org/x) "
                         "`[f](gone.md)` ![g](docs/g.png)\n# Here\n",
            "docs/a.md": "## Two words\n[up](../README.md)\n```\n[g](gone.md)\n```\n", "docs/g.png": ""}),
        ("paths that are examples", {"README.md": "/data/config /etc/shoal/www.conf frame/wo" + "rk net" + "wo" + "rk\n"}),
    ]
    failed = []
    for name, rule, tree in bad:
        if not any(finding[2] == rule for finding in check(tree)):
            failed.append("not found: %s" % name)
    for name, tree in good:
        failed += ["false alarm: %s: %s" % (name, finding) for finding in check(tree)]
    for line in failed:
        print("source checks: %s" % line)
    if not failed:
        print("source checks: the self-test found all %d bad samples and no good one of %d" % (len(bad), len(good)))
    return 1 if failed else 0


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--self-test":
        return self_test()
    tree = read_tree(sys.argv[1])
    found = check(tree)
    for path, line, rule, text in found:
        print("%s:%d: %s: %s" % (path, line, rule, text))
    if not found:
        print("source checks: nothing found in %d files" % len(tree))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
