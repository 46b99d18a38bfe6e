// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <optional>

namespace shoal::process {

// The folder of one instance (storage_path), locked while this object lives: two engines on one index would
// destroy each other's work. The lock is released by the kernel however the process ends.
class StorageFolder
{
public:
    // Makes the folder with mode 0700 when it is missing, with the folders above it. One that exists and is open to
    // others is closed to them if it is ours, and `notice` says so; nothing inside it is touched. Busy, naming the
    // process, when another one has the folder.
    static Result<StorageFolder> take(const Bytes& path);
    // Only makes it, as take() does. True when it was missing.
    static Result<bool> make(const Bytes& path);
    ~StorageFolder();
    StorageFolder(StorageFolder&& other) noexcept;
    StorageFolder& operator=(StorageFolder&&) = delete;

    const Bytes& path() const { return m_path; }
    // A sentence for the log, when there is something to say.
    const std::optional<Bytes>& notice() const { return m_notice; }

private:
    StorageFolder(Bytes path, std::optional<Bytes> notice, int lock);

    Bytes m_path;
    std::optional<Bytes> m_notice;
    int m_lock;
};

} // namespace shoal::process
