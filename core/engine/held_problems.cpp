// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/held_problems.h"

namespace shoal::engine {

using model::Record;
using model::SealedRecord;

namespace {

constexpr char kTopic[] = "held";
constexpr size_t kDeepest = 1'000; // a cycle of records ends somewhere

bool isAtOrBelow(const Bytes& path, const Bytes& top)
{
    return top.empty() || path == top || path.starts_with(top + "/");
}

} // namespace

// By the records: the directories may be gone from the disk.
Bytes HeldProblems::pathOf(const Record& record) const
{
    Bytes path = record.name;
    DirId dir = record.dir;
    for (size_t depth = 0; dir != kRootDir && depth < kDeepest; ++depth) {
        const auto no = m_replica.index->findNumber(dir);
        const auto above = no ? m_replica.index->dirRecord(*no) : std::nullopt;
        if (!above)
            break;
        path = above->record.name + "/" + path;
        dir = above->record.parent;
    }
    return path;
}

model::Sentence heldAdvice(const Replica& replica, const Bytes& path)
{
    const auto wording = replica.canWrite() ? model::Wording::DoAnswerHeld : model::Wording::DoAnswerHeldElsewhere;
    return {wording, {replica.settings.dir + "/" + path}};
}

void HeldProblems::show()
{
    for (const model::RecordKey& key : m_replica.held.takeChanged()) {
        if (const auto shown = m_shown.extract(key))
            m_replica.problems.clear(shown.mapped(), kTopic);
        const auto held = m_replica.held.all().find(key);
        if (held == m_replica.held.all().end())
            continue;
        const Bytes path = pathOf(held->second.record.record);
        m_replica.problems.set({path, model::Wording::HeldOld, heldAdvice(m_replica, path),
                                held->second.shownBy.begin()->second, model::Question::OldRecord},
                               kTopic);
        m_shown[key] = path;
    }
}

std::vector<SealedRecord> HeldProblems::at(const Bytes& path) const
{
    std::vector<SealedRecord> found;
    for (const auto& [key, held] : m_replica.held.all()) {
        const auto shown = m_shown.find(key);
        if (isAtOrBelow(pathOf(held.record.record), path) ||
            (shown != m_shown.end() && isAtOrBelow(shown->second, path)))
            found.push_back(held.record);
    }
    return found;
}

} // namespace shoal::engine
