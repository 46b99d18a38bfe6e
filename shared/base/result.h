// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace shoal {

// What kind of failure an Error is, as far as a caller may want to act on it.
enum class ErrorCode {
    InvalidArgument, // input from a person, a file or a peer is not what it must be
    NotFound,        // no such file, row or key
    AlreadyExists,   // the name is taken
    PermissionDenied,
    NoSpace,      // disk or quota full
    ReadOnly,     // read-only file system
    Changed,      // the file is not what the caller had observed: somebody wrote to it
    Busy,         // somebody has it open for writing: try later
    TooManyFiles, // a limit of open files is reached: try later
    CrossDevice,
    Unsupported, // this file system or kernel cannot do it
    Corrupt,     // stored data does not verify
    Io,          // anything else the system reports
    Protocol,    // a peer broke the protocol
    Closed,
};

// The operation failed. `context` is one sentence for a person: what was tried, on what, and the
// system's reason. It never holds a secret or file content.
struct Error
{
    ErrorCode code = ErrorCode::Io;
    std::string context;
};

// The result of an operation that can fail. No exceptions cross modules.
template <class T> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string context)
{
    return tl::unexpected<Error>(Error{code, std::move(context)});
}

// Hands an error on unchanged: `if (!r) return fail(r.error());`
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

// The Error for an errno value: code by errno, context "<what>: <strerror>".
Error systemError(int errnoValue, std::string what);

} // namespace shoal
