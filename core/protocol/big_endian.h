// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

// Big-endian numbers in byte strings; for this module's .cpp files.
namespace shoal::protocol {

// `bytes` has at least as many bytes as T.
template <class T> T readBigEndian(ByteView bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < sizeof(T); ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return static_cast<T>(value);
}

template <class T> void appendBigEndian(T value, Bytes& out)
{
    for (size_t i = sizeof(T); i-- > 0;)
        out.push_back(static_cast<char>(static_cast<uint64_t>(value) >> (8 * i)));
}

} // namespace shoal::protocol
