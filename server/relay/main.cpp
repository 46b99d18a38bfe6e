// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/standard_error.h"
#include "server/relay/relay_config.h"
#include "server/relay/run_relay.h"

#include <QCoreApplication>

#include <cstdio>

namespace {

using namespace shoal;
using namespace shoal::relay;

int print(const Bytes& text)
{
    const bool written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return written ? kExitOk : kExitFailed;
}

int refuse(const Error& error)
{
    process::complain("shoal-relay: ", error.context);
    return kExitUsage;
}

int checkConfig(const Bytes& path)
{
    const auto loaded = loadRelayConfig(path);
    if (!loaded)
        return refuse(loaded.error());
    for (const Bytes& notice : loaded->notices)
        process::complain("", notice);
    return print(printable(path) + " is a good config\n");
}

} // namespace

int main(int argc, char** argv)
{
    const auto line = parseCommandLine(std::vector<Bytes>(argv + (argc > 0 ? 1 : 0), argv + argc));
    if (!line)
        return refuse(line.error());
    switch (line->action) {
    case CommandLine::Action::Help:
        return print(usage());
    case CommandLine::Action::Version:
        return print("shoal-relay " SHOAL_VERSION "\n");
    case CommandLine::Action::CheckConfig:
        return checkConfig(line->config);
    case CommandLine::Action::Run:
        break;
    }
    const QCoreApplication application(argc, argv);
    const auto clock = makeSystemClock();
    const auto random = makeSystemRandom();
    return runRelay(*line, *clock, *random);
}
