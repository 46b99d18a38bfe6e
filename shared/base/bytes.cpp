// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/bytes.h"

#include <array>

namespace shoal {

namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr char kBase32Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

int base32Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= '2' && c <= '7')
        return c - '2' + 26;
    return -1;
}

// Length of the well-formed UTF-8 character at the start of `text`, or 0.
size_t utf8Length(ByteView text)
{
    const auto at = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = at(0);
    size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        low = first == 0xE0 ? 0xA0 : 0x80;
        high = first == 0xED ? 0x9F : 0xBF;
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        low = first == 0xF0 ? 0x90 : 0x80;
        high = first == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 0;
    }
    if (text.size() < length || at(1) < low || at(1) > high)
        return 0;
    for (size_t i = 2; i < length; ++i) {
        if ((at(i) & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

} // namespace

Bytes toHex(ByteView bytes)
{
    Bytes out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kHexDigits[byte >> 4];
        out += kHexDigits[byte & 15];
    }
    return out;
}

bool fromHex(ByteView hex, Bytes& out)
{
    out.clear();
    if (hex.size() % 2 != 0)
        return false;
    for (size_t i = 0; i < hex.size(); i += 2) {
        const int high = hexValue(hex[i]);
        const int low = hexValue(hex[i + 1]);
        if (high < 0 || low < 0)
            return false;
        out += static_cast<char>(high * 16 + low);
    }
    return true;
}

Bytes toBase32(ByteView bytes)
{
    Bytes out;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(c);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            out += kBase32Digits[(buffer >> bits) & 31];
        }
    }
    if (bits > 0)
        out += kBase32Digits[(buffer << (5 - bits)) & 31];
    return out;
}

bool fromBase32(ByteView text, Bytes& out)
{
    out.clear();
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : text) {
        const int value = base32Value(c);
        if (value < 0)
            return false;
        buffer = ((buffer << 5) | static_cast<unsigned>(value)) & 0xFFFF;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>((buffer >> bits) & 0xFF);
        }
    }
    return bits < 5 && (buffer & ((1U << bits) - 1)) == 0;
}

Bytes printable(ByteView name)
{
    Bytes out;
    while (!name.empty()) {
        const size_t length = utf8Length(name);
        const auto first = static_cast<unsigned char>(name[0]);
        // C1 controls are two bytes in UTF-8 and move cursors as well.
        const bool control = first < 0x20 || first == 0x7F ||
                             (length == 2 && first == 0xC2 && static_cast<unsigned char>(name[1]) < 0xA0);
        if (length == 0 || control) {
            out += "\\x";
            out += kHexDigits[first >> 4];
            out += kHexDigits[first & 15];
            name.remove_prefix(1);
        } else {
            out += name.substr(0, length);
            name.remove_prefix(length);
        }
    }
    return out;
}

size_t utf8Cut(ByteView text, size_t limit)
{
    size_t cut = 0;
    while (cut < text.size()) {
        const size_t length = utf8Length(text.substr(cut));
        const size_t step = length == 0 ? 1 : length;
        if (cut + step > limit)
            break;
        cut += step;
    }
    return cut;
}

} // namespace shoal
