// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/disk_condition.h"

#include "core/storage/machine.h"

namespace shoal::engine {

namespace {

constexpr int64_t kPauseNs = 1'000'000'000; // others close their files, or they do not: no hurry
constexpr ByteView kOpenFiles = "open files";
constexpr ByteView kReadOnly = "read-only";

} // namespace

bool DiskCondition::note(const Error& error, int64_t nowNs)
{
    if (error.code == ErrorCode::TooManyFiles) {
        m_short = true;
        m_pausedUntilNs = nowNs + kPauseNs;
        m_problems.set({Bytes(),
                        "no more files can be opened (this process may have " + storage::openFileLimit() +
                            " open, RLIMIT_NOFILE): the share waits",
                        "raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it is high enough, the "
                        "whole system is at sysctl fs.file-max",
                        {}},
                       kOpenFiles);
        return true;
    }
    if (error.code != ErrorCode::ReadOnly)
        return false;
    m_readOnly = true;
    m_problems.set({Bytes(),
                    "the file system is mounted read-only: changes of other devices wait, files are still served",
                    "look into the system's log for the reason (a failing disk?) and mount it writable; all goes on by "
                    "itself",
                    {}},
                   kReadOnly);
    return true;
}

void DiskCondition::calm()
{
    if (m_short)
        m_problems.clear(Bytes(), kOpenFiles);
    m_short = false;
}

void DiskCondition::writableAgain()
{
    m_readOnly = false;
    m_problems.clear(Bytes(), kReadOnly);
}

void DiskCondition::reset()
{
    resume();
    calm();
    writableAgain();
}

Bytes adviceForReading(const Error& error)
{
    switch (error.code) {
    case ErrorCode::PermissionDenied:
        return "make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere";
    case ErrorCode::Io:
        return "look into the system's log: the disk may be failing; it is read again at the next scan";
    default:
        return "it is looked at again by itself";
    }
}

} // namespace shoal::engine
