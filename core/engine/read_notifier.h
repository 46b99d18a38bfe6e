// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace shoal::engine {

// Tells that a file descriptor is readable, as often as it is so, until it is destroyed. On at first. Engine thread
// only.
class ReadNotifier
{
public:
    virtual ~ReadNotifier() = default;
    // Off: nothing is told. Switched on again, it tells of what has come meanwhile.
    virtual void setEnabled(bool enabled) = 0;
};

// `readable` is called on the engine thread, never from within a call, and may switch the notifier off, not destroy it.
using MakeReadNotifier =
    std::function<std::unique_ptr<ReadNotifier>(int fileDescriptor, std::function<void()> readable)>;

// Through the event loop of this thread.
std::unique_ptr<ReadNotifier> makeReadNotifier(int fileDescriptor, std::function<void()> readable);

} // namespace shoal::engine
