// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/line_map.h"

#include <algorithm>

namespace shoal::config {

LineMap LineMap::ofFolder(ByteView folder)
{
    LineMap map;
    map.m_name = folder;
    return map;
}

void LineMap::addPart(ByteView fileName, int firstLine)
{
    m_parts.push_back({Bytes(fileName), firstLine});
}

LineMap::Place LineMap::find(Position at) const
{
    const auto after = std::upper_bound(m_parts.begin(), m_parts.end(), at.line,
                                        [](int line, const Part& part) { return line < part.firstLine; });
    if (after == m_parts.begin())
        return {m_name, at};
    const Part& part = *std::prev(after);
    return {part.fileName, {at.line - part.firstLine + 1, at.column}};
}

Bytes placed(const LineMap& lines, Position at, ByteView sentence)
{
    const LineMap::Place place = lines.find(at);
    Bytes line = printable(place.fileName);
    line += ':' + std::to_string(place.at.line) + ':' + std::to_string(place.at.column) + ": ";
    line += sentence;
    return line;
}

Bytes lineInWords(const LineMap& lines, Position at, Position seenFrom)
{
    const LineMap::Place place = lines.find(at);
    Bytes words = "line " + std::to_string(place.at.line);
    if (place.fileName != lines.find(seenFrom).fileName)
        words += " of " + printable(place.fileName);
    return words;
}

} // namespace shoal::config
