#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tst_translations.py ROOT LUPDATE

The translations of the desktop program are complete and fit their sources: every text that the sources hold is
translated into every language, with the same placeholders, a mnemonic where there was one, and as many plural forms as
the language has.
"""
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

LANGUAGES = {"en": 2, "de": 2, "es": 2, "fr": 2, "zh_CN": 1}  # how many plural forms


def messages(path):
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            found[key] = message
    return found


def texts(message):
    translation = message.find("translation")
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


def faults(language, key, message):
    source, isPlural = key[1], message.get("numerus") == "yes"
    if language == "en" and not isPlural:
        return  # the source is it
    if message.find("translation").get("type") == "unfinished":
        yield "is not translated"
        return
    forms = texts(message)
    if isPlural and len(forms) != LANGUAGES[language]:
        yield "has %d plural forms instead of %d" % (len(forms), LANGUAGES[language])
    for form in forms:
        if not form:
            yield "is empty"
        if sorted(re.findall(r"%L?[1-9]", source)) != sorted(re.findall(r"%L?[1-9]", form)):
            yield "has other placeholders"
        # A mnemonic is & before a letter; && is a character.
        if bool(re.search(r"&\w", source)) != bool(re.search(r"&\w", form)):
            yield "has no mnemonic, or one too many"
        if source.endswith("…") != ("…" in form):
            yield "has lost its dots, or got some"


def main():
    root, lupdate = sys.argv[1:]
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = os.path.join(folder, "fresh.ts")
        subprocess.run([lupdate, "-I", root, "-silent", os.path.join(root, "desktop"), "-ts", fresh],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wanted = set(messages(fresh))
    if len(wanted) < 100:
        failed.append("the sources hold only %d texts, which cannot be" % len(wanted))
    for language in LANGUAGES:
        have = messages(os.path.join(root, "translations", "shoal_%s.ts" % language))
        failed += ["%s: %s: '%s' is missing; ninja update_translations adds it" % (language, key[0], key[1])
                   for key in sorted(wanted - set(have))]
        failed += ["%s: %s: '%s' is in no source any more" % (language, key[0], key[1]) for key in sorted(set(have) - wanted)]
        for key, message in have.items():
            failed += ["%s: %s: '%s' %s" % (language, key[0], key[1], fault) for fault in faults(language, key, message)]
    for line in failed:
        print(line)
    print("%d texts in %d languages, %d faults" % (len(wanted), len(LANGUAGES), len(failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
