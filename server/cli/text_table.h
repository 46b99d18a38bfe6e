// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/output.h"

#include <vector>

namespace shoal::cli {

struct Cell
{
    Bytes text; // UTF-8, safe for a terminal
    Colour colour = Colour::None;
    bool right = false; // a number stands at the right of its column
};

// The names of the columns, as a first row; > before the name of a column of numbers.
std::vector<Cell> headings(std::initializer_list<ByteView> names);

// Rows as lines, each column as wide as its widest cell (in characters), two spaces between columns and `indent`
// before the first; no space ends a line.
Bytes alignedRows(const std::vector<std::vector<Cell>>& rows, size_t indent);

} // namespace shoal::cli
