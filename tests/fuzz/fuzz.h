// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <cstdint>

// What all fuzz targets share. A target is one source fuzz_<name>.cpp with LLVMFuzzerTestOneInput(), which takes bytes
// that anybody may have made and states what must hold of them. It is linked with libFuzzer, or with replay_main.cpp.
namespace shoal::fuzz {

// Ends the process unless it holds, as any other crash does: that is a finding. `promise` says what should have held.
void require(bool holds, const char* promise);

// An error must say something to a person, in one line or several, without a control character that a terminal obeys.
void requireText(const Error& error);

// Whether `told`, which is for people and logs, repeats something of `text` that has the form of a secret: so many of a
// secret's characters in a row. No sentence of the product has such words of its own.
bool tellsSecret(ByteView told, ByteView text, size_t characters);

inline ByteView viewOf(const uint8_t* data, size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

// An input that is a sequence of choices and pieces rather than one text: taken from the front, and zero or empty once
// the input is used up.
class Choices
{
public:
    explicit Choices(ByteView input) : m_rest(input) {}

    bool empty() const { return m_rest.empty(); }
    uint8_t byte();
    uint16_t number16();
    // Below `bound`, which is 1 to 256.
    size_t below(size_t bound) { return byte() % bound; }
    // At most `size` bytes.
    ByteView bytes(size_t size);
    // A piece with its size before it, in two bytes.
    ByteView piece() { return bytes(number16()); }
    ByteView rest() { return bytes(m_rest.size()); }

private:
    ByteView m_rest;
};

} // namespace shoal::fuzz
