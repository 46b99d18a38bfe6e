// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/wan/wan_session.h"

namespace shoal::wan {

// A session of libtorrent without any torrent: two threads of its own, and sockets on ports that are free.
Result<std::unique_ptr<WanSession>> makeTorrentSession(const WanSession::Wish& wish, Executor& loop, Executor& pool,
                                                       WanSession::Events events);
// The same on other addresses than all of this machine: "address:port", with commas between several; port 0: any.
Result<std::unique_ptr<WanSession>> makeTorrentSessionOn(const Bytes& addresses, const WanSession::Wish& wish,
                                                         Executor& loop, Executor& pool, WanSession::Events events);

} // namespace shoal::wan
