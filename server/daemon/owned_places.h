// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/daemon/credentials.h"
#include "shared/config/instance_config.h"

namespace shoal::daemon {

// What root prepares for an instance before it becomes another user, who could not: storage_path is made, and so are
// the log file and the pid file where only root can write beside them; each belongs to the instance then. What exists
// stays whose it is. PermissionDenied, with what would help, when storage_path belongs to somebody else.
Result<void> preparePlaces(const config::InstanceConfig& config, const std::optional<Bytes>& logFile,
                           const Credentials& credentials);

// As the user of the instance: a sentence for each share folder that he cannot read, write and enter, with its place in
// the config and what would help. One that is missing says nothing.
std::vector<Bytes> closedShareFolders(const config::InstanceConfig& config);

} // namespace shoal::daemon
