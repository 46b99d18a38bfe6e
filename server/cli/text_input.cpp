// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/text_input.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace shoal::cli {

namespace {

// More than any secret with white space around; the rest of a wrong file is not read.
constexpr size_t kMaxSecretLine = 1024;

// While it lives, the terminal does not show what is typed.
class HiddenTyping
{
public:
    HiddenTyping() : m_terminal(::tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        if (!m_terminal)
            return;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenTyping()
    {
        if (!m_terminal)
            return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;

private:
    termios m_before{};
    bool m_terminal;
};

// At most `limit` bytes, and one more when there is more.
Bytes readSome(std::istream& in, size_t limit, bool oneLine)
{
    Bytes text;
    char c = 0;
    while (text.size() <= limit && in.get(c)) {
        if (oneLine && c == '\n')
            break;
        text += c;
    }
    return text;
}

Result<Bytes> read(const std::optional<Bytes>& file, size_t limit, bool oneLine)
{
    Bytes text;
    if (file && *file != "-") {
        std::ifstream in(*file, std::ios::binary);
        if (!in)
            return fail(systemError(errno, "cannot read " + printable(*file)));
        text = readSome(in, limit, oneLine);
        if (in.bad())
            return fail(ErrorCode::Io, "cannot read " + printable(*file) + " to its end");
    } else {
        text = readSome(std::cin, limit, oneLine);
    }
    if (text.size() > limit)
        return fail(ErrorCode::InvalidArgument, "what was given is longer than " + std::to_string(limit) + " bytes");
    return text;
}

Bytes trimmed(const Bytes& text)
{
    static constexpr ByteView kWhite = " \t\r\n";
    const size_t start = text.find_first_not_of(kWhite);
    return start == Bytes::npos ? Bytes() : text.substr(start, text.find_last_not_of(kWhite) - start + 1);
}

} // namespace

bool canAsk()
{
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

std::optional<Bytes> ask(ByteView question)
{
    std::fwrite(question.data(), 1, question.size(), stderr);
    std::fflush(stderr);
    Bytes line;
    if (!std::getline(std::cin, line))
        return std::nullopt;
    return trimmed(line);
}

Result<Bytes> readSecretLine(const std::optional<Bytes>& file, ByteView question)
{
    std::optional<HiddenTyping> hidden;
    if ((!file || *file == "-") && canAsk()) {
        std::fwrite(question.data(), 1, question.size(), stderr);
        std::fflush(stderr);
        hidden.emplace();
    }
    const auto text = read(file, kMaxSecretLine, true);
    if (!text)
        return text;
    Bytes secret = trimmed(*text);
    if (secret.empty())
        return fail(ErrorCode::InvalidArgument,
                    "no secret was given; it is read from standard input, or from a file with --file");
    return secret;
}

Result<Bytes> readText(const std::optional<Bytes>& file, size_t limit)
{
    return read(file, limit, false);
}

} // namespace shoal::cli
