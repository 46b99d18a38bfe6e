# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo puts into its shares: a server's folders in small, or a copy of a folder of yours."""
import os
import random
import shutil
import stat

WORDS = "shoal fish water stone river harbour mast sail anchor tide current reef light north".split()


def text(dice, size):
    words = dice.choices(WORDS, k=size // 5 + 1)
    return " ".join(words).encode()[:size] + b"\n"


def put(folder, name, content, mode=0o644):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.chmod(path, mode)


def fill_config(folder, dice):
    for service in ("nginx", "postfix", "dovecot", "mariadb", "php"):
        for n in range(40):
            put(folder, "%s/conf.d/%02d-%s.conf" % (service, n, dice.choice(WORDS)), text(dice, dice.randrange(100, 3000)))
        put(folder, "%s/private/key.pem" % service, text(dice, 1700), 0o600)
        put(folder, "%s/reload.sh" % service, b"#!/bin/sh\nexec service %s reload\n" % service.encode(), 0o755)
        os.symlink("conf.d", os.path.join(folder, service, "enabled"))
    os.makedirs(os.path.join(folder, "empty", "by", "intention"))


def fill_mail(folder, dice):
    for user in ("anna", "bert", "chloe", "david"):
        for box in ("", ".Sent/", ".Archive 2024/"):
            for n in range(90):
                flags = dice.choice((":2,S", ":2,RS", ":2,", ":2,FS"))
                name = "%s/%scur/%d.M%dP%d.app01%s" % (user, box, 1700000000 + n, dice.randrange(10**6), n, flags)
                put(folder, name, text(dice, dice.randrange(800, 16000)), 0o600)
            os.makedirs(os.path.join(folder, user, box, "new"), exist_ok=True)


def fill_www(folder, dice):
    for n in range(150):
        put(folder, "site/pages/%s-%03d.html" % (dice.choice(WORDS), n), b"<p>" + text(dice, dice.randrange(500, 9000)) + b"</p>\n")
    for n in range(60):
        put(folder, "site/images/%03d.jpg" % n, dice.randbytes(dice.randrange(20_000, 250_000)))
    put(folder, "site/index.html", b"<h1>It works</h1>\n")
    put(folder, "downloads/film.mkv", dice.randbytes(32 << 20))
    put(folder, "downloads/\u00fcber uns.pdf", dice.randbytes(300_000))


def fill_sample(folders):
    """The same small server in every run; `folders` maps config, mail and www to where they go."""
    for name, fill in (("config", fill_config), ("mail", fill_mail), ("www", fill_www)):
        fill(folders[name], random.Random("shoal demo " + name))


class Unfit(Exception):
    """The folder given cannot be shown, and why."""


def measure(source, avoid):
    """(files, bytes) below `source` without `avoid`."""
    files = size = 0
    for folder, folders, names in os.walk(source):
        folders[:] = [name for name in folders if os.path.join(folder, name) != avoid]
        for name in names:
            info = os.lstat(os.path.join(folder, name))
            if stat.S_ISREG(info.st_mode):
                files, size = files + 1, size + info.st_size
    return files, size


def copy_entry(source, to, left_out):
    info = os.lstat(source)
    if stat.S_ISLNK(info.st_mode):
        os.symlink(os.readlink(source), to)
    elif stat.S_ISDIR(info.st_mode):
        os.makedirs(to, exist_ok=True)
    elif stat.S_ISREG(info.st_mode):
        shutil.copyfile(source, to)
        os.utime(to, ns=(info.st_mtime_ns, info.st_mtime_ns))
        # setuid and its like are not passed on by a share that does not ask for it
        os.chmod(to, stat.S_IMODE(info.st_mode) & 0o777)
    else:
        left_out.append(source)


def copy_folder(source, to, avoid):
    """Copies `source` into `to`, which exists; returns what was left out: devices, FIFOs, what cannot be read.

    `avoid` is the demo's own folder, which may lie inside. `source` is only read.
    """
    left_out, modes = [], []
    for folder, folders, names in os.walk(source, onerror=lambda error: left_out.append(error.filename)):
        part = os.path.relpath(folder, source)
        folders[:] = [n for n in folders if os.path.join(folder, n) != avoid and not (part == "." and n == ".sync")]
        for name in folders + names:
            target = os.path.join(to, part, name)
            try:
                copy_entry(os.path.join(folder, name), target, left_out)
                if os.path.isdir(target) and not os.path.islink(target):
                    modes.append((target, stat.S_IMODE(os.lstat(os.path.join(folder, name)).st_mode) & 0o777))
            except OSError:
                left_out.append(os.path.join(folder, name))
                if os.path.lexists(target):
                    os.unlink(target)
    for target, mode in reversed(modes):  # last of all, as a folder may be closed to its own owner
        os.chmod(target, mode)
    return left_out


def check_folder(source, room_in):
    """(files, bytes) of a folder that three copies can be made of; Unfit with a reason otherwise."""
    if not os.path.isdir(source):
        raise Unfit("there is no folder %s" % source)
    files, size = measure(source, room_in)
    free = shutil.disk_usage(room_in).free
    if files == 0:
        raise Unfit("there is no file in %s to show" % source)
    if size * 3 + (256 << 20) > free:
        raise Unfit("three copies of %s take %.1f GB, and %s has %.1f GB free (TMPDIR names another place)"
                    % (source, size * 3e-9, room_in, free * 1e-9))
    return files, size
