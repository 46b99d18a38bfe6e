// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/glob.h"

#include <algorithm>
#include <cstddef>

namespace shoal::storage {

namespace {

// Bytes of the character that `text`, which is not empty, begins with.
size_t characterSize(ByteView text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size > text.size())
        return 1;
    const auto isContinuation = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; };
    return std::all_of(text.begin() + 1, text.begin() + static_cast<ptrdiff_t>(size), isContinuation) ? size : 1;
}

// The greedy search: when the pattern fails, only the last star can still take one character more.
bool matchesGeneral(ByteView pattern, ByteView name)
{
    size_t p = 0;
    size_t n = 0;
    size_t afterStar = ByteView::npos;
    size_t starTook = 0; // end of what the last star stands for
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            afterStar = ++p;
            starTook = n;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            n += characterSize(name.substr(n));
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (afterStar != ByteView::npos) {
            starTook += characterSize(name.substr(starTook));
            n = starTook;
            p = afterStar;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace

Glob::Glob(ByteView pattern) : m_shape(Shape::General)
{
    for (const char byte : pattern) {
        if (byte != '*' || m_pattern.empty() || m_pattern.back() != '*')
            m_pattern += byte;
    }
    const auto wildcards =
        std::count_if(m_pattern.begin(), m_pattern.end(), [](char b) { return b == '*' || b == '?'; });
    if (wildcards == 0)
        m_shape = Shape::Literal;
    else if (wildcards == 1 && m_pattern.back() == '*')
        m_shape = Shape::StartsWith;
    else if (wildcards == 1 && m_pattern.front() == '*')
        m_shape = Shape::EndsWith;
}

bool Glob::matches(ByteView name) const
{
    const ByteView pattern = m_pattern;
    switch (m_shape) {
    case Shape::Literal:
        return name == pattern;
    case Shape::StartsWith:
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    case Shape::EndsWith:
        return name.ends_with(pattern.substr(1));
    case Shape::General:
        break;
    }
    return matchesGeneral(pattern, name);
}

size_t Glob::shortest() const
{
    return m_pattern.size() - static_cast<size_t>(std::count(m_pattern.begin(), m_pattern.end(), '*'));
}

} // namespace shoal::storage
