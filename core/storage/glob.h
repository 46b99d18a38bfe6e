// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::storage {

// A pattern for one file name: `*` stands for any number of characters, `?` for one; all else for itself, case
// included. A character is a UTF-8 character where the name has one, a single byte elsewhere. A value.
class Glob
{
public:
    explicit Glob(ByteView pattern);

    // Time at most proportional to (size of name) * (size of pattern), however many stars there are.
    bool matches(ByteView name) const;
    // No `*` and no `?`.
    bool isLiteral() const { return m_shape == Shape::Literal; }
    bool matchesEverything() const { return m_pattern == "*"; }
    // Bytes of the shortest name that can match.
    size_t shortest() const;
    const Bytes& pattern() const { return m_pattern; }

private:
    enum class Shape { Literal, StartsWith, EndsWith, General };

    Bytes m_pattern; // runs of stars are one star
    Shape m_shape;
};

} // namespace shoal::storage
