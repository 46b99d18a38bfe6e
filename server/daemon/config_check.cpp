// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/config_check.h"

#include "server/daemon/credentials.h"
#include "server/daemon/instance_list.h"

#include <cstdio>
#include <filesystem>

namespace shoal::daemon {

namespace {

void print(FILE* stream, const Bytes& line)
{
    std::fprintf(stream, "%s\n", line.c_str());
}

Bytes summary(const Candidate& candidate)
{
    const config::InstanceConfig& config = candidate.loaded->config;
    const auto credentials = findCredentials(config.runAs);
    const Bytes owner = credentials && *credentials ? (*credentials)->owner() : "who starts it";
    return printable(candidate.path) + ": ok: instance " + printable(candidate.name) + ", runs as " + owner + ", " +
           std::to_string(config.shares.size()) + (config.shares.size() == 1 ? " share" : " shares");
}

int check(const std::vector<Candidate>& candidates)
{
    const InstancePlan plan = makePlan(candidates, {});
    for (const Candidate& candidate : candidates) {
        if (const auto refused = plan.refused.find(candidate.path); refused != plan.refused.end())
            print(stderr, refused->second);
        if (!candidate.loaded)
            continue;
        for (const Bytes& notice : candidate.loaded->notices)
            print(stdout, notice);
        if (!plan.refused.contains(candidate.path))
            print(stdout, summary(candidate));
    }
    return plan.refused.empty() ? kExitOk : kExitUsage;
}

} // namespace

int checkConfigs(const Bytes& path)
{
    std::error_code error;
    const Bytes clean = std::filesystem::path(path).lexically_normal().native();
    if (!std::filesystem::is_directory(clean, error) || ByteView(clean).ends_with(config::kPartsFolderEnding))
        return check({readCandidate(clean)});
    const auto candidates = findCandidates(clean);
    if (candidates)
        return check(*candidates);
    print(stderr, candidates.error().context);
    return kExitUsage;
}

} // namespace shoal::daemon
