// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/archive_list.h"

#include "core/storage/archive.h"

#include <algorithm>

namespace shoal::engine {

namespace {

// A tenth of a second on a cold disk.
constexpr size_t kMaxLooked = 20'000;
constexpr size_t kMaxPageBytes = 128 * 1024; // of paths: an answer is a line, and lines have a limit
constexpr int kMaxDepth = 1'000;

Bytes lower(ByteView text)
{
    Bytes result(text);
    for (char& letter : result)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
    return result;
}

Bytes join(ByteView directory, ByteView name)
{
    return Bytes(directory) + (directory.empty() || name.empty() ? "" : "/") + Bytes(name);
}

bool isBelow(ByteView path, ByteView directory)
{
    return directory.empty() ||
           (path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/'));
}

// Paths compare as they are walked: everything in a directory comes before what follows the directory.
bool comesBefore(ByteView a, ByteView b)
{
    const auto rank = [](char c) { return c == '/' ? 0 : static_cast<int>(static_cast<unsigned char>(c)) + 1; };
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [rank](char x, char y) { return rank(x) < rank(y); });
}

class Walk
{
public:
    Walk(storage::FileSystem& files, const ArchiveQuery& query)
        : m_files(files), m_query(query), m_search(lower(query.search))
    {}

    ArchivePage run()
    {
        directory({}, 0);
        return std::move(m_page);
    }

private:
    // False: the page is full.
    bool directory(const Bytes& path, int depth)
    {
        auto place = m_files.openDirectory(join(storage::Archive::kPath, path));
        auto entries = place ? (*place)->list() : fail(place.error());
        if (!entries)
            return true; // it went, or is no directory any more; people may do so
        std::sort(entries->begin(), entries->end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        for (const storage::DirEntry& entry : *entries) {
            const Bytes child = join(path, entry.name);
            const bool mayBeDirectory = !entry.typeKnown || entry.typeHint == storage::FileType::Directory;
            const bool done = !comesBefore(m_query.after, child);
            if (done && !(mayBeDirectory && m_query.after.starts_with(child + "/")))
                continue;
            if (++m_looked > kMaxLooked)
                return stop();
            const auto stat = (*place)->statEntry(entry.name);
            if (!stat)
                continue;
            const bool on = stat->type == storage::FileType::Directory
                                ? depth >= kMaxDepth || !leadsToPath(child) || directory(child, depth + 1)
                                : done || version(path, child, entry.name, *stat);
            if (!on)
                return false;
            m_last = child;
        }
        return true;
    }

    bool leadsToPath(const Bytes& directory) const
    {
        return isBelow(directory, m_query.path) || isBelow(m_query.path, directory);
    }

    bool version(const Bytes& directory, const Bytes& archived, const Bytes& name, const storage::FileStat& stat)
    {
        if (stat.type == storage::FileType::Other)
            return true;
        ArchivedVersion found;
        found.path = join(directory, storage::originalName(name).value_or(name));
        if (!isBelow(found.path, m_query.path) || lower(found.path).find(m_search) == Bytes::npos)
            return true;
        m_bytes += found.path.size() + archived.size();
        if (m_page.versions.size() == m_query.limit || m_bytes > kMaxPageBytes)
            return stop();
        found.archived = archived;
        found.size = static_cast<uint64_t>(std::max<int64_t>(stat.size, 0));
        found.archivedMs = stat.mtimeNs / 1'000'000;
        m_page.versions.push_back(std::move(found));
        return true;
    }

    bool stop()
    {
        m_page.next = m_last.empty() ? m_query.after : m_last;
        return false;
    }

    storage::FileSystem& m_files;
    const ArchiveQuery& m_query;
    const Bytes m_search;
    ArchivePage m_page;
    Bytes m_last;
    size_t m_looked = 0;
    size_t m_bytes = 0;
};

} // namespace

Result<ArchivePage> listArchive(storage::FileSystem& files, const ArchiveQuery& query)
{
    if (auto good = storage::checkPath(query.path); !good)
        return fail(ErrorCode::InvalidArgument, "'" + printable(query.path) + "' is not a path in the share's folder");
    return Walk(files, query).run();
}

} // namespace shoal::engine
