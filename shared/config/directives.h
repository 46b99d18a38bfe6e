// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/diagnostics.h"
#include "shared/config/json_reader.h"

#include <cstdint>
#include <optional>

namespace shoal::config {

// What the comments of a config file ask of the process: // DAEMON_UMASK=0027. Absent = leave as it is.
struct DaemonDirectives
{
    std::optional<Bytes> user;  // DAEMON_UID: name or number
    std::optional<Bytes> group; // DAEMON_GID: name or number
    Position userAt;
    Position groupAt;
    std::optional<uint32_t> umask;
    std::optional<int> nice;           // -20 to 19
    std::optional<uint32_t> debugMask; // DAEMON_DEBUG: four hexadecimal digits; 0 is off, anything else on
    std::optional<Bytes> logPath;      // LOG_PATH; a --log on the command line goes before it
};

// Reads the directives: one a line, the name first on its line of the comment, blanks around = allowed.
DaemonDirectives readDirectives(const std::vector<CommentLine>& comments, Findings& findings);

} // namespace shoal::config
