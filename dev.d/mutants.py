#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""mutants.py --sim PROGRAM [--seeds N] [NAME ...]
mutants.py --sim PROGRAM --plans
mutants.py --sim PROGRAM --seed-for NAME

Shows that the simulation notices deliberate faults in the engine: plays the plan that was written for each of them
(tests/simulation/mutants), or else histories until one fails, and prints which property it broke and how many histories
that took, as rows of the table in docs/testing.md. Exit code 1 when one was not noticed.

With --plans only what was written is played, both ways: each plan has to pass, and to fail with its fault. Where that
takes luck, as with what a power cut leaves, it depends on the plan's seed, and another engine may need another one:
--seed-for looks for the first that tells the fault from the engine.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile


PLANS = pathlib.Path(__file__).resolve().parent.parent / "tests" / "simulation" / "mutants"


def names(program):
    return subprocess.run([program, "--mutant", "list"], check=True, capture_output=True, text=True).stdout.split()


def replay(program, plan, name=None):
    """What became of a plan: "passed", or the property that did not hold."""
    mutant = ["--mutant", name] if name else []
    done = subprocess.run([program, *mutant, "--replay", str(plan)], capture_output=True, text=True, errors="replace")
    told = re.search(r"^%s: ([^:\n]+)" % re.escape(str(plan)), done.stdout, re.MULTILINE)
    if not told:
        sys.exit("mutants: %s: %s" % (plan, done.stderr.strip() or "it ends with %d" % done.returncode))
    return told.group(1)


def check_plans(program):
    """Whether each plan tells its fault from the engine."""
    known = names(program)
    bad = 0
    for plan in sorted(PLANS.glob("*.plan")):
        name = plan.stem
        if name not in known:
            said = "there is no such fault"
        elif (sound := replay(program, plan)) != "passed":
            said = "without the fault: %s" % sound
        elif (broken := replay(program, plan, name)) in ("passed", "determinism"):
            said = "with the fault: %s" % broken
        else:
            print("%s: %s" % (name, broken), flush=True)
            continue
        bad += 1
        print("%s: FAILED: %s" % (name, said), flush=True)
    return bad


def seed_for(program, name, seeds):
    """The first seed with which the plan passes, and fails with its fault; None: there is none."""
    text = (PLANS / (name + ".plan")).read_text()
    with tempfile.TemporaryDirectory() as folder:
        plan = pathlib.Path(folder) / "tried.plan"
        for seed in range(1, seeds + 1):
            plan.write_text(re.sub(r"^seed \d+$", "seed %d" % seed, text, flags=re.MULTILINE))
            if replay(program, plan, name) not in ("passed", "determinism") and replay(program, plan) == "passed":
                return seed
    return None


def first_failure(program, name, seeds):
    """(property, histories) or None."""
    plan = PLANS / (name + ".plan")
    if plan.exists() and (found := replay(program, plan, name)) not in ("passed", "determinism"):
        return found, "plan"
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
    parser.add_argument("--plans", action="store_true", help="only what was written, with and without the fault")
    parser.add_argument("--seed-for", metavar="NAME", help="a seed with which its plan tells this fault")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    if options.plans:
        sys.exit(1 if check_plans(options.sim) else 0)
    if options.seed_for:
        seed = seed_for(options.sim, options.seed_for, options.seeds)
        print("there is none" if seed is None else "seed %d" % seed)
        sys.exit(1 if seed is None else 0)
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
