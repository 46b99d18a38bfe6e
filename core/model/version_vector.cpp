// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/version_vector.h"

#include <algorithm>

namespace shoal::model {

namespace {

auto find(auto& entries, AuthorId author)
{
    return std::lower_bound(entries.begin(), entries.end(), author,
                            [](const VersionVector::Entry& entry, AuthorId key) { return entry.first < key; });
}

} // namespace

uint64_t VersionVector::counter(AuthorId author) const
{
    const auto it = find(m_entries, author);
    return it != m_entries.end() && it->first == author ? it->second : 0;
}

void VersionVector::set(AuthorId author, uint64_t counter)
{
    const auto it = find(m_entries, author);
    if (it != m_entries.end() && it->first == author)
        it->second = std::max(it->second, counter);
    else if (counter > 0)
        m_entries.insert(it, {author, counter});
}

bool VersionVector::dominates(const VersionVector& other) const
{
    return std::all_of(other.m_entries.begin(), other.m_entries.end(),
                       [this](const Entry& entry) { return covers(entry.first, entry.second); });
}

} // namespace shoal::model
