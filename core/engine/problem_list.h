// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/problem.h"

#include <map>
#include <optional>

namespace shoal::engine {

// What keeps paths from being in sync, for `shoal why`: one problem a path and topic. Bounded: beyond kMax only the
// number grows.
class ProblemList
{
public:
    // A person reads the first few; what is beyond that costs memory for nothing.
    static constexpr size_t kMax = 10'000;

    // Logs a problem that is new or has changed. `topic`: tells problems apart that one path has at the same time.
    void set(model::Problem problem, ByteView topic = {});
    void clear(const Bytes& path, ByteView topic = {});
    // Any problem of that path, or the one of that topic.
    const model::Problem* find(const Bytes& path) const;
    const model::Problem* find(const Bytes& path, ByteView topic) const;
    // Sorted by path; take the path from the problem.
    const std::map<Bytes, model::Problem>& all() const { return m_problems; }
    // Grows with every change.
    uint64_t revision() const { return m_revision; }

private:
    std::map<Bytes, model::Problem> m_problems; // by path and, where there is one, NUL and topic
    uint64_t m_revision = 0;
};

} // namespace shoal::engine
