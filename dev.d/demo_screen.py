# SPDX-License-Identifier: GPL-3.0-or-later
"""How the demo shows itself: a table redrawn in place on a terminal, plain lines into a pipe."""
import os
import shutil
import sys
import time


def human(size):
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            return "%d %s" % (size, unit) if unit == "B" else "%.1f %s" % (size, unit)
        size /= 1000


def number(count):
    return "{:,}".format(count)


def span(seconds):
    return "%.2f s" % seconds if seconds >= 1 else ("%.0f ms" if seconds >= 0.01 else "%.1f ms") % (seconds * 1000)


class Screen:
    PLAIN_PAUSE = 1.0  # seconds between progress lines where nothing can be redrawn

    def __init__(self, out=sys.stdout):
        self.out = out
        self.live = out.isatty() and os.environ.get("TERM", "") != "dumb"
        self.colours = self.live and not os.environ.get("NO_COLOR")
        self.blocks = "\u2588\u2591" if "utf" in (out.encoding or "").lower() else "#."
        self.drawn, self.spoke, self.last = 0, 0.0, ""

    def paint(self, text, code):
        return "\033[%sm%s\033[0m" % (code, text) if self.colours else text

    def bold(self, text):
        return self.paint(text, "1")

    def good(self, text):
        return self.paint(text, "32")

    def bad(self, text):
        return self.paint(text, "31")

    def faint(self, text):
        return self.paint(text, "2")

    def bar(self, share, width=20):
        full = min(width, int(share * width))
        return self.blocks[0] * full + self.blocks[1] * (width - full)

    def say(self, text=""):
        self.out.write(text + "\n")
        self.out.flush()

    def draw(self, lines, short):
        """Shows `lines` in place of those of the call before; in a pipe only `short`, now and then."""
        if self.live:
            width = shutil.get_terminal_size().columns
            self.erase()
            self.out.write("".join(self.cut(line, width) + "\n" for line in lines))
            self.out.flush()
            self.drawn = len(lines)
        elif time.monotonic() - self.spoke >= self.PLAIN_PAUSE and short != self.last:
            self.spoke, self.last = time.monotonic(), short
            self.say("   " + short)

    def erase(self):
        if self.drawn:
            self.out.write("\033[%dA\033[J" % self.drawn)
            self.drawn = 0

    def settle(self, lines):
        """The final state of what draw() showed."""
        self.erase()
        for line in lines:
            self.say(line)

    @staticmethod
    def cut(line, width):
        """The line in at most `width` columns, so that it takes one row; colours do not count."""
        shown, out, inside = 0, [], False
        for c in line:
            inside = inside or c == "\033"
            if inside:
                out.append(c)
                inside = c != "m"
            elif shown < width - 1:
                out.append(c)
                shown += 1
        return "".join(out)
