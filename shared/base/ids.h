// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <array>
#include <compare>
#include <cstring>
#include <functional>

namespace shoal {

// N bytes with a meaning. Different tags do not convert into each other.
template <class Tag, size_t N> struct StrongBytes
{
    static constexpr size_t kSize = N;
    std::array<unsigned char, N> bytes{};

    auto operator<=>(const StrongBytes&) const = default;

    // `view` must hold exactly N bytes; anything else gives the zero value and false in `ok`.
    static StrongBytes from(ByteView view, bool* ok = nullptr)
    {
        StrongBytes id;
        const bool fits = view.size() == N;
        if (fits)
            std::memcpy(id.bytes.data(), view.data(), N);
        if (ok)
            *ok = fits;
        return id;
    }
    ByteView view() const { return {reinterpret_cast<const char*>(bytes.data()), N}; }
    Bytes toBytes() const { return Bytes(view()); }
    Bytes hex() const { return toHex(view()); }
    bool isZero() const { return *this == StrongBytes{}; }
};

struct DirIdTag;
struct ShareIdTag;
struct DeviceIdTag;
struct HashTag;

using DirId = StrongBytes<DirIdTag, 16>;       // names a directory for its whole life; all zero = the root
using ShareId = StrongBytes<ShareIdTag, 32>;   // names a share among those who hold its secret
using DeviceId = StrongBytes<DeviceIdTag, 32>; // the device's X25519 public key
using Hash = StrongBytes<HashTag, 32>;         // SHA-256 of a record, a content, a chunk or a key

inline constexpr DirId kRootDir{};

// Who wrote a record: random, per share and incarnation of a device's index. Information, not authentication.
struct AuthorId
{
    uint64_t value = 0;
    auto operator<=>(const AuthorId&) const = default;
};

} // namespace shoal

template <class Tag, size_t N> struct std::hash<shoal::StrongBytes<Tag, N>>
{
    // Ids are uniformly distributed already; a fixed function keeps runs reproducible.
    size_t operator()(const shoal::StrongBytes<Tag, N>& id) const noexcept
    {
        size_t value = 0;
        std::memcpy(&value, id.bytes.data(), sizeof value);
        return value;
    }
};
