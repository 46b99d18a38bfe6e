// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/live_databases.h"

#include <algorithm>
#include <array>

namespace shoal::engine {

namespace {

constexpr size_t kMaxOpen = 1'000; // a person needs to see one

// SQLite writes its journal beside the database; MySQL's tablespaces and logs begin the same way.
constexpr std::array<ByteView, 3> kBesideSqlite = {"-wal", "-journal", "-shm"};
constexpr std::array<ByteView, 4> kBegin = {"ibdata", "ib_logfile", "ibtmp", "__db."};
constexpr std::array<ByteView, 9> kEnd = {".mdb", ".ldb", ".sqlite", ".sqlite3", ".db",
                                          ".ibd", ".myd", ".myi",    ".accdb"};

Bytes lowered(ByteView name)
{
    Bytes lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

} // namespace

bool LiveDatabases::isPartOfDatabase(ByteView name)
{
    const Bytes lower = lowered(name);
    const auto ends = [&lower](ByteView end) { return lower.ends_with(end); };
    const auto begins = [&lower](ByteView begin) { return lower.starts_with(begin); };
    return std::any_of(kBesideSqlite.begin(), kBesideSqlite.end(), ends) ||
           std::any_of(kEnd.begin(), kEnd.end(), ends) || std::any_of(kBegin.begin(), kBegin.end(), begins);
}

void LiveDatabases::written(const Bytes& path)
{
    const size_t slash = path.rfind('/');
    if (!isPartOfDatabase(slash == Bytes::npos ? ByteView(path) : ByteView(path).substr(slash + 1)))
        return;
    if (m_open.size() >= kMaxOpen || !m_open.insert(path).second)
        return;
    m_problems.set({path, model::Wording::OpenDatabase, model::Wording::DoKeepDatabaseOutside, {}}, kTopic);
}

void LiveDatabases::closed(const Bytes& path)
{
    if (m_open.erase(path) > 0)
        m_problems.clear(path, kTopic);
}

void LiveDatabases::reset()
{
    for (const Bytes& path : m_open)
        m_problems.clear(path, kTopic);
    m_open.clear();
}

} // namespace shoal::engine
