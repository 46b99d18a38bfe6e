// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <utility>
#include <vector>

namespace shoal::model {

// Which contents a record's author had seen: author id -> highest counter (Parker et al. 1983). It decides one
// thing, whether a loser's content had been seen by the winner; it never orders records (see rank.h).
class VersionVector
{
public:
    using Entry = std::pair<AuthorId, uint64_t>;

    // Ascending by author id, counters > 0: the canonical form that is serialized.
    const std::vector<Entry>& entries() const { return m_entries; }
    uint64_t counter(AuthorId author) const;
    // Raises the author's counter; a lower one is ignored.
    void set(AuthorId author, uint64_t counter);
    bool covers(AuthorId author, uint64_t counter) const { return this->counter(author) >= counter; }
    // Every counter of `other` is covered. Equal vectors dominate each other.
    bool dominates(const VersionVector& other) const;

    bool operator==(const VersionVector&) const = default;

private:
    std::vector<Entry> m_entries;
};

} // namespace shoal::model
