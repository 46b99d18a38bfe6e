// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/command_line.h"
#include "server/cli/exit_code.h"

#include "shared/base/clock.h"

#include <functional>

namespace shoal::cli {

// What the help says of a command.
struct Manual
{
    ByteView name;               // one word or two: "status", "share add"
    ByteView arguments;          // "[PATH]"; empty: it takes none
    ByteView summary;            // one line for the list of all commands
    ByteView details;            // paragraphs; may be empty
    ByteView examples;           // lines
    std::vector<Option> options; // besides those of all commands
};

using Done = std::function<void(ExitCode)>;

// One command of `shoal`.
class Command
{
public:
    virtual ~Command() = default;
    virtual Manual manual() const = 0;
    // `line` holds the arguments that follow the name. Calls `done` once: from the event loop, or before it returns
    // when there is nothing to wait for. `clock` and the command live until then.
    virtual void start(const CommandLine& line, Clock& clock, Done done) const = 0;
};

// The options that every command knows.
std::span<const Option> commonOptions();

// Names a share where a command can be about one.
inline constexpr Option kShareOption{"--share", "SHARE", "only this share: its folder, or 8 digits of its id"};

} // namespace shoal::cli
