// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/exit_code.h"

#include "shared/base/bytes.h"

#include <QJsonValue>

namespace shoal::cli {

enum class Colour { None, Green, Yellow, Red, Dim };

// The text in a colour, for a terminal; unchanged where standard output is none or NO_COLOR is set.
Bytes coloured(ByteView text, Colour colour);

bool outputIsTerminal();

// To standard output, as it is.
void print(ByteView text);

// To standard error as "shoal: sentence"; returns the code for convenience.
ExitCode complain(ByteView sentence, ExitCode code);

// A text of several lines made safe for a terminal.
Bytes printableLines(ByteView text);

// Text of an answer made safe for a terminal.
Bytes shown(const QJsonValue& text);

} // namespace shoal::cli
