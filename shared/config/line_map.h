// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <compare>
#include <concepts>
#include <vector>

namespace shoal::config {

// A place in the text of a config. Both count from 1; columns count characters, so that they agree with
// what an editor shows.
struct Position
{
    int line = 0;
    int column = 0;
    auto operator<=>(const Position&) const = default;
};

// Which file each line of a text comes from: a config may be several parts, read as one text. Positions are those of
// the whole text; people are told those of the file.
class LineMap
{
public:
    // All lines are those of one file. A file's name may stand wherever a map is asked for.
    template <std::convertible_to<ByteView> Name>
    LineMap(const Name& fileName) : m_name(ByteView(fileName)), m_parts{{m_name, 1}}
    {}
    // Of a folder of parts, which follow in the order of the text, the first at line 1. Without any, the folder's own
    // name stands for them.
    static LineMap ofFolder(ByteView folder);
    void addPart(ByteView fileName, int firstLine);

    // The file, or the folder that holds the parts.
    const Bytes& name() const { return m_name; }

    struct Place
    {
        ByteView fileName; // lives as long as the map
        Position at;       // in that file
    };
    Place find(Position at) const;

private:
    struct Part
    {
        Bytes fileName;
        int firstLine;
    };

    LineMap() = default;
    Bytes m_name;
    std::vector<Part> m_parts; // by line
};

// "file:line:column: sentence"
Bytes placed(const LineMap& lines, Position at, ByteView sentence);

// "line 7", with the file's name behind when that is not the file of `seenFrom`.
Bytes lineInWords(const LineMap& lines, Position at, Position seenFrom);

} // namespace shoal::config
