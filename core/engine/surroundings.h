// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/discovery/lan_discovery.h"
#include "core/engine/read_notifier.h"
#include "core/net/puncher.h"
#include "core/net/tcp_network.h"
#include "core/storage/machine.h"
#include "core/storage/posix_file_system.h"
#include "core/storage/watcher.h"
#include "core/wan/torrent_session.h"
#include "shared/base/executor.h"

#include <QTimeZone>

namespace shoal::engine {

// A thread pool for the shares of one engine.
std::unique_ptr<Executor> makeSharePool();

// What an engine takes from the machine, besides Clock and Random: by default the real thing. A simulation puts its own
// in all places; then nothing in the engine needs another thread or an event loop.
//
// Executors and network are made at start(), and again when the engine starts anew under another identity; what was
// made before is destroyed then. Not simulated, and really in storage_path: device.key, peers.json, settings.json and
// shares.json. A share's folder that does not open is looked for on the disk, and made there at the first start if the
// folder above it exists: a simulated one should have a path whose parent does not.
struct Surroundings
{
    // Runs tasks on the engine thread. Those that have not run when `context` dies are dropped.
    std::function<std::unique_ptr<Executor>(QObject* context)> makeLoop = makeLoopExecutor;
    // For what may block. Its destructor runs what was posted or waits for it; after a simulated crash it drops it. It
    // is destroyed before the loop, and after everything that posts to it.
    std::function<std::unique_ptr<Executor>()> makePool = makeSharePool;

    std::function<std::unique_ptr<net::Network>(Clock& clock)> makeNetwork = net::makeTcpNetwork;
    // May give null: then nobody is helped through routers.
    std::function<std::unique_ptr<net::Puncher>(Clock& clock)> makePuncher = net::makeTcpPuncher;
    discovery::LanAccess lan;
    // Empty: neither DHT nor port mapping.
    wan::MakeWanSession makeWanSession = wan::makeTorrentSession;

    // Opens the folder of a share, and the one that its index lies in, by absolute path: the pool's threads call it.
    storage::OpenFolder openFolder = storage::openPosixFolder;
    std::function<Result<std::unique_ptr<storage::Watcher>>()> makeWatcher = storage::makeInotifyWatcher;
    // For the descriptor of a watcher (>= 0).
    MakeReadNotifier makeNotifier = makeReadNotifier;
    // Name of a registered SQLite VFS, see store::Index. Outlives the engine.
    const char* indexVfs = nullptr;
    storage::Machine machine;
    // The local time of weekly_limits. Asked only while there are some.
    std::function<QTimeZone()> timeZone = QTimeZone::systemTimeZone;

    // Whether to listen on the control socket. Engine::call() answers without it, too.
    bool control = true;
};

} // namespace shoal::engine
