// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace shoal::sim {

namespace {

struct ActRow
{
    const char* name;
    unsigned weight; // how often a plan has it; 0: in scenes only
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
    {"swap-directories-slowly", 0, false},
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
    {"find", 0, false},
    {"miss", 0, false},
    {"same", 0, false},
    {"whole", 0, false},
    {"trusts", 0, false},
    {"count", 0, false},
    {"few-bytes", 0, false},
    {"months", 0, false},
    {"rescan", 0, false},
}};

constexpr std::array<const char*, 7> kMoments{"call", "showing", "shown", "watching", "reading", "read", "aside"};

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

// What chance hardly ever brings together, step by step. Two machines that can talk: `author` writes, and something
// happens on `node` in the very moment in which its engine shows that.
class Scene
{
public:
    Scene(const Plan& plan, Random& random) : m_random(random)
    {
        std::vector<NodeId> writers;
        for (NodeId node = 0; node < plan.machines.size(); ++node) {
            if (!plan.machines[node].readOnly)
                writers.push_back(node);
        }
        const size_t author = random.below(writers.size());
        m_author = writers[author];
        m_node = writers.size() > 1 ? writers[(author + 1 + random.below(writers.size() - 1)) % writers.size()]
                                    : (m_author + 1 + random.below(plan.machines.size() - 1)) % plan.machines.size();
        for (const NodeId node : {m_author, m_node}) {
            add(0, Act::Mended, node);
            add(0, Act::Remount, node);
            add(0, Act::Start, node);
        }
        add(0, Act::HealAll, m_author);
        add(2'000 * kMs, Act::Write, m_author);
    }

    // Somebody saves, removes or renames the very file that the engine is about to replace or to remove.
    std::vector<Step> changedInTheMoment()
    {
        Step& change = add(kMs * 1'500, any({Act::Save, Act::Save, Act::Rewrite, Act::Rename, Act::Remove}), m_node);
        change.moment = Moment::Showing;
        change.same = true;
        add(0, any({Act::Save, Act::Rewrite, Act::Append, Act::Remove}), m_author);
        add(1'000 * kMs, Act::Pause, m_node);
        return m_steps;
    }

    // The engine is killed right after it has shown a file, before it can note that, and somebody writes to that file.
    // With a clock that is behind, he wins only if the engine knows at its start what he has seen. (What is removed or
    // replaced by then has never been shown, as far as an engine can tell.)
    std::vector<Step> killedInTheMoment()
    {
        add(0, Act::StepClock, m_node).dice = m_random.below(40'000);
        Step& kill = add(1'500 * kMs, Act::Kill, m_node);
        kill.moment = Moment::Shown;
        kill.calls = m_random.below(6);
        add(0, any({Act::Write, Act::WriteLarge, Act::Save, Act::Rewrite}), m_author);
        add(aWhile(), any({Act::Rewrite, Act::Append}), m_node).same = true;
        add(aWhile(), Act::Start, m_node);
        return m_steps;
    }

    // The engine is killed right before it shows a new file, and somebody saves under that name, who has not seen it.
    std::vector<Step> killedBeforeTheMoment()
    {
        Step& kill = add(1'500 * kMs, Act::Kill, m_node);
        kill.moment = Moment::Showing;
        add(0, Act::Write, m_author);
        add(aWhile(), any({Act::Write, Act::Save}), m_node).same = true;
        add(aWhile(), Act::Start, m_node);
        return m_steps;
    }

    // The power is cut right after the engine has shown a file, and somebody changes that file elsewhere meanwhile.
    std::vector<Step> cutInTheMoment()
    {
        Step& cut = add(1'500 * kMs, Act::CutPower, m_node);
        cut.moment = Moment::Shown;
        cut.calls = m_random.below(m_random.below(2) == 0 ? 3 : 30);
        add(0, any({Act::Write, Act::WriteLarge, Act::Save, Act::Rewrite, Act::Remove}), m_author);
        for (size_t more = 1 + m_random.below(2); more > 0; --more)
            add(aWhile(), any({Act::Remove, Act::Rewrite, Act::Save, Act::Append, Act::Rename}), m_author).same = true;
        add(aWhile(), Act::Start, m_node);
        return m_steps;
    }

    // Two directories change their names while somebody is away, who learns of it all at once.
    std::vector<Step> swappedMeanwhile()
    {
        for (int i = 0; i < 3; ++i)
            add(0, Act::MakeDirectory, m_author);
        const bool stops = m_random.below(2) == 0;
        add(1'500 * kMs, stops ? Act::Stop : Act::Partition, m_node);
        add(0, Act::SwapDirectoriesSlowly, m_author);
        add(5'000 * kMs, stops ? Act::Start : Act::HealAll, m_node);
        return m_steps;
    }

private:
    int64_t aWhile() { return 100 * kMs + static_cast<int64_t>(m_random.below(1'500 * kMs)); }
    Act any(std::initializer_list<Act> acts) { return acts.begin()[m_random.below(acts.size())]; }
    Step& add(int64_t afterNs, Act act, NodeId node)
    {
        Step step;
        step.afterNs = afterNs;
        step.act = act;
        step.node = node;
        step.other = node == m_author ? m_node : m_author;
        step.dice = m_random.next();
        m_steps.push_back(step);
        return m_steps.back();
    }

    Random& m_random;
    NodeId m_author = 0;
    NodeId m_node = 0;
    std::vector<Step> m_steps;
};

// Some plans have one, drawn apart, so that all others stay what they were without.
void addScene(Plan& plan, const PlanOptions& options)
{
    const auto random = makeSeededRandom(~plan.seed);
    if (random->below(3) != 0)
        return;
    Scene scene(plan, *random);
    const std::array<std::vector<Step> (Scene::*)(), 5> kinds{&Scene::changedInTheMoment, &Scene::killedInTheMoment,
                                                              &Scene::killedBeforeTheMoment, &Scene::cutInTheMoment,
                                                              &Scene::swappedMeanwhile};
    std::vector<Step> steps = (scene.*kinds[random->below(kinds.size())])();
    std::erase_if(steps, [&options](const Step& step) { return options.without.contains(nameOf(step.act)); });
    const auto at = static_cast<std::ptrdiff_t>(random->below(plan.steps.size() + 1));
    plan.steps.insert(plan.steps.begin() + at, steps.begin(), steps.end());
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
        if (kRows[act].weight == 0)
            continue;
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
    addScene(plan, options);
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
    for (const Step& step : steps) {
        out << "step after=" << step.afterNs << " calls=" << step.calls;
        if (step.moment != Moment::Call)
            out << " moment=" << kMoments[static_cast<size_t>(step.moment)];
        if (step.same)
            out << " same=1";
        out << " act=" << nameOf(step.act) << " node=" << step.node << " other=" << step.other << " dice=" << step.dice
            << (step.path.empty() ? "" : " path=" + step.path) << (step.to.empty() ? "" : " to=" + step.to);
        if (step.seconds)
            out << " seconds=" << *step.seconds;
        out << "\n";
    }
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

// "1500", "300ms" or "2s", in nanoseconds.
int64_t duration(const Fields& fields, const char* name)
{
    const auto it = fields.find(name);
    const int64_t unit = it == fields.end()           ? 1
                         : it->second.ends_with("ms") ? kMs
                         : it->second.ends_with("s")  ? 1'000 * kMs
                                                      : 1;
    return number(fields, name) * unit;
}

Bytes textOf(const Fields& fields, const char* name)
{
    const auto it = fields.find(name);
    return it == fields.end() ? Bytes() : it->second;
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
        step.afterNs = duration(fields, "after");
        step.calls = static_cast<uint64_t>(number(fields, "calls"));
        if (fields.contains("moment")) {
            const auto moment = std::find(kMoments.begin(), kMoments.end(), fields.at("moment"));
            if (moment == kMoments.end())
                return fail(ErrorCode::InvalidArgument,
                            "line " + std::to_string(at) + ": there is no such moment: '" + one + "'");
            step.moment = static_cast<Moment>(moment - kMoments.begin());
        }
        step.same = number(fields, "same") != 0;
        step.act = *act;
        step.node = static_cast<NodeId>(number(fields, "node"));
        step.other = static_cast<NodeId>(number(fields, "other"));
        const auto dice = fields.find("dice");
        step.dice = dice == fields.end() ? 0 : std::strtoull(dice->second.c_str(), nullptr, 10);
        step.path = textOf(fields, "path");
        step.to = textOf(fields, "to");
        if (fields.contains("seconds"))
            step.seconds = number(fields, "seconds");
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
