// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/fetcher.h"
#include "core/engine/share_status.h"

namespace shoal::engine {

// What a worker is at, for those who ask; made for each question.
struct ShareCondition
{
    bool open = false; // folder and index are at hand
    bool scanning = false;
    model::Sentence stopped; // why the share stopped; empty = it works
    std::vector<model::Sentence> guarantees;
    std::vector<PeerStatus> peers;
    std::function<bool(const DiskEntry&)> isBeingWritten; // and is looked at when it is quiet
    std::function<Bytes(const Bytes& path)> fetchedBy;    // name of a peer that is just getting it from us, or empty
};

// Tells people what a share is doing and why a path is not in sync. Only reads. Strand only.
class ShareInspector
{
public:
    ShareInspector(Replica& replica, const Fetcher& fetcher, const crypto::ShareKeys& keys)
        : m_replica(replica), m_fetcher(fetcher), m_keys(keys)
    {}

    ShareState state(const ShareCondition& condition) const;
    // Cheap: totals are kept, nothing is counted for it.
    ShareStatus status(const ShareCondition& condition) const;
    // `asked` is absolute or relative to the folder; empty = everything that is not in sync, as much as a person reads.
    std::vector<WhyItem> why(const ShareCondition& condition, const Bytes& asked) const;

private:
    std::vector<WhyItem> whyAll(const ShareCondition& condition) const;
    std::vector<WhyItem> whyPath(const ShareCondition& condition, const Bytes& path) const;
    std::vector<WhyItem> whyKnown(const ShareCondition& condition, const Bytes& path) const;
    std::vector<WhyItem> whyDirectory(const ShareCondition& condition, const Bytes& path) const;
    std::optional<DirNo> directoryAt(const Bytes& path) const;
    WhyItem inSync(const ShareCondition& condition, const Bytes& path, const Bytes& reason) const;
    std::optional<WhyItem> whyOnlyHere(const DiskEntry& entry) const;
    std::optional<WhyItem> whyIgnored(const Bytes& path) const;
    WhyItem waiting(const ShareCondition& condition, const FileRow& row) const;
    void explainFetch(const ShareCondition& condition, const FileRow& row, WhyItem& item) const;
    void explainAuthor(const ShareCondition& condition, const FileRow& row, WhyItem& item) const;

    Replica& m_replica;
    const Fetcher& m_fetcher;
    const crypto::ShareKeys& m_keys;
};

} // namespace shoal::engine
