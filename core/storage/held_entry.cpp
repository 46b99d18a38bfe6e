// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/held_entry.h"

#include "core/storage/content_hasher.h"
#include "shared/base/mutant.h"

namespace shoal::storage {

namespace {

Error changedEntry(ByteView name)
{
    return Error{ErrorCode::Changed, "'" + printable(name) + "' is not what was last seen: somebody changed it"};
}

// An error that means "another entry than expected stands here" becomes Changed.
Error whatStandsHere(const Error& error, ByteView name)
{
    const bool another = error.code == ErrorCode::NotFound || error.code == ErrorCode::Unsupported;
    return another ? changedEntry(name) : error;
}

Result<void> check(const Result<FileStat>& found, ByteView name, const Expected& expected)
{
    if (!found)
        return fail(whatStandsHere(found.error(), name));
    if (!matches(expected, *found, Compare::WithCtime))
        return fail(changedEntry(name));
    return {};
}

Result<void> checkContent(File& file, ByteView name, const Expected& expected)
{
    if (!expected.content)
        return {};
    const auto id = hashFile(file, static_cast<uint64_t>(expected.size));
    if (!id && id.error().code != ErrorCode::Changed)
        return fail(id.error());
    return id && id->hash == *expected.content ? Result<void>() : fail(changedEntry(name));
}

} // namespace

Expected Expected::of(const FileStat& stat)
{
    return {stat.type, stat.inode, stat.size, stat.mtimeNs, stat.ctimeNs, stat.mode, stat.uid, stat.gid, true, {}};
}

bool matches(const Expected& expected, const FileStat& stat, Compare compare)
{
    if (stat.type != expected.type || stat.inode != expected.inode || stat.uid != expected.uid ||
        stat.gid != expected.gid)
        return false;
    if (expected.type != FileType::Symlink && stat.mode != expected.mode)
        return false;
    if (expected.type == FileType::Directory)
        return true;
    if (stat.size != expected.size || stat.mtimeNs != expected.mtimeNs)
        return false;
    return compare == Compare::WithoutCtime || !expected.ctimeKnown || stat.ctimeNs == expected.ctimeNs;
}

HeldEntry::HeldEntry(const Expected& expected, std::unique_ptr<File> file, bool guarded)
    : m_expected(expected), m_file(std::move(file)), m_leased(m_file && guarded), m_guarded(guarded)
{}

Result<HeldEntry> HeldEntry::hold(Directory& place, ByteView name, const Expected& expected, Writers writers)
{
    if (expected.type != FileType::File)
        return holdByName(place, name, expected);
    auto file = place.openFile(name);
    if (!file && file.error().code == ErrorCode::PermissionDenied) // ours, but with mode 0: cannot be leased
        return holdByName(place, name, expected);
    if (!file)
        return fail(whatStandsHere(file.error(), name));
    if (auto same = check((*file)->stat(), name, expected); !same)
        return fail(same.error());
    if (writers == Writers::Tolerate)
        return HeldEntry(expected, std::move(*file), false);
    const auto leased = (*file)->takeReadLease();
    if (!leased && leased.error().code != ErrorCode::Unsupported)
        return fail(leased.error());
    if (leased && !*leased && !mutated(Mutant::IgnoreOpenWriters))
        return fail(ErrorCode::Busy, "somebody has '" + printable(name) + "' open for writing");
    // A whole open, write and close may have fitted in between the first look and the lease.
    if (auto same = check((*file)->stat(), name, expected); !same)
        return fail(same.error());
    if (auto same = checkContent(**file, name, expected); !same)
        return fail(same.error());
    return HeldEntry(expected, std::move(*file), leased.has_value());
}

Result<HeldEntry> HeldEntry::holdByName(Directory& place, ByteView name, const Expected& expected)
{
    if (auto same = check(place.statEntry(name), name, expected); !same)
        return fail(same.error());
    return HeldEntry(expected, nullptr, expected.type == FileType::Symlink);
}

bool HeldEntry::untouchedAt(Directory& place, ByteView name)
{
    const auto found = place.statEntry(name);
    if (!found || !matches(m_expected, *found, Compare::WithoutCtime))
        return false;
    // Asked last: while the lease held until here, nobody wrote before it either.
    return !m_leased || mutated(Mutant::IgnoreOpenWriters) || !m_file->leaseBroken();
}

} // namespace shoal::storage
