// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::model {

// The canonical subset of the protobuf wire format in which records are hashed: fields ascending, zero and empty
// values absent (bytes(n, "") writes nothing), shortest varints, no groups and no 32-bit fields. protobuf itself
// does not promise one byte sequence for one message, and derived records must be equal on every device.
class WireWriter
{
public:
    void varint(uint32_t field, uint64_t value);
    void fixed64(uint32_t field, uint64_t value);
    void bytes(uint32_t field, ByteView value);
    Bytes take() { return std::move(m_out); }

private:
    void raw(uint64_t value);
    Bytes m_out;
};

enum class WireType : uint8_t { Varint = 0, Fixed64 = 1, Delimited = 2 };

struct WireField
{
    uint32_t number = 0;
    WireType type = WireType::Varint;
    uint64_t number64 = 0; // varint and fixed64
    ByteView data;         // length-delimited; points into the input
};

// Reads what WireWriter writes; refuses anything that is not canonical.
class WireReader
{
public:
    explicit WireReader(ByteView bytes) : m_rest(bytes) {}
    // False at the end and on malformed input; ok() tells which.
    bool next(WireField& field);
    bool ok() const { return m_ok; }

private:
    bool raw(uint64_t& value);
    bool stop()
    {
        m_ok = false;
        return false;
    }
    ByteView m_rest;
    uint32_t m_last = 0;
    bool m_ok = true;
};

} // namespace shoal::model
