#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""session.py [--size WxH] COMMAND ...

Runs a command in a desktop session of its own: a display without a screen (Xvfb), a session bus, a window manager
(openbox) and a panel with a tray (tint2), with home and XDG folders that begin empty and are removed afterwards. The exit
code is the command's; 77, which ctest takes for "skipped", when one of the programs is not installed.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
PROGRAMS = ("Xvfb", "dbus-run-session", "openbox", "tint2", "xprop")
PATIENCE = 60.0

# Light, with the tray at its end, and nothing that needs a desktop around it.
PANEL = """
panel_items = TSC
panel_size = 100% 32
panel_position = bottom center horizontal
panel_background_id = 1
taskbar_mode = single_desktop
task_text = 1
task_icon = 0
task_maximum_size = 200 32
systray_padding = 4 4 4
systray_icon_size = 22
time1_format = %H:%M
rounded = 0
background_color = {colour} 100
"""


def wait_until(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit("session: waited in vain for %s" % what)
        time.sleep(0.05)


def start_display(size):
    """(process, name) of an X server on a number that was free."""
    reading, writing = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", size + "x24", "-dpi", "96", "-nolisten", "tcp"],
                              pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    if not number:
        sys.exit("session: Xvfb does not start")
    return server, ":" + number


def root_has(prop):
    shown = subprocess.run(["xprop", "-root", prop], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    return "window id" in shown.stdout


def tray_is_there():
    # The panel owns the selection of the tray; its window tells that it runs.
    shown = subprocess.run(["xprop", "-root", "_NET_CLIENT_LIST_STACKING"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           encoding="utf-8")
    return "#" in shown.stdout


def inner(arguments):
    """Within the session bus: window manager, panel, and the command."""
    home = os.environ["HOME"]
    config = os.path.join(home, "tint2rc")
    with open(config, "w", encoding="utf-8") as file:
        file.write(PANEL.format(colour="#31363b" if arguments.dark else "#eff0f1"))
    running = []
    try:
        running.append(subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        wait_until(lambda: root_has("_NET_SUPPORTING_WM_CHECK"), "openbox")
        running.append(subprocess.Popen(["tint2", "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        wait_until(tray_is_there, "tint2")
        return subprocess.run(arguments.command).returncode
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="1400x900")
    parser.add_argument("--dark", action="store_true", help="a dark panel")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    if arguments.inner:
        return inner(arguments)
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        print("session: not installed: %s" % ", ".join(missing))
        return SKIPPED
    home = tempfile.mkdtemp(prefix="shoal-session-")
    server, display = start_display(arguments.size)
    try:
        environment = dict(os.environ, HOME=home, DISPLAY=display, QT_QPA_PLATFORM="xcb", XDG_RUNTIME_DIR=os.path.join(home, "run"),
                           XDG_DATA_HOME=os.path.join(home, "data"), XDG_CONFIG_HOME=os.path.join(home, "config"),
                           XDG_STATE_HOME=os.path.join(home, "state"), XDG_CACHE_HOME=os.path.join(home, "cache"),
                           SHOAL_RUNTIME_DIR=os.path.join(home, "run", "shoal"), GTK_MODULES="", NO_AT_BRIDGE="1",
                           LC_ALL="C.UTF-8")
        environment.pop("WAYLAND_DISPLAY", None)
        os.mkdir(environment["XDG_RUNTIME_DIR"], 0o700)
        again = [sys.executable, os.path.abspath(__file__), "--inner"] + (["--dark"] if arguments.dark else [])
        return subprocess.run(["dbus-run-session", "--"] + again + arguments.command, env=environment).returncode
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
