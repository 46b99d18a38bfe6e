// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// What to do about an old record that is held at `path`, relative to the folder: only a device that may write answers.
model::Sentence heldAdvice(const Replica& replica, const Bytes& path);

// Tells people what is held (HeldRecords), each record as a problem with the two answers there are. Strand only.
class HeldProblems
{
public:
    explicit HeldProblems(Replica& replica) : m_replica(replica) {}

    // The problems follow what came or went since the last call.
    void show();
    // What is held at `path` or below it, relative to the folder; empty = everything. The path is that of now or that
    // of the problem: the directories above may have moved meanwhile.
    std::vector<model::SealedRecord> at(const Bytes& path) const;

private:
    Bytes pathOf(const model::Record& record) const;

    Replica& m_replica;
    std::map<model::RecordKey, Bytes> m_shown;
};

} // namespace shoal::engine
