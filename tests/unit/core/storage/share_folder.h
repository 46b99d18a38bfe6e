// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/posix_file_system.h"

#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::storage {

// Holds the folders of all tests of a program until it ends: ext4 makes new files ten times slower for a while after
// many were deleted.
class AllFolders
{
public:
    static Bytes next()
    {
        static AllFolders all;
        return all.m_folder.path().toStdString() + "/" + std::to_string(++all.m_count);
    }

private:
    AllFolders() { ::chmod(m_folder.path().toStdString().c_str(), 0755); } // for AsOrdinaryUser
    ~AllFolders()
    {
        // QTemporaryDir cannot remove paths longer than PATH_MAX.
        std::error_code ignored;
        std::filesystem::remove_all(m_folder.path().toStdString(), ignored);
    }
    QTemporaryDir m_folder;
    int m_count = 0;
};

// A real temporary folder with `.sync`, and what a user does in it, by path.
class ShareFolder
{
public:
    explicit ShareFolder(PathLookup lookup = PathLookup::Best)
        : m_parent(AllFolders::next()), m_root(m_parent + "/share")
    {
        ignoreLeaseSignals();
        std::filesystem::create_directories(m_root + "/.sync");
        auto made = makePosixFileSystem(m_root, lookup);
        if (!made)
            qFatal("%s", made.error().context.c_str());
        m_fs = std::move(*made);
    }

    FileSystem& fs() { return *m_fs; }
    const Bytes& root() const { return m_root; }
    Bytes path(ByteView relative) const { return m_root + "/" + Bytes(relative); }
    // Beside the share, not in it.
    Bytes outside(ByteView name) const { return m_parent + "/" + Bytes(name); }

    std::unique_ptr<Directory> directory(ByteView relative)
    {
        auto opened = m_fs->openDirectory(relative);
        if (!opened)
            qFatal("%s", opened.error().context.c_str());
        return std::move(*opened);
    }

    static void writeTo(const Bytes& path, ByteView content)
    {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
    }
    void write(ByteView relative, ByteView content) const { writeTo(path(relative), content); }
    // With a time long ago, so that any later write shows in the time whatever the clock's granularity.
    void writeOld(ByteView relative, ByteView content) const
    {
        write(relative, content);
        setTime(relative, 1'500'000'000);
    }
    void setTime(ByteView relative, time_t seconds) const
    {
        const timespec times[2] = {{0, UTIME_OMIT}, {seconds, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, path(relative).c_str(), times, AT_SYMLINK_NOFOLLOW), 0);
    }

    static Bytes readFrom(const Bytes& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    Bytes read(ByteView relative) const { return readFrom(path(relative)); }
    bool exists(ByteView relative) const
    {
        struct stat ignored = {};
        return ::lstat(path(relative).c_str(), &ignored) == 0;
    }
    FileStat stat(ByteView relative)
    {
        const size_t slash = relative.rfind('/');
        const bool top = slash == ByteView::npos;
        auto found = directory(top ? ByteView() : relative.substr(0, slash))
                         ->statEntry(top ? relative : relative.substr(slash + 1));
        if (!found)
            qFatal("%s", found.error().context.c_str());
        return *found;
    }

private:
    Bytes m_parent;
    Bytes m_root;
    std::unique_ptr<FileSystem> m_fs;
};

// Acts as an ordinary user while it lives, when the test runs as root; as root nothing is forbidden.
class AsOrdinaryUser
{
public:
    static constexpr uid_t kNobody = 65534;
    explicit AsOrdinaryUser(const Bytes& folder)
    {
        if (::geteuid() != 0)
            return;
        m_switched = true;
        const auto parent = std::filesystem::path(folder).parent_path();
        ::chmod(parent.c_str(), 0755);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(parent)) {
            if (::lchown(entry.path().c_str(), kNobody, kNobody) != 0)
                qFatal("chown");
        }
        if (::setegid(kNobody) != 0 || ::seteuid(kNobody) != 0)
            qFatal("seteuid");
    }
    ~AsOrdinaryUser()
    {
        if (m_switched && (::seteuid(0) != 0 || ::setegid(0) != 0))
            qFatal("seteuid back");
    }
    AsOrdinaryUser(const AsOrdinaryUser&) = delete;
    AsOrdinaryUser& operator=(const AsOrdinaryUser&) = delete;

private:
    bool m_switched = false;
};

} // namespace shoal::storage

// Shows the sentence when an operation fails that must not.
#define VERIFY_DONE(result)                                                                                            \
    do {                                                                                                               \
        const auto& done_ = (result);                                                                                  \
        QVERIFY2(done_.has_value(), done_ ? "" : done_.error().context.c_str());                                       \
    } while (false)

#define COMPARE_ERROR(result, expectedCode)                                                                            \
    do {                                                                                                               \
        const auto& failed_ = (result);                                                                                \
        QVERIFY2(!failed_.has_value(), "it succeeded");                                                                \
        QVERIFY2(failed_.error().code == (expectedCode), failed_.error().context.c_str());                             \
    } while (false)
