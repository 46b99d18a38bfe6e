// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/json_reader.h"
#include "shared/config/text_cursor.h"

namespace shoal::config {

// The parts of the JSON reader that need no recursion. Each begins where the cursor stands and leaves it
// behind what it took; errors as those of readJson().

// Text with its double quotes; the cursor stands on the first.
Result<Bytes> readJsonText(TextCursor& cursor, const LineMap& lines);

// The cursor stands on a digit, a sign or a point.
Result<JsonValue> readJsonNumber(TextCursor& cursor, const LineMap& lines);

// true, false or null; the cursor stands on a letter.
Result<JsonValue> readJsonWord(TextCursor& cursor, const LineMap& lines);

} // namespace shoal::config
