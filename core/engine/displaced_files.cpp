// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/displaced_files.h"

#include "core/engine/happenings.h"
#include "core/engine/replica.h"
#include "core/storage/moves.h"
#include "core/sync/merge.h"
#include "shared/base/log.h"

namespace shoal::engine {

namespace {

constexpr char kFolder[] = ".sync/Displaced";
// Each costs some hundred bytes of memory; beyond that they go to the archive at once.
constexpr size_t kMostWaiting = 100'000;
constexpr size_t kMostLooked = 100; // in one slice
// What it was called follows the name in staging, for whoever finds it after a crash.
constexpr char kNameMark = ' ';
constexpr size_t kNameRoom = 180;
constexpr int kTries = 10; // names of conflict copies that are taken

} // namespace

bool DisplacedFiles::take(storage::Directory& staging, const Bytes& stagedName, File file)
{
    // What is written to a file with another name shows there.
    const auto now = staging.statEntry(stagedName);
    if (m_waiting.size() >= kMostWaiting || (now && now->type == storage::FileType::File && now->nlink > 1))
        return false;
    Waiting waiting;
    waiting.inMount = &staging != m_replica.staging;
    Bytes name = stagedName;
    if (!waiting.inMount) {
        auto place = m_replica.files->openDirectory(kFolder);
        const Bytes wanted = stagedName + kNameMark + file.name.substr(0, utf8Cut(file.name, kNameRoom));
        if (!place || !storage::moveIntoStaging(*m_replica.files, staging, stagedName, **place, wanted))
            return false;
        name = wanted;
        auto stat = (*place)->statEntry(name);
        waiting.seen = stat ? *stat : storage::FileStat(); // then it differs at the first look
    } else if (auto stat = staging.statEntry(name)) {
        waiting.seen = *stat;
    }
    waiting.file = std::move(file);
    m_waiting[name] = std::move(waiting);
    m_due.set(name, m_replica.context.clock.monotonicNs() + kQuietNs);
    return true;
}

void DisplacedFiles::step()
{
    size_t looked = 0;
    for (const Bytes& name : m_due.takeDue(m_replica.context.clock.monotonicNs())) {
        if (looked++ < kMostLooked)
            look(name, std::move(m_waiting.extract(name).mapped()));
        else
            m_due.set(name, m_replica.context.clock.monotonicNs());
    }
}

// Not in the empty mount point of what is unmounted.
Result<storage::Directory*> DisplacedFiles::stagingOf(DirNo dir)
{
    const auto path = m_replica.index->diskPath(dir);
    auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
    if (!place || m_replica.index->isSuspended(dir) || !m_replica.isWhereItWas(dir, **place))
        return fail(ErrorCode::Io, "what was mounted there is not now");
    return m_replica.stagingPlaces.of(dir);
}

void DisplacedFiles::look(const Bytes& name, Waiting waiting)
{
    const auto again = [&] {
        m_due.set(name, m_replica.context.clock.monotonicNs() + kQuietNs);
        m_waiting[name] = std::move(waiting);
    };
    std::unique_ptr<storage::Directory> common;
    storage::Directory* place = nullptr;
    if (waiting.inMount) {
        auto staging = stagingOf(waiting.file.dir);
        place = staging ? *staging : nullptr;
    } else if (auto opened = m_replica.files->openDirectory(kFolder)) {
        common = std::move(*opened);
        place = common.get();
    }
    const auto stat = place ? place->statEntry(name) : fail(ErrorCode::Io, "");
    if (!stat && stat.error().code == ErrorCode::NotFound)
        return; // somebody tidied up, and may
    if (!stat)
        return again();
    const storage::FileStat& seen = waiting.seen;
    if (stat->inode != seen.inode || stat->size != seen.size || stat->mtimeNs != seen.mtimeNs) {
        waiting.written = true;
        waiting.seen = *stat;
        return again();
    }
    if (waiting.written && showBeside(*place, name, waiting))
        return;
    if (waiting.written || waiting.file.keep)
        return archive(*place, name, waiting);
    if (!storage::discardDisplaced(*place, name, storage::Expected::of(*stat)))
        again();
}

bool DisplacedFiles::showBeside(storage::Directory& place, const Bytes& name, const Waiting& waiting)
{
    const DirNo dir = waiting.file.dir;
    const auto path = m_replica.index->diskPath(dir);
    auto target = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
    if (!m_replica.canWrite() || !target || m_replica.index->isSuspended(dir) ||
        !m_replica.isWhereItWas(dir, **target) || !m_replica.parents.openUp(dir))
        return false;
    for (int number = 0; number < kTries; ++number) {
        const model::Dot dot{m_replica.index->author(),
                             m_replica.index->lastCounter() + 1 + static_cast<uint64_t>(number), waiting.seen.mtimeNs};
        const Bytes copy = sync::conflictName(waiting.file.name, dot);
        auto shown = storage::publishStaged(*m_replica.files, place, name, **target, copy);
        if (!shown && shown.error().code == ErrorCode::AlreadyExists)
            continue;
        if (!shown)
            return false;
        qCWarning(logSync, "'%s' was written to after it had been replaced: that is now '%s'",
                  printable(waiting.file.path).c_str(), printable(copy).c_str());
        m_replica.toLookAt.insert({dir, copy});
        return true;
    }
    return false;
}

void DisplacedFiles::archive(storage::Directory& place, const Bytes& name, const Waiting& waiting)
{
    const File& file = waiting.file;
    const auto worth = waiting.written ? storage::Worth::Precious : file.worth;
    if (waiting.written)
        noteArchived(m_replica, file.path, waiting.seen.size);
    auto stored = m_replica.archive->store(place, name, file.path, m_replica.nowNs(), worth);
    if (!stored)
        qCWarning(logSync, "kept in .sync as '%s', since the archive cannot take it: %s", printable(name).c_str(),
                  stored.error().context.c_str());
    else if (!waiting.written)
        m_replica.foundHere.push_back(file.content);
}

void DisplacedFiles::finish()
{
    for (auto& [name, waiting] : std::exchange(m_waiting, {})) {
        auto place = waiting.inMount ? fail(ErrorCode::NotFound, "") : m_replica.files->openDirectory(kFolder);
        auto mount = waiting.inMount ? stagingOf(waiting.file.dir) : fail(ErrorCode::NotFound, "");
        storage::Directory* directory = place ? place->get() : mount ? *mount : nullptr;
        if (!directory)
            continue;
        const auto stat = directory->statEntry(name);
        waiting.written |= stat && (stat->size != waiting.seen.size || stat->mtimeNs != waiting.seen.mtimeNs);
        waiting.file.worth = storage::Worth::Precious; // nobody looks at it again
        archive(*directory, name, waiting);
    }
    m_due.clear();
}

void DisplacedFiles::recover()
{
    auto place = m_replica.files->openDirectory(kFolder);
    auto entries = place ? (*place)->list() : fail(place.error());
    if (!entries)
        return;
    for (const storage::DirEntry& entry : *entries) {
        const size_t mark = entry.name.find(kNameMark);
        const Bytes name = mark == Bytes::npos ? entry.name : entry.name.substr(mark + 1);
        auto stored = m_replica.archive->store(**place, entry.name, "recovered/" + name, m_replica.nowNs(),
                                               storage::Worth::Precious);
        if (!stored)
            qCWarning(logSync, "left in %s as %s: %s", kFolder, printable(entry.name).c_str(),
                      stored.error().context.c_str());
    }
}

void DisplacedFiles::forget()
{
    m_waiting.clear();
    m_due.clear();
}

} // namespace shoal::engine
