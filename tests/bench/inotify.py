# SPDX-License-Identifier: GPL-3.0-or-later
"""inotify of one folder, just enough to be woken when something in it changes."""
import ctypes
import os
import select

MODIFY, CLOSE_WRITE, MOVED_TO, CREATE = 0x2, 0x8, 0x80, 0x100


class Folder:
    def __init__(self, path):
        libc = ctypes.CDLL(None, use_errno=True)
        self.fd = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.fd < 0 or libc.inotify_add_watch(self.fd, os.fsencode(path), MODIFY | CLOSE_WRITE | MOVED_TO | CREATE) < 0:
            raise OSError(ctypes.get_errno(), "inotify: %s" % os.strerror(ctypes.get_errno()), path)

    def wait(self, seconds):
        """Returns at the next change, at once when there was one since the last call, or when the time is over."""
        if select.select([self.fd], [], [], seconds)[0]:
            try:
                while os.read(self.fd, 1 << 16):
                    pass
            except BlockingIOError:
                pass

    def close(self):
        os.close(self.fd)
