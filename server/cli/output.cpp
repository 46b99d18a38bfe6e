// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/output.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace shoal::cli {

namespace {

bool usesColours()
{
    const char* noColour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return ::isatty(STDOUT_FILENO) == 1 && (!noColour || noColour[0] == '\0') &&
           (!terminal || ByteView(terminal) != "dumb");
}

ByteView escapeOf(Colour colour)
{
    switch (colour) {
    case Colour::None:
        break;
    case Colour::Green:
        return "\x1b[32m";
    case Colour::Yellow:
        return "\x1b[33m";
    case Colour::Red:
        return "\x1b[31m";
    case Colour::Dim:
        return "\x1b[2m";
    }
    return "";
}

} // namespace

Bytes coloured(ByteView text, Colour colour)
{
    static const bool kColours = usesColours();
    if (!kColours || colour == Colour::None)
        return Bytes(text);
    return Bytes(escapeOf(colour)) + Bytes(text) + "\x1b[0m";
}

void print(ByteView text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

ExitCode complain(ByteView sentence, ExitCode code)
{
    std::fprintf(stderr, "shoal: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
    return code;
}

Bytes shown(const QJsonValue& text)
{
    return printable(text.toString().toStdString());
}

} // namespace shoal::cli
