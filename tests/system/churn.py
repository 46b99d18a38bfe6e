# SPDX-License-Identifier: GPL-3.0-or-later
"""Users who change the folders of one share all the time, and a ledger that tells whether anything was lost.

Each device has one user, a thread with a seed. Each file content is unique: a number, a length, and bytes that follow from
the number. So whatever lies on a disk is recognised, and half a file is known for what it is. A user works in four areas:

  own-NAME   nobody else writes there. What has to come out is known exactly: what the user NAME left, without a conflict copy
  common     all users write, move and delete the same few names at once
  mail       a file is made by one user and deleted by the one to whom it is addressed, who never writes it
  polled     files that one user replaces atomically, over and over, while readers on all devices look (read_for_ever)

The rules of the ledger:

1. A content is *written* when the last write() of all its bytes has returned.
2. A content is *destroyed* when a user who had read it replaced its bytes, or took its last name away. That is not guessed: a
   user opens the file, reads it, and asks after the rename or unlink whether the inode that he read has lost its last
   link. If it has not, the daemon had put something else into its place meanwhile. Then he destroyed something
   that he had not seen, a *blind* stroke, and nothing is excused: each content must be somewhere all the same.
3. What was written and not destroyed is to be found: in the folder, or in some device's archive. In the areas of one
   user, and in the mail, it is in the folder. So it is in the common area, unless a blind stroke fell on its name.
4. What is in the folder was written by somebody, to the last byte. Nothing else ever is: no half file, no mixture.
5. A mail that was deleted stays deleted. One exception: the recipient's daemon was killed just after it had shown the file, before
   it could note that. A file which is gone then might never have been there, and it is shown again.
6. A reader of a polled file sees a whole content at any moment, and never an older one after a newer one.

After a power cut (cut_off):

7. What the user of that device wrote may be gone, unless he had flushed it (fsync of the file and of the directories above it),
   or it lay in another device's folder. What he deleted or moved just before may be back, and so may what he deletes before his
   device has looked at what the cut left: a name that is missing then looks the same, whoever took it.
8. A file may be torn only where that user was writing without a flush, or the flush had not returned, and only as long as nobody
   else had it.
9. What was so when everybody rested stays so: what lies in the folders then is not destroyed any more, and not at risk.
"""
import contextlib
import ctypes
import errno
import hashlib
import os
import random
import re
import stat
import subprocess
import sys
import threading
import time

import trees
from shoalkit import PATIENCE, Failure, wait_until

COMMON_NAMES = 14  # in each directory of the common area: few enough for users to meet
OWN_FILES = 250    # of one user; then more are deleted than made
POLLED_FILES = 3   # of one user
# A daemon that lives for so long after it has shown a file has noted it (rule 5), on a machine however busy.
NOTED_SECONDS = 5.0
SOME_TIME = 40.0 # what has not come to everybody by then may be lost
RENAME_NOREPLACE = 1
HEADER = re.compile(rb"content ([0-9a-f]{16}) of ([0-9]+) bytes\n")

_libc = ctypes.CDLL(None, use_errno=True)


def rename_noreplace(old, new):
    if _libc.renameat2(-100, os.fsencode(old), -100, os.fsencode(new), RENAME_NOREPLACE) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), new)


def make_content(number, size):
    return b"content %016x of %d bytes\n" % (number, size) + random.Random(number).randbytes(size)


def is_part_of_contents(data):
    """Whether `data` is the beginning of contents (one after another, as appending makes them), whole or not."""
    while data:
        match = HEADER.match(data)
        if not match:
            return False
        number, size = int(match.group(1), 16), int(match.group(2))
        wanted = make_content(number, size)
        if data[:len(wanted)] != wanted[:len(data)]:
            return False
        data = data[len(wanted):]
    return True


def polled_content(turn):
    return b"turn %d %s\n" % (turn, hashlib.sha256(b"%d" % turn).hexdigest().encode()) * (1 + turn % 40) + b"end\n"


def turn_of(data):
    """The turn of a polled file; None when it is not whole."""
    match = re.match(rb"turn ([0-9]+) ", data)
    return int(match.group(1)) if match and data == polled_content(int(match.group(1))) else None


def hash_open_file(fd):
    digest = hashlib.sha256()
    os.lseek(fd, 0, os.SEEK_SET)
    for block in iter(lambda: os.read(fd, 1 << 20), b""):
        digest.update(block)
    return digest.hexdigest()


def stem(name):
    """The name that a temporary file or a conflict copy was made for."""
    name = os.path.basename(name).split(".conflict-")[0]
    match = re.fullmatch(r"\.(.*)\.temp-.*", name)
    return match.group(1) if match else name


class Content:
    """One content that a user has written whole."""

    def __init__(self, user, path, size):
        self.user, self.path, self.size = user, path, size
        self.area = path.split("/")[0].split("-")[0]
        self.durable = False    # flushed by its user
        self.destroyed = ""     # by whom, and how
        self.may_be_lost = False  # a power cut came before it was flushed or sent


class Mail:
    def __init__(self, sender):
        self.sender, self.deleted, self.shown_ns = sender, False, 0
        self.may_return = False  # its recipient lost power before everybody had heard of the deletion, or just before it
        self.gone = False        # from all folders, at rest


class Ledger:
    """What all users did; the rules are those above. Safe for threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.contents = {}    # hash: Content
        self.polled = []      # names of the polled files
        self.blind = set()    # stems of names on which a blind stroke fell
        self.mails = {}       # name: Mail
        self.kills = {}       # device: times, in seconds since 1970
        self.unflushed = {}   # user: stems of names that he wrote without a flush: the disk gets them when it likes
        self.flushing = {}    # user: stem of the name that he writes, as long as its flush has not returned
        self.torn = set()     # (hash, stem): what a power cut left of such files (rule 8)
        self.early = {}       # hash: by whom and how, of what was destroyed before its writer had noted that it was whole
        self.counts = {}      # what was done, for the report
        self._number, self._turn = random.getrandbits(40) << 20, 0
        self._hashes = {}     # of files in archives, which never change

    def next_number(self):
        with self.lock:
            self._number += 1
            return self._number

    def next_turn(self):
        with self.lock:
            self._turn += 1
            return self._turn

    def count(self, what, by=1):
        with self.lock:
            self.counts[what] = self.counts.get(what, 0) + by

    def wrote(self, user, digest, path, size):
        content = Content(user, path, size)
        with self.lock:
            content.destroyed = self.early.pop(digest, "")
            self.contents[digest] = content
        return content

    def destroyed(self, digest, text):
        with self.lock:
            if digest in self.contents:
                self.contents[digest].destroyed = text
            else:
                self.early[digest] = text

    def struck_blindly(self, path):
        with self.lock:
            self.blind.add(stem(path))
        self.count("blind strokes")

    def writes_unflushed(self, user, path):
        with self.lock:
            self.unflushed.setdefault(user, set()).add(stem(path))

    def killed(self, device):
        with self.lock:
            self.kills.setdefault(device, []).append(time.time())

    # -- power cuts

    def cut_off(self, user, folder, others):
        """The machine of `user` lost its power: what it alone had may be gone (rule 7). `others` are the other folders."""
        elsewhere = set()
        for other in others:
            elsewhere |= {entry.content for entry in trees.snapshot(other).values() if entry.type == "file"}
            elsewhere |= set(self.archived(other))
        with self.lock:
            lost = [content for digest, content in self.contents.items()
                    if content.user == user and not content.durable and digest not in elsewhere]
            for content in lost:
                content.may_be_lost = True
            for name, mail in list(self.mails.items()):
                mail.may_return |= mail.deleted and not mail.gone and name.startswith("to-%s-" % user)
        self.count("contents at risk in a cut", len(lost))

    def look_at_image(self, user, folder):
        """What a power cut left on the disk of `user`, before any daemon has seen it: problems, as sentences."""
        tree, there = trees.snapshot(folder), trees.contents(os.path.join(folder, ".sync"))
        problems = ["polled/%s is missing or not whole" % name for name in self.polled
                    if not os.path.exists(folder + "/polled/" + name) or turn_of(trees.read(folder, "polled/" + name)) is None]
        for path, entry in tree.items():
            if entry.type != "file":
                continue
            there.add(entry.content)
            name = os.fsdecode(path)
            if name.startswith("polled/") or entry.content in self.contents:
                continue
            if stem(name) in self.unflushed.get(user, ()) or stem(name) == self.flushing.get(user):
                self.torn.add((entry.content, stem(name)))
                self.count("files torn where their user had not flushed them")
            else:
                problems.append("the cut tore %s (%d bytes), which its user was not writing" % (name, entry.size))
        with self.lock:
            problems += ["%s, flushed by %s, is not on the disk" % (content.path, user) for digest, content in self.contents.items()
                         if content.user == user and content.durable and not content.destroyed and digest not in there]
        return problems

    # -- checking

    def archived(self, folder):
        """The hashes of what lies in the archive of a folder: {hash: path}."""
        found = {}
        for where, _, names in os.walk(os.path.join(folder, ".sync", "Archive")):
            for name in names:
                path = os.path.join(where, name)
                try:
                    info = os.lstat(path)
                    if not stat.S_ISREG(info.st_mode):
                        continue
                    key = (path, info.st_ino, info.st_size, info.st_mtime_ns)
                    if key not in self._hashes:
                        self._hashes[key] = trees.file_hash(path)
                    found[self._hashes[key]] = path
                except FileNotFoundError:
                    continue
        return found

    def problems(self, folders):
        """Whether the rules hold in folders that are equal and at rest: what is wrong, as sentences."""
        live, wrong = {}, []
        for path, entry in trees.snapshot(folders[0]).items():
            if entry.type == "file":
                live.setdefault(entry.content, []).append(os.fsdecode(path))
        archived = {}
        for folder in folders:
            archived.update(self.archived(folder))
        for digest, paths in live.items():
            if all(path.startswith("polled/") for path in paths):
                # What was to be renamed when the power went had not been flushed yet, perhaps.
                wrong += ["%s is not whole" % path for path in paths if turn_of(trees.read(folders[0], path)) is None
                          and not os.path.basename(path).startswith(".")]
            elif digest not in self.contents:
                if any((digest, stem(path)) in self.torn for path in paths):
                    continue
                data = trees.read(folders[0], paths[0])
                wrong.append("nobody wrote what %s holds: %d bytes, %s" % (
                    paths, len(data), "a part of what was written" if is_part_of_contents(data) else "%r" % data[:60]))
        for digest, content in self.contents.items():
            if content.destroyed or content.may_be_lost or digest in live:
                continue
            text = "%s by %s (%d bytes, %s)" % (content.path, content.user, content.size,
                                                "flushed" if content.durable else "not flushed")
            if digest not in archived:
                wrong.append("lost: %s" % text)
            elif content.area != "common" or stem(content.path) not in self.blind:
                wrong.append("not in the folder though nobody deleted it: %s, in %s" % (text, archived[digest]))
        wrong += self.wrong_mails(folders[0])
        if not wrong:
            self.settle(live)
        return wrong

    def wrong_mails(self, folder):
        there, wrong = set(os.listdir(os.path.join(folder, "mail"))), []
        for name, mail in self.mails.items():
            if not mail.deleted:
                continue
            if name not in there:
                mail.gone = True
                continue
            to, shown = name.split("-")[1], mail.shown_ns / 1e9
            killed = any(shown - 0.1 <= kill <= shown + NOTED_SECONDS for kill in self.kills.get(to, []))
            if mail.gone or not (mail.may_return or killed):
                wrong.append("the deleted mail %s is back" % name)
            self.count("mails shown again after a cut" if mail.may_return else "mails shown again after a kill")
            mail.deleted = mail.may_return = False
        return wrong + ["nobody sent the mail %s" % name for name in sorted(there)
                        if name not in self.mails and not name.startswith(".")]

    def settle(self, live):
        """Rule 9."""
        for digest in live.keys() & self.contents.keys():
            self.contents[digest].destroyed, self.contents[digest].may_be_lost = "", False


class User(threading.Thread):
    """The user of one device, at work in its folder until told to end. `careful`: how much of his work he flushes."""

    def __init__(self, ledger, name, folder, everybody, seed, careful=0.0, pace=0.006):
        super().__init__(daemon=True)
        self.ledger, self.name_, self.root, self.careful, self.pace = ledger, name, folder, careful, pace
        self.random = random.Random("%s %s" % (seed, name))
        self.others = [other for other in everybody if other != name]
        self.own = {}            # what there must be: path below own-NAME: (type, hash or target, mode)
        self.operations, self.given_up, self.error = 0, 0, None
        self.powered = True      # otherwise failures of the disk are no wonder
        self.was_cut_off = False
        self.unsure = False      # after a power cut he leaves his own area alone until it is at rest
        self._at_work, self._ending, self._between = threading.Event(), False, threading.Lock()

    # -- at work and at rest

    def run(self):
        while not self._ending:
            self._at_work.wait()
            with self._between:
                if self._at_work.is_set() and not self._ending:
                    self.work()
            time.sleep(self.random.uniform(0, 2 * self.pace))

    def work(self):
        try:
            own = self.in_common if self.unsure else self.in_own
            self.random.choice((self.in_common, self.in_common, own, own, self.in_polled, self.in_mail))()
            self.operations += 1
        except (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            self.given_up += 1  # somebody was quicker: a directory moved, a name was taken
            self.ledger.flushing.pop(self.name_, None)
            if "/own-" in str(error.filename):
                self.fail(error)
        except Exception as error:
            self.fail(error)

    def fail(self, error):
        if self.powered and self.error is None:
            self.error = error
            self._ending = True

    def resume(self):
        self._at_work.set()

    def hold(self):
        """Returns when the user has finished what he was doing."""
        self._at_work.clear()
        with self._between:
            pass
        if self.error:
            raise self.error

    def end(self):
        self._ending = True
        self._at_work.set()
        self.join()

    # -- single operations, by full path

    def full(self, path):
        return os.path.join(self.root, path)

    def new_content(self):
        dice = self.random.random()
        size = self.random.randrange(1 << 20, 5 << 20) if dice < 0.012 else self.random.choice((0, 10, 300, 4000, 20_000, 150_000))
        return make_content(self.ledger.next_number(), size)

    def is_careful(self, path):
        if self.random.random() < self.careful:
            self.ledger.flushing[self.name_] = stem(path)
            return True
        self.ledger.writes_unflushed(self.name_, path)
        return False

    def flush(self, fd):
        os.fsync(fd)
        self.ledger.flushing.pop(self.name_, None)

    def flush_names(self, path):
        """Flushes the directories above `path`, up to the share's: what is in them is there after a power cut."""
        folder = os.path.dirname(self.full(path))
        while len(folder) >= len(self.root):
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
            folder = os.path.dirname(folder)

    def write_all(self, fd, data, parts=1):
        step = max(1, -(-len(data) // parts))
        for start in range(0, len(data), step):
            rest = memoryview(data)[start:start + step]
            while rest:
                rest = rest[os.write(fd, rest):]

    def record(self, data, path):
        return self.ledger.wrote(self.name_, trees.hash_of(data), path, len(data))

    def create(self, path):
        """A new file, written in place under its own name; returns its hash."""
        data, flush = self.new_content(), self.is_careful(path)
        os.makedirs(os.path.dirname(self.full(path)), exist_ok=True)
        fd = os.open(self.full(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            self.write_all(fd, data, self.random.choice((1, 1, 3)))
            content = self.record(data, path)
            if flush:
                self.flush(fd)
                self.flush_names(path)
                content.durable = True
        finally:
            os.close(fd)
        return trees.hash_of(data)

    def replace(self, path, data=None, note=True):
        """The way of careful programs: a temporary file, then a rename over the old one, which was read before."""
        flush = self.is_careful(path) or not note
        data = self.new_content() if data is None else data
        old = self.open_if_there(path)
        try:
            seen = hash_open_file(old) if old is not None else None
            folder, name = os.path.split(path)
            temporary = os.path.join(folder, ".%s.temp-%s-%d" % (name, self.name_, self.operations))
            fd = os.open(self.full(temporary), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            try:
                self.write_all(fd, data, self.random.choice((1, 2)))
                content = self.record(data, path) if note else None
                if flush:
                    self.flush(fd)
            finally:
                os.close(fd)
            if old is None:
                rename_noreplace(self.full(temporary), self.full(path))
            else:
                os.rename(self.full(temporary), self.full(path))
                self.struck(old, seen, path, "replaced")
            if flush:
                self.flush_names(path)
                if content:
                    content.durable = True
        finally:
            if old is not None:
                os.close(old)
        return trees.hash_of(data)

    def rewrite(self, path, append):
        """The way of careless programs: the same file is opened, and cut and written anew, or written to at its end."""
        flush = self.is_careful(path)
        fd = os.open(self.full(path), os.O_RDWR | os.O_APPEND)
        try:
            size = os.fstat(fd).st_size
            old = os.pread(fd, size + 1, 0) if append else b""
            seen = trees.hash_of(old) if append else hash_open_file(fd)
            added = self.new_content()
            # Nobody but this user writes into the inode: what he read is what he destroys.
            self.ledger.destroyed(seen, "%s by %s" % ("continued" if append else "rewritten", self.name_))
            if not append:
                os.ftruncate(fd, 0)
            self.write_all(fd, added, self.random.choice((1, 3)))
            content = self.record(old + added, path)
            if flush:
                self.flush(fd)
                self.flush_names(path)
                content.durable = True
        finally:
            os.close(fd)
        return trees.hash_of(old + added)

    def delete(self, path):
        fd = os.open(self.full(path), os.O_RDONLY)
        try:
            seen = hash_open_file(fd)
            os.unlink(self.full(path))
            self.struck(fd, seen, path, "deleted")
        finally:
            os.close(fd)

    def open_if_there(self, path):
        try:
            return os.open(self.full(path), os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
            raise FileExistsError(error.errno, "a symlink is there by now", path) from error

    def struck(self, fd, seen, path, how):
        """The name of the open file was taken away: was it that file which lost it (rule 2)?"""
        if os.fstat(fd).st_nlink == 0:
            self.ledger.destroyed(seen, "%s by %s" % (how, self.name_))
        else:
            self.ledger.struck_blindly(path)

    def moved(self, old, new):
        """What was written without a flush, or is torn, is so under its new name."""
        if stem(old) in self.ledger.unflushed.get(self.name_, ()):
            self.ledger.writes_unflushed(self.name_, new)
        with self.ledger.lock:
            self.ledger.torn |= {(digest, stem(new)) for digest, name in self.ledger.torn if name == stem(old)}

    # -- the areas

    def in_common(self):
        folder = "common/" + self.random.choice(("a", "b", "a/s1", "a/s2", "b/s1"))
        path = "%s/n%d" % (folder, self.random.randrange(COMMON_NAMES))
        there, dice = os.path.lexists(self.full(path)), self.random.random()
        self.ledger.count("operations on common names")
        if os.path.islink(self.full(path)):
            os.unlink(self.full(path))
        elif not there:
            if dice < 0.1:
                os.makedirs(self.full(folder), exist_ok=True)
                os.symlink("target %d" % self.ledger.next_number(), self.full(path))
            elif dice < 0.5:
                os.makedirs(self.full(folder), exist_ok=True)
                self.replace(path)
            else:
                self.create(path)
        elif dice < 0.25:
            self.replace(path)
        elif dice < 0.4:
            self.rewrite(path, append=False)
        elif dice < 0.5:
            self.rewrite(path, append=True)
        elif dice < 0.65:
            self.delete(path)
        elif dice < 0.8:
            to = "common/%s/n%d" % (self.random.choice(("a", "b")), self.random.randrange(COMMON_NAMES))
            rename_noreplace(self.full(path), self.full(to))
            self.moved(path, to)
        elif dice < 0.88:
            os.chmod(self.full(path), self.random.choice((0o600, 0o640, 0o644, 0o755)))
        elif dice < 0.95:
            here, to = self.random.choice((("a/s1", "b/s1"), ("b/s1", "a/s1"), ("a/s2", "b/s2"), ("b/s2", "a/s2")))
            rename_noreplace(self.full("common/" + here), self.full("common/" + to))
        else:
            self.remove_folder("common/" + self.random.choice(("a/s1", "a/s2", "b/s1", "b/s2")))

    def remove_folder(self, folder):
        """As `rm -r` does it, but each file is read before."""
        for name in sorted(os.listdir(self.full(folder))):
            path = os.path.join(folder, name)
            if os.path.islink(self.full(path)):
                os.unlink(self.full(path))
            elif os.path.isfile(self.full(path)):
                self.delete(path)
        try:
            os.rmdir(self.full(folder))
        except OSError:
            pass  # something came into it meanwhile

    def in_own(self):
        area, dice = "own-" + self.name_, self.random.random()
        files = sorted(path for path, entry in self.own.items() if entry[0] == "file")
        if len(files) < 10 or dice < (0.35 if len(files) < OWN_FILES else 0.1):
            path = "d%d/e%d/f%d" % (self.random.randrange(4), self.random.randrange(4), self.ledger.next_number())
            os.makedirs(os.path.dirname(self.full("%s/%s" % (area, path))), exist_ok=True)
            make = self.random.choice((self.create, self.replace))
            self.own[path] = ("file", make("%s/%s" % (area, path)), 0o644)
            return
        path = self.random.choice(files)
        full, mode = "%s/%s" % (area, path), self.own[path][2]
        if dice < 0.5:
            self.own[path] = ("file", self.replace(full), 0o644)
        elif dice < 0.57:
            self.own[path] = ("file", self.rewrite(full, append=False), mode)
        elif dice < 0.64:
            self.own[path] = ("file", self.rewrite(full, append=True), mode)
        elif dice < 0.78:
            self.delete(full)
            del self.own[path]
        elif dice < 0.86:
            to = "d%d/e%d/r%d" % (self.random.randrange(4), self.random.randrange(4), self.ledger.next_number())
            os.makedirs(os.path.dirname(self.full("%s/%s" % (area, to))), exist_ok=True)
            rename_noreplace(self.full(full), self.full("%s/%s" % (area, to)))
            self.moved(full, to)
            self.own[to] = self.own.pop(path)
        elif dice < 0.9:
            mode = self.random.choice((0o600, 0o640, 0o644, 0o755))
            os.chmod(self.full(full), mode)
            self.own[path] = self.own[path][:2] + (mode,)
        elif dice < 0.94:
            link = "d%d/l%d" % (self.random.randrange(4), self.ledger.next_number())
            os.makedirs(os.path.dirname(self.full("%s/%s" % (area, link))), exist_ok=True)
            target = "to %s" % link
            os.symlink(target, self.full("%s/%s" % (area, link)))
            self.own[link] = ("symlink", target, None)
        else:
            folder, to = os.path.dirname(path), "d%d/m%d" % (self.random.randrange(4), self.ledger.next_number())
            os.makedirs(os.path.dirname(self.full("%s/%s" % (area, to))), exist_ok=True)
            rename_noreplace(self.full("%s/%s" % (area, folder)), self.full("%s/%s" % (area, to)))
            self.own = {to + name[len(folder):] if name.startswith(folder + "/") else name: entry
                        for name, entry in self.own.items()}

    def in_mail(self):
        mine = sorted(name for name in os.listdir(self.full("mail")) if name.startswith("to-%s-" % self.name_))
        if mine and self.random.random() < 0.5:
            name = self.random.choice(mine)
            shown = os.lstat(self.full("mail/" + name)).st_ctime_ns
            self.ledger.mails[name].shown_ns = shown
            self.ledger.mails[name].deleted = True
            self.ledger.mails[name].may_return |= self.unsure
            self.delete("mail/" + name)
        elif len(mine) < 30:
            name = "to-%s-%d" % (self.random.choice(self.others), self.ledger.next_number())
            self.ledger.mails[name] = Mail(self.name_)
            self.replace("mail/" + name)

    def in_polled(self):
        path = "polled/%s-%d" % (self.name_, self.random.randrange(POLLED_FILES))
        self.replace(path, polled_content(self.ledger.next_turn()), note=False)

    def make_areas(self):
        """What has to be there before anybody works: the first user of a share calls it."""
        for folder in ["common/a", "common/b", "mail", "polled"] + ["own-" + name for name in [self.name_, *self.others]]:
            os.makedirs(self.full(folder), exist_ok=True)
        for name in [self.name_, *self.others]:
            for n in range(POLLED_FILES):
                self.ledger.polled.append("%s-%d" % (name, n))
                trees.write(self.root, "polled/%s-%d" % (name, n), polled_content(self.ledger.next_turn()))

    # -- the own area is known exactly

    def wrong_in(self, root):
        """What below own-NAME is not what this user left there."""
        found = {}
        for path, entry in trees.snapshot(os.path.join(root, "own-" + self.name_)).items():
            if entry.type != "directory":
                found[os.fsdecode(path)] = (entry.type, os.fsdecode(entry.content) if entry.type == "symlink" else entry.content, entry.mode)
        return ["own-%s/%s is %s, not %s" % (self.name_, path, found.get(path), self.own.get(path))
                for path in sorted(found.keys() | self.own.keys()) if found.get(path) != self.own.get(path)]

    def take_what_is_there(self):
        """After a power cut the user goes on with what the disk shows."""
        self.own, self.unsure = {}, False
        for path, entry in trees.snapshot(os.path.join(self.root, "own-" + self.name_)).items():
            if entry.type != "directory":
                content = os.fsdecode(entry.content) if entry.type == "symlink" else entry.content
                self.own[os.fsdecode(path)] = (entry.type, content, entry.mode)


class Reader:
    """A process of its own that reads the polled files of a folder all the time (rule 6)."""

    def __init__(self, folder):
        self.process = subprocess.Popen([sys.executable, os.path.abspath(__file__), os.path.join(folder, "polled")],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def end(self):
        """(how many files it read, what was wrong with them)"""
        output, _ = self.process.communicate()
        lines = output.splitlines()
        if not lines or not lines[-1].isdigit():
            raise Failure("a reader ended before it was told to: %r" % lines[-3:])
        return int(lines[-1]), lines[:-1]

    def kill(self):
        self.process.kill()
        self.process.communicate()


def read_for_ever(folder):
    """The process of a Reader: reads until standard input ends, prints what is wrong, then how many files it read."""
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    names, last, count = sorted(name for name in os.listdir(folder) if not name.startswith(".")), {}, 0
    while not ended.is_set():
        for name in names:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
            except OSError as error:
                print("polled/%s: %s" % (name, error), flush=True)
                continue
            turn, count = turn_of(data), count + 1
            if turn is None:
                print("polled/%s is not whole: %d bytes, %r" % (name, len(data), data[:50]), flush=True)
            elif turn < last.get(name, 0):
                print("polled/%s shows turn %d after turn %d" % (name, turn, last[name]), flush=True)
            else:
                last[name] = turn
        time.sleep(0.002)
    print(count)


class Crew:
    """The devices of a stage with their users and readers, put to work and to rest together."""

    def __init__(self, stage, devices, folders, seed, careful=0.0):
        self.stage, self.devices, self.folders, self.ledger = stage, devices, folders, Ledger()
        names = [device.name for device in devices]
        self.users = [User(self.ledger, name, folder, names, seed, careful) for name, folder in zip(names, folders)]
        self.readers = [None] * len(devices)
        self.reads = 0

    def begin(self, seconds):
        self.users[-1].make_areas()
        self.stage.wait_equal(self.folders, seconds)
        for user in self.users:
            user.start()

    def work(self):
        for n, folder in enumerate(self.folders):
            if self.readers[n] is None:
                self.readers[n] = Reader(folder)
        for user in self.users:
            user.resume()

    def rest(self):
        for user in self.users:
            user.hold()

    def rested_and_equal(self, seconds=PATIENCE):
        """Lets everybody rest, waits for equal folders, and checks all rules; raises what is wrong.

        A user whose machine lost its power goes on from what is there then.
        """
        self.rest()
        wrong = self.end_readers()
        self.wait_at_rest(seconds)
        for user in self.users:
            if not user.unsure:
                wrong += ["in %s: %s" % (folder, text) for folder in self.folders for text in user.wrong_in(folder)[:10]]
        found = self.ledger.problems(self.folders)
        if found and self.is_anything_left():
            # A large content that waits for its turn looks like one that nobody has: it may still come.
            with contextlib.suppress(Failure):
                wait_until(lambda: not self.ledger.problems(self.folders), "nothing to be wrong", seconds)
            found = self.ledger.problems(self.folders)
        wrong += found
        sure = {user.name_ for user in self.users if not user.was_cut_off}
        wrong += ["a conflict copy where nobody else writes: %s" % trees.show(path) for path in trees.snapshot(self.folders[0])
                  if b".conflict-" in path and path.startswith((b"polled/", b"mail/"))
                  and any(name.encode() in path for name in sure)]
        if wrong:
            raise Failure("\n".join(wrong[:40] + (["and %d more" % (len(wrong) - 40)] if len(wrong) > 40 else [])))
        for user in self.users:
            if user.unsure:
                user.take_what_is_there()

    def wait_at_rest(self, seconds):
        """Equal folders, and devices that say so; what came to rest last may have changed what was equal before."""
        deadline = time.monotonic() + 3 * seconds
        while True:
            try:
                self.stage.wait_equal(self.folders, min(seconds, SOME_TIME))
            except Failure:
                self.save_what_is_lost()
                self.stage.wait_equal(self.folders, seconds)
            for device in self.devices:
                wait_until(lambda: self.is_at_rest(device),
                           lambda: "%s to be in sync; it says %r and %r" % (device.name, device.status(), device.why()), seconds)
            first = trees.snapshot(self.folders[0])
            if not any(trees.differences(first, trees.snapshot(other), 1) for other in self.folders[1:]):
                return
            if time.monotonic() > deadline:
                raise Failure("the folders do not come to rest")

    def save_what_is_lost(self):
        """A file was announced and a power cut tore it, before anybody had got it: it is asked for from those who may still
        come. `shoal why` tells its user, and he saves it anew.
        """
        for device, user in zip(self.devices, self.users):
            for item in device.why()["items"]:
                if "no connected peer has it" in item["reason"] and os.path.isfile(user.full(item["path"])):
                    self.ledger.count("torn files saved anew")
                    user.replace(item["path"])

    def is_anything_left(self):
        return any(share.get("pending_files", 0) for device in self.devices for share in (device.status() or {}).get("shares", []))

    def is_at_rest(self, device):
        """Nothing left to do, but to wait for contents that nobody has.

        The loser of a conflict is such a one when its user destroyed it, and the device that had got it with its record
        was killed before it could keep it: the record goes on, and the devices say what they lack. Rule 3 sees to it that no
        content is missing which was not destroyed.
        """
        shares = (device.status() or {}).get("shares")
        if not shares or any(share.get("state") not in ("idle", "syncing") for share in shares):
            return False
        left = sum(share.get("pending_files", 0) for share in shares)
        lacking = sum(peer.get("lacking_files", 0) for share in shares for peer in share.get("peers", []))
        if left + lacking == 0:
            return all(share["state"] == "idle" for share in shares)
        reasons = [item["reason"] for item in device.why()["items"]]
        nobody = [reason for reason in reasons if "no connected peer has it" in reason or "waits for its turn" in reason]
        return len(nobody) == left and lacking == left * (len(self.devices) - 1) \
            and all(reason in nobody or " lacks " in reason for reason in reasons)

    def end_readers(self):
        wrong = []
        for n, reader in enumerate(self.readers):
            if reader is not None:
                count, lines = reader.end()
                self.reads += count
                wrong += ["on %s: %s" % (self.devices[n].name, line) for line in lines[:5]]
                self.readers[n] = None
        return wrong

    def kill_reader(self, n):
        """Its machine has no power."""
        if self.readers[n] is not None:
            self.readers[n].kill()
            self.readers[n] = None

    def end(self):
        for reader in self.readers:
            if reader is not None:
                reader.kill()
        for user in self.users:
            if user.is_alive():
                user.end()

    def summary(self):
        counts = ", ".join("%s: %d" % item for item in sorted(self.ledger.counts.items()))
        destroyed = sum(1 for content in self.ledger.contents.values() if content.destroyed)
        return "%d operations (%d given up because somebody was quicker), %d contents written, %d of them destroyed by users, " \
            "%d mails, %d reads of polled files; %s" % (
                sum(user.operations for user in self.users), sum(user.given_up for user in self.users), len(self.ledger.contents),
                destroyed, len(self.ledger.mails), self.reads, counts)


def state_of(folder):
    """All that a needless write would change: inode, mtime and ctime of each entry."""
    state = {}
    for where, folders, names in os.walk(folder):
        if where == folder:
            folders[:] = [name for name in folders if name != ".sync"]
        for name in folders + names:
            info = os.lstat(os.path.join(where, name))
            state[os.path.relpath(os.path.join(where, name), folder)] = (info.st_ino, info.st_mtime_ns, info.st_ctime_ns)
    return state


if __name__ == "__main__":
    read_for_ever(sys.argv[1])
