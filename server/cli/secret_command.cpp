// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/secret_command.h"

#include "server/cli/output.h"

#include "core/crypto/secret.h"
#include "shared/base/nearest.h"

#include <array>
#include <iostream>

namespace shoal::cli {

namespace {

constexpr std::array<ByteView, 2> kActions{"new", "read-only"};
// More than any secret with white space around; the rest of a wrong file is not read.
constexpr std::streamsize kMaxSecretLine = 1024;

ExitCode printNew()
{
    const auto random = makeSystemRandom();
    print(crypto::Secret::generate(*random).text() + '\n');
    return ExitCode::Ok;
}

Bytes lineOfStandardInput()
{
    Bytes line(kMaxSecretLine, '\0');
    std::cin.getline(line.data(), kMaxSecretLine);
    line.resize(std::char_traits<char>::length(line.c_str()));
    return line;
}

ExitCode printReadOnly(const Bytes& text)
{
    const auto secret = crypto::Secret::parse(text == "-" ? lineOfStandardInput() : text);
    if (!secret)
        return complain(secret.error().context, ExitCode::Usage);
    print(secret->readOnly().text() + '\n');
    return ExitCode::Ok;
}

} // namespace

ExitCode runSecret(const CommandLine& line)
{
    const auto& words = line.words;
    if (words.size() < 2)
        return complain("secret needs to know what to do: shoal secret new, or shoal secret read-only SECRET",
                        ExitCode::Usage);
    if (words[1] == "new" && words.size() == 2)
        return printNew();
    if (words[1] == "read-only" && words.size() == 3)
        return printReadOnly(words[2]);
    if (words[1] == "new")
        return complain("secret new takes no argument", ExitCode::Usage);
    if (words[1] == "read-only")
        return complain("secret read-only takes one secret, or - to read it from standard input", ExitCode::Usage);
    // What stands here may be a secret itself, so it is not repeated.
    if (crypto::Secret::parse(words[1]))
        return complain("a secret stands where a command is expected; did you mean shoal secret read-only SECRET?",
                        ExitCode::Usage);
    return complain("unknown command after secret; the nearest is " + Bytes(nearestWord(words[1], kActions)),
                    ExitCode::Usage);
}

} // namespace shoal::cli
