// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/machine_crash.h"

#include <sstream>

namespace shoal::engine {

Bytes MachineCrash::toText() const
{
    if (m_unseen.empty())
        return {};
    std::ostringstream text;
    text << m_bootNs << ' ' << m_flushedNs << ' ' << m_author.value;
    for (const store::DirNo dir : m_unseen)
        text << ' ' << dir;
    return text.str();
}

void MachineCrash::recall(const Clock& clock, const Bytes& text)
{
    std::istringstream told(text);
    int64_t bootNs = 0;
    int64_t flushedNs = 0;
    AuthorId author;
    std::set<store::DirNo> unseen;
    if (!(told >> bootNs >> flushedNs >> author.value))
        return;
    for (store::DirNo dir = 0; told >> dir;)
        unseen.insert(dir);
    happened(clock, bootNs, flushedNs, author);
    passed(std::move(unseen));
}

} // namespace shoal::engine
