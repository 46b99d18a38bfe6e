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
    return outputIsTerminal() && (!noColour || noColour[0] == '\0') && (!terminal || ByteView(terminal) != "dumb");
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

bool outputIsTerminal()
{
    return ::isatty(STDOUT_FILENO) == 1;
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

ExitCode exitCodeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::PermissionDenied:
    case ErrorCode::ReadOnly:
    case ErrorCode::Changed:
    case ErrorCode::Busy: // of an answer: not now
    case ErrorCode::Unsupported:
        return ExitCode::Refused;
    default:
        return ExitCode::Problem;
    }
}

Bytes printableLines(ByteView text)
{
    Bytes lines;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        lines += printable(text.substr(0, end)) + '\n';
        text.remove_prefix(end == ByteView::npos ? text.size() : end + 1);
    }
    return lines;
}

Bytes shown(const QJsonValue& text)
{
    return printable(text.toString().toStdString());
}

} // namespace shoal::cli
