// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/large_reads.h"

#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr uint64_t kSlice = 16 << 20; // about 15 ms of hashing and cutting
constexpr size_t kReadBuffer = 1 << 20;

bool isSame(const store::Seen& one, const store::Seen& two)
{
    return one.inode == two.inode && one.size == two.size && one.mtimeNs == two.mtimeNs && one.ctimeNs == two.ctimeNs;
}

} // namespace

std::optional<storage::ContentId> LargeReads::take(const DiskEntry& at, const storage::FileStat& stat)
{
    const store::Seen seen = seenOf(stat);
    const auto done =
        std::find_if(m_done.begin(), m_done.end(), [&](const auto& one) { return std::get<0>(one) == at; });
    if (done != m_done.end()) {
        const bool same = isSame(std::get<1>(*done), seen);
        storage::ContentId content = std::move(std::get<2>(*done));
        m_done.erase(done);
        if (same)
            return content;
    }
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& one) { return one.at == at; });
    if (job == m_jobs.end())
        m_jobs.push_back({at, seen, nullptr, nullptr, 0});
    else if (!isSame(job->seen, seen))
        *job = {at, seen, nullptr, nullptr, 0};
    return std::nullopt;
}

void LargeReads::forget(const DiskEntry& at)
{
    std::erase_if(m_jobs, [&](const Job& job) { return job.at == at; });
    std::erase_if(m_done, [&](const auto& done) { return std::get<0>(done) == at; });
}

void LargeReads::clear()
{
    m_jobs.clear();
    m_done.clear();
    m_changed.clear();
}

bool LargeReads::isUnchanged(Job& job)
{
    const auto stat = job.file->stat();
    return stat && (isSame(seenOf(*stat), job.seen) || mutated(Mutant::TrustChangedWhileRead));
}

bool LargeReads::begin(Job& job)
{
    const auto path = m_replica.index->diskPath(job.at.first);
    auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
    auto file = place ? (*place)->openFile(job.at.second) : fail(place.error());
    if (!file)
        return false;
    job.file = std::move(*file);
    job.hasher = std::make_unique<storage::ContentHasher>(static_cast<uint64_t>(job.seen.size));
    return true;
}

LargeReads::Outcome LargeReads::readSlice(Job& job)
{
    if (!job.file && !begin(job))
        return Outcome::Failed;
    const auto size = static_cast<uint64_t>(job.seen.size);
    if (!isUnchanged(job))
        return Outcome::Failed;
    Bytes buffer(kReadBuffer, '\0');
    for (uint64_t done = 0; done < kSlice && job.offset < size;) {
        auto got = job.file->read(job.offset, buffer.data(), buffer.size());
        if (!got)
            m_replica.problems.set({m_replica.diskPath(job.at.first, job.at.second),
                                    model::Sentence::of(got.error()),
                                    model::Wording::DoReadAgain,
                                    {}});
        if (!got || *got == 0)
            return Outcome::Failed;
        job.hasher->add(ByteView(buffer).substr(0, *got));
        job.offset += *got;
        done += *got;
    }
    if (job.offset < size)
        return Outcome::More;
    auto content = job.hasher->finish();
    if (!content || !isUnchanged(job))
        return Outcome::Failed;
    if (m_done.size() >= kMostDone)
        m_done.pop_front();
    m_done.emplace_back(job.at, job.seen, std::move(*content));
    return Outcome::Done;
}

bool LargeReads::step()
{
    if (m_jobs.empty())
        return false;
    Job& job = m_jobs.front();
    const Outcome outcome = readSlice(job);
    if (outcome == Outcome::More)
        return true;
    if (outcome == Outcome::Failed)
        m_changed.emplace_back(job.at, job.seen.size);
    else
        m_replica.toLookAt.insert(job.at);
    m_jobs.pop_front();
    return true;
}

} // namespace shoal::engine
