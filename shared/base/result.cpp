// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/result.h"

#include <cerrno>
#include <cstring>

namespace shoal {

namespace {

ErrorCode codeOf(int errnoValue)
{
    switch (errnoValue) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    case EEXIST:
    case ENOTEMPTY:
        return ErrorCode::AlreadyExists;
    case EACCES:
    case EPERM:
        return ErrorCode::PermissionDenied;
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::NoSpace;
    case EROFS:
        return ErrorCode::ReadOnly;
    case EAGAIN:
    case EBUSY:
    case ETXTBSY:
        return ErrorCode::Busy;
    case EMFILE:
    case ENFILE:
        return ErrorCode::TooManyFiles;
    case EXDEV:
        return ErrorCode::CrossDevice;
    case EOPNOTSUPP:
    case ENOSYS:
    case EINVAL:
        return ErrorCode::Unsupported;
    default:
        return ErrorCode::Io;
    }
}

} // namespace

Error systemError(int errnoValue, std::string what)
{
    char buffer[128];
    // The GNU strerror_r is thread-safe and returns the text.
    what += ": ";
    what += strerror_r(errnoValue, buffer, sizeof buffer);
    return Error{codeOf(errnoValue), std::move(what)};
}

} // namespace shoal
