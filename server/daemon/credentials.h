// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/config/run_as.h"

#include <optional>
#include <sys/types.h>
#include <vector>

namespace shoal::daemon {

// A user of this machine, with all groups whose rights he has.
struct Credentials
{
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups; // supplementary ones, `group` among them
    Bytes name;                // for people and $USER: the user's name, or his number when he has none
    Bytes home;                // "/" when he has none

    // "www-data:www-data", as chown takes it.
    Bytes owner() const;
};

// Looks up who is meant. No value: nobody in particular, the process stays who it is. InvalidArgument, naming the place
// in the config: there is no such user or group, or this process is neither root nor that user already. Blocking.
Result<std::optional<Credentials>> findCredentials(const config::RunAs& wishes);

// The user this process is, as Credentials::owner().
Bytes ourOwner();

// Makes this process that user for good: groups, user, all capabilities gone, no way back; HOME, USER and LOGNAME his,
// the folders of another session (XDG_*) forgotten, working directory /. Nothing happens when the process is that user
// already. Before there is any other thread.
Result<void> takeCredentials(const Credentials& credentials);

} // namespace shoal::daemon
