// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::storage {

// Changes at every boot of the machine (/proc/sys/kernel/random/boot_id); empty when it cannot be read.
Bytes bootId();

// When the machine was started, ns since 1970, to the second (/proc/stat); 0 when it cannot be read.
int64_t bootTimeNs();

// Names a folder on this machine: machine id, file system, inode and birth time. Another value than before means that
// the folder was copied, restored from a backup or cloned with its machine. Empty when it cannot be told.
Bytes folderToken(const Bytes& path);

// How many files this process may have open, as text for a message ("1024").
Bytes openFileLimit();

} // namespace shoal::storage
