// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/instance_config.h"

#include <map>

namespace shoal::daemon {

// A config in the folder of a supervisor.
struct Candidate
{
    Bytes path;
    Bytes name; // of the instance
    std::optional<config::ConfigSource> source;
    std::optional<config::LoadedConfig> loaded;
    std::optional<Bytes> error; // why not, one line for each reason
};

// All *.conf and *.conf.d in the folder but hidden ones, by name, each read. Names and users are looked at, nothing is
// changed. The error: the folder itself cannot be read. Blocking.
Result<std::vector<Candidate>> findCandidates(const Bytes& folder);
// One of them anew.
Candidate readCandidate(const Bytes& path);

// What instances must not have in common.
struct Identity
{
    Bytes path; // of its config
    Bytes name;
    Bytes storagePath;          // resolved
    uint16_t listeningPort = 0; // 0: any, never the same

    static Identity of(const Candidate& candidate);
};

// What is to be done so that what runs is what lies in the folder. Pure.
struct InstancePlan
{
    std::vector<Bytes> start; // paths, in the order of the folder
    std::vector<Bytes> stop;
    std::vector<Bytes> reload;        // run, and go on with what the file says now
    std::map<Bytes, Bytes> refused;   // path -> why it is not started, one line for each reason
    std::map<Bytes, Bytes> unchanged; // path -> why a running instance goes on with its old config
};

// `running`: with what each was started. Two configs with one name are both refused, for nobody can say which is meant;
// of two with one storage_path or port the later one is. What runs goes on whatever comes beside it.
InstancePlan makePlan(const std::vector<Candidate>& found, const std::vector<Identity>& running);

} // namespace shoal::daemon
