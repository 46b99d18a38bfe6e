// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <vector>

namespace shoal::control {

// Where running instances are found. An instance listens at <storage_path>/control.sock and shows itself
// by a symlink <pid>-<hash>.sock to it in its runtime folder.
struct RuntimeFolders
{
    Bytes own;                   // where this process shows itself; need not exist
    std::vector<Bytes> searched; // where it looks for others
};

// For this process, its user and its environment: $SHOAL_RUNTIME_DIR alone when that is set; else own is
// /run/shoal for root and for those who may write there, $XDG_RUNTIME_DIR/shoal, or a folder below /tmp that
// names the user. Root looks into the folders of all users.
RuntimeFolders runtimeFolders();

// Makes the folder when it is missing (0755 for root, else 0700). PermissionDenied when it is another user's or
// others may write there: what they put there must not be believed.
Result<void> makeRuntimeFolder(const Bytes& folder);

// The instance's socket: <storage_path>/control.sock, or when that is too long for a socket a name in the
// runtime folder that depends on nothing but the storage path.
Bytes socketPath(const Bytes& storagePath, const Bytes& runtimeFolder);

// Shows a listening instance as long as it lives. Make it after the socket listens, as the user who listens.
class Registration
{
public:
    static Result<Registration> make(const Bytes& socket, const Bytes& runtimeFolder);
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
