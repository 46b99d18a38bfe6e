// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/waiting_rows.h"

namespace shoal::engine {

namespace {

constexpr size_t kPage = 1'000;
// Some tenths of a second, for which a person and the share itself wait.
constexpr size_t kMostLookedAt = 100'000;

bool isBelow(const ShareIndex& index, DirNo no, const Bytes& dir)
{
    auto path = index.diskPath(no);
    if (!path)
        path = index.tree().path(index.idOf(no));
    return path && (*path == dir || path->starts_with(dir + "/"));
}

} // namespace

WaitingRows waitingBelow(ShareIndex& index, const Bytes& dir, size_t limit)
{
    WaitingRows waiting;
    std::unordered_map<DirNo, bool> known;
    DirNo after = store::kRootDirNo;
    Bytes afterName;
    for (size_t lookedAt = 0; waiting.rows.size() < limit; lookedAt += kPage) {
        waiting.whole = lookedAt < kMostLookedAt;
        auto page = index.rows().pendingFiles(kPage, after, afterName);
        if (!waiting.whole || !page || page->empty())
            break;
        after = page->back().dir;
        afterName = page->back().name;
        for (FileRow& row : *page) {
            const auto [it, isNew] = known.try_emplace(row.dir, false);
            if (isNew)
                it->second = isBelow(index, row.dir, dir);
            if (it->second && waiting.rows.size() < limit)
                waiting.rows.push_back(std::move(row));
        }
    }
    return waiting;
}

} // namespace shoal::engine
