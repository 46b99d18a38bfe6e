// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include <algorithm>

namespace shoal::sim {

Bytes Ledger::fresh(NodeId node, size_t size)
{
    Bytes content = "<" + std::to_string(++m_last) + " of " + std::to_string(node) + ">";
    if (size > content.size())
        content += makeSeededRandom(m_last)->bytes(size - content.size());
    return content;
}

void Ledger::wrote(const Bytes& content, NodeId node, bool byReader, const Bytes& where, int64_t wallNs, bool finished)
{
    const auto [it, isNew] = m_entries.try_emplace(content, Entry{node, where, wallNs, byReader});
    Entry& entry = it->second;
    if (isNew)
        entry.order = m_entries.size();
    entry.finished = entry.finished || finished;
    entry.byReader = entry.byReader && byReader;
}

void Ledger::excuse(const Bytes& content, NodeId by)
{
    if (const auto it = m_entries.find(content); it != m_entries.end()) {
        it->second.excused = true;
        it->second.excusedBy.insert(by);
    }
}

void Ledger::moved(const Bytes& content)
{
    if (const auto it = m_entries.find(content); it != m_entries.end()) {
        it->second.moved = true;
        it->second.torn = false; // somebody wants it as it is
    }
}

void Ledger::lostInPowerCut(const Bytes& content)
{
    if (const auto it = m_entries.find(content); it != m_entries.end())
        it->second.gone = true;
}

void Ledger::riskedInPowerCut(const Bytes& content)
{
    if (const auto it = m_entries.find(content); it != m_entries.end())
        it->second.atRisk = true;
}

void Ledger::torn(const Bytes& content)
{
    if (const auto it = m_entries.find(content); it != m_entries.end())
        it->second.torn = true;
}

void Ledger::copyGone(const Bytes& content, const Bytes& path)
{
    if (const auto it = m_entries.find(content); it != m_entries.end() && it->second.excused)
        it->second.copiesGone.insert(path);
}

bool Ledger::wasFollowed(const Entry& entry, const Bytes& path) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto& one) {
        const Entry& later = one.second;
        const Bytes where = later.where.substr(0, later.where.rfind(".tmp")); // what is saved is renamed to its name
        return !later.byReader && later.order > entry.order &&
               (later.moved || where == path || path.ends_with("/" + where)); // what is written slowly has no directory
    });
}

const Ledger::Entry* Ledger::find(const Bytes& content) const
{
    const auto it = m_entries.find(content);
    return it == m_entries.end() ? nullptr : &it->second;
}

Bytes shortened(const Bytes& content)
{
    constexpr size_t kShown = 24;
    const Bytes shown = printable(content.substr(0, std::min(kShown, content.find('>') + 1)));
    return "'" + shown + "' (" + std::to_string(content.size()) + " bytes)";
}

} // namespace shoal::sim
