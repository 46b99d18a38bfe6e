// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

// What the parts of a share tell its history (Replica::happened). Strand only.
namespace shoal::engine {

// A record of this disk's own was written. `fresh`: there was nothing of that name. What a first scan finds is no news.
void noteLocal(Replica& replica, DirNo dir, const Bytes& diskName, const model::Record& record, bool fresh);
// `path` is gone from this disk, and not because of a peer. `size`: of what it was, bytes.
void noteLocalDeletion(Replica& replica, const Bytes& path, uint64_t size);
// A directory was moved here.
void noteLocalMove(Replica& replica, const Bytes& from, const Bytes& path);

// The disk shows a record's content, its attributes or its deletion. `before`: bytes of what was there, if something
// was.
enum class AppliedChange { Created, Replaced, Attributes, Removed };
void noteApplied(Replica& replica, AppliedChange change, const Bytes& path, const model::Record& record,
                 int64_t before);
// A version that no other device has seen went to the archive.
void noteArchived(Replica& replica, const Bytes& path, int64_t size);
void noteRestored(Replica& replica, const Bytes& path, int64_t size);

} // namespace shoal::engine
