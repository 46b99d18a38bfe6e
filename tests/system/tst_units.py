#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The units of installer/ as systemd reads them; it need not run for that."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
UNITS = pathlib.Path(__file__).resolve().parents[2] / "installer"


def complaints(program, text, name):
    """What systemd says of a unit with this text, of which `program` is the daemon; empty when it is fine."""
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder) / name
        unit.write_text(text.replace("/usr/bin/" + program.name, str(program)))
        done = subprocess.run(["systemd-analyze", "verify", "--man=yes", str(unit)], capture_output=True, text=True)
        # Units of the system itself are loaded, too, and are none of our business.
        lines = [line for line in done.stderr.splitlines() if name in line]
        return "\n".join(lines) or ("exit code %d: %s" % (done.returncode, done.stderr) if done.returncode else "")


def main():
    if not shutil.which("systemd-analyze"):
        print("skipped: systemd-analyze is not installed")
        return SKIPPED
    program = pathlib.Path(sys.argv[1]).resolve() / "shoald"
    alone, instance = (UNITS / name for name in ("shoal.service", "shoal@.service"))
    for path, name in ((alone, "shoal.service"), (instance, "shoal@www.www-data.service")):
        said = complaints(program, path.read_text(), name)
        assert not said, said
        # It would have said so.
        broken = path.read_text().replace("ProtectClock=", "ProtectClok=")
        assert "ProtectClok" in complaints(program, broken, name), name
        assert complaints(program, path.read_text().replace("/usr/bin/shoald", "/no/such/shoald"), name), name
    relay = UNITS / "shoal-relay.service"
    said = complaints(program.with_name("shoal-relay"), relay.read_text(), relay.name)
    assert not said, said

    # What holds for all instances has to hold for one.
    def hardening(path):
        return [line for line in path.read_text().splitlines()
                if line.startswith(("Capability", "NoNew", "Lock", "Memory", "Private", "Protect", "Restrict", "System"))
                and not line.startswith("RestartPrevent")]
    assert hardening(alone) == hardening(instance) and len(hardening(alone)) > 10
    print("ok: all units are understood, and both of shoald protect alike")
    return 0


if __name__ == "__main__":
    sys.exit(main())
