// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/wire.h"

namespace shoal::model {

namespace {

uint64_t tagOf(uint32_t field, WireType type)
{
    return uint64_t{field} << 3 | static_cast<uint64_t>(type);
}

} // namespace

void WireWriter::raw(uint64_t value)
{
    while (value >= 0x80) {
        m_out += static_cast<char>((value & 0x7F) | 0x80);
        value >>= 7;
    }
    m_out += static_cast<char>(value);
}

void WireWriter::varint(uint32_t field, uint64_t value)
{
    if (value == 0)
        return;
    raw(tagOf(field, WireType::Varint));
    raw(value);
}

void WireWriter::fixed64(uint32_t field, uint64_t value)
{
    if (value == 0)
        return;
    raw(tagOf(field, WireType::Fixed64));
    for (int i = 0; i < 8; ++i)
        m_out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

void WireWriter::bytes(uint32_t field, ByteView value)
{
    if (value.empty())
        return;
    raw(tagOf(field, WireType::Delimited));
    raw(value.size());
    m_out += value;
}

bool WireReader::raw(uint64_t& value)
{
    value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (m_rest.empty())
            return stop();
        const auto byte = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        value |= uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80)
            return (byte != 0 || shift == 0) && (shift < 63 || byte < 2) ? true : stop();
    }
    return stop();
}

bool WireReader::next(WireField& field)
{
    if (m_rest.empty() || !m_ok)
        return false;
    uint64_t tag = 0;
    if (!raw(tag) || tag >> 3 == 0 || tag >> 3 > UINT32_MAX)
        return stop();
    field = {static_cast<uint32_t>(tag >> 3), static_cast<WireType>(tag & 7), 0, {}};
    if (field.number < m_last)
        return stop();
    m_last = field.number;
    switch (field.type) {
    case WireType::Varint:
        return raw(field.number64) && (field.number64 != 0 || stop());
    case WireType::Fixed64:
        if (m_rest.size() < 8)
            return stop();
        for (size_t i = 0; i < 8; ++i)
            field.number64 |= uint64_t{static_cast<unsigned char>(m_rest[i])} << (8 * i);
        m_rest.remove_prefix(8);
        return field.number64 != 0 || stop();
    case WireType::Delimited: {
        uint64_t length = 0;
        if (!raw(length) || length == 0 || length > m_rest.size())
            return stop();
        field.data = m_rest.substr(0, static_cast<size_t>(length));
        m_rest.remove_prefix(static_cast<size_t>(length));
        return true;
    }
    default:
        return stop();
    }
}

} // namespace shoal::model
