// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>
#include <functional>
#include <initializer_list>
#include <memory>

namespace shoal::cli {

// Turns signals of this process into calls from the event loop, for as long as it lives. One object at a time, in a
// process with one thread.
class Signals
{
public:
    Signals(std::initializer_list<int> numbers, std::function<void(int)> callback);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

private:
    void read();

    std::function<void(int)> m_callback;
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace shoal::cli
