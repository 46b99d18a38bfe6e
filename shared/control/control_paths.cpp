// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_paths.h"

#include "shared/base/hash.h"
#include "shared/control/local_socket.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::control {

namespace {

namespace fs = std::filesystem;

constexpr ByteView kSystemFolder = "/run/shoal";
constexpr ByteView kSocketName = "control.sock";
constexpr ByteView kLinkSuffix = ".sock";
// Enough that two instances of one machine do not meet.
constexpr size_t kHashDigits = 16;
constexpr size_t kShownName = 32;

Bytes shortHash(ByteView text)
{
    return sha256(text).hex().substr(0, kHashDigits);
}

Bytes absoluteFromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value && value[0] == '/' ? value : "";
}

Bytes folderOfUser(const Bytes& systemFolder, uid_t user)
{
    return systemFolder + '/' + std::to_string(user);
}

// The last part of a path, for people who see the socket in a list or a message.
Bytes shownName(ByteView path)
{
    Bytes name(path.substr(path.rfind('/') + 1));
    name.resize(utf8Cut(name, kShownName));
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    std::replace_if(
        name.begin(), name.end(), [&isPlain](char c) { return !isPlain(c); }, '_');
    if (name.empty() || name.front() == '.')
        name.insert(name.begin(), '_');
    return name;
}

Bytes temporaryFolder(uid_t user)
{
    return "/tmp/shoal-" + std::to_string(user);
}

std::vector<Bytes> entriesOf(const Bytes& folder)
{
    std::vector<Bytes> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        entries.push_back(it->path().native());
    return entries;
}

// Root sees the instances of everyone.
void addFoldersOfAllUsers(std::vector<Bytes>& folders)
{
    for (const Bytes& user : entriesOf("/run/user"))
        folders.push_back(user + "/shoal");
    for (const Bytes& entry : entriesOf("/tmp")) {
        if (entry.starts_with("/tmp/shoal-"))
            folders.push_back(entry);
    }
}

// Without following a link at its end; no value when there is nothing.
std::optional<struct stat> look(const Bytes& path)
{
    struct stat info
    {};
    if (::lstat(path.c_str(), &info) != 0)
        return std::nullopt;
    return info;
}

Bytes targetOf(const Bytes& link)
{
    std::error_code error;
    const Bytes target = fs::read_symlink(link, error).native();
    return error || !target.starts_with('/') ? Bytes() : target;
}

// Where the link leads when its owner listens there; empty otherwise.
Bytes socketBehind(const Bytes& link)
{
    const auto info = look(link);
    if (!info || !S_ISLNK(info->st_mode))
        return {};
    Bytes socket = targetOf(link);
    const auto connection = connectTo(socket);
    if (!connection)
        return {};
    const auto user = peerUser(*connection);
    ::close(*connection);
    return user && *user == info->st_uid ? socket : Bytes();
}

// A link of this user to a socket where nobody listens.
bool isLeftOver(const Bytes& link)
{
    const auto info = look(link);
    if (!info || !S_ISLNK(info->st_mode) || info->st_uid != ::geteuid())
        return false;
    const auto connection = connectTo(targetOf(link));
    if (connection)
        ::close(*connection);
    return !connection &&
           (connection.error().code == ErrorCode::Closed || connection.error().code == ErrorCode::NotFound);
}

bool isSocket(const Bytes& path)
{
    struct stat info
    {};
    return ::stat(path.c_str(), &info) == 0 && S_ISSOCK(info.st_mode);
}

} // namespace

RuntimeFolders runtimeFolders()
{
    if (const Bytes only = absoluteFromEnvironment("SHOAL_RUNTIME_DIR"); !only.empty())
        return {only, {only}};
    const uid_t user = ::geteuid();
    const Bytes session = absoluteFromEnvironment("XDG_RUNTIME_DIR");
    RuntimeFolders folders;
    folders.searched = {Bytes(kSystemFolder), temporaryFolder(user)};
    // Only root makes anything in there.
    for (Bytes& entry : entriesOf(Bytes(kSystemFolder)))
        if (const auto info = look(entry); info && S_ISDIR(info->st_mode))
            folders.searched.push_back(std::move(entry));
    if (!session.empty())
        folders.searched.push_back(session + "/shoal");
    if (user == 0)
        addFoldersOfAllUsers(folders.searched);
    if (user == 0 || ::access(Bytes(kSystemFolder).c_str(), W_OK) == 0)
        folders.own = kSystemFolder;
    else if (const Bytes made = folderOfUser(Bytes(kSystemFolder), user); ::access(made.c_str(), W_OK) == 0)
        folders.own = made;
    else
        folders.own = session.empty() ? temporaryFolder(user) : session + "/shoal";
    return folders;
}

Result<void> makeFolderForUser(uid_t user, gid_t group, const Bytes& systemFolder)
{
    const Bytes folder = folderOfUser(systemFolder, user);
    if (::mkdir(systemFolder.c_str(), 0755) != 0 && errno != EEXIST)
        return fail(systemError(errno, "cannot make the runtime folder " + printable(systemFolder)));
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST)
        return fail(systemError(errno, "cannot make the runtime folder " + printable(folder)));
    const auto above = look(systemFolder);
    const auto info = look(folder);
    const bool isOurs =
        above && S_ISDIR(above->st_mode) && above->st_uid == ::geteuid() && (above->st_mode & (S_IWGRP | S_IWOTH)) == 0;
    if (!isOurs || !info || !S_ISDIR(info->st_mode))
        return fail(ErrorCode::PermissionDenied,
                    printable(folder) + " is no folder, or others may write in the one above it; remove it");
    // The umask may have closed them.
    if (::chmod(systemFolder.c_str(), 0755) != 0 || ::lchown(folder.c_str(), user, group) != 0 ||
        ::chmod(folder.c_str(), 0755) != 0)
        return fail(systemError(errno, "cannot give the runtime folder " + printable(folder) + " to its user"));
    return {};
}

Result<void> makeRuntimeFolder(const Bytes& folder)
{
    const uid_t user = ::geteuid();
    if (::mkdir(folder.c_str(), user == 0 ? 0755 : 0700) != 0 && errno != EEXIST)
        return fail(systemError(errno, "cannot make the runtime folder " + printable(folder)));
    const auto info = look(folder);
    if (!info || !S_ISDIR(info->st_mode))
        return fail(ErrorCode::PermissionDenied, printable(folder) + " is not a folder; remove it");
    // Root may have made the folder for everybody; its links are judged by their owners.
    if (info->st_uid != user && info->st_uid != 0)
        return fail(ErrorCode::PermissionDenied, printable(folder) + " belongs to another user; remove it");
    const bool sticky = (info->st_mode & S_ISVTX) != 0;
    if (info->st_uid == user && !sticky && (info->st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return fail(ErrorCode::PermissionDenied,
                    printable(folder) + " can be written by other users; set its mode to 0700");
    return {};
}

Bytes socketPath(const Bytes& storagePath, const Bytes& runtimeFolder)
{
    Bytes inRuntime = runtimeFolder + '/' + shownName(storagePath) + '-' + shortHash(storagePath) + Bytes(kLinkSuffix);
    if (inRuntime.size() <= kMaxSocketPathBytes)
        return inRuntime;
    return storagePath + '/' + Bytes(kSocketName);
}

Result<Registration> Registration::make(const Bytes& socket, const Bytes& runtimeFolder)
{
    if (const auto made = makeRuntimeFolder(runtimeFolder); !made)
        return fail(made.error());
    // The folder is also where instances that were killed left their links; nobody else removes them.
    for (const Bytes& entry : entriesOf(runtimeFolder)) {
        if (isLeftOver(entry))
            ::unlink(entry.c_str());
    }
    Bytes link = runtimeFolder + '/' + std::to_string(::getpid()) + '-' + shortHash(socket) + Bytes(kLinkSuffix);
    // In a container every start has the same number, so an earlier run may have left this very link.
    ::unlink(link.c_str());
    if (::symlink(socket.c_str(), link.c_str()) != 0)
        return fail(systemError(errno, "cannot make the link " + printable(link)));
    return Registration(std::move(link));
}

Result<Registration> Registration::inStorage(const Bytes& socket, const Bytes& storagePath)
{
    Bytes link = storagePath + '/' + Bytes(kSocketName);
    if (link == socket)
        return Registration(Bytes());
    const auto info = look(link);
    if (info && (S_ISLNK(info->st_mode) || S_ISSOCK(info->st_mode)))
        ::unlink(link.c_str());
    if (::symlink(socket.c_str(), link.c_str()) != 0)
        return fail(systemError(errno, "cannot make the link " + printable(link)));
    return Registration(std::move(link));
}

Registration::Registration(Bytes link) : m_link(std::move(link)) {}

Registration::Registration(Registration&& other) noexcept : m_link(std::exchange(other.m_link, {})) {}

Registration& Registration::operator=(Registration&& other) noexcept
{
    std::swap(m_link, other.m_link);
    return *this;
}

Registration::~Registration()
{
    if (!m_link.empty())
        ::unlink(m_link.c_str());
}

std::vector<Bytes> findInstances(const RuntimeFolders& folders)
{
    std::set<Bytes> sockets;
    for (const Bytes& folder : folders.searched) {
        for (const Bytes& entry : entriesOf(folder)) {
            if (Bytes socket = socketBehind(entry); !socket.empty())
                sockets.insert(std::move(socket));
        }
    }
    return {sockets.begin(), sockets.end()};
}

Result<Bytes> findInstance(const Bytes& socketOrStorage, const RuntimeFolders& folders)
{
    if (isSocket(socketOrStorage))
        return socketOrStorage;
    Bytes storage = socketOrStorage;
    while (storage.size() > 1 && storage.back() == '/')
        storage.pop_back();
    if (Bytes socket = storage + '/' + Bytes(kSocketName); isSocket(socket))
        return socket;
    for (const Bytes& folder : folders.searched) {
        if (Bytes socket = socketPath(storage, folder); isSocket(socket))
            return socket;
    }
    return fail(ErrorCode::NotFound,
                "no instance listens at " + printable(socketOrStorage) + "; name its socket or its storage_path");
}

} // namespace shoal::control
