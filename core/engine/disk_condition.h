// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/problem_list.h"
#include "shared/base/result.h"

#include <cstdint>

namespace shoal::engine {

// What is wrong with the disk or the process as a whole, told once for the share instead of once for every file:
// the file system is mounted read-only, or no more files can be opened. Strand only.
class DiskCondition
{
public:
    explicit DiskCondition(ProblemList& problems) : m_problems(problems) {}

    // True when the error is of this kind, and noted: it is no problem of the path that met it.
    bool note(const Error& error, int64_t nowNs);

    // Without free descriptors nothing that opens files is tried before this time (monotonic); 0 = go on.
    int64_t pausedUntilNs() const { return m_pausedUntilNs; }
    bool isPaused() const { return m_pausedUntilNs != 0; }
    // The pause is over: another error begins the next one, otherwise calm() ends the problem.
    void resume() { m_pausedUntilNs = 0; }
    void calm();

    // Nothing can be written here; what is to be written waits, everything else goes on.
    bool isReadOnly() const { return m_readOnly; }
    void writableAgain();

    void reset();

private:
    ProblemList& m_problems;
    int64_t m_pausedUntilNs = 0;
    bool m_short = false;
    bool m_readOnly = false;
};

// What a person can do about an entry that cannot be read.
model::Sentence adviceForReading(const Error& error);

} // namespace shoal::engine
