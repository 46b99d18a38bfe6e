// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/disk_names.h"

#include "core/sync/dir_tree.h"
#include "shared/base/hash.h"

#include <algorithm>

namespace shoal::engine {

namespace {

// Marks that are taken are no coincidence: somebody makes them.
constexpr int kTries = 16;
// What Windows, and file systems that are made for it, refuse in a name.
constexpr ByteView kOftenRefused = "\"*:<>?\\|";

bool isOftenRefused(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x7f || kOftenRefused.find(c) != ByteView::npos;
}

Bytes otherCase(ByteView name)
{
    constexpr char kCaseBit = 'a' - 'A';
    Bytes other(name);
    for (char& c : other) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            c = static_cast<char>(c ^ kCaseBit);
    }
    return other;
}

// Says nothing about the name.
bool isCircumstance(const Error& error)
{
    return error.code == ErrorCode::NoSpace || error.code == ErrorCode::ReadOnly ||
           error.code == ErrorCode::TooManyFiles || error.code == ErrorCode::NotFound ||
           error.code == ErrorCode::PermissionDenied;
}

Result<std::set<Bytes>> namesIn(storage::Directory& place)
{
    auto entries = place.list();
    if (!entries)
        return fail(entries.error());
    std::set<Bytes> names;
    for (storage::DirEntry& entry : *entries)
        names.insert(std::move(entry.name));
    return names;
}

} // namespace

void DiskNames::setFileSystem(const storage::Capabilities& capabilities)
{
    m_exact = !capabilities.caseFolding && !capabilities.unicodeFolding && capabilities.anyNames;
    m_refuses = !capabilities.anyNames;
}

void DiskNames::doubt(storage::Directory& place, ByteView name)
{
    const Bytes other = otherCase(name);
    if (!m_exact || other == name)
        return;
    const auto answers = place.statEntry(other);
    const auto stat = answers ? place.statEntry(name) : answers;
    const bool oneEntry = stat && (stat->nlink == 1 || stat->type == storage::FileType::Directory);
    m_exact = !oneEntry || stat->inode != answers->inode || stat->device != answers->device;
}

Result<bool> DiskNames::accepts(storage::Directory& scratch, const Bytes& name) const
{
    if (!m_refuses || std::none_of(name.begin(), name.end(), isOftenRefused))
        return true;
    auto tried = scratch.createNamed(name, 0600);
    if (!tried && isCircumstance(tried.error()))
        return fail(tried.error());
    if (!tried)
        return tried.error().code == ErrorCode::AlreadyExists;
    auto removed = scratch.removeFile(name);
    return removed ? Result<bool>(true) : fail(removed.error());
}

Result<Bytes> DiskNames::choose(storage::Directory& place, storage::Directory& scratch, const Bytes& wanted,
                                const Present& now) const
{
    if (m_exact || now.name == wanted)
        return wanted;
    const auto accepted = accepts(scratch, wanted);
    if (!accepted)
        return fail(accepted.error());
    if (*accepted) {
        const auto there = place.statEntry(wanted);
        if (!there)
            return there.error().code == ErrorCode::NotFound ? Result<Bytes>(wanted) : fail(there.error());
        if (now.inode != 0 && there->inode == now.inode)
            return now.name; // to this file system it is the same
        const auto names = namesIn(place);
        if (!names)
            return fail(names.error());
        if (names->contains(wanted))
            return wanted;
    }
    Bytes base = wanted;
    if (!*accepted)
        std::replace_if(base.begin(), base.end(), isOftenRefused, '_');
    Hash mark = sha256(wanted);
    for (int tries = 0; tries < kTries; ++tries) {
        Bytes name = sync::markedName(base, mark.view());
        const auto taken = name == now.name ? fail(ErrorCode::NotFound, "") : place.statEntry(name);
        if (!taken && taken.error().code == ErrorCode::NotFound)
            return name;
        if (!taken)
            return fail(taken.error());
        mark = sha256(mark.view());
    }
    return fail(ErrorCode::AlreadyExists, "no name for '" + printable(wanted) + "' is free here");
}

Bytes DiskNames::kept(storage::Directory& place, const Bytes& name, uint64_t inode) const
{
    if (m_exact)
        return name;
    const auto names = namesIn(place);
    if (!names || names->contains(name))
        return name;
    for (const Bytes& other : *names) {
        const auto stat = place.statEntry(other);
        if (stat && stat->inode == inode)
            return other;
    }
    return name;
}

Result<storage::FileStat> DiskNames::statExactly(storage::Directory& place, ByteView name) const
{
    auto stat = place.statEntry(name);
    if (m_exact || !stat)
        return stat;
    const auto names = namesIn(place);
    if (!names)
        return fail(names.error());
    return names->contains(Bytes(name)) ? stat : fail(ErrorCode::NotFound, "only an entry of a similar name is there");
}

void DiskNames::note(store::DirNo dir, const Bytes& file, bool marked)
{
    if (m_exact)
        return;
    if (marked)
        m_files[dir].insert(file);
    else if (const auto it = m_files.find(dir); it != m_files.end() && it->second.erase(file) > 0 && it->second.empty())
        m_files.erase(it);
}

void DiskNames::note(store::DirNo parent, store::DirNo dir, bool marked)
{
    if (m_exact)
        return;
    const auto it = m_directories.find(parent);
    if (marked)
        m_directories[parent].insert(dir);
    else if (it != m_directories.end() && it->second.erase(dir) > 0 && it->second.empty())
        m_directories.erase(it);
}

const std::set<Bytes>& DiskNames::markedFiles(store::DirNo dir) const
{
    static const std::set<Bytes> kNone;
    const auto it = m_files.find(dir);
    return it == m_files.end() ? kNone : it->second;
}

const std::set<store::DirNo>& DiskNames::markedDirectories(store::DirNo parent) const
{
    static const std::set<store::DirNo> kNone;
    const auto it = m_directories.find(parent);
    return it == m_directories.end() ? kNone : it->second;
}

void DiskNames::reset()
{
    m_files.clear();
    m_directories.clear();
}

Result<bool> ListedNames::contains(storage::Directory& place, store::DirNo dir, const Bytes& name)
{
    if (m_dir == dir && m_names.contains(name))
        return true;
    auto names = namesIn(place);
    if (!names)
        return fail(names.error());
    m_dir = dir;
    m_names = std::move(*names);
    return m_names.contains(name);
}

} // namespace shoal::engine
