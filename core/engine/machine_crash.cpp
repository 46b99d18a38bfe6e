// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/machine_crash.h"

#include <sstream>

namespace shoal::engine {

namespace {

// Between the directories and the single entries.
constexpr char kEntries = '|';

} // namespace

Bytes MachineCrash::toText() const
{
    if (m_unseen.empty() && m_putOff.empty())
        return {};
    std::ostringstream text;
    text << m_bootNs << ' ' << m_flushedNs << ' ' << m_author.value;
    for (const store::DirNo dir : m_unseen)
        text << ' ' << dir;
    text << ' ' << kEntries;
    for (const auto& [dir, name] : m_putOff)
        text << ' ' << dir << ' ' << toHex(name);
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
    told.clear(); // that was no number
    char mark = 0;
    store::DirNo dir = 0;
    Bytes hex;
    Bytes name;
    if (told >> mark && mark == kEntries) {
        while (told >> dir >> hex && fromHex(hex, name))
            m_putOff.emplace(dir, name);
    }
}

} // namespace shoal::engine
