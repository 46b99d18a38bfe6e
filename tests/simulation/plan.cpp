// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan.h"

#include <array>
#include <sstream>

namespace shoal::sim {

namespace {

struct ActRow
{
    const char* name;
    unsigned weight; // how often a plan has it
    bool byUser;     // may fall between any two calls of an engine
};

constexpr std::array<ActRow, kActs> kRows{{
    {"write", 16, true},
    {"save", 12, true},
    {"rewrite", 10, true},
    {"append", 5, true},
    {"patch", 4, true},
    {"write-slowly", 4, false},
    {"write-large", 3, true},
    {"patch-large", 3, true},
    {"remove", 9, true},
    {"rename", 8, true},
    {"rename-case", 2, true},
    {"swap", 3, true},
    {"rotate", 2, true},
    {"link", 3, true},
    {"hard-link", 3, true},
    {"chmod", 4, true},
    {"touch", 3, true},
    {"make-directory", 9, true},
    {"move-directory", 8, true},
    {"swap-directories", 2, true},
    {"remove-directory", 4, true},
    {"file-for-directory", 2, true},
    {"directory-for-file", 2, true},
    {"cut", 4, false},
    {"cut-one-way", 2, false},
    {"heal", 5, false},
    {"partition", 4, false},
    {"heal-all", 6, false},
    {"reset", 3, false},
    {"slow-link", 2, false},
    {"stop", 3, false},
    {"start", 6, false},
    {"restart", 4, false},
    {"kill", 6, true},
    {"cut-power", 5, true},
    {"step-clock", 2, false},
    {"lose-events", 3, false},
    {"few-watches", 1, false},
    {"full-disk", 2, false},
    {"room-again", 3, false},
    {"failing-disk", 3, false},
    {"forbidden", 2, false},
    {"mended", 3, false},
    {"back-up", 1, false},
    {"restore-backup", 1, false},
    {"lose-index", 1, false},
    {"unmount", 1, false},
    {"remount", 2, false},
    {"unmount-nested", 1, false},
    {"remount-nested", 2, false},
    {"pause", 14, false},
}};

constexpr int64_t kMs = 1'000'000;

int64_t pause(Random& random)
{
    switch (random.below(8)) {
    case 0:
    case 1:
        return static_cast<int64_t>(random.below(3 * kMs));
    case 2:
    case 3:
    case 4:
        return static_cast<int64_t>(random.below(60 * kMs));
    case 5:
    case 6:
        return static_cast<int64_t>(random.below(1'500 * kMs));
    default:
        return static_cast<int64_t>(random.below(12'000 * kMs));
    }
}

MachineSetup makeMachine(Random& random, bool first, bool lan)
{
    MachineSetup setup;
    setup.readOnly = !first && random.below(4) == 0;
    setup.overwriteChanges = random.below(2) == 0;
    setup.lan = lan;
    setup.storageApart = random.below(2) == 0;
    setup.nested = random.below(8) == 0 && !setup.readOnly; // readers make no directories for others
    setup.names = random.below(2) == 0 ? Volume::Names::InOrder : Volume::Names::Independent;
    constexpr std::array<int64_t, 4> kGranularity{1, 1, kMs, 1'000 * kMs};
    setup.timeGranularityNs = kGranularity[random.below(kGranularity.size())];
    if (random.below(4) == 0)
        setup.skew = std::chrono::seconds(static_cast<int64_t>(random.below(4 * 86'400)) - 2 * 86'400);
    return setup;
}

} // namespace

const char* nameOf(Act act)
{
    return kRows[static_cast<size_t>(act)].name;
}

Plan makePlan(uint64_t seed, const PlanOptions& options)
{
    const auto random = makeSeededRandom(seed * 2 + 1);
    Plan plan;
    plan.seed = seed;
    constexpr std::array<size_t, 8> kSizes{2, 2, 3, 3, 3, 4, 5, 7};
    const size_t machines = options.machines != 0 ? options.machines : kSizes[random->below(kSizes.size())];
    const bool lan = random->below(3) != 0;
    for (size_t i = 0; i < machines; ++i)
        plan.machines.push_back(makeMachine(*random, i == 0, lan));
    for (MachineSetup& machine : plan.machines)
        machine.nested = machine.nested && !options.without.contains("nested");

    // Each history has its own mixture: many do without most kinds of trouble.
    std::array<unsigned, kActs> weights{};
    unsigned total = 0;
    for (size_t act = 0; act < kActs; ++act) {
        const bool drops = random->below(3) == 0 || options.without.contains(kRows[act].name);
        weights[act] = drops ? 0 : kRows[act].weight;
        total += weights[act];
    }
    const size_t steps = options.steps != 0 ? options.steps : 10 + random->below(50);
    for (size_t i = 0; i < steps && total > 0; ++i) {
        Step step;
        step.afterNs = pause(*random);
        uint64_t at = random->below(total);
        size_t act = 0;
        while (at >= weights[act])
            at -= weights[act++];
        step.act = static_cast<Act>(act);
        if (kRows[act].byUser && random->below(3) == 0)
            step.calls = 1 + random->below(random->below(2) == 0 ? 40 : 600);
        step.node = random->below(machines);
        step.other = (step.node + 1 + random->below(machines - 1)) % machines;
        step.dice = random->next();
        plan.steps.push_back(step);
    }
    return plan;
}

// --- Plan files -------------------------------------------------------------------------------------

Bytes Plan::text() const
{
    std::ostringstream out;
    out << "seed " << seed << "\n";
    for (const MachineSetup& one : machines) {
        out << "machine readonly=" << one.readOnly << " overwrite=" << one.overwriteChanges << " lan=" << one.lan
            << " apart=" << one.storageApart << " nested=" << one.nested
            << " inorder=" << (one.names == Volume::Names::InOrder) << " granularity=" << one.timeGranularityNs
            << " skew=" << one.skew.count() << "\n";
    }
    for (const Step& step : steps)
        out << "step after=" << step.afterNs << " calls=" << step.calls << " act=" << nameOf(step.act)
            << " node=" << step.node << " other=" << step.other << " dice=" << step.dice << "\n";
    return out.str();
}

namespace {

using Fields = std::map<Bytes, Bytes>;

Fields fieldsOf(std::istringstream& line)
{
    Fields fields;
    for (Bytes word; line >> word;) {
        const size_t equals = word.find('=');
        if (equals != Bytes::npos)
            fields[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return fields;
}

int64_t number(const Fields& fields, const char* name)
{
    const auto it = fields.find(name);
    return it == fields.end() ? 0 : std::strtoll(it->second.c_str(), nullptr, 10);
}

std::optional<Act> actOf(const Bytes& name)
{
    for (size_t act = 0; act < kActs; ++act) {
        if (name == kRows[act].name)
            return static_cast<Act>(act);
    }
    return std::nullopt;
}

} // namespace

Result<Plan> Plan::parse(ByteView text)
{
    Plan plan;
    std::istringstream lines{Bytes(text)};
    size_t at = 0;
    for (Bytes one; std::getline(lines, one);) {
        ++at;
        std::istringstream line(one);
        Bytes kind;
        line >> kind;
        if (kind.empty() || kind[0] == '#')
            continue;
        if (kind == "seed") {
            line >> plan.seed;
            continue;
        }
        const Fields fields = fieldsOf(line);
        if (kind == "machine") {
            MachineSetup setup;
            setup.readOnly = number(fields, "readonly") != 0;
            setup.overwriteChanges = number(fields, "overwrite") != 0;
            setup.lan = number(fields, "lan") != 0;
            setup.storageApart = number(fields, "apart") != 0;
            setup.nested = number(fields, "nested") != 0;
            setup.names = number(fields, "inorder") != 0 ? Volume::Names::InOrder : Volume::Names::Independent;
            setup.timeGranularityNs = std::max<int64_t>(1, number(fields, "granularity"));
            setup.skew = std::chrono::seconds(number(fields, "skew"));
            plan.machines.push_back(setup);
            continue;
        }
        const auto act = kind == "step" && fields.contains("act") ? actOf(fields.at("act")) : std::nullopt;
        if (!act)
            return fail(ErrorCode::InvalidArgument, "line " + std::to_string(at) +
                                                        ": neither a seed, a machine nor "
                                                        "a step with an act that is known: '" +
                                                        one + "'");
        Step step;
        step.afterNs = number(fields, "after");
        step.calls = static_cast<uint64_t>(number(fields, "calls"));
        step.act = *act;
        step.node = static_cast<NodeId>(number(fields, "node"));
        step.other = static_cast<NodeId>(number(fields, "other"));
        const auto dice = fields.find("dice");
        step.dice = dice == fields.end() ? 0 : std::strtoull(dice->second.c_str(), nullptr, 10);
        plan.steps.push_back(step);
    }
    for (const Step& step : plan.steps) {
        if (step.node >= plan.machines.size() || step.other >= plan.machines.size())
            return fail(ErrorCode::InvalidArgument, "a step names a machine that the plan does not have");
    }
    if (plan.machines.size() < 2)
        return fail(ErrorCode::InvalidArgument, "a plan needs two machines or more");
    return plan;
}

} // namespace shoal::sim
