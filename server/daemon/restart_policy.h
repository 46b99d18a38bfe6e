// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace shoal::daemon {

// How an instance's process ended, without having been told to.
enum class Ending {
    Stopped,   // exit code 0: a person told it to stop
    BadConfig, // exit code 2: it cannot run with this config
    Failed,    // another exit code, or a signal
};

// Of the status that waitpid() gives.
Ending endingOf(int waitStatus);

// When an instance that ended is started again. What fails at once would fail again at once, so the wait doubles each
// time, from one second to one minute; an instance that had run for a while begins anew.
class RestartPolicy
{
public:
    static constexpr std::chrono::milliseconds kFirstWait{1'000};
    static constexpr std::chrono::milliseconds kLongestWait{60'000};
    // Who ran so long did not fail at its start.
    static constexpr std::chrono::milliseconds kSteady{60'000};

    // No value: not before its config changes or somebody asks for it.
    std::optional<std::chrono::milliseconds> ended(Ending ending, std::chrono::nanoseconds ranFor);

private:
    std::chrono::milliseconds m_next = kFirstWait;
};

} // namespace shoal::daemon
