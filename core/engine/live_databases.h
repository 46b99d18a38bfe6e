// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/problem_list.h"

#include <set>

namespace shoal::engine {

// Warns of databases that a program has open inside the share: their files belong together and change all the time, so
// that what other devices get of them may be of no use. They are synced all the same. Strand only.
class LiveDatabases
{
public:
    explicit LiveDatabases(ProblemList& problems) : m_problems(problems) {}

    // Whether a file of this name belongs to a database of SQLite, MySQL, LMDB or Access, LevelDB or RocksDB, or
    // Berkeley DB.
    static bool isPartOfDatabase(ByteView name);

    // `path` was written to by somebody who still has it open.
    void written(const Bytes& path);
    // It was closed, or is gone.
    void closed(const Bytes& path);
    void reset();

    static constexpr ByteView kTopic = "live database";

private:
    ProblemList& m_problems;
    std::set<Bytes> m_open;
};

} // namespace shoal::engine
