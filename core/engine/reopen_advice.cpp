// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/reopen_advice.h"

namespace shoal::engine {

namespace {

Bytes adviceFor(ErrorCode code, const Bytes& places)
{
    switch (code) {
    case ErrorCode::NotFound:
        return "make the folder available: mount its disk, or move it back";
    case ErrorCode::NoSpace:
        return "make room on the disk that is full, or raise the quota: " + places;
    case ErrorCode::ReadOnly:
        return "mount the disk writable that is read-only (a failing one becomes so; the system's log says it): " +
               places;
    case ErrorCode::PermissionDenied:
        return "let the user that shoald runs as read, enter and change what the message names (chown, chmod): " +
               places;
    case ErrorCode::TooManyFiles:
        return "raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n";
    case ErrorCode::InvalidArgument:
    case ErrorCode::AlreadyExists:
        return "put right what the message names";
    case ErrorCode::Busy:
        return "end the other program that uses it: " + places;
    case ErrorCode::Corrupt:
        return "nothing: a damaged index is set aside, and the folder joined anew";
    case ErrorCode::Unsupported:
    case ErrorCode::CrossDevice:
        return "use a file system that can do this: " + places;
    case ErrorCode::Changed:
    case ErrorCode::Io:
    case ErrorCode::Protocol:
    case ErrorCode::Closed:
        break;
    }
    return "look into the system's log: a disk may be failing; " + places;
}

} // namespace

Bytes reopenAdvice(const Error& error, const Bytes& dir, const Bytes& indexPath)
{
    const Bytes places = "the folder is '" + printable(dir) + "', and the index lies in storage_path, '" +
                         printable(indexPath.substr(0, indexPath.rfind('/'))) + "'";
    return adviceFor(error.code, places) + "; it is tried again every 10 seconds";
}

} // namespace shoal::engine
