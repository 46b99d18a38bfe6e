// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/command_line.h"

#include <algorithm>
#include <cstring>

namespace shoal::app {

namespace {

bool isLink(ByteView word)
{
    Bytes scheme(word.substr(0, word.find(':')));
    std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return word.find(':') != ByteView::npos && (scheme == "shoal" || scheme == "btsync");
}

} // namespace

Result<CommandLine> parseCommandLine(const std::vector<Bytes>& words)
{
    CommandLine line;
    for (size_t i = 0; i < words.size(); ++i) {
        const Bytes& word = words[i];
        const auto value = [&](std::optional<Bytes>& into) -> Result<void> {
            if (i + 1 >= words.size() || words[i + 1].empty())
                return fail(ErrorCode::InvalidArgument, word + " needs a path behind it");
            into = words[++i];
            return {};
        };
        Result<void> taken;
        if (word == "--help" || word == "-h")
            line.action = Action::Help;
        else if (word == "--version")
            line.action = Action::Version;
        else if (word == "--hidden")
            line.isHidden = true;
        else if (word == "--add")
            line.adds = true;
        else if (word == "--instance")
            taken = value(line.instance);
        else if (word == "--data")
            taken = value(line.data);
        else if (word == "-session" && i + 1 < words.size())
            ++i; // how a session manager of X11 starts again what ran; Qt reads it
        else if (isLink(word) && line.link.isEmpty())
            line.link = QString::fromStdString(word);
        else // what was typed is not repeated: it could be a secret without its scheme
            taken = fail(ErrorCode::InvalidArgument,
                         word.starts_with('-')
                             ? "there is no option " + printable(word) + "; --help lists them"
                             : "argument " + std::to_string(i + 1) + " is no link: one begins with shoal: or btsync:");
        if (!taken)
            return fail(taken.error());
    }
    return line;
}

Bytes usage()
{
    return "usage: shoal-desktop [OPTION ...] [LINK]\n"
           "\n"
           "Keeps folders identical on all devices that hold the same secret. LINK (shoal:... or btsync:...) opens "
           "the\n"
           "wizard filled in. Where the program runs already, its window comes to the front.\n"
           "\n"
           "  --hidden           begin in the tray, without a window\n"
           "  --add              open the wizard\n"
           "  --instance PLACE   show a running shoald: its control socket or its storage_path\n"
           "  --data FOLDER      keep everything in FOLDER instead of $XDG_DATA_HOME/shoal\n"
           "  --version, --help\n";
}

void hideLinks(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        if (isLink(argv[i]))
            std::memset(std::strchr(argv[i], ':') + 1, 'x', std::strlen(std::strchr(argv[i], ':') + 1));
    }
}

} // namespace shoal::app
