// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/help.h"

#include "shared/base/nearest.h"

#include <array>

namespace shoal::cli {

namespace {

constexpr std::array<ByteView, 5> kCommands{"secret", "status", "why", "confirm", "help"};

// What is longer is no mistyped command, but maybe a secret that belongs elsewhere.
constexpr size_t kRepeatedBytes = 20;

constexpr ByteView kHelp = R"help(shoal: look at running shoald instances and make secrets

Usage:
  shoal secret new                 print a new read-write secret
  shoal secret read-only SECRET    print the secret of the same share that can only receive;
                                   SECRET - is read from standard input, so that it is in no list of processes
  shoal status                     what each instance shares, with whom, and how far it is
  shoal why [PATH]                 why PATH, or anything at all, is not in sync, and what to do
  shoal confirm FOLDER --refill    fetch again what is missing in a share that stopped because most of it is;
                                   --deleted-everywhere: it was meant, delete it on all devices

Options:
  --instance PATH   only this instance: its control socket or its storage_path
  --json            the instance's answer as JSON, one line for each instance
  --version         print the version
  -h, --help        print this text

Examples:
  shoal secret new
  shoal secret read-only - < secret.txt
  shoal status --instance /var/lib/shoal/www
  shoal why /data/www/index.html
  shoal status --json | jq -r '.shares[] | "\(.dir) \(.state)"'

Exit codes:
  0  fine, all in sync     1  a problem, or not in sync     2  wrong usage     3  no instance is running
)help";

} // namespace

Bytes helpText()
{
    return Bytes(kHelp);
}

Bytes unknownCommandText(ByteView typed)
{
    const Bytes repeated = typed.size() <= kRepeatedBytes ? " " + printable(typed) : Bytes();
    return "unknown command" + repeated + "; the nearest is " + Bytes(nearestWord(typed, kCommands)) +
           " (shoal --help lists all)";
}

} // namespace shoal::cli
