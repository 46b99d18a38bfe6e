// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/problem_list.h"

#include "shared/base/log.h"

namespace shoal::engine {

void ProblemList::set(model::Problem problem)
{
    const auto it = m_problems.find(problem.path);
    if (it != m_problems.end() && it->second.reason == problem.reason)
        return;
    qCWarning(logSync, "problem path='%s' reason='%s' do='%s'", printable(problem.path).c_str(),
              printable(problem.reason).c_str(), problem.whatToDo.c_str());
    if (it != m_problems.end())
        it->second = std::move(problem);
    else if (m_problems.size() < kMax)
        m_problems.emplace(problem.path, std::move(problem));
}

void ProblemList::clear(const Bytes& path)
{
    m_problems.erase(path);
}

const model::Problem* ProblemList::find(const Bytes& path) const
{
    const auto it = m_problems.find(path);
    return it == m_problems.end() ? nullptr : &it->second;
}

} // namespace shoal::engine
