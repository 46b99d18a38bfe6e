#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""mutants.py --sim PROGRAM [--seeds N] [NAME ...]

Shows that the simulation notices deliberate faults in the engine: plays histories with each of them until one fails, and
prints which property it broke and how many histories that took, as rows of the table in docs/testing.md. Exit code 1
when one was not noticed.
"""
import argparse
import re
import subprocess
import sys


def names(program):
    return subprocess.run([program, "--mutant", "list"], check=True, capture_output=True, text=True).stdout.split()


def first_failure(program, name, seeds):
    """(property, histories) or None."""
    done = subprocess.run([program, "--mutant", name, "--first", "1", "--seeds", str(seeds), "--no-shrink"],
                          capture_output=True, text=True, errors="replace")
    if done.returncode not in (0, 1):
        sys.exit("mutants: %s" % done.stderr.strip())
    failed = re.search(r"^seed (\d+): ([^:]+):", done.stdout, re.MULTILINE)
    runs = re.search(r"^(\d+) runs, ", done.stdout, re.MULTILINE)
    return (failed.group(2), int(runs.group(1))) if failed and runs else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sim", required=True)
    parser.add_argument("--seeds", type=int, default=1000, help="histories for each (1000)")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    known = names(options.sim)
    unknown = [name for name in options.names if name not in known]
    if unknown:
        sys.exit("mutants: there is no %s; these are known: %s" % (", ".join(unknown), " ".join(known)))
    missed = 0
    wanted = options.names or known
    for name in wanted:
        found = first_failure(options.sim, name, options.seeds)
        missed += found is None
        print("| `%s` | %s | %s |" % (name, *(found or ("not noticed", "> %d" % options.seeds))), flush=True)
    print("%d of %d noticed" % (len(wanted) - missed, len(wanted)))
    sys.exit(1 if missed else 0)


main()
