// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace shoal::process {

// The config's pid_file: holds our process id while this object lives; afterwards it is gone, or empty where we may
// not remove it. What keeps two processes apart is the lock in
// storage_path, not this.
class PidFile
{
public:
    // An empty path writes nothing.
    static Result<PidFile> write(const Bytes& path);
    ~PidFile();
    PidFile(PidFile&& other) noexcept;
    PidFile& operator=(PidFile&&) = delete;

private:
    explicit PidFile(Bytes path) : m_path(std::move(path)) {}
    Bytes m_path;
};

} // namespace shoal::process
