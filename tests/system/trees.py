# SPDX-License-Identifier: GPL-3.0-or-later
"""Folder trees as values: what a share has to keep equal, and how to say in what two of them differ.

Paths are bytes throughout, because names are. The `.sync` folder at the root, and `.sync.staging` on a disk that
is mounted inside, belong to the device, not to the share, and are left out. Directory mtimes are not compared: no record holds them.
"""
import collections
import hashlib
import os
import stat

Entry = collections.namedtuple("Entry", "type mode size mtime content")  # content: hash of a file, target of a symlink

TYPES = {stat.S_IFREG: "file", stat.S_IFDIR: "directory", stat.S_IFLNK: "symlink"}


def file_hash(path):
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


def entry_of(path, hashes):
    info = os.lstat(path)
    kind = TYPES.get(stat.S_IFMT(info.st_mode), "other")
    mode = stat.S_IMODE(info.st_mode)
    if kind == "file":
        return Entry(kind, mode, info.st_size, info.st_mtime_ns, file_hash(path) if hashes else None)
    if kind == "symlink":
        return Entry(kind, None, None, None, os.readlink(path))
    return Entry(kind, mode, None, None, None)


def snapshot(root, hashes=True):
    """{relative path: Entry} of everything below `root`; without hashes it costs a stat per file.

    What vanishes while it is being looked at is left out: the next look will agree with the disk.
    """
    root = os.fsencode(root)
    tree, todo = {}, [b""]
    while todo:
        folder = todo.pop()
        try:
            names = os.listdir(os.path.join(root, folder) if folder else root)
        except (FileNotFoundError, NotADirectoryError):
            continue
        for name in names:
            if (not folder and name == b".sync") or name == b".sync.staging":
                continue
            path = os.path.join(folder, name)
            try:
                tree[path] = entry_of(os.path.join(root, path), hashes)
            except (FileNotFoundError, NotADirectoryError):
                continue
            if tree[path].type == "directory":
                todo.append(path)
    return tree


def show(path):
    """A name as a person can read it, whatever bytes it has; long ones are cut."""
    text = path.decode("utf-8", errors="backslashreplace")
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return text if len(text) <= 100 else text[:60] + "..." + text[-35:]


def entry_difference(here, there):
    for field in Entry._fields:
        mine, others = getattr(here, field), getattr(there, field)
        if mine != others and None not in (mine, others):
            if field == "mode":
                return "mode %04o, not %04o" % (others, mine)
            return "%s %r, not %r" % (field, others, mine)
    return ""


def differences(wanted, found, limit=10):
    """Sentences, at most `limit`, about what `found` has otherwise than `wanted`; none when they are equal.

    Fields that either side does not know (hashes of a quick snapshot) are not compared.
    """
    lines = []
    for path in sorted(wanted.keys() | found.keys()):
        if path not in found:
            lines.append("missing: %s" % show(path))
        elif path not in wanted:
            lines.append("too much: %s" % show(path))
        else:
            text = entry_difference(wanted[path], found[path])
            if text:
                lines.append("%s: %s" % (show(path), text))
        if len(lines) > limit:
            return lines[:limit] + ["and more"]
    return lines


def same(wanted, root):
    """True when `root` holds `wanted`; the files are hashed only once all that is cheap to ask is right."""
    return not differences(wanted, snapshot(root, hashes=False), 1) and not differences(wanted, snapshot(root), 1)


def totals(root):
    """(files, bytes) below `root`; symlinks count as files of no size."""
    entries = [e for e in snapshot(root, hashes=False).values() if e.type in ("file", "symlink")]
    return len(entries), sum(e.size or 0 for e in entries)


def contents(root):
    """The hashes of all files below `root`, `.sync` included: where nothing may be lost, a copy there counts."""
    found = set()
    for folder, _, names in os.walk(os.fsencode(root)):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                found.add(file_hash(path))
    return found


def write(root, path, content, mode=None, mtime=None):
    """Writes a file as a careless program does, in place, making its folders; returns its full path."""
    full = os.path.join(os.fsencode(root), os.fsencode(path))
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    if mode is not None:
        os.chmod(full, mode)
    if mtime is not None:
        os.utime(full, ns=(mtime, mtime))
    return full


def read(root, path):
    with open(os.path.join(os.fsencode(root), os.fsencode(path)), "rb") as file:
        return file.read()
