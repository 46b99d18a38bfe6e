// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

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
    Entry& entry = m_entries.try_emplace(content, Entry{node, where, wallNs, byReader}).first->second;
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
