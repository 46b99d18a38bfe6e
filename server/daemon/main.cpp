// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/command_line.h"
#include "server/daemon/config_check.h"
#include "server/daemon/instance.h"
#include "server/daemon/secret_actions.h"
#include "server/daemon/supervise.h"
#include "server/process/standard_error.h"
#include "shared/config/sample_config.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/prctl.h>

namespace {

using namespace shoal;
using namespace shoal::daemon;

int print(const Bytes& text)
{
    const bool written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return written ? kExitOk : kExitFailed;
}

int refuse(const Error& error)
{
    process::complain("shoald: ", error.context);
    return kExitUsage;
}

int run(const CommandLine& line)
{
    const auto random = makeSystemRandom();
    switch (line.action) {
    case Action::Help:
        return print(usage());
    case Action::Version:
        return print("shoald " SHOAL_VERSION "\n");
    case Action::GenerateSecret:
        return print(generateSecret(*random) + "\n");
    case Action::SampleConfig:
        return print(config::sampleConfig());
    case Action::ReadOnlySecret: {
        const auto secret = readOnlySecret(line.secret);
        return secret ? print(*secret + "\n") : refuse(secret.error());
    }
    case Action::CheckConfig:
        return checkConfigs(line.checked);
    case Action::Supervise:
    case Action::Run:
        break;
    }
    const auto clock = makeSystemClock();
    if (line.action == Action::Supervise)
        return runSupervisor(line, *clock);
    return runInstance(line, *clock, *random);
}

} // namespace

int main(int argc, char** argv)
{
    // Instances are started through /proc/self/exe, and lists of processes would call them "exe".
    ::prctl(PR_SET_NAME, "shoald");
    const auto line = parseCommandLine(std::vector<Bytes>(argv + (argc > 0 ? 1 : 0), argv + argc));
    if (!line)
        return refuse(line.error());
    const QCoreApplication application(argc, argv);
    return run(*line);
}
