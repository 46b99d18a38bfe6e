// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"
#include "core/engine/share_status.h"

// `.sync/IgnoreList` for people. Strand only.
namespace shoal::engine {

// `path`: root-relative; with '/' at its end a directory, otherwise what lies there says it.
IgnoreVerdict testIgnored(Replica& replica, const Bytes& path);
// The same for each of `paths` with `text` in the place of the list.
IgnoreTrial tryIgnoreText(Replica& replica, const Bytes& text, const std::vector<Bytes>& paths);
// The text as it is now; empty when there is none.
Result<Bytes> readIgnoreText(storage::FileSystem& files);
// Replaces it in one step, durably. InvalidArgument, naming the line: a rule can never match, or the list is too long.
Result<void> writeIgnoreText(storage::FileSystem& files, const Bytes& text);

} // namespace shoal::engine
