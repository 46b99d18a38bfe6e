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
        m_problems.set(
            {Bytes(), {model::Wording::OpenFilesOut, {storage::openFileLimit()}}, model::Wording::DoRaiseOpenFiles, {}},
            kOpenFiles);
        return true;
    }
    if (error.code != ErrorCode::ReadOnly)
        return false;
    m_readOnly = true;
    m_problems.set({Bytes(), model::Wording::DiskReadOnly, model::Wording::DoMountWritable, {}}, kReadOnly);
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

model::Sentence adviceForReading(const Error& error)
{
    switch (error.code) {
    case ErrorCode::PermissionDenied:
        return model::Wording::DoMakeReadable;
    case ErrorCode::Io:
        return model::Wording::DoLookAtDisk;
    default:
        return model::Wording::DoLookedAtAgain;
    }
}

} // namespace shoal::engine
