// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <optional>
#include <vector>

namespace shoal::relay {

struct CommandLine
{
    enum class Action { Run, CheckConfig, Help, Version };
    Action action = Action::Run;
    Bytes config;
    std::optional<Bytes> log;
};

// InvalidArgument, with a sentence.
Result<CommandLine> parseCommandLine(const std::vector<Bytes>& arguments);
Bytes usage();

} // namespace shoal::relay
