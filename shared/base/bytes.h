// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace shoal {

// Names, file contents and messages are bytes exactly as the file system or the peer gave them; they
// are never text. QString appears only in user interfaces.
using Bytes = std::string;
using ByteView = std::string_view;

// Lower-case hexadecimal.
Bytes toHex(ByteView bytes);
// False when `hex` has an odd length or another character; `out` is then unspecified.
[[nodiscard]] bool fromHex(ByteView hex, Bytes& out);

// Base32 of RFC 4648 without padding, upper case.
Bytes toBase32(ByteView bytes);
// False on a character outside A-Z2-7 or on non-zero spare bits.
[[nodiscard]] bool fromBase32(ByteView text, Bytes& out);

// A name or path made safe for a log line or a terminal: control characters and bytes that are not
// UTF-8 become \xNN, so that a file name can neither forge a log line nor move a cursor.
Bytes printable(ByteView name);

// Length of the longest prefix of `text` that has at most `limit` bytes and does not end inside a
// UTF-8 character. Bytes that are not UTF-8 count as characters of their own.
size_t utf8Cut(ByteView text, size_t limit);

} // namespace shoal
