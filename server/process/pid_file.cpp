// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/pid_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace shoal::process {

Result<PidFile> PidFile::write(const Bytes& path)
{
    if (path.empty())
        return PidFile({});
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (file < 0)
        return fail(systemError(errno, "cannot write pid_file " + printable(path)));
    const Bytes text = std::to_string(::getpid()) + "\n";
    const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const int reason = errno;
    ::close(file);
    if (!written)
        return fail(systemError(reason, "cannot write pid_file " + printable(path)));
    return PidFile(path);
}

PidFile::PidFile(PidFile&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

PidFile::~PidFile()
{
    if (!m_path.empty() && ::unlink(m_path.c_str()) != 0)
        (void)!::truncate(m_path.c_str(), 0);
}

} // namespace shoal::process
