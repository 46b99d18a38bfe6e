// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/diagnostics.h"
#include "shared/config/json_reader.h"
#include "shared/config/options.h"

namespace shoal::config {

// Is `value` what `option` wants, in type, range and form? Reports what is wrong at the value's place.
bool checkValue(const Option& option, const JsonValue& value, Findings& findings);

// host:port with a port from 1 to 65535; the host is a name, an IPv4 address or an IPv6 address in brackets.
bool isHostAndPort(ByteView text);

// The entries of a text with commas between them, trimmed, without empty ones.
std::vector<Bytes> splitList(ByteView text);
// The same of a text, or the texts of an array.
std::vector<Bytes> textsOf(const JsonValue& value);

} // namespace shoal::config
