// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim_network.h"

#include <map>
#include <set>
#include <unordered_map>

namespace shoal::sim {

// What everybody ever wrote, and what may have become of it. Each content that a user finishes writing is unlike all
// others, so that it can be told where it is. The targets of symlinks are contents, too.
class Ledger
{
public:
    struct Entry
    {
        NodeId writer = 0;
        Bytes where;           // the first path it was at
        int64_t wroteNs = 0;   // on its writer's clock
        bool byReader = false; // on a device with the read-only secret: nobody else may ever have it
        bool finished = false; // somebody meant it to be a whole; otherwise it was seen on the way
        bool excused = false;  // somebody who saw it replaced or deleted it
        bool moved = false;    // it was renamed, linked or part of a swap: a deletion may not have meant this one
        bool gone = false;     // it was on one disk only when that lost power, and not flushed
        bool atRisk = false;   // or it came through that, and what was recorded of it may not have
        bool torn = false;     // a power cut left it of what was whole elsewhere
        std::set<NodeId> excusedBy{};
        std::set<Bytes> copiesGone{}; // conflict copies of it that somebody has removed
        uint64_t order = 0;           // in which contents were first written
    };

    // A content that nobody has written yet. `size`: that long, at least, with bytes that do not repeat.
    Bytes fresh(NodeId node, size_t size = 0);
    void wrote(const Bytes& content, NodeId node, bool byReader, const Bytes& where, int64_t wallNs, bool finished);
    void excuse(const Bytes& content, NodeId by);
    void moved(const Bytes& content);
    void lostInPowerCut(const Bytes& content);
    void riskedInPowerCut(const Bytes& content);
    void torn(const Bytes& content);
    void copyGone(const Bytes& content, const Bytes& path);

    // Whether a writer put something else under this name later: a deletion may have been of that.
    bool wasFollowed(const Entry& entry, const Bytes& path) const;

    const Entry* find(const Bytes& content) const;
    const std::unordered_map<Bytes, Entry>& entries() const { return m_entries; }

private:
    std::unordered_map<Bytes, Entry> m_entries;
    uint64_t m_last = 0;
};

// How a content is told from others in a story.
Bytes shortened(const Bytes& content);

} // namespace shoal::sim
