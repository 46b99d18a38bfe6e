// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/nearest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace shoal {

namespace {

// What is longer than this is no word somebody mistyped; only its beginning is compared.
constexpr size_t kComparedBytes = 64;

Bytes lowerCase(ByteView word)
{
    Bytes lower(word.substr(0, kComparedBytes));
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

} // namespace

size_t editDistance(ByteView first, ByteView second)
{
    const Bytes a = lowerCase(first);
    const Bytes b = lowerCase(second);
    std::vector<size_t> beforeLast(b.size() + 1);
    std::vector<size_t> last(b.size() + 1);
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        std::swap(beforeLast, last);
        std::swap(last, row);
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
    }
    return row[b.size()];
}

ByteView nearestWord(ByteView typed, std::span<const ByteView> words)
{
    ByteView nearest;
    size_t best = std::numeric_limits<size_t>::max();
    for (const ByteView word : words) {
        const size_t distance = editDistance(typed, word);
        if (distance < best) {
            best = distance;
            nearest = word;
        }
    }
    return nearest;
}

} // namespace shoal
