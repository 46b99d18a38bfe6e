// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "shared/base/result.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <atomic>
#include <functional>
#include <memory>

namespace shoal::models {

// What has become of a snapshot, or how far it is.
struct SnapshotProgress
{
    qint64 files = 0, totalFiles = 0;
    qint64 bytes = 0, totalBytes = 0;
};

struct SnapshotReport
{
    qint64 files = 0;
    qint64 bytes = 0;
    // Paths that are not in it, each with the reason.
    QStringList leftOut;
};

// Packs a folder into an archive while others write to it (ArchiveFile). Each file is in it as it was at one moment: it
// is copied aside first, beside the archive, and copied again when it was changed meanwhile. .sync is left out. Names
// that are not UTF-8, sockets and the like, and files that change all the time are told of. Blocking; any thread.
class SnapshotWriter
{
public:
    // How often a file that changes under the copy is tried.
    static constexpr int kTries = 5;

    // May be called from several threads; says true from some time on to give up.
    using Cancelled = std::function<bool()>;
    using Told = std::function<void(const SnapshotProgress&)>;

    SnapshotWriter(QString folder, Cancelled cancelled, Told told);
    // Called after each piece of a file that was copied; for tests, which play the others.
    void setBetweenPieces(std::function<void(const QString& path)> callback) { m_betweenPieces = std::move(callback); }

    // Closed: it was cancelled, and nothing is left of it.
    Result<SnapshotReport> write(const QString& archive);

private:
    struct Run;

    const QString m_folder;
    const Cancelled m_cancelled;
    const Told m_told;
    std::function<void(const QString&)> m_betweenPieces;
};

// The same off the GUI thread. One snapshot; GUI thread.
class Snapshot final : public QObject
{
    Q_OBJECT

public:
    explicit Snapshot(QObject* parent = nullptr);
    ~Snapshot() override; // cancels

    void start(const QString& folder, const QString& archive);
    void cancel();

Q_SIGNALS:
    // Some ten times a second at most.
    void progressed(const shoal::models::SnapshotProgress& progress);
    void finished(const shoal::models::SnapshotReport& report);
    // `wasCancelled`: the person knows why.
    void failed(const QString& sentence, bool wasCancelled);

private:
    DiskWork m_work;
    const std::shared_ptr<std::atomic_bool> m_cancelled;
};

} // namespace shoal::models
