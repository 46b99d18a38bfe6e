// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace shoal::store {

// Makes the file an index of kSchemaVersion: creates the tables in an empty one, migrates an older one, in one
// transaction. Returns whether it was empty. Corrupt: an SQLite file of something else. Unsupported: a newer
// version's, or a file system on which SQLite cannot keep a write-ahead log; the file is then unchanged.
Result<bool> prepareSchema(Database& database);

// Reads the whole file once for damage: for use after an unclean stop.
Result<void> checkWhole(Database& database);

} // namespace shoal::store
