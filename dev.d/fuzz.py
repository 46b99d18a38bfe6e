#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""fuzz.py --build FOLDER [TARGET] [SECONDS]

Runs the fuzz targets that FOLDER/bin has, or TARGET alone, for SECONDS each (60), as many at a time as there are cores.
What a target learns stays in FOLDER/corpus/<target>; what it finds is kept in FOLDER/findings/<target>. One line a
target; exit code 1 when there was a finding.
"""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCES = os.path.join(ROOT, "tests", "fuzz")
# Far above what any input needs, even with sanitizers on a busy machine: what takes longer grows faster than its input.
TIMEOUT_SECONDS = 10
MEMORY_MB = 2048
# Whole shares: with so many paths in so few runs, the schedule of libFuzzer that learns from their frequencies takes
# longer than the runs themselves.
PLAIN_SCHEDULE = ("index", "methods", "share")


def targets(build):
    folder = os.path.join(build, "bin")
    return sorted(name[len("fuzz_"):] for name in os.listdir(folder) if name.startswith("fuzz_") and name != "fuzz_make_seeds")


def inputs_of(target):
    """The seeds and the former findings of a target, as the tree has them."""
    folders = [os.path.join(SOURCES, kind, target) for kind in ("corpus", "regressions")]
    return [folder for folder in folders if os.path.isdir(folder)]


def command_of(build, target, seconds):
    learned = os.path.join(build, "corpus", target)
    findings = os.path.join(build, "findings", target)
    for folder in (learned, findings):
        os.makedirs(folder, exist_ok=True)
    command = [os.path.join(build, "bin", "fuzz_" + target), "-max_total_time=%d" % seconds, "-timeout=%d" % TIMEOUT_SECONDS,
               "-rss_limit_mb=%d" % MEMORY_MB, "-print_final_stats=1", "-artifact_prefix=%s/" % findings]
    if target in PLAIN_SCHEDULE:
        command.append("-entropic=0")
    words = os.path.join(SOURCES, "dictionaries", target)
    if os.path.exists(words):
        command.append("-dict=" + words)
    return command + [learned] + inputs_of(target)


def number(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def run(build, target, seconds):
    """(whether it went well, the line about it, what to show besides)"""
    done = subprocess.run(command_of(build, target, seconds), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace", check=False)
    log = os.path.join(build, "findings", target, "last.log")
    with open(log, "w", encoding="utf-8") as file:
        file.write(done.stdout)
    runs = number(r"stat::number_of_executed_units:\s*(\d+)", done.stdout)
    edges = number(r"INFO: Loaded \d+ modules?\s+\((\d+) inline", done.stdout)
    covered = number(r"\bcov: (\d+)", done.stdout)
    line = "%-14s %12s runs %9s/s   %6d of %6d edges" % (target, format(runs, ","), format(runs // max(seconds, 1), ","), covered, edges)
    if done.returncode == 0:
        return True, line + "   no finding", ""
    kept = re.findall(r"Test unit written to (\S+)", done.stdout)
    told = "%s: %s\n" % (target, "the run ended with exit code %d; all it said is in %s" % (done.returncode, log))
    for path in kept:
        told += "  the input:  %s\n  once more:  %s %s\n" % (path, os.path.join(build, "bin", "fuzz_" + target), path)
    return False, line + "   FINDING", told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help=argparse.SUPPRESS)
    parser.add_argument("target", nargs="?", metavar="TARGET")
    parser.add_argument("seconds", nargs="?", metavar="SECONDS", type=int)
    options = parser.parse_args()
    known = targets(options.build)
    if options.target and options.target.isdigit() and options.seconds is None:
        options.target, options.seconds = None, int(options.target)
    if options.target and options.target not in known:
        sys.exit("fuzz: there is no target '%s'; there are: %s" % (options.target, ", ".join(known)))
    chosen = [options.target] if options.target else known
    seconds = options.seconds or 60
    stories = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for good, line, story in pool.map(lambda target: run(options.build, target, seconds), chosen):
            print(line, flush=True)
            if not good:
                stories.append(story)
    for story in stories:
        print("\n" + story, end="")
    return 1 if stories else 0


if __name__ == "__main__":
    sys.exit(main())
