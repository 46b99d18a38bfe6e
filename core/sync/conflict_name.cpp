// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/conflict_name.h"

#include <algorithm>
#include <ctime>

namespace shoal::sync {

namespace {

constexpr ByteView kWord = ".conflict-";
constexpr size_t kAuthorDigits = 8;
constexpr size_t kDayDigits = 8;
constexpr size_t kTimeDigits = 6;
constexpr size_t kMaxCounterDigits = 20; // of 64 bits

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f');
}

// Takes `count` characters that `fits` accepts, and nothing else.
template <class Fits> std::optional<ByteView> take(ByteView& text, size_t count, Fits fits)
{
    if (text.size() < count || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), fits))
        return std::nullopt;
    const ByteView taken = text.substr(0, count);
    text.remove_prefix(count);
    return taken;
}

bool takeDash(ByteView& text)
{
    const bool dash = text.starts_with('-');
    text.remove_prefix(dash ? 1 : 0);
    return dash;
}

int number(ByteView digits)
{
    int value = 0;
    for (const char digit : digits)
        value = value * 10 + (digit - '0');
    return value;
}

int64_t utcMs(ByteView day, ByteView time)
{
    std::tm utc{};
    utc.tm_year = number(day.substr(0, 4)) - 1900;
    utc.tm_mon = number(day.substr(4, 2)) - 1;
    utc.tm_mday = number(day.substr(6, 2));
    utc.tm_hour = number(time.substr(0, 2));
    utc.tm_min = number(time.substr(2, 2));
    utc.tm_sec = number(time.substr(4, 2));
    return static_cast<int64_t>(timegm(&utc)) * 1000;
}

// The mark at `at`, if it is one and nothing but an extension follows.
std::optional<ConflictMark> parseAt(ByteView name, size_t at)
{
    ByteView rest = name.substr(at + kWord.size());
    const auto author = take(rest, kAuthorDigits, isHexDigit);
    if (!author || !takeDash(rest))
        return std::nullopt;
    const auto day = take(rest, kDayDigits, isDigit);
    if (!day || !takeDash(rest))
        return std::nullopt;
    const auto time = take(rest, kTimeDigits, isDigit);
    if (!time || !takeDash(rest))
        return std::nullopt;
    const size_t digits = static_cast<size_t>(std::find_if_not(rest.begin(), rest.end(), isDigit) - rest.begin());
    rest.remove_prefix(digits);
    if (digits == 0 || digits > kMaxCounterDigits || !(rest.empty() || rest.starts_with('.')))
        return std::nullopt;
    const ByteView stem = name.substr(0, at);
    return ConflictMark{Bytes(stem) + Bytes(rest), Bytes(*author), utcMs(*day, *time), Bytes(stem), Bytes(rest)};
}

} // namespace

std::optional<ConflictMark> parseConflictName(ByteView name)
{
    // The last one counts: there are copies of copies. An extension may begin like a mark.
    for (size_t at = name.rfind(kWord); at != ByteView::npos && at > 0; at = name.rfind(kWord, at - 1)) {
        if (auto mark = parseAt(name, at))
            return mark;
    }
    return std::nullopt;
}

} // namespace shoal::sync
