// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <sys/types.h>

namespace shoal::control {

// What fits into sockaddr_un with its terminating NUL.
inline constexpr size_t kMaxSocketPathBytes = 107;

// A Unix stream socket that listens at `path`, close-on-exec, mode 0660. What a dead process left there is
// replaced; AlreadyExists when somebody answers there, or when it is no socket. The caller owns the descriptor.
Result<int> listenAt(const Bytes& path);

// A connected, non-blocking Unix stream socket. NotFound or Closed when nobody listens there. Never waits.
// The caller owns the descriptor.
Result<int> connectTo(const Bytes& path);

// The user whose process listens at the other end of a connected socket, as the kernel knows it.
Result<uid_t> peerUser(int connectedSocket);

} // namespace shoal::control
