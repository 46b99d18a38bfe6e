// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/screen.h"

#include "server/cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace shoal::cli {

namespace {

// Second screen, no cursor, no wrapping at the right edge; and back. ECMA-48 and the private modes of xterm.
constexpr ByteView kEnter = "\x1b[?1049h\x1b[?25l\x1b[?7l";
constexpr ByteView kLeave = "\x1b[?7h\x1b[?25h\x1b[?1049l";
constexpr ByteView kTop = "\x1b[H";
constexpr ByteView kClearLine = "\x1b[K";
constexpr ByteView kClearBelow = "\x1b[J";

} // namespace

Screen::Screen() : m_keys(::tcgetattr(STDIN_FILENO, &m_before) == 0)
{
    enter();
}

Screen::~Screen()
{
    leave();
}

void Screen::enter()
{
    if (m_keys) {
        termios keys = m_before;
        keys.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &keys);
    }
    print(kEnter);
}

void Screen::leave()
{
    print(kLeave);
    if (m_keys)
        ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
}

std::pair<size_t, size_t> Screen::size() const
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {80, 24}; // a terminal that does not tell
    return {size.ws_col, size.ws_row};
}

void Screen::show(const std::vector<Bytes>& lines)
{
    Bytes frame(kTop);
    for (size_t i = 0; i < lines.size(); ++i) {
        frame += (i == 0 ? "" : "\r\n") + lines[i];
        frame += kClearLine;
    }
    print(frame + Bytes(kClearBelow));
}

} // namespace shoal::cli
