// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <optional>
#include <vector>

namespace shoal::daemon {

// What the process ends with; docs/operations.md tells people.
enum ExitCode { kExitOk = 0, kExitFailed = 1, kExitUsage = 2 };

enum class Action { Run, Supervise, CheckConfig, Help, Version, GenerateSecret, ReadOnlySecret, SampleConfig };

// What shoald is asked to do. The options are those of btsync.
struct CommandLine
{
    Action action = Action::Run;
    Bytes config;                  // Run: file, or folder of parts
    Bytes configFolder;            // Supervise
    Bytes checked;                 // CheckConfig: a config, or a folder of them
    std::optional<int> supervisor; // Run: the descriptor that leads to the supervisor who started this process
    std::optional<Bytes> log;      // Run: file; none = what the config says, else standard error
    Bytes secret;                  // ReadOnlySecret; "-" = from standard input
};

// `arguments` without the program's name. The error is a sentence for standard error.
Result<CommandLine> parseCommandLine(const std::vector<Bytes>& arguments);

Bytes usage();

} // namespace shoal::daemon
