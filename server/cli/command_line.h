// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <optional>
#include <vector>

namespace shoal::cli {

// What a person typed after `shoal`. Options may stand anywhere before "--".
struct CommandLine
{
    std::vector<Bytes> words; // the command, then its arguments
    std::optional<Bytes> instance;
    bool json = false;
    bool help = false;
    bool version = false;
    bool refill = false;            // confirm
    bool deletedEverywhere = false; // confirm
};

// InvalidArgument for an unknown option or one without its value; the sentence names what was probably meant.
Result<CommandLine> readCommandLine(const std::vector<Bytes>& arguments);

} // namespace shoal::cli
