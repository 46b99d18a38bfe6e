// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/problem_list.h"

#include "shared/base/log.h"

#include <QtGlobal>

namespace shoal::engine {

namespace {

Bytes keyOf(const Bytes& path, ByteView topic)
{
    return topic.empty() ? path : path + Bytes(1, '\0') + Bytes(topic); // no path holds a NUL
}

} // namespace

void ProblemList::set(model::Problem problem, ByteView topic)
{
    Q_ASSERT(!problem.reason.empty() && !problem.whatToDo.empty()); // whoever sees it has to know what to do
    const Bytes key = keyOf(problem.path, topic);
    const auto it = m_problems.find(key);
    if (it != m_problems.end() && it->second.reason == problem.reason)
        return;
    qCWarning(logSync, "problem path='%s' reason='%s' do='%s'", printable(problem.path).c_str(),
              printable(problem.reason.text()).c_str(), problem.whatToDo.text().c_str());
    ++m_revision;
    if (it != m_problems.end())
        it->second = std::move(problem);
    else if (m_problems.size() < kMax)
        m_problems.emplace(key, std::move(problem));
}

void ProblemList::clear(const Bytes& path, ByteView topic)
{
    m_revision += m_problems.erase(keyOf(path, topic));
}

const model::Problem* ProblemList::find(const Bytes& path) const
{
    const auto it = m_problems.lower_bound(path);
    return it == m_problems.end() || it->second.path != path ? nullptr : &it->second;
}

const model::Problem* ProblemList::find(const Bytes& path, ByteView topic) const
{
    const auto it = m_problems.find(keyOf(path, topic));
    return it == m_problems.end() ? nullptr : &it->second;
}

} // namespace shoal::engine
