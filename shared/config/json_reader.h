// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/config/diagnostics.h"

#include <vector>

namespace shoal::config {

struct JsonMember;

// A value of a config file that knows its place. Only the members that belong to `kind` are filled.
struct JsonValue
{
    enum class Kind { Null, Bool, Number, Text, List, Object };

    Kind kind = Kind::Null;
    Position at;                     // of its first character
    bool boolean = false;            // Bool
    Bytes text;                      // Text: UTF-8 after escapes, without NUL; Number: as written
    std::vector<JsonValue> items;    // List
    std::vector<JsonMember> members; // Object, in the order of the file; keys are unique
};

struct JsonMember
{
    Bytes key;
    Position keyAt;
    JsonValue value;
};

// One line of a comment, without //, /* and */. The daemon reads its DAEMON_ directives from these.
struct CommentLine
{
    Position at; // of the first character of `text`
    Bytes text;
};

struct JsonDocument
{
    JsonValue root;
    std::vector<CommentLine> comments;
};

// A config file is written by hand; this is a thousand times what three shares take, and it bounds memory.
inline constexpr size_t kMaxConfigBytes = 1024 * 1024;
// Known keys nest four deep; the limit keeps a hostile file from exhausting the stack.
inline constexpr int kMaxDepth = 32;

// Reads JSON (RFC 8259, UTF-8) with // and /* */ comments. Refused with a sentence that says what would be
// right: trailing commas, a key used twice in an object, NUL, bad UTF-8, unknown escapes, anything after the
// value. The error's context is one line "file:line:column: what is wrong; what would be right" and holds
// no text of the file except keys and single characters.
Result<JsonDocument> readJson(ByteView text, const LineMap& lines);

} // namespace shoal::config
