// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/command_line.h"

#include "shared/base/nearest.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace shoal::daemon {

namespace {

// The options with a value first.
constexpr std::array<ByteView, 12> kOptions{
    "--config",  "--config-dir", "--check-config",    "--log", "--supervised",        "--get-ro-secret", "--nodaemon",
    "--version", "--help",       "--generate-secret", "-h",    "--dump-sample-config"};
constexpr size_t kWithValue = 6;
constexpr ByteView kHint = "; shoald --help lists all options";

bool takesValue(ByteView option)
{
    return std::find(kOptions.begin(), kOptions.begin() + kWithValue, option) != kOptions.begin() + kWithValue;
}

tl::unexpected<Error> refuse(Bytes sentence)
{
    return fail(ErrorCode::InvalidArgument, std::move(sentence) + Bytes(kHint));
}

tl::unexpected<Error> unknown(ByteView word)
{
    if (!word.starts_with('-'))
        return refuse("unexpected argument " + printable(word) + "; a config file is given with --config");
    return refuse("unknown option " + printable(word) + "; did you mean " + Bytes(nearestWord(word, kOptions)) + "?");
}

// Of a supervisor only; what is no number leads nowhere.
int descriptor(ByteView text)
{
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void apply(CommandLine& line, ByteView option, ByteView value)
{
    if (option == "--config")
        line.config = value;
    else if (option == "--config-dir") {
        line.action = Action::Supervise;
        line.configFolder = value;
    } else if (option == "--check-config") {
        line.action = Action::CheckConfig;
        line.checked = value;
    } else if (option == "--supervised")
        line.supervisor = descriptor(value);
    else if (option == "--log")
        line.log = value;
    else if (option == "--version")
        line.action = Action::Version;
    else if (option == "--help" || option == "-h")
        line.action = Action::Help;
    else if (option == "--generate-secret")
        line.action = Action::GenerateSecret;
    else if (option == "--dump-sample-config")
        line.action = Action::SampleConfig;
    else if (option == "--get-ro-secret") {
        line.action = Action::ReadOnlySecret;
        line.secret = value;
    }
    // --nodaemon asks for what happens anyway.
}

} // namespace

Result<CommandLine> parseCommandLine(const std::vector<Bytes>& arguments)
{
    CommandLine line;
    for (size_t i = 0; i < arguments.size(); ++i) {
        const ByteView word = arguments[i];
        const size_t equals = word.starts_with("--") ? word.find('=') : ByteView::npos;
        const ByteView option = word.substr(0, equals);
        if (std::find(kOptions.begin(), kOptions.end(), option) == kOptions.end())
            return unknown(option);
        ByteView value = equals == ByteView::npos ? ByteView{} : word.substr(equals + 1);
        if (takesValue(option)) {
            if (equals == ByteView::npos && i + 1 < arguments.size())
                value = arguments[++i];
            if (value.empty())
                return refuse("the option " + Bytes(option) + " needs a value");
        } else if (equals != ByteView::npos) {
            return refuse("the option " + Bytes(option) + " takes no value");
        }
        apply(line, option, value);
    }
    if (line.action == Action::Run && line.config.empty())
        return refuse("no config file given: shoald --config FILE");
    if (line.action == Action::Supervise && !line.config.empty())
        return refuse("--config and --config-dir exclude each other");
    if (line.action == Action::Supervise && line.log)
        return refuse("--config-dir takes no --log: each instance has the LOG_PATH of its config, or standard error");
    return line;
}

Bytes usage()
{
    return "shoald keeps folders identical on every device that holds the same secret.\n"
           "\n"
           "Usage:\n"
           "  shoald --config FILE [--log FILE]   run the instance that FILE describes, until SIGTERM\n"
           "  shoald --config-dir DIR             run every instance of DIR (NAME.conf, NAME.USER.conf,\n"
           "                                      NAME.USER.GROUP.conf, NAME.conf.d), each in a process of its own\n"
           "  shoald --check-config FILE|DIR      say what is wrong with a config, or with all of DIR\n"
           "  shoald --dump-sample-config         print a config file to start from\n"
           "  shoald --generate-secret            print a new read-write secret\n"
           "  shoald --get-ro-secret SECRET       print the read-only secret of SECRET; with - it is read\n"
           "                                      from standard input and so stays out of the process list\n"
           "\n"
           "Options:\n"
           "  --config FILE   config file, as btsync has them, or a folder NAME.conf.d with *.part files\n"
           "  --log FILE      write messages there instead of to standard error\n"
           "  --nodaemon      accepted; shoald always stays in the foreground\n"
           "  --version       print the version\n"
           "  -h, --help      print this text\n"
           "\n"
           "Exit codes: 0 stopped as asked, 1 could not run, 2 wrong options or config file.\n"
           "SIGHUP reads the config again and opens the log anew.\n"
           "While it runs, shoal status shows what it does, and shoal why what is not in sync.\n"
           "\n"
           "Example:\n"
           "  shoald --config /etc/shoal/www.www-data.conf --log /var/log/shoal/www.log\n";
}

} // namespace shoal::daemon
