// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"

#include <QCoreApplication>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>

namespace shoal::models {

// What a person should know of a folder before it is shared.
class FolderReport
{
    Q_DECLARE_TR_FUNCTIONS(shoal::models::FolderReport)

public:
    enum class Finding {
        NotGiven,
        NotAbsolute,
        RootFolder,
        NoFolder,      // something else has the name
        ParentMissing, // detail: the folder above
        IsShared,      // detail: the shared folder
        InsideShare,   // detail: the shared folder
        HoldsShare,    // detail: the shared folder
        Unreadable,
        NotWritable,
        ReadOnlyDisk,
        DiskFull, // detail: what is free, in words
        Missing,  // can be made
        NotEmpty,
        WasShared, // a share has left its marks
    };
    enum class Weight { Note, Warning, Refusal };

    struct Item
    {
        Finding finding;
        QString detail;
        bool operator==(const Item&) const = default;
    };

    static Weight weightOf(Finding finding);
    // A sentence, and what to do.
    static QString sentence(const Item& item);

    bool has(Finding finding) const;
    // No finding is a refusal.
    bool canBeShared() const;

    QString path;          // as it was asked for
    QList<Item> items;     // the gravest first
    qint64 freeBytes = -1; // of its disk; -1: not known
};

// What is known of the disk that holds a folder.
struct DiskState
{
    qint64 freeBytes = 0;
    bool isReadOnly = false;
};
using DiskProbe = std::function<std::optional<DiskState>(const QString& existingFolder)>;
// Asks the system. Blocking; any thread.
std::optional<DiskState> probeDisk(const QString& existingFolder);

// Looks at a folder with the rights of this process. `shared`: the folders that are shared already. Blocking; any
// thread.
FolderReport examineFolder(const QString& path, const QStringList& shared, const DiskProbe& probe = probeDisk);

// The same without holding up a window. GUI thread.
class FolderCheck final : public QObject
{
    Q_OBJECT

public:
    // Less room than this counts as a full disk.
    static constexpr qint64 kLittleRoom = 64 * 1024 * 1024;

    explicit FolderCheck(QObject* parent = nullptr, DiskProbe probe = probeDisk);

    // Only the answer to the last call is told.
    void start(const QString& path, const QStringList& shared);

Q_SIGNALS:
    void finished(const shoal::models::FolderReport& report);

private:
    const DiskProbe m_probe;
    DiskWork m_work;
    quint64 m_asked = 0;
};

} // namespace shoal::models
