// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/transport.h"

#include <memory>

class QTcpSocket;

namespace shoal::net {

// A transport over a connected socket: no delay for small writes, keep-alive, at most 128 KiB unsent in
// the kernel (so that an urgent message has little in front of it), at most 256 KiB unread in this process.
std::unique_ptr<Transport> makeTcpTransport(std::unique_ptr<QTcpSocket> socket);

} // namespace shoal::net
