// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include <QString>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace shoal::fuzz {

namespace {

// Hostile input makes the product warn all the time; only what ends the process is for people.
void swallow(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type != QtFatalMsg)
        return;
    std::fprintf(stderr, "%s\n", qPrintable(text));
    std::abort();
}

} // namespace

void require(bool holds, const char* promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

void requireText(const Error& error)
{
    require(!error.context.empty(), "an error has a text");
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; };
    require(std::none_of(error.context.begin(), error.context.end(), isControl),
            "an error's text has no control characters");
}

bool tellsSecret(ByteView told, ByteView text, size_t characters)
{
    const auto isSecret = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'); };
    size_t run = 0;
    for (size_t i = 0; i < told.size(); ++i) {
        run = isSecret(told[i]) ? run + 1 : 0;
        if (run >= characters && text.find(told.substr(i + 1 - characters, characters)) != ByteView::npos)
            return true;
    }
    return false;
}

uint8_t Choices::byte()
{
    const ByteView one = bytes(1);
    return one.empty() ? uint8_t{0} : static_cast<uint8_t>(one[0]);
}

uint16_t Choices::number16()
{
    const unsigned high = byte();
    return static_cast<uint16_t>(high << 8 | byte());
}

ByteView Choices::bytes(size_t size)
{
    const ByteView taken = m_rest.substr(0, size);
    m_rest.remove_prefix(taken.size());
    return taken;
}

} // namespace shoal::fuzz

// Called once, by libFuzzer as well as by the replay.
extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    qInstallMessageHandler(shoal::fuzz::swallow);
    return 0;
}
