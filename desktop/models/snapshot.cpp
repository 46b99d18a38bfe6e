// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/snapshot.h"

#include "desktop/models/archive_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QTemporaryFile>

#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::models {

namespace {

constexpr qint64 kPiece = 1024 * 1024;
// Told after so many files, or bytes of one file.
constexpr qint64 kFilesBetweenNews = 64;
constexpr qint64 kBytesBetweenNews = 8 * kPiece;
const QString kServiceFolder = QStringLiteral(".sync");

std::string named(const QString& path)
{
    return printable(QFile::encodeName(path).toStdString());
}

// What must be the same before and after a copy for it to be of one moment.
bool isSame(const struct stat& a, const struct stat& b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
           a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec &&
           a.st_ctim.tv_sec == b.st_ctim.tv_sec && a.st_ctim.tv_nsec == b.st_ctim.tv_nsec;
}

ArchiveFile::Attributes attributesOf(const QString& path, const struct stat& info)
{
    const QFileInfo owner(path);
    const qint64 ms = static_cast<qint64>(info.st_mtim.tv_sec) * 1000 + info.st_mtim.tv_nsec / 1'000'000;
    return {static_cast<mode_t>(info.st_mode & 07777), QDateTime::fromMSecsSinceEpoch(ms), owner.owner(),
            owner.group()};
}

// The entries of a folder in the order of their names. Names that no archive could hold stay bytes.
Result<std::vector<QByteArray>> namesIn(const QByteArray& folder)
{
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.constData()), &::closedir);
    if (!directory)
        return fail(systemError(errno, "cannot read the folder"));
    std::vector<QByteArray> names;
    while (const dirent* const entry = ::readdir(directory.get()))
        if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
            names.emplace_back(entry->d_name);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

// One pass over the folder.
struct SnapshotWriter::Run
{
    SnapshotWriter& writer;
    ArchiveFile& archive;
    QTemporaryFile& aside;
    SnapshotProgress progress;
    SnapshotReport report;
    qint64 toldFiles = 0, toldBytes = 0;

    // What an archive of a part holds is the caller's to throw away.
    tl::unexpected<Error> cancelled() const { return fail(ErrorCode::Closed, "it was cancelled"); }

    void leaveOut(const QString& path, const std::string& reason)
    {
        report.leftOut.append(path + QLatin1String(": ") + QString::fromStdString(reason));
    }

    void tell()
    {
        toldFiles = progress.files;
        toldBytes = progress.bytes;
        writer.m_told(progress);
    }

    QString absolute(const QString& path) const
    {
        return path.isEmpty() ? writer.m_folder : writer.m_folder + QLatin1Char('/') + path;
    }

    // Calls `visit` for each entry, folders before what they hold. Nothing is followed out of the folder.
    Result<void> walk(const QString& path, const std::function<Result<void>(const QString&, const struct stat&)>& visit,
                      bool tellsProblems)
    {
        if (writer.m_cancelled())
            return cancelled();
        const QByteArray folder = QFile::encodeName(absolute(path));
        const auto names = namesIn(folder);
        if (!names) {
            if (path.isEmpty())
                return fail(names.error().code, named(writer.m_folder) + ": " + names.error().context);
            if (tellsProblems)
                leaveOut(path, names.error().context);
            return {};
        }
        for (const QByteArray& name : *names) {
            if (path.isEmpty() && name == kServiceFolder.toLatin1())
                continue;
            const QString text = QFile::decodeName(name);
            const QString inner = path.isEmpty() ? text : path + QLatin1Char('/') + text;
            struct stat info
            {};
            if (QFile::encodeName(text) != name) {
                if (tellsProblems)
                    leaveOut(path + QLatin1Char('/') + QString::fromStdString(printable(name.toStdString())),
                             "its name is not UTF-8");
                continue;
            }
            if (::lstat((folder + '/' + name).constData(), &info) != 0)
                continue; // deleted meanwhile
            if (auto visited = visit(inner, info); !visited)
                return visited;
            if (S_ISDIR(info.st_mode))
                if (auto walked = walk(inner, visit, tellsProblems); !walked)
                    return walked;
        }
        return {};
    }

    Result<void> count()
    {
        const auto add = [this](const QString&, const struct stat& info) -> Result<void> {
            if (S_ISREG(info.st_mode)) {
                ++progress.totalFiles;
                progress.totalBytes += info.st_size;
            }
            return {};
        };
        return walk({}, add, false);
    }

    Result<void> add(const QString& path, const struct stat& info)
    {
        const QString name = QFileInfo(writer.m_folder).fileName() + QLatin1Char('/') + path;
        if (S_ISREG(info.st_mode))
            return addFile(path, name);
        if (S_ISDIR(info.st_mode))
            return archive.addFolder(name, attributesOf(absolute(path), info));
        if (S_ISLNK(info.st_mode)) {
            QByteArray target(PATH_MAX, Qt::Uninitialized);
            const auto size = ::readlink(QFile::encodeName(absolute(path)).constData(), target.data(), PATH_MAX);
            if (size < 0)
                return {}; // deleted meanwhile
            target.truncate(static_cast<qsizetype>(size));
            auto attributes = attributesOf(absolute(path), info);
            attributes.mode = 0777;
            return archive.addLink(name, QFile::decodeName(target), attributes);
        }
        leaveOut(path, "it is no file, folder or link");
        return {};
    }

    // Copies a file aside until that was not disturbed, and then puts the copy into the archive.
    Result<void> addFile(const QString& path, const QString& name)
    {
        std::string reason = "it changed while it was read, each time it was tried";
        for (int i = 0; i < kTries; ++i) {
            if (writer.m_cancelled())
                return cancelled();
            const qint64 before = progress.bytes;
            const auto copied = copyAside(path);
            if (!copied)
                progress.bytes = before;
            if (!copied && copied.error().code == ErrorCode::NotFound)
                return {}; // deleted meanwhile
            if (!copied && copied.error().code == ErrorCode::Changed)
                continue;
            if (!copied && copied.error().code != ErrorCode::PermissionDenied)
                return fail(copied.error());
            if (!copied) {
                leaveOut(path, copied.error().context);
                return {};
            }
            if (copied->st_size > ArchiveFile::kMaxTarFileBytes) {
                reason = "it is larger than an archive can hold";
                break;
            }
            aside.seek(0);
            if (auto added = archive.addFile(name, aside, copied->st_size, attributesOf(absolute(path), *copied));
                !added)
                return added;
            ++report.files;
            ++progress.files;
            report.bytes += copied->st_size;
            if (progress.files - toldFiles >= kFilesBetweenNews || progress.bytes - toldBytes >= kBytesBetweenNews)
                tell();
            return {};
        }
        leaveOut(path, reason);
        return {};
    }

    // Changed: it is another file now than when the copy began. PermissionDenied: this file cannot be read.
    Result<struct stat> copyAside(const QString& path)
    {
        const int descriptor = ::open(QFile::encodeName(absolute(path)).constData(),
                                      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (descriptor < 0)
            return errno == ENOENT ? fail(ErrorCode::NotFound, "it is gone")
                   : errno == ELOOP
                       ? fail(ErrorCode::Changed, "it is a link now")
                       : fail(ErrorCode::PermissionDenied, systemError(errno, "it cannot be read").context);
        QFile source;
        source.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFile::AutoCloseHandle);
        struct stat before
        {
        }, after{};
        if (::fstat(descriptor, &before) != 0 || !S_ISREG(before.st_mode))
            return fail(ErrorCode::Changed, "it is no file any more");
        aside.seek(0);
        aside.resize(0);
        if (auto copied = copyPieces(source, path, before.st_size); !copied)
            return fail(copied.error());
        if (::fstat(descriptor, &after) != 0 || !isSame(before, after) || aside.size() != after.st_size)
            return fail(ErrorCode::Changed, "it changed");
        return before;
    }

    // No more than `size` bytes: a file that grows all the time has no end.
    Result<void> copyPieces(QFile& source, const QString& path, qint64 size)
    {
        QByteArray piece(kPiece, Qt::Uninitialized);
        for (qint64 left = size; left > 0;) {
            const qint64 count = source.read(piece.data(), std::min<qint64>(left, piece.size()));
            if (count < 0)
                return fail(ErrorCode::PermissionDenied, "it cannot be read: " + source.errorString().toStdString());
            if (count == 0)
                break;
            if (writer.m_cancelled())
                return cancelled();
            if (aside.write(piece.constData(), count) != count)
                return fail(ErrorCode::NoSpace,
                            "cannot write " + named(aside.fileName()) + ": " + aside.errorString().toStdString());
            left -= count;
            progress.bytes += count;
            if (progress.bytes - toldBytes >= kBytesBetweenNews)
                tell();
            if (writer.m_betweenPieces)
                writer.m_betweenPieces(path);
        }
        if (!aside.flush())
            return fail(ErrorCode::NoSpace,
                        "cannot write " + named(aside.fileName()) + ": " + aside.errorString().toStdString());
        return {};
    }
};

SnapshotWriter::SnapshotWriter(QString folder, Cancelled cancelled, Told told)
    : m_folder(QDir::cleanPath(folder)), m_cancelled(std::move(cancelled)), m_told(std::move(told))
{}

Result<SnapshotReport> SnapshotWriter::write(const QString& path)
{
    // An archive inside the folder would hold itself, and be sent to everybody.
    if (QDir::cleanPath(path).startsWith(m_folder + QLatin1Char('/')))
        return fail(ErrorCode::InvalidArgument, named(path) + " lies inside the folder that it would hold; choose a "
                                                              "place outside of it");
    auto archive = ArchiveFile::create(path, PrivateFile::IfThere::Replace);
    if (!archive)
        return fail(archive.error());
    QTemporaryFile aside(path + QLatin1String(".XXXXXX")); // mode 0600
    if (!aside.open())
        return fail(ErrorCode::Io, "cannot write beside " + named(path) + ": " + aside.errorString().toStdString());
    Run run{*this, **archive, aside, {}, {}};
    if (auto counted = run.count(); !counted)
        return fail(counted.error());
    if (auto holds = (*archive)->checkTotals(run.progress.totalFiles, run.progress.totalBytes); !holds)
        return fail(holds.error());
    run.tell();
    const auto add = [&run](const QString& name, const struct stat& info) { return run.add(name, info); };
    if (auto walked = run.walk({}, add, true); !walked)
        return fail(walked.error());
    if (auto closed = (*archive)->close(); !closed)
        return fail(closed.error());
    run.tell();
    return run.report;
}

Snapshot::Snapshot(QObject* parent) : QObject(parent), m_cancelled(std::make_shared<std::atomic_bool>(false)) {}

Snapshot::~Snapshot()
{
    cancel();
}

void Snapshot::start(const QString& folder, const QString& archive)
{
    const auto told = [guard = QPointer<Snapshot>(this)](const SnapshotProgress& progress) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, progress] {
                if (guard)
                    Q_EMIT guard->progressed(progress);
            },
            Qt::QueuedConnection);
    };
    const auto write = [folder, archive, told, cancelled = m_cancelled] {
        return SnapshotWriter(
                   folder, [cancelled] { return cancelled->load(); }, told)
            .write(archive);
    };
    m_work.run(this, write, [this](const Result<SnapshotReport>& report) {
        if (report)
            Q_EMIT finished(*report);
        else
            Q_EMIT failed(QString::fromStdString(report.error().context), report.error().code == ErrorCode::Closed);
    });
}

void Snapshot::cancel()
{
    *m_cancelled = true;
}

} // namespace shoal::models
