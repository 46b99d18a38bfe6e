// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <functional>

namespace shoal::sim {

// Runs jobs with numbers in other processes, several at a time, so that one that crashes is a failure like any other.
class Workers
{
public:
    // Does the job with this number, in a process of its own with others before it; returns what went wrong, or
    // nothing.
    using Job = std::function<Bytes(uint64_t number)>;
    // Called in this process. `failure` is empty when all went well.
    using Done = std::function<void(uint64_t number, const Bytes& failure)>;

    Workers(size_t processes, Job job) : m_processes(processes), m_job(std::move(job)) {}
    // Does them all, from `first` on; ends earlier when `goesOn`, which is asked several times a second, says no.
    void run(uint64_t first, uint64_t count, const Done& done, const std::function<bool()>& goesOn);

private:
    struct Worker;
    bool startOne(Worker& worker);
    bool hear(Worker& worker, const Done& done);

    const size_t m_processes;
    const Job m_job;
    uint64_t m_next = 0;
    uint64_t m_end = 0;
};

} // namespace shoal::sim
