// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"

namespace shoal::storage {

// Changes at every boot of the machine (/proc/sys/kernel/random/boot_id); empty when it cannot be read.
Bytes bootId();

// When the machine was started, ns since 1970, to the second (/proc/stat); 0 when it cannot be read.
int64_t bootTimeNs();

// Stays the same as long as the system is installed (/etc/machine-id); empty when it cannot be read.
Bytes machineId();

// Which machine this is, for those who ask: another one in a simulation. Called on any thread.
struct Machine
{
    std::function<Bytes()> bootId = storage::bootId;
    std::function<int64_t()> bootTimeNs = storage::bootTimeNs;
    std::function<Bytes()> machineId = storage::machineId;
};

// Names a folder on a machine: machine id, file system, inode and birth time. Another value than before means that
// the folder was copied, restored from a backup or cloned with its machine. Empty when it cannot be told.
Bytes folderToken(FileSystem& folder, const Bytes& machineId);

// How many files this process may have open, as text for a message ("1024").
Bytes openFileLimit();

} // namespace shoal::storage
