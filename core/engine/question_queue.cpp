// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/question_queue.h"

#include "core/storage/chunker.h"

namespace shoal::engine {

namespace {

// The last piece of a large file may look like a small one: that does no harm.
bool isBulk(const protocol::Message& question)
{
    const auto* request = std::get_if<protocol::ContentRequest>(&question);
    return request && (request->offset > 0 || request->length >= storage::kChunkedFrom);
}

} // namespace

Result<void> QuestionQueue::push(protocol::Message question)
{
    if (m_quick.size() + m_bulk.size() >= kMost)
        return fail(ErrorCode::Protocol, "it asks more and more and does not read the answers");
    (isBulk(question) ? m_bulk : m_quick).push_back(std::move(question));
    return {};
}

std::optional<protocol::Message> QuestionQueue::pop(std::deque<protocol::Message>& from)
{
    if (from.empty())
        return std::nullopt;
    std::optional<protocol::Message> question(std::move(from.front()));
    from.pop_front();
    return question;
}

} // namespace shoal::engine
