// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/problem.h"

#include <map>
#include <optional>

namespace shoal::engine {

// What keeps paths from being in sync, one problem a path, for `shoal why`. Bounded: beyond kMax only the number grows.
class ProblemList
{
public:
    // A person reads the first few; what is beyond that costs memory for nothing.
    static constexpr size_t kMax = 10'000;

    // Logs a problem that is new or has changed.
    void set(model::Problem problem);
    void clear(const Bytes& path);
    const model::Problem* find(const Bytes& path) const;
    const std::map<Bytes, model::Problem>& all() const { return m_problems; }

private:
    std::map<Bytes, model::Problem> m_problems;
};

} // namespace shoal::engine
