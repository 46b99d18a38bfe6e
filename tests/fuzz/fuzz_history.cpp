// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "scratch_folder.h"

#include "core/engine/history_log.h"

using namespace shoal;
using namespace shoal::fuzz;
using engine::HistoryEvent;
using engine::HistoryLog;
using engine::HistoryPage;

namespace {

constexpr size_t kPage = 3;

HistoryPage readPage(HistoryLog& log, uint64_t before, const Bytes& search)
{
    auto page = log.read({before, search, kPage});
    if (!page) {
        requireText(page.error());
        return {};
    }
    require(page->entries.size() <= kPage, "a page is not longer than asked for");
    return *std::move(page);
}

// All pages one after the other; their numbers fall all the way.
std::vector<std::pair<uint64_t, HistoryEvent>> readAll(HistoryLog& log, const Bytes& search)
{
    std::vector<std::pair<uint64_t, HistoryEvent>> all;
    uint64_t before = 0;
    for (bool more = true; more;) {
        HistoryPage page = readPage(log, before, search);
        for (auto& entry : page.entries) {
            require(entry.first != 0 && (all.empty() || entry.first < all.back().first), "numbers of events fall");
            all.push_back(std::move(entry));
        }
        more = page.more;
        require(!more || page.entries.size() == kPage, "a page with more behind it is full");
        before = all.empty() ? 0 : all.back().first;
    }
    return all;
}

} // namespace

// The two files of a share's history, damaged in whatever way, are read, and appended to.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    const Bytes index = scratchFolder() + "/index";
    emptyScratchFolder();
    if (const ByteView older = input.piece(); !older.empty())
        writeFile(index + ".history.1", older);
    writeFile(index + ".history", input.rest());

    HistoryLog log(index);
    const auto before = readAll(log, {});
    require(readAll(log, "a").size() <= before.size(), "a search finds no more than there is");

    const HistoryEvent event{HistoryEvent::Kind::Moved, 1'700'000'000'000, "there", "here", "a peer", 5};
    require(log.append({event}).has_value(), "a damaged history can be appended to");
    const auto after = readAll(log, {});
    require(after.size() == before.size() + 1 && after.front().second == event, "what was appended is the newest");

    HistoryLog opened(index);
    require(readAll(opened, {}) == after, "a history opened anew is the same");
    return 0;
}
