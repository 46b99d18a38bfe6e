// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/server_files.h"
#include "shared/base/result.h"

namespace shoal::models {

// Writes config files so that nobody but their owner can read them (files 0600, folders 0700), into the folder
// `target`, which is made, or into a new archive when its name ends like one (ArchiveFile). Nothing that is there is
// replaced. Blocking; any thread.
Result<void> writeServerFiles(const QList<ServerFile>& files, const QString& target);

} // namespace shoal::models
