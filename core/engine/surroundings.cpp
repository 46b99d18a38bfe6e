// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/surroundings.h"

#include <QThread>

#include <algorithm>

namespace shoal::engine {

namespace {

// Shares mostly wait for the disk; more threads than this do not make it faster, fewer let one slow disk hold up
// others.
constexpr int kFewestThreads = 4;
constexpr int kMostThreads = 16;

} // namespace

std::unique_ptr<Executor> makeSharePool()
{
    return makeThreadPool(std::clamp(QThread::idealThreadCount(), kFewestThreads, kMostThreads));
}

} // namespace shoal::engine
