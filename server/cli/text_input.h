// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <optional>

namespace shoal::cli {

// True when a person can be asked: standard input and standard error are a terminal.
bool canAsk();

// Writes the question to standard error and reads a line of standard input without its newline; nothing at its end.
std::optional<Bytes> ask(ByteView question);

// The first line of a file, or of standard input; a person at a terminal is asked with `question` and does not see
// what they type. White space around it is left out. Errors: Io, InvalidArgument for a line that is empty or longer
// than any secret.
Result<Bytes> readSecretLine(const std::optional<Bytes>& file, ByteView question);

// The whole of a file, or of standard input, up to `limit` bytes. InvalidArgument beyond.
Result<Bytes> readText(const std::optional<Bytes>& file, size_t limit);

} // namespace shoal::cli
