// SPDX-License-Identifier: GPL-3.0-or-later
#include "shrink.h"

#include <algorithm>

namespace shoal::sim {

namespace {

class Shrinker
{
public:
    Shrinker(const Plan& plan, const Outcome& failure, size_t tries)
        : m_best(plan), m_property(failure.property), m_left(tries)
    {}

    Plan run()
    {
        for (bool better = true; better && m_left > 0;) {
            better = dropSteps();
            better = dropMachines() || better;
            better = simplify() || better;
        }
        return m_best;
    }

private:
    bool stillFails(const Plan& plan)
    {
        if (m_left == 0)
            return false;
        --m_left;
        if (play(plan).property != m_property)
            return false;
        m_best = plan;
        return true;
    }

    bool dropSteps()
    {
        bool better = false;
        for (size_t chunk = std::max<size_t>(1, m_best.steps.size() / 2);; chunk /= 2) {
            for (size_t at = 0; at < m_best.steps.size() && m_left > 0;) {
                Plan less = m_best;
                const auto first = less.steps.begin() + static_cast<std::ptrdiff_t>(at);
                const auto last = first + static_cast<std::ptrdiff_t>(std::min(chunk, less.steps.size() - at));
                less.steps.erase(first, last);
                if (stillFails(less))
                    better = true;
                else
                    at += chunk;
            }
            if (chunk <= 1)
                return better;
        }
    }

    // One that no step names.
    bool dropMachines()
    {
        bool better = false;
        for (size_t machine = m_best.machines.size(); machine-- > 1 && m_best.machines.size() > 2;) {
            Plan less = m_best;
            less.machines.erase(less.machines.begin() + static_cast<std::ptrdiff_t>(machine));
            std::erase_if(less.steps,
                          [machine](const Step& step) { return step.node == machine || step.other == machine; });
            for (Step& step : less.steps) {
                step.node -= step.node > machine ? 1 : 0;
                step.other -= step.other > machine ? 1 : 0;
            }
            better = stillFails(less) || better;
        }
        return better;
    }

    bool simplify()
    {
        bool better = false;
        for (size_t machine = 0; machine < m_best.machines.size(); ++machine) {
            Plan less = m_best;
            MachineSetup plain;
            plain.lan = less.machines[machine].lan;
            plain.readOnly = less.machines[machine].readOnly;
            less.machines[machine] = plain;
            if (less.text() == m_best.text())
                continue;
            better = stillFails(less) || better;
        }
        return better;
    }

    Plan m_best;
    const Bytes m_property;
    size_t m_left;
};

} // namespace

Plan shrink(const Plan& plan, const Outcome& failure, size_t tries)
{
    return Shrinker(plan, failure, tries).run();
}

} // namespace shoal::sim
