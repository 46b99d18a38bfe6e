// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/storage/ignore_list.h"

#include <algorithm>

using namespace shoal;
using namespace shoal::fuzz;
using storage::IgnoreList;

namespace {

constexpr size_t kMostPaths = 16;
constexpr size_t kMostNames = 8;

bool isAscii(ByteView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What a glob means, letter by letter, for ASCII: slow, and simple enough to be right.
bool meansToMatch(ByteView pattern, ByteView name)
{
    std::vector<bool> reached(name.size() + 1, false); // names' beginnings that the pattern so far stands for
    reached[0] = true;
    for (const char letter : pattern) {
        std::vector<bool> next(name.size() + 1, false);
        for (size_t i = 0; i <= name.size(); ++i) {
            if (letter == '*')
                next[i] = reached[i] || (i > 0 && next[i - 1]);
            else if (i > 0)
                next[i] = reached[i - 1] && (letter == '?' || letter == name[i - 1]);
        }
        reached = std::move(next);
    }
    return reached.back();
}

void checkGlob(ByteView pattern, ByteView name)
{
    const storage::Glob glob(pattern);
    const bool matches = glob.matches(name);
    if (isAscii(pattern) && isAscii(name))
        require(matches == meansToMatch(pattern, name), "a glob matches what it means");
    if (matches)
        require(name.size() >= glob.shortest(), "nothing shorter than the shortest matches");
    require(!glob.isLiteral() || matches == (name == pattern), "a literal stands for itself");
}

void checkPath(const IgnoreList& list, const std::vector<ByteView>& lines, ByteView path, bool isDirectory)
{
    const bool ignored = list.matches(path, isDirectory);
    const auto rule = list.matchingRule(path, isDirectory);
    const size_t line = list.matchingLine(path, isDirectory);
    require(ignored == rule.has_value(), "what is ignored has a rule");
    require(line == 0 || (line <= lines.size() && lines[line - 1].find(*rule) != ByteView::npos),
            "a rule stands in its line");
    require(!list.matchesEntry(path, isDirectory) || ignored, "an ignored entry is ignored");
    if (ignored && isDirectory)
        require(list.matches(Bytes(path) + "/x", false), "what is below an ignored folder is ignored");
}

// Relative to the root of the share, as a scan makes them.
bool isPath(ByteView path)
{
    return !path.empty() && path.front() != '/' && path.back() != '/' && path.find("//") == ByteView::npos &&
           std::count(path.begin(), path.end(), '/') < static_cast<std::ptrdiff_t>(kMostNames);
}

std::vector<ByteView> linesOf(ByteView text)
{
    std::vector<ByteView> lines;
    while (true) {
        const size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == ByteView::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

} // namespace

// An IgnoreList; behind a zero byte, paths that it is asked for, one a line.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const ByteView input = viewOf(data, size);
    const size_t end = std::min(input.find('\0'), input.size());
    const ByteView rules = input.substr(0, end);
    const auto list = IgnoreList::parse(rules);
    if (!list) {
        requireText(list.error());
        return 0;
    }
    require(list->ruleCount() <= storage::kMaxIgnoreRules, "rules are limited");
    require(list->warnings().size() <= storage::kMaxIgnoreWarnings, "warnings are limited");
    const auto lines = linesOf(rules);
    for (const storage::IgnoreWarning& warning : list->warnings())
        require(warning.line >= 1 && warning.line <= lines.size() && printable(warning.text) == warning.text,
                "a warning names a line and can be printed");

    auto paths = linesOf(input.substr(std::min(end + 1, input.size())));
    paths.resize(std::min(paths.size(), kMostPaths));
    for (const ByteView path : paths) {
        if (!isPath(path))
            continue;
        for (const bool isDirectory : {false, true})
            checkPath(*list, lines, path, isDirectory);
        checkGlob(lines.front(), path.substr(path.rfind('/') + 1));
    }
    require(list->matches(".sync/x", false) && list->matches(".sync", true), "the service folder is ignored");
    return 0;
}
