// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/relay/command_line.h"

namespace shoal::relay {

namespace {

constexpr ByteView kUsage =
    R"(usage: shoal-relay --config FILE [--log FILE]

Lets devices of Shoal find each other, and passes ciphertext between those that cannot connect directly.

  --config FILE         run with this config; it stays in the foreground
  --log FILE            write the log there, and not to standard error
  --check-config FILE   only say what is wrong with it; exit code 0 or 2
  --version             print the version
  --help                this text

A config, with all that may be left out:

  {
    "listen" : [ "0.0.0.0:3839", "[::]:3839" ],
    "storage_path" : "/var/lib/shoal-relay",  // has to be given: the relay's key lies there
    "metrics" : "127.0.0.1:3840",             // status page and /metrics; none without it
    "drain_seconds" : 30,                     // how long relayed connections go on after SIGTERM
    "log_size" : 100,                         // MB
    "limits" : {
      "devices" : 4096, "devices_per_address" : 128, "devices_per_share" : 256, "shares_per_device" : 1024,
      "sessions" : 1024, "sessions_per_device" : 64, "sessions_per_address" : 256,
      "rate" : 0,                             // kB/s of all that is passed on, 0: no limit
      "daily_per_address" : 0                 // MB passed on for one address in a day, 0: no limit
    }
  }
)";

tl::unexpected<Error> refuse(Bytes sentence)
{
    return fail(ErrorCode::InvalidArgument, std::move(sentence) + "; shoal-relay --help lists all options");
}

} // namespace

Result<CommandLine> parseCommandLine(const std::vector<Bytes>& arguments)
{
    CommandLine line;
    for (size_t i = 0; i < arguments.size(); ++i) {
        const Bytes& option = arguments[i];
        if (option == "--help" || option == "-h") {
            line.action = CommandLine::Action::Help;
            return line;
        }
        if (option == "--version") {
            line.action = CommandLine::Action::Version;
            return line;
        }
        if (option != "--config" && option != "--log" && option != "--check-config")
            return refuse("unknown option " + printable(option));
        if (++i == arguments.size())
            return refuse(option + " needs a file");
        if (option == "--log")
            line.log = arguments[i];
        else
            line.config = arguments[i];
        if (option == "--check-config")
            line.action = CommandLine::Action::CheckConfig;
    }
    if (line.config.empty())
        return refuse("no config is given: --config FILE");
    return line;
}

Bytes usage()
{
    return Bytes(kUsage);
}

} // namespace shoal::relay
