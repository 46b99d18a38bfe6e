// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace shoal::app {

enum class Action { Run, Help, Version };

struct CommandLine
{
    Action action = Action::Run;
    bool isHidden = false;         // begin in the tray
    bool adds = false;             // open the wizard
    std::optional<Bytes> instance; // socket or storage_path of the instance to show
    std::optional<Bytes> data;     // folder of this program's engine, absolute or not
    QString link;                  // shoal: or btsync:, empty = none
};

// `words` without the name of the program. InvalidArgument: a sentence.
Result<CommandLine> parseCommandLine(const std::vector<Bytes>& words);
Bytes usage();

// Overwrites the arguments that may hold a secret, because everybody on the machine can list them.
void hideLinks(int argc, char** argv);

} // namespace shoal::app
