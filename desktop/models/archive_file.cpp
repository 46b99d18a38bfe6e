// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/archive_file.h"

#include "desktop/models/zip_names.h"

#include <KCompressionDevice>
#include <KTar>
#include <KZip>
#include <QBuffer>

#include <algorithm>
#include <array>
#include <optional>

namespace shoal::models {

namespace {

using Compression = KCompressionDevice::CompressionType;

constexpr qint64 kPiece = 1024 * 1024;

struct Ending
{
    QLatin1String text;
    std::optional<Compression> tar; // nothing: zip
};

constexpr std::array kEndings{
    Ending{QLatin1String(".zip"), std::nullopt},          Ending{QLatin1String(".tar"), Compression::None},
    Ending{QLatin1String(".tar.gz"), Compression::GZip},  Ending{QLatin1String(".tgz"), Compression::GZip},
    Ending{QLatin1String(".tar.zst"), Compression::Zstd},
};

const Ending* endingOf(const QString& path)
{
    const auto found = std::find_if(kEndings.begin(), kEndings.end(), [&path](const Ending& ending) {
        return path.endsWith(ending.text, Qt::CaseInsensitive);
    });
    return found == kEndings.end() ? nullptr : &*found;
}

std::string named(const QString& path)
{
    return printable(QFile::encodeName(path).toStdString());
}

} // namespace

bool ArchiveFile::isArchiveName(const QString& path)
{
    return endingOf(path) != nullptr;
}

ArchiveFile::ArchiveFile(const QString& path)
    : m_path(path), m_isZip(path.endsWith(kEndings[0].text, Qt::CaseInsensitive)), m_file(path)
{}

ArchiveFile::~ArchiveFile() = default;

Result<std::unique_ptr<ArchiveFile>> ArchiveFile::create(const QString& path, PrivateFile::IfThere ifThere)
{
    if (!isArchiveName(path))
        return fail(ErrorCode::Unsupported,
                    named(path) + ": the name of an archive has to end in .zip, .tar, .tar.gz or .tar.zst");
    std::unique_ptr<ArchiveFile> archive(new ArchiveFile(path));
    if (auto opened = archive->open(ifThere); !opened)
        return fail(opened.error());
    return archive;
}

Result<void> ArchiveFile::open(PrivateFile::IfThere ifThere)
{
    if (auto created = m_file.create(ifThere); !created)
        return created;
    if (m_isZip) {
        m_archive = std::make_unique<KZip>(&m_file.device());
    } else {
        m_compressor = std::make_unique<KCompressionDevice>(&m_file.device(), false, *endingOf(m_path)->tar);
        if (!m_compressor->open(QIODevice::WriteOnly))
            return fail(ErrorCode::Unsupported, named(m_path) + ": this kind of archive cannot be written here");
        m_archive = std::make_unique<KTar>(m_compressor.get());
    }
    return m_archive->open(QIODevice::WriteOnly) ? Result<void>{} : fault();
}

Result<void> ArchiveFile::fault() const
{
    const QString reason = m_file.reason().isEmpty() ? m_archive->errorString() : m_file.reason();
    return fail(ErrorCode::Io, "cannot write " + named(m_path) + ": " + reason.toStdString());
}

Result<void> ArchiveFile::checkTotals(qint64 entries, qint64 bytes) const
{
    if (m_isZip && (entries > kMaxZipEntries || bytes > kMaxZipBytes))
        return fail(ErrorCode::Unsupported, "a zip archive cannot hold so much; choose a name that ends in .tar.zst");
    return {};
}

Result<void> ArchiveFile::takeRoom(qint64 size)
{
    if (auto holds = checkTotals(m_entries + 1, m_bytes + size); !holds)
        return holds;
    if (!m_isZip && size > kMaxTarFileBytes)
        return fail(ErrorCode::Unsupported, "an archive can hold no file of more than 8 GiB");
    ++m_entries;
    m_bytes += size;
    return {};
}

Result<void> ArchiveFile::addFolder(const QString& name, const Attributes& attributes)
{
    if (auto room = takeRoom(0); !room)
        return room;
    return m_archive->writeDir(name, attributes.user, attributes.group, attributes.mode, {}, attributes.modified, {})
               ? Result<void>{}
               : fault();
}

Result<void> ArchiveFile::addLink(const QString& name, const QString& target, const Attributes& attributes)
{
    if (auto room = takeRoom(target.size()); !room)
        return room;
    return m_archive->writeSymLink(name, target, attributes.user, attributes.group, attributes.mode, {},
                                   attributes.modified, {})
               ? Result<void>{}
               : fault();
}

Result<void> ArchiveFile::addFile(const QString& name, QIODevice& content, qint64 size, const Attributes& attributes)
{
    if (auto room = takeRoom(size); !room)
        return room;
    // Tar readers know a file by the mode too.
    if (!m_archive->prepareWriting(name, attributes.user, attributes.group, size,
                                   static_cast<mode_t>(S_IFREG) | attributes.mode, {}, attributes.modified, {}))
        return fault();
    QByteArray piece(std::min(size, kPiece), Qt::Uninitialized);
    for (qint64 left = size; left > 0;) {
        const qint64 count = content.read(piece.data(), std::min<qint64>(left, piece.size()));
        if (count <= 0)
            return fail(ErrorCode::Io, "what is to become " + name.toStdString() + " of the archive cannot be read");
        if (!m_archive->writeData(piece.constData(), count))
            return fault();
        left -= count;
    }
    return m_archive->finishWriting(size) ? Result<void>{} : fault();
}

Result<void> ArchiveFile::addFile(const QString& name, const QByteArray& content, const Attributes& attributes)
{
    QBuffer buffer;
    buffer.setData(content);
    buffer.open(QIODevice::ReadOnly);
    return addFile(name, buffer, content.size(), attributes);
}

Result<void> ArchiveFile::close()
{
    if (!m_archive->close())
        return fault();
    if (m_compressor)
        m_compressor->close();
    // The archive has closed the file.
    if (m_isZip && (!m_file.device().open(QIODevice::ReadWrite) || !declareUtf8Names(m_file.device())))
        return fault();
    return m_file.commit();
}

} // namespace shoal::models
