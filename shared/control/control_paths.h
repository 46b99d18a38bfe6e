// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <sys/types.h>
#include <vector>

namespace shoal::control {

// Where running instances are found. An instance listens on a socket in its runtime folder, because its storage folder
// is closed to its group, and shows itself by a symlink <pid>-<hash>.sock to it there. For those who know its
// storage_path and may enter it, <storage_path>/control.sock leads to it too.
struct RuntimeFolders
{
    Bytes own;                   // where this process shows itself; need not exist
    std::vector<Bytes> searched; // where it looks for others
};

// For this process, its user and its environment: $SHOAL_RUNTIME_DIR alone when that is set; else own is
// /run/shoal for root and for those who may write there, /run/shoal/<uid> where root has made that for the user,
// $XDG_RUNTIME_DIR/shoal, or a folder below /tmp that names the user. Everybody looks into /run/shoal and the folders
// in it, root into the folders of all users.
RuntimeFolders runtimeFolders();

// For root, before it becomes the user of an instance: makes `systemFolder`, and in it the folder <uid>, which belongs
// to the user and lets everybody enter; who may connect is said by the mode of the sockets.
Result<void> makeFolderForUser(uid_t user, gid_t group, const Bytes& systemFolder = "/run/shoal");

// Makes the folder when it is missing (0755 for root, else 0700). PermissionDenied when it is another user's or
// others may write there: what they put there must not be believed.
Result<void> makeRuntimeFolder(const Bytes& folder);

// The instance's socket: a name in the runtime folder that depends on nothing but the storage path, or when that is too
// long for a socket <storage_path>/control.sock.
Bytes socketPath(const Bytes& storagePath, const Bytes& runtimeFolder);

// Shows a listening instance as long as it lives. Make it after the socket listens, as the user who listens.
class Registration
{
public:
    static Result<Registration> make(const Bytes& socket, const Bytes& runtimeFolder);
    // The link <storage_path>/control.sock. What another run has left there is replaced, a file is not.
    static Result<Registration> inStorage(const Bytes& socket, const Bytes& storagePath);
    Registration(Registration&& other) noexcept;
    Registration& operator=(Registration&& other) noexcept;
    ~Registration();

    const Bytes& link() const { return m_link; }

private:
    explicit Registration(Bytes link);
    Bytes m_link;
};

// The sockets of running instances, sorted. A link is believed only when somebody listens there and is the owner
// of the link.
std::vector<Bytes> findInstances(const RuntimeFolders& folders = runtimeFolders());

// The socket of the instance a person names by its socket or by its storage path, or NotFound.
Result<Bytes> findInstance(const Bytes& socketOrStorage, const RuntimeFolders& folders = runtimeFolders());

} // namespace shoal::control
