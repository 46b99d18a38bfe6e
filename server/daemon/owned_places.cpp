// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/owned_places.h"

#include "server/process/storage_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::daemon {

namespace {

constexpr mode_t kOthersWrite = S_IWGRP | S_IWOTH;

Bytes folderOf(const Bytes& path)
{
    const size_t slash = path.rfind('/');
    return slash == Bytes::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// Where somebody else can put a link, root must not make or open anything.
bool onlyRootWritesIn(const Bytes& folder)
{
    struct stat info
    {};
    return ::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == 0 &&
           (info.st_mode & kOthersWrite) == 0;
}

// The lowest folder above `path` that exists.
Bytes existingAbove(const Bytes& path)
{
    Bytes folder = folderOf(path);
    while (folder.size() > 1 && ::access(folder.c_str(), F_OK) != 0)
        folder = folderOf(folder);
    return folder;
}

Result<void> prepareStorage(const Bytes& path, const Credentials& credentials)
{
    const bool isMissing = ::access(path.c_str(), F_OK) != 0;
    // In his own folders he makes it himself.
    if (isMissing && !onlyRootWritesIn(existingAbove(path)))
        return {};
    const auto isNew = process::StorageFolder::make(path);
    if (!isNew)
        return fail(isNew.error());
    if (*isNew && ::chown(path.c_str(), credentials.user, credentials.group) != 0)
        return fail(systemError(errno, "cannot give storage_path " + printable(path) + " to " + credentials.owner()));
    struct stat info
    {};
    if (::stat(path.c_str(), &info) == 0 && info.st_uid != credentials.user)
        return fail(ErrorCode::PermissionDenied, "storage_path " + printable(path) + " does not belong to " +
                                                     credentials.name + ", who runs this instance: chown -R " +
                                                     credentials.owner() + " " + printable(path) +
                                                     ", or name another folder");
    return {};
}

void prepareFile(const Bytes& path, mode_t mode, const Credentials& credentials)
{
    if (path.empty() || !onlyRootWritesIn(folderOf(path)))
        return;
    // What fails here fails again when the file is opened for use, and is told of then.
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0)
        return;
    (void)!::fchown(file, credentials.user, credentials.group);
    ::close(file);
}

} // namespace

Result<void> preparePlaces(const config::InstanceConfig& config, const std::optional<Bytes>& logFile,
                           const Credentials& credentials)
{
    if (::geteuid() != 0 || credentials.user == 0)
        return {};
    if (auto prepared = prepareStorage(config.storagePath, credentials); !prepared)
        return prepared;
    prepareFile(logFile.value_or(""), 0640, credentials);
    prepareFile(config.pidFile, 0644, credentials);
    return {};
}

std::vector<Bytes> closedShareFolders(const config::InstanceConfig& config)
{
    std::vector<Bytes> sentences;
    for (const config::ShareConfig& share : config.shares) {
        if (::access(share.dir.c_str(), R_OK | W_OK | X_OK) == 0 || errno == ENOENT)
            continue;
        const Bytes reason =
            systemError(errno, "the folder " + printable(share.dir) + " cannot be read and written").context;
        sentences.push_back(config::placed(config.lines, share.dirAt,
                                           reason + ": this instance runs as " + ourOwner() +
                                               "; give him the folder (chown -R), or name a user who has it"));
    }
    return sentences;
}

} // namespace shoal::daemon
