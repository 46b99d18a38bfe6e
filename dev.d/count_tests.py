#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count_tests.py RESULTS.XML CHECKS_PASSED CHECKS_FAILED

Reads the JUnit file of ctest, adds the source checks that ran before it, and closes with the line
"N passed, N failed". Exit code 0 only when something ran and nothing failed: a run without a test is
a failure, and so is a test that could not be started.
"""
import sys
import xml.etree.ElementTree as ElementTree


def outcome(case):
    """passed, failed or skipped, for one <testcase> of ctest."""
    if case.find("failure") is not None or case.get("status") == "fail":
        return "failed"
    if case.get("status") == "run":
        return "passed"
    skipped = case.find("skipped")
    reason = "" if skipped is None else skipped.get("message", "")
    # ctest also says "notrun" of a test whose program is missing: that one must not pass for a skip.
    return "skipped" if case.get("status") == "disabled" or reason.startswith("SKIP_") else "failed"


def main():
    path, passed, failed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    try:
        cases = ElementTree.parse(path).getroot().findall(".//testcase")
    except (OSError, ElementTree.ParseError) as error:
        print("no test results: %s" % error)
        cases = []
    outcomes = {case.get("name"): outcome(case) for case in cases}
    for name, result in sorted(outcomes.items()):
        if result != "passed":
            print("%s: %s" % (result, name))
    ran = sum(result != "skipped" for result in outcomes.values())
    if ran == 0:
        print("no test ran, and that is a failure")
        failed += 1
    skipped = len(outcomes) - ran
    passed += sum(result == "passed" for result in outcomes.values())
    failed += sum(result == "failed" for result in outcomes.values())
    print()
    print("%d passed, %d failed%s" % (passed, failed, ", %d skipped" % skipped if skipped else ""))
    return 0 if ran and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
