// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"

#include <vector>

namespace shoal::fuzz {

ShareId sampleShare();

// A small index with something in every table, as bytes: pages of 512 bytes, so that an input reaches all of it.
struct SampleIndex
{
    Bytes file; // as a clean stop leaves it
    Bytes log;  // what came after it, in the write-ahead log
};
const SampleIndex& sampleIndex();

// Writes it into the scratch folder, and returns its path.
Bytes writeIndex(const SampleIndex& index, bool withLog);

// Every column of every table.
struct Column
{
    Bytes table;
    Bytes name;
};
const std::vector<Column>& indexColumns();

// Sets a column of the rows for which rowid modulo 4 is `rows` to a value that the index itself would not write; what
// SQLite refuses is left as it is.
struct Value
{
    enum class Kind { Null, Integer, Blob };
    Kind kind = Kind::Null;
    int64_t integer = 0;
    ByteView blob;
};
void setColumn(const Bytes& path, const Column& column, int rows, const Value& value);

} // namespace shoal::fuzz
