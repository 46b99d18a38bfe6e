// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/instance_list.h"

#include "server/daemon/credentials.h"
#include "server/daemon/secret_rules.h"
#include "shared/config/folder_rules.h"

#include <algorithm>
#include <filesystem>

namespace shoal::daemon {

namespace {

namespace fs = std::filesystem;

constexpr ByteView kFileEnding = ".conf";

bool isConfig(const fs::directory_entry& entry)
{
    const Bytes name = entry.path().filename().native();
    std::error_code error;
    if (name.starts_with('.'))
        return false;
    return name.ends_with(config::kPartsFolderEnding) ? entry.is_directory(error) : name.ends_with(kFileEnding);
}

std::optional<Bytes> clash(const Identity& one, const Identity& other)
{
    const Bytes theirs = " of " + printable(other.path);
    if (one.name == other.name)
        return "the instance " + printable(one.name) + " is also described by " + printable(other.path) +
               "; keep one of them, or give one another name";
    if (one.storagePath == other.storagePath)
        return "storage_path is also that" + theirs + "; each instance needs one of its own";
    if (one.listeningPort != 0 && one.listeningPort == other.listeningPort)
        return "listening_port " + std::to_string(one.listeningPort) + " is also that" + theirs +
               "; each instance needs one of its own, or 0 for any";
    return std::nullopt;
}

const Identity* findPath(const std::vector<Identity>& list, const Bytes& path)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const Identity& one) { return one.path == path; });
    return found == list.end() ? nullptr : &*found;
}

// Why `one` cannot be started beside `others`.
std::optional<Bytes> firstClash(const Identity& one, const std::vector<Identity>& others)
{
    for (const Identity& other : others)
        if (const auto reason = other.path == one.path ? std::nullopt : clash(one, other))
            return printable(one.path) + ": " + *reason;
    return std::nullopt;
}

std::vector<Identity> sameName(const std::vector<Candidate>& found, const Bytes& name)
{
    std::vector<Identity> same;
    for (const Candidate& candidate : found)
        if (candidate.name == name)
            same.push_back(Identity::of(candidate));
    return same;
}

} // namespace

Candidate readCandidate(const Bytes& path)
{
    Candidate candidate{path, config::instanceNameOf(path), {}, {}, {}};
    auto source = config::readConfigSource(path);
    if (!source) {
        candidate.error = source.error().context;
        return candidate;
    }
    candidate.source = std::move(*source);
    auto loaded = config::parseConfig(*candidate.source, secretRules());
    if (!loaded) {
        candidate.error = loaded.error().context;
        return candidate;
    }
    if (const auto credentials = findCredentials(loaded->config.runAs); !credentials)
        candidate.error = credentials.error().context;
    candidate.loaded = std::move(*loaded);
    return candidate;
}

Result<std::vector<Candidate>> findCandidates(const Bytes& folder)
{
    std::vector<Bytes> paths;
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (const fs::directory_iterator end; !error && it != end; it.increment(error))
        if (isConfig(*it))
            paths.push_back(it->path().native());
    if (error)
        return fail(systemError(error.value(), printable(folder) + ": the folder of configs cannot be read"));
    std::sort(paths.begin(), paths.end());
    std::vector<Candidate> candidates;
    for (const Bytes& path : paths)
        candidates.push_back(readCandidate(path));
    return candidates;
}

Identity Identity::of(const Candidate& candidate)
{
    Identity identity{candidate.path, candidate.name, {}, 0};
    if (candidate.loaded) {
        identity.storagePath = config::resolvedPath(candidate.loaded->config.storagePath);
        identity.listeningPort = candidate.loaded->config.listeningPort;
    }
    return identity;
}

InstancePlan makePlan(const std::vector<Candidate>& found, const std::vector<Identity>& running)
{
    InstancePlan plan;
    std::vector<Identity> taken;
    for (const Identity& one : running) {
        const bool stays = std::any_of(found.begin(), found.end(), [&](const auto& c) { return c.path == one.path; });
        if (stays)
            taken.push_back(one);
        else
            plan.stop.push_back(one.path);
    }
    for (const Candidate& candidate : found) {
        const bool runs = findPath(running, candidate.path) != nullptr;
        const Identity identity = Identity::of(candidate);
        auto reason = firstClash(identity, sameName(found, candidate.name));
        if (candidate.error)
            reason = candidate.error;
        else if (!reason)
            reason = firstClash(identity, taken);
        if (reason) {
            (runs ? plan.unchanged : plan.refused).emplace(candidate.path, *reason);
        } else if (runs) {
            plan.reload.push_back(candidate.path);
        } else {
            plan.start.push_back(candidate.path);
            taken.push_back(identity);
        }
    }
    return plan;
}

} // namespace shoal::daemon
