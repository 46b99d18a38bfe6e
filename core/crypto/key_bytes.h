// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <array>
#include <cstring>

namespace shoal::crypto {

// Overwrites memory in a way that the compiler cannot leave out.
void wipe(void* memory, size_t size);
// Wipes and empties a byte string that held a secret.
void wipe(Bytes& bytes);

// N secret bytes. Every copy is wiped when it is destroyed; there is no comparison and no hex().
template <size_t N> class KeyBytes
{
public:
    static constexpr size_t kSize = N;

    KeyBytes() = default;
    KeyBytes(const KeyBytes&) = default;
    KeyBytes& operator=(const KeyBytes&) = default;
    ~KeyBytes() { wipe(m_bytes.data(), N); }

    // Copies the first N bytes of `view`; the rest stays zero when it is shorter.
    static KeyBytes from(ByteView view)
    {
        KeyBytes key;
        std::memcpy(key.data(), view.data(), view.size() < N ? view.size() : N);
        return key;
    }

    unsigned char* data() { return m_bytes.data(); }
    const unsigned char* data() const { return m_bytes.data(); }
    ByteView view() const { return {reinterpret_cast<const char*>(m_bytes.data()), N}; }

private:
    std::array<unsigned char, N> m_bytes{};
};

} // namespace shoal::crypto
