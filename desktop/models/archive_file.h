// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/private_file.h"
#include "shared/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <memory>
#include <sys/types.h>

class KArchive;
class KCompressionDevice;
class QIODevice;

namespace shoal::models {

// A new archive that only its owner can read: zip, tar, tar.gz or tar.zst, as its name ends. It gets its name when it
// is complete, see PrivateFile. Names are relative, with "/". Blocking; one thread at a time.
class ArchiveFile
{
public:
    struct Attributes
    {
        mode_t mode = 0600; // permissions alone
        QDateTime modified; // not valid: now
        QString user, group;
    };

    // A zip counts its entries in 16 bits and its bytes in 32, a tar the bytes of one file in 33.
    static constexpr qint64 kMaxZipEntries = 65'000;
    static constexpr qint64 kMaxZipBytes = 0xF0000000;
    static constexpr qint64 kMaxTarFileBytes = 077777777777;

    static bool isArchiveName(const QString& path);

    // Unsupported when the name ends in nothing known.
    static Result<std::unique_ptr<ArchiveFile>> create(const QString& path, PrivateFile::IfThere ifThere);
    ~ArchiveFile();

    // Unsupported when it could not hold so much; asked before, nobody waits in vain.
    Result<void> checkTotals(qint64 entries, qint64 bytes) const;
    Result<void> addFolder(const QString& name, const Attributes& attributes);
    Result<void> addLink(const QString& name, const QString& target, const Attributes& attributes);
    // Takes `size` bytes from where `content` stands. Unsupported, and nothing added, when this kind of archive cannot
    // hold so much.
    Result<void> addFile(const QString& name, QIODevice& content, qint64 size, const Attributes& attributes);
    Result<void> addFile(const QString& name, const QByteArray& content, const Attributes& attributes);
    Result<void> close();

private:
    explicit ArchiveFile(const QString& path);
    Result<void> open(PrivateFile::IfThere ifThere);
    Result<void> takeRoom(qint64 size);
    Result<void> fault() const;

    const QString m_path;
    const bool m_isZip;
    qint64 m_entries = 0;
    qint64 m_bytes = 0;
    PrivateFile m_file;
    std::unique_ptr<KCompressionDevice> m_compressor; // of a tar
    std::unique_ptr<KArchive> m_archive;
};

} // namespace shoal::models
