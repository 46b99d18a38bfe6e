// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local_copies.h"

#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr uint64_t kSlice = 16 << 20; // about 20 ms of copying and hashing
constexpr size_t kReadBuffer = 1 << 20;

} // namespace

bool LocalCopies::isMaking(const FileKey& key) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return job.key == key; });
}

bool LocalCopies::isMaking(const FileKey& key, const Hash& content) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(),
                       [&](const Job& job) { return job.key == key && job.content == content; });
}

void LocalCopies::begin(const FileKey& key, const model::Record& want, const FileKey& from,
                        std::unique_ptr<storage::File> source, Copy target)
{
    const auto same = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return job.key == key; });
    if (same != m_jobs.end()) { // another record has won
        discard(same->target);
        m_jobs.erase(same);
        callWaiting();
    }
    m_waiting.erase(key);
    m_jobs.push_back({key, want.content, want.size, from, std::move(source), std::move(target),
                      storage::ContentHasher(want.size), 0});
}

std::optional<LocalCopies::Copy> LocalCopies::take(const FileKey& key, const Hash& content)
{
    const auto made = m_made.find(key);
    if (made == m_made.end())
        return std::nullopt;
    auto [madeOf, copy] = std::move(made->second);
    m_made.erase(made);
    if (madeOf == content)
        return std::move(copy);
    discard(copy);
    return std::nullopt;
}

bool LocalCopies::isSource(const FileKey& key)
{
    const bool found =
        std::any_of(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return job.from == key; }) ||
        std::any_of(m_waiting.begin(), m_waiting.end(), [&](const auto& waiting) { return waiting.second == key; });
    if (found)
        m_awaited.insert(key);
    return found;
}

std::optional<bool> LocalCopies::copySlice(Job& job)
{
    const uint64_t size = std::min(kSlice, job.size - job.offset);
    if (!job.target.file->copyFrom(*job.source, job.offset, job.offset, size))
        return false;
    job.target.file->beginFlush(job.offset, size);
    Bytes buffer(static_cast<size_t>(std::min<uint64_t>(size, kReadBuffer)), '\0');
    for (const uint64_t end = job.offset + size; job.offset < end;) {
        const auto wanted = static_cast<size_t>(std::min<uint64_t>(buffer.size(), end - job.offset));
        const auto got = job.target.file->read(job.offset, buffer.data(), wanted);
        if (!got || *got == 0)
            return false;
        job.hasher.add(ByteView(buffer).substr(0, *got));
        job.offset += *got;
    }
    if (job.offset < job.size)
        return std::nullopt;
    const auto id = job.hasher.finish();
    return id && (id->hash == job.content || mutated(Mutant::ShowUnverifiedCopy));
}

bool LocalCopies::step()
{
    if (m_jobs.empty())
        return false;
    if (const auto made = copySlice(m_jobs.front()))
        end(*made);
    return true;
}

void LocalCopies::end(bool made)
{
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    if (made) {
        m_made[job.key] = {job.content, std::move(job.target)};
    } else {
        qCInfo(logSync, "a file of this disk could not be copied, or changed meanwhile: '%s' is fetched",
               printable(job.key.second).c_str());
        discard(job.target);
        if (m_failed.size() >= kMostFailed)
            m_failed.clear();
        m_failed.insert(job.content);
    }
    m_replica.toApply.insert(job.key);
    callWaiting();
}

void LocalCopies::callWaiting()
{
    if (!m_waiting.empty())
        m_replica.toApply.insert(m_waiting.extract(m_waiting.begin()).key());
    m_replica.toApply.merge(m_awaited);
    m_awaited.clear();
}

void LocalCopies::discard(Copy& copy)
{
    copy.file.reset();
    if (!copy.stagedName.empty())
        (void)copy.staging->removeFile(copy.stagedName);
}

void LocalCopies::clear()
{
    m_jobs.clear();
    m_waiting.clear();
    m_awaited.clear();
    m_made.clear();
    m_failed.clear();
}

} // namespace shoal::engine
