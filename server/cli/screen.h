// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <termios.h>
#include <utility>
#include <vector>

namespace shoal::cli {

// The terminal's second screen, for as long as this object lives: the first one and its modes come back with the
// destructor. Keys come at once and are not shown; those that send signals still do.
class Screen
{
public:
    Screen();
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    // Columns and rows now.
    std::pair<size_t, size_t> size() const;
    // The lines from the top, in place of what was there, without flicker. They must fit.
    void show(const std::vector<Bytes>& lines);
    // Gives the terminal back and takes it again: around a stop of the process.
    void leave();
    void enter();

private:
    termios m_before{};
    bool m_keys = false; // standard input is a terminal
};

} // namespace shoal::cli
