// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/zip_names.h"

#include <QtEndian>

#include <algorithm>

namespace shoal::models {

namespace {

// Of the format (APPNOTE.TXT of PKWARE): fixed parts of the records, and places in them.
constexpr qint64 kEndSize = 22;
constexpr qint64 kEntrySize = 46;
constexpr qint64 kEntryFlags = 8, kEntryNameSize = 28, kEntryExtraSize = 30, kEntryCommentSize = 32, kEntryHeader = 42;
constexpr qint64 kHeaderFlags = 6;
constexpr quint16 kUtf8 = 0x0800;

quint16 short16(const QByteArray& bytes, qint64 at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

quint32 long32(const QByteArray& bytes, qint64 at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

bool isAscii(const QByteArray& name)
{
    return std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool writeFlags(QIODevice& zip, qint64 at, quint16 flags)
{
    char bytes[sizeof flags];
    qToLittleEndian(flags, bytes);
    return zip.seek(at) && zip.write(bytes, sizeof bytes) == sizeof bytes;
}

} // namespace

bool declareUtf8Names(QIODevice& zip)
{
    // The end has no comment here, so it is where it has to be.
    if (!zip.seek(std::max<qint64>(0, zip.size() - kEndSize)))
        return false;
    const QByteArray end = zip.read(kEndSize);
    if (end.size() != kEndSize || !end.startsWith("PK\5\6"))
        return false;
    qint64 at = long32(end, 16);
    for (int left = short16(end, 10); left > 0; --left) {
        if (at + kEntrySize > zip.size() || !zip.seek(at))
            return false;
        const QByteArray entry = zip.read(kEntrySize);
        if (entry.size() != kEntrySize || !entry.startsWith("PK\1\2"))
            return false;
        const QByteArray name = zip.read(short16(entry, kEntryNameSize));
        const quint16 flags = short16(entry, kEntryFlags) | kUtf8;
        if (!isAscii(name) && (!writeFlags(zip, at + kEntryFlags, flags) ||
                               !writeFlags(zip, long32(entry, kEntryHeader) + kHeaderFlags, flags)))
            return false;
        at += kEntrySize + name.size() + short16(entry, kEntryExtraSize) + short16(entry, kEntryCommentSize);
    }
    return true;
}

} // namespace shoal::models
