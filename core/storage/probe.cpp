// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/probe.h"

#include <array>
#include <cstdlib>

namespace shoal::storage {

namespace {

constexpr ByteView kFirst = "probe-first";
constexpr ByteView kSecond = "probe-second";
constexpr ByteView kThird = "probe-third";
constexpr ByteView kLower = "probe-case-a";
constexpr ByteView kUpper = "PROBE-CASE-A";
constexpr ByteView kComposed = "probe-\xc3\xa9";    // one character
constexpr ByteView kDecomposed = "probe-e\xcc\x81"; // the same as two
constexpr ByteView kOdd = "probe-\xff:?*";          // not UTF-8, and what Windows refuses
constexpr std::array<ByteView, 8> kNames = {kFirst, kSecond, kThird, kLower, kUpper, kComposed, kDecomposed, kOdd};
// A multiple of all block sizes: only whole blocks can be shared.
constexpr size_t kCloneSize = 64 * 1024;

// Full, read-only or forbidden says nothing about what the file system can do.
bool isCircumstance(const Error& error)
{
    return error.code == ErrorCode::NoSpace || error.code == ErrorCode::ReadOnly || error.code == ErrorCode::Io ||
           error.code == ErrorCode::Busy || error.code == ErrorCode::TooManyFiles;
}

// One series of trials in a scratch directory, which it leaves as it was.
class Probe
{
public:
    Probe(FileSystem& fs, Directory& scratch) : m_fs(fs), m_scratch(scratch) { clean(); }
    ~Probe() { clean(); }

    Result<Capabilities> run();

private:
    void clean()
    {
        for (const ByteView name : kNames)
            (void)m_scratch.removeFile(name);
    }
    Result<uint64_t> makeFile(ByteView name);
    // True or false: it worked or not. An error: it could not be tried.
    Result<bool> attempt(const Result<void>& result);
    bool isAt(ByteView name, uint64_t inode);

    Result<void> probeRenames(Capabilities& to);
    Result<void> probeUnnamed(Capabilities& to);
    Result<void> probeFile(Capabilities& to);
    Result<void> probeAttributes(File& file, Capabilities& to);
    Result<void> probeNames(Capabilities& to);
    Result<int64_t> timeGranularity(File& file);

    FileSystem& m_fs;
    Directory& m_scratch;
};

Result<uint64_t> Probe::makeFile(ByteView name)
{
    auto file = m_scratch.createNamed(name, 0600);
    if (!file)
        return fail(file.error());
    const auto stat = (*file)->stat();
    if (!stat)
        return fail(stat.error());
    return stat->inode;
}

Result<bool> Probe::attempt(const Result<void>& result)
{
    if (!result && isCircumstance(result.error()))
        return fail(result.error());
    return result.has_value();
}

bool Probe::isAt(ByteView name, uint64_t inode)
{
    const auto stat = m_scratch.statEntry(name);
    return stat && stat->inode == inode;
}

Result<void> Probe::probeRenames(Capabilities& to)
{
    const auto first = makeFile(kFirst);
    const auto second = makeFile(kSecond);
    if (!first || !second)
        return fail(first ? second.error() : first.error());
    const auto exchanged = attempt(m_fs.exchange(m_scratch, kFirst, m_scratch, kSecond));
    if (!exchanged)
        return fail(exchanged.error());
    to.exchange = *exchanged && isAt(kFirst, *second) && isAt(kSecond, *first);

    const auto refused = m_fs.renameNoReplace(m_scratch, kFirst, m_scratch, kSecond);
    const auto moved = attempt(m_fs.renameNoReplace(m_scratch, kFirst, m_scratch, kThird));
    if (!moved)
        return fail(moved.error());
    to.noReplace = *moved && !refused && refused.error().code == ErrorCode::AlreadyExists;
    clean();

    if (const auto again = makeFile(kFirst); !again)
        return fail(again.error());
    const auto linked = attempt(m_scratch.link(m_scratch, kFirst, kSecond));
    if (!linked)
        return fail(linked.error());
    to.hardLinks = *linked;
    clean();
    return {};
}

Result<void> Probe::probeUnnamed(Capabilities& to)
{
    auto unnamed = m_scratch.createUnnamed(0600);
    if (!unnamed && isCircumstance(unnamed.error()))
        return fail(unnamed.error());
    if (unnamed) {
        const auto published = attempt(m_scratch.publish(**unnamed, kFirst));
        if (!published)
            return fail(published.error());
        to.unnamedFiles = *published;
    }
    clean();
    return {};
}

// Sets a time that no coarser clock can hold and looks what came of it.
Result<int64_t> Probe::timeGranularity(File& file)
{
    // Nanoseconds; NTFS; microseconds; milliseconds; seconds; FAT.
    constexpr std::array<int64_t, 6> kKnown = {1, 100, 1'000, 1'000'000, 1'000'000'000, 2'000'000'000};
    constexpr int64_t kTime = 1'500'000'001'123'456'789; // an odd second
    if (auto done = file.setAttributes({{}, {}, {}, kTime, {}}); !done)
        return fail(done.error());
    const auto stat = m_scratch.statEntry(kFirst);
    if (!stat)
        return fail(stat.error());
    const int64_t lost = std::abs(kTime - stat->mtimeNs);
    for (const int64_t granularity : kKnown) {
        if (stat->mtimeNs % granularity == 0 && lost < granularity)
            return granularity;
    }
    return kKnown.back();
}

Result<void> Probe::probeAttributes(File& file, Capabilities& to)
{
    const auto granularity = timeGranularity(file);
    if (!granularity)
        return fail(granularity.error());
    to.timeGranularityNs = *granularity;
    // What a mount with fixed permissions would not make by chance.
    constexpr uint32_t kMode = 0610;
    (void)file.setAttributes({kMode, {}, {}, {}, {}});
    const auto stat = m_scratch.statEntry(kFirst);
    if (!stat)
        return fail(stat.error());
    to.modes = stat->mode == kMode;
    to.birthTime = stat->birthNs != 0;
    const Xattrs wanted = {{"user.probe", "1"}};
    (void)file.setAttributes({{}, {}, {}, {}, wanted});
    const auto xattrs = file.xattrs();
    to.xattrs = xattrs && *xattrs == wanted;
    return {};
}

Result<void> Probe::probeFile(Capabilities& to)
{
    {
        auto file = m_scratch.createNamed(kFirst, 0600);
        auto copy = file ? m_scratch.createNamed(kSecond, 0600) : fail(file.error());
        if (!copy)
            return fail(copy.error());
        if (auto done = (*file)->write(0, Bytes(kCloneSize, 'p')); !done)
            return done;
        const auto cloned = (*copy)->clone(**file, 0, 0, kCloneSize);
        if (!cloned && cloned.error().code == ErrorCode::NoSpace)
            return cloned;
        to.reflink = cloned.has_value();
        if (auto done = probeAttributes(**file, to); !done)
            return done;
    } // closed: a lease wants no writers
    auto reader = m_scratch.openFile(kFirst);
    if (!reader)
        return fail(reader.error());
    const auto leased = (*reader)->takeReadLease();
    to.leases = leased && *leased;
    clean();
    return {};
}

Result<void> Probe::probeNames(Capabilities& to)
{
    if (const auto made = makeFile(kLower); !made)
        return fail(made.error());
    to.caseFolding = m_scratch.statEntry(kUpper).has_value();
    // A file system that refuses these names has no such twins either.
    if (makeFile(kComposed))
        to.unicodeFolding = m_scratch.statEntry(kDecomposed).has_value();
    const auto odd = makeFile(kOdd);
    if (odd) {
        const auto entries = m_scratch.list();
        if (!entries)
            return fail(entries.error());
        for (const auto& entry : *entries)
            to.anyNames = to.anyNames || entry.name == kOdd;
    }
    to.symlinks = m_scratch.makeSymlink("anywhere", kThird).has_value();
    clean();
    return {};
}

Result<Capabilities> Probe::run()
{
    Capabilities found;
    for (const auto part : {&Probe::probeRenames, &Probe::probeUnnamed, &Probe::probeFile, &Probe::probeNames}) {
        if (auto done = (this->*part)(found); !done)
            return fail(done.error());
    }
    return found;
}

} // namespace

Result<Capabilities> probe(FileSystem& fs, Directory& scratch)
{
    return Probe(fs, scratch).run();
}

std::vector<model::Sentence> weakerGuarantees(const Capabilities& capabilities)
{
    using model::Wording;
    std::vector<model::Sentence> sentences;
    const auto tell = [&](bool weaker, Wording wording) {
        if (weaker)
            sentences.emplace_back(wording);
    };
    const bool links = capabilities.hardLinks;
    tell(!capabilities.exchange && links, Wording::WeakExchange);
    tell(!capabilities.exchange && !links, Wording::WeakExchangeLinks);
    tell(!capabilities.noReplace && !links, Wording::WeakNoReplace);
    tell(!capabilities.leases, Wording::WeakLeases);
    tell(!capabilities.birthTime, Wording::WeakBirthTime);
    tell(capabilities.caseFolding, Wording::WeakCase);
    tell(capabilities.unicodeFolding, Wording::WeakUnicode);
    tell(!capabilities.anyNames, Wording::WeakNames);
    tell(!capabilities.symlinks, Wording::WeakSymlinks);
    tell(!capabilities.modes, Wording::WeakModes);
    tell(!capabilities.xattrs, Wording::WeakXattrs);
    tell(capabilities.timeGranularityNs >= 1'000'000'000, Wording::WeakTimes);
    return sentences;
}

} // namespace shoal::storage
