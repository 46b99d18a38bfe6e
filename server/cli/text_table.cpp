// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/text_table.h"

#include <algorithm>

namespace shoal::cli {

namespace {

size_t characters(ByteView text)
{
    const auto isTail = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    return text.size() - static_cast<size_t>(std::count_if(text.begin(), text.end(), isTail));
}

} // namespace

std::vector<Cell> headings(std::initializer_list<ByteView> names)
{
    std::vector<Cell> row;
    for (const ByteView name : names)
        row.push_back({Bytes(name.substr(name.starts_with('>') ? 1 : 0)), Colour::Dim, name.starts_with('>')});
    return row;
}

Bytes alignedRows(const std::vector<std::vector<Cell>>& rows, size_t indent)
{
    std::vector<size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], characters(row[i].text));
    }
    Bytes lines;
    for (const auto& row : rows) {
        lines += Bytes(indent, ' ');
        for (size_t i = 0; i < row.size(); ++i) {
            const Bytes padding(widths[i] - characters(row[i].text), ' ');
            lines += (row[i].right ? padding : Bytes()) + coloured(row[i].text, row[i].colour);
            if (i + 1 < row.size())
                lines += (row[i].right ? Bytes() : padding) + "  ";
        }
        lines.erase(lines.find_last_not_of(' ') + 1);
        lines += '\n';
    }
    return lines;
}

} // namespace shoal::cli
