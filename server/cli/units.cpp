// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/units.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace shoal::cli {

Bytes withCommas(int64_t number)
{
    Bytes digits = std::to_string(number);
    const size_t first = digits[0] == '-' ? 1 : 0;
    for (size_t at = digits.size(); at > first + 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

Bytes counted(int64_t number, ByteView one, ByteView many)
{
    return withCommas(number) + ' ' + Bytes(number == 1 ? one : many);
}

Bytes bytesInWords(int64_t bytes)
{
    static constexpr std::array<const char*, 5> kUnits{"kB", "MB", "GB", "TB", "PB"};
    if (bytes < 1000)
        return std::to_string(bytes) + " B";
    double value = static_cast<double>(bytes) / 1000;
    size_t unit = 0;
    // 999.95 would round to 1000.0.
    while (value >= 999.95 && unit + 1 < kUnits.size()) {
        value /= 1000;
        ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %s", value, kUnits[unit]);
    return text;
}

Bytes durationInWords(int64_t seconds)
{
    const auto twoDigits = [](int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    if (seconds < 60)
        return std::to_string(seconds) + " s";
    const int64_t minutes = seconds / 60;
    if (minutes < 60)
        return std::to_string(minutes) + " min";
    const int64_t hours = minutes / 60;
    if (hours < 24)
        return std::to_string(hours) + " h " + twoDigits(minutes % 60) + " min";
    return std::to_string(hours / 24) + " d " + std::to_string(hours % 24) + " h";
}

Bytes localTime(int64_t ms)
{
    const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
    std::tm parts{};
    if (!::localtime_r(&seconds, &parts))
        return std::to_string(ms) + " ms after 1970";
    char text[64];
    const size_t size = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    return Bytes(text, size);
}

Bytes agoInWords(int64_t thenMs, int64_t nowMs)
{
    const int64_t seconds = (nowMs - thenMs) / 1000;
    return seconds < 2 ? Bytes("just now") : durationInWords(seconds) + " ago";
}

Bytes progressBar(double done, int width)
{
    const auto filled = static_cast<size_t>(std::floor(std::clamp(done, 0.0, 1.0) * width));
    return '[' + Bytes(filled, '#') + Bytes(static_cast<size_t>(width) - filled, '-') + ']';
}

} // namespace shoal::cli
