// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <optional>

namespace shoal {

// Small files in storage_path that hold what a program must know again after a restart. All blocking.

// The whole content; nothing when there is no such file. Corrupt when it is longer than `maxBytes` or no plain file.
Result<std::optional<Bytes>> readStateFile(const Bytes& path, size_t maxBytes);

// After a crash at any moment the file has its old or its new content. Mode 0600. Durable when this returns.
// One writer at a time for each path: the new content waits under `path` + ".new".
Result<void> writeStateFile(const Bytes& path, ByteView content);

// Gives a file that cannot be used a name nobody else has, `path` + ".damaged-1" and so on, so that a new one can
// take its place and nothing is lost. Returns that name.
Result<Bytes> keepAside(const Bytes& path);

} // namespace shoal
