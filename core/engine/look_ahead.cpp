// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/look_ahead.h"

#include "core/engine/replica.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace shoal::engine {

namespace {

// Of a larger directory the rest is looked at entry by entry: what was read ahead takes a few MB at most.
constexpr size_t kMostEntries = 4'096;

std::vector<store::Seen> lookAtEntries(storage::Directory& place, const std::vector<storage::DirEntry>& entries)
{
    std::vector<store::Seen> seen(std::min(entries.size(), kMostEntries));
    for (size_t i = 0; i < seen.size(); ++i) {
        if (entries[i].typeKnown && entries[i].typeHint == storage::FileType::Directory)
            continue;
        const auto stat = place.statEntry(entries[i].name);
        if (stat && stat->type != storage::FileType::Directory && !stat->mountRoot.value_or(false))
            seen[i] = seenOf(*stat);
    }
    return seen;
}

} // namespace

struct LookAhead::Job
{
    enum class State { Waiting, Reading, Done, GivenUp };

    Bytes path;
    std::mutex mutex; // guards the three below
    std::condition_variable changed;
    State state = State::Waiting;
    ListedDirectory result;

    // True: nobody else reads it now or will.
    bool claim()
    {
        const std::lock_guard lock(mutex);
        if (state != State::Waiting)
            return false;
        state = State::GivenUp;
        return true;
    }
    void wait()
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return state != State::Reading; });
    }
};

LookAhead::~LookAhead()
{
    clear();
}

void LookAhead::clear()
{
    for (const auto& [dir, job] : m_jobs) {
        if (!job->claim())
            job->wait();
    }
    m_jobs.clear();
}

void LookAhead::drop(DirNo dir)
{
    const auto job = m_jobs.find(dir);
    if (job == m_jobs.end())
        return;
    if (!job->second->claim())
        job->second->wait();
    m_jobs.erase(job);
}

void LookAhead::expect(DirNo dir, const Bytes& path)
{
    auto job = std::make_shared<Job>();
    job->path = path;
    m_jobs[dir] = job;
    m_pool.post([this, dir, job] {
        {
            const std::lock_guard lock(job->mutex);
            if (job->state != Job::State::Waiting)
                return; // and `this` may be gone
            job->state = Job::State::Reading;
        }
        ListedDirectory result = readAhead(dir, job->path);
        const std::lock_guard lock(job->mutex);
        job->result = std::move(result);
        job->state = Job::State::Done;
        job->changed.notify_all();
    });
}

ListedDirectory LookAhead::take(DirNo dir, const Bytes& path)
{
    const auto expected = m_jobs.find(dir);
    if (expected == m_jobs.end())
        return read(dir, path);
    const std::shared_ptr<Job> job = std::move(expected->second);
    m_jobs.erase(expected);
    if (job->claim())
        return read(dir, path);
    job->wait();
    return job->path == path && job->result.place ? std::move(job->result) : read(dir, path);
}

ListedDirectory LookAhead::read(DirNo dir, const Bytes& path) const
{
    ListedDirectory result;
    result.place = m_files.openDirectory(path);
    if (!result.place)
        return result;
    storage::Directory& place = **result.place;
    if (mutated(Mutant::WatchAfterListing))
        result.entries = place.list();
    if (m_watcher)
        result.watched = m_watcher->add(dir, m_files.procPath(place));
    if (!mutated(Mutant::WatchAfterListing))
        result.entries = place.list();
    return result;
}

ListedDirectory LookAhead::readAhead(DirNo dir, const Bytes& path) const
{
    ListedDirectory result = read(dir, path);
    if (result.place && result.entries)
        result.seen = lookAtEntries(**result.place, *result.entries);
    return result;
}

} // namespace shoal::engine
