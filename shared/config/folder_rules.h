// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/instance_config.h"

namespace shoal::config {

// The path without double slashes, "." and a trailing slash; "/" stays. ".." stays too: through a link it
// is not what it looks like.
Bytes cleanPath(ByteView path);

// The folder a path leads to: links are followed as far as the path exists, ".." is resolved.
Bytes resolvedPath(const Bytes& path);

// True when `path` is `folder` or below it. Both resolved.
bool isInside(ByteView path, ByteView folder);

// Reports shares that use one folder, a folder inside another share's folder, or the root folder, and a storage
// path that lies in a share. `storageAt` is the storage path's place, or that of the whole object.
void checkFolders(const InstanceConfig& config, Position storageAt, Findings& findings);

// Reports one secret used for two folders, also as its read-only form.
void checkSecretsDiffer(const std::vector<ShareConfig>& shares, const SecretRules& rules, Findings& findings);

} // namespace shoal::config
