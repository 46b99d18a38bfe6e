// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <memory>

namespace shoal {

// SHA-256 through OpenSSL, which uses the CPU's instructions (about 1.7 GB/s a core where SHA-NI exists).
Hash sha256(ByteView data);

// SHA-256 of data that comes in pieces. Not thread-safe; reusable after finish().
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(ByteView data);
    // The hash of everything added since construction or the last finish().
    Hash finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// BLAKE2b with an output of 16 to 64 bytes and a key of 0 to 64 bytes (RFC 7693).
Bytes blake2b(size_t outputSize, ByteView data, ByteView key = {});

} // namespace shoal
