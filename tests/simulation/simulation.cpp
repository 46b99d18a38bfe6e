// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation.h"

#include "core/storage/stamps.h"

#include <QJsonArray>

#include <algorithm>

namespace shoal::sim {

namespace {

constexpr int64_t kMs = 1'000'000;
using std::chrono::milliseconds;
using std::chrono::seconds;

// How long replicas may take to become equal once everything is mended, and how long they are watched then. The pauses
// of retries reach ten minutes, and a share that a power cut has stopped waits a minute before it trusts itself.
constexpr seconds kPatience{45 * 60};
constexpr seconds kQuiet{20};
// So often somebody looks whether an engine asks something.
constexpr seconds kAnswersEvery{30};
// Peers that lacked something are asked again after up to ten minutes.
constexpr seconds kPatienceForLost{20 * 60};
// New connections to everybody, with their digests.
constexpr uint64_t kQuietBytesForPair = 16 * 1024;
// A second after the last change digests are compared.
constexpr milliseconds kPassedOnWithin{800};
// To take a file away and to put another in its place; to delete one and to make another later takes more.
constexpr uint64_t kCallsOfOneStep = 3;
// From what is shown to the note of it in the index.
constexpr uint64_t kCallsOfOneGroup = 200;
constexpr uint64_t kRenameBytes = 24 * 1024;
constexpr size_t kRenamedSize = 300'000;
constexpr seconds kHalfAYear{190 * 86'400};
// Until those who were told of a change have told that they have it, and digests are compared.
constexpr seconds kPatienceForDigests{120};

// What a person would compare.
using Tree = std::map<Bytes, Bytes>;

class Simulation final : World::Witness
{
public:
    explicit Simulation(const Plan& plan)
        : m_plan(plan), m_dice(makeSeededRandom(plan.seed * 2)), m_world(plan.seed, plan.machines, *this),
          m_people(m_world, m_ledger, [this](Bytes what) { tell(std::move(what)); }), m_nodes(plan.machines.size())
    {}

    Outcome play();

private:
    struct Trouble
    {
        ErrorCode code;
        uint64_t left;  // calls that it may still meet
        uint64_t oneIn; // of so many
        Bytes path;     // a part of the path; empty: everywhere
    };
    struct ShownLately
    {
        NodeId node = 0;
        uint64_t calls = 0; // its engine had made by then
        Bytes path;
        InodePtr inode;
        bool wasUnnamed = false;
    };
    struct Node
    {
        std::vector<std::pair<uint64_t, Step>> armed; // at which number of calls
        std::vector<Step> waiting;                    // for a moment
        std::optional<Bytes> justShown;               // in the call before
        std::vector<ShownLately> lately;
        bool publishes = false; // its last call gave a name to a file that had none
        uint64_t calls = 0;
        std::vector<Trouble> troubles;
        std::optional<World::Backup> backup;
        Volume* unmounted = nullptr;
        Volume* nestedUnmounted = nullptr;
        InodePtr away; // the share, or the directory in it, on the file system that is not mounted
        uint64_t capacity = 0;
        Bytes hidden; // by the engine, a few calls ago
        uint64_t hiddenInode = 0;
        uint64_t hiddenAt = 0;
        std::set<Bytes> explained;   // paths that it says something of
        int64_t setBackMs = 0;       // of its clock, all in all
        bool lostPower = false;      // at any time
        bool lostIndex = false;      // at any time, or got one from a backup
        bool looked = false;         // its index knows what is at the mount point
        bool tookMountPoint = false; // and that nothing is mounted there: what is mounted later is another one to it
    };

    // World::Witness
    std::optional<ErrorCode> before(NodeId node, const char* what, const Bytes& path) override;
    void shown(NodeId node, const Bytes& path, const Inode& inode, bool astray) override;
    void hidden(NodeId node, const Bytes& path, const Inode& inode, bool replaced) override;
    void wrote(NodeId node, const Bytes& path, const Inode& inode) override;
    void watching(NodeId node, const Bytes& path) override;
    void meet(NodeId node, Moment moment, const Bytes& path);

    const Ledger::Entry* origin(NodeId node, const Bytes& path, const Bytes& content, const char* ifNobody);
    void tell(Bytes what);
    void fail(const char* property, Bytes sentence);
    bool failed() const { return !m_failure.empty(); }

    void perform(const Step& step);
    std::optional<Bytes> aboutToShow(NodeId node, ByteView what, const Bytes& path);
    void meetMoments(NodeId node, const char* what, const Bytes& path);
    void noteShown(NodeId node, const Bytes& path);
    void endInTheMiddle(NodeId node);
    void performByHand(const Step& step);
    bool isThere(NodeId node, const Bytes& path);
    void performOnNetwork(const Step& step);
    void performOnMachine(const Step& step);
    void cutPower(NodeId node);
    void mend(NodeId node);
    void healAll();
    void unmount(const Step& step);
    void remount(NodeId node);

    Tree tree(NodeId node) const;
    // Whether the readers that somebody has changed something on are looked at, too.
    enum class Strictness { OfWriters, OfAll };
    bool explains(NodeId node, const Bytes& path) const;
    bool keepsReplaced(NodeId node, const Tree& own, const Bytes& path, Strictness strictness) const;
    std::optional<Bytes> difference(NodeId node, const Tree& first, Strictness strictness) const;
    std::optional<Bytes> anyDifference(Strictness strictness = Strictness::OfWriters) const;
    enum class Where { Shown, Kept, Anywhere }; // to users; or in the archive, too; or in staging, too
    std::set<Bytes> contentsOn(NodeId node, Where where) const;
    // Of files that users see as the engine has put them there.
    std::map<const Inode*, Bytes> contentsOfEngine(NodeId node) const;
    void answerQuestions();
    void answer(NodeId node, const char* answer, const Bytes& path = {});
    void askWhy(NodeId node);
    void converge();
    bool isExplained();
    bool hadJoined(NodeId node, int64_t wallNs);
    void checkNothingLost();
    bool isMeant(const Bytes& content, const Ledger::Entry& entry);
    bool waitsForLost(const Bytes& path) const;
    void checkNothingReturned();
    void checkNothingHidden();
    void checkQuiet();
    void checkPassedOn();
    void passOn();
    bool isReachedByAll(NodeId node);
    void checkRename();
    void checkRecords();
    std::optional<Bytes> unequalRecords();

    const Plan& m_plan;
    std::unique_ptr<Random> m_dice;
    World m_world;
    Ledger m_ledger;
    People m_people;
    std::vector<Node> m_nodes;
    std::vector<Bytes> m_story;
    std::optional<Bytes> m_file;                         // that the last moment was about
    std::map<Bytes, std::vector<ShownLately>> m_unnoted; // contents that engines showed just before they ended
    Bytes m_failure;
    Bytes m_property;
    bool m_acting = false;      // in the middle of what somebody does between two calls
    uint64_t m_counted = 0;     // bytes carried when a plan began to count
    bool m_historyLost = false; // an index or an answer undid what somebody had done
    bool m_powerWasCut = false;
    bool m_wasUnmounted = false;   // what a share is in
    uint64_t m_answers = 0;        // that somebody gave
    std::set<Bytes> m_lostForGood; // paths whose newest content was lost with the power
    bool m_tellsWhy = false;       // what engines say of their troubles belongs to the story
    bool m_isQuiet = false;        // nothing may change any more
    std::vector<Bytes> m_unquiet;
};

void Simulation::tell(Bytes what)
{
    const int64_t ms = m_world.events().nowNs() / kMs;
    m_story.push_back(std::to_string(ms / 1000) + "." + std::to_string(1000 + ms % 1000).substr(1) + " " +
                      std::move(what));
}

void Simulation::fail(const char* property, Bytes sentence)
{
    if (failed())
        return;
    m_property = property;
    m_failure = std::move(sentence);
    tell("FAILED: " + m_property + ": " + m_failure);
}

// --- While engines work -----------------------------------------------------------------------------

std::optional<ErrorCode> Simulation::before(NodeId id, const char* what, const Bytes& path)
{
    Node& node = m_nodes[id];
    ++node.calls;
    if (m_plan.traced == id)
        tell(std::to_string(id) + "   " + what + " " + path);
    if (!m_acting && !node.waiting.empty()) {
        if (ByteView(what) == "read")
            meet(id, Moment::Reading, path);
        else if (ByteView(what) == "read xattrs")
            meet(id, Moment::HasRead, path);
        if (path.starts_with(Bytes(kShare) + "/.sync/Moving/dir-"))
            meet(id, Moment::Aside, path);
    }
    if (!m_acting && !node.waiting.empty())
        meetMoments(id, what, path);
    if (!m_acting && !node.armed.empty()) {
        m_acting = true;
        for (size_t i = 0; i < node.armed.size();) {
            if (node.armed[i].first > node.calls) {
                ++i;
                continue;
            }
            const Step due = node.armed[i].second;
            node.armed.erase(node.armed.begin() + static_cast<std::ptrdiff_t>(i));
            tell(std::to_string(id) + ": (before " + what + " " + path.substr(path.rfind('/') + 1) + ")");
            perform(due);
        }
        m_acting = false;
    }
    for (Trouble& trouble : node.troubles) {
        if (trouble.left == 0 || (!trouble.path.empty() && path.find(trouble.path) == Bytes::npos))
            continue;
        --trouble.left;
        if (m_dice->below(trouble.oneIn) == 0)
            return trouble.code;
    }
    if (!node.looked && path == kNested) {
        node.looked = true;
        node.tookMountPoint = node.tookMountPoint || node.nestedUnmounted;
    }
    return std::nullopt;
}

// The users' file that this call will give them, replace or take away; relative to the share.
std::optional<Bytes> Simulation::aboutToShow(NodeId id, ByteView what, const Bytes& path)
{
    if (what != "publish" && what != "exchange" && !what.starts_with("rename"))
        return std::nullopt;
    const size_t arrow = path.find(" -> ");
    const Bytes from = path.substr(0, arrow);
    const Bytes to = arrow == Bytes::npos ? from : path.substr(arrow + 4);
    const InodePtr moved = arrow == Bytes::npos ? nullptr : m_world.disk(id).find(from);
    if (arrow != Bytes::npos && (!moved || moved->type == FileType::Directory))
        return std::nullopt;
    for (const Bytes& one : {to, from}) {
        if (one.starts_with(Bytes(kShare) + "/") && !isService(one))
            return one.substr(Bytes(kShare).size() + 1);
    }
    return std::nullopt;
}

// Steps that have waited for this moment are due.
void Simulation::meetMoments(NodeId id, const char* what, const Bytes& path)
{
    Node& node = m_nodes[id];
    node.publishes = Bytes(what) == "publish";
    const auto shown = std::exchange(node.justShown, std::nullopt);
    const auto showing = aboutToShow(id, what, path);
    std::vector<Step> waiting;
    for (const Step& step : std::exchange(node.waiting, {})) {
        const auto& file = step.moment == Moment::Shown ? shown : showing;
        if (file && step.moment <= Moment::Shown) {
            m_file = file;
            node.armed.emplace_back(node.calls + (step.moment == Moment::Shown ? step.calls : 0), step);
        } else {
            waiting.push_back(step);
        }
    }
    node.waiting = std::move(waiting);
}

void Simulation::watching(NodeId node, const Bytes& path)
{
    if (!m_acting && !m_nodes[node].waiting.empty())
        meet(node, Moment::Watching, path);
}

// Steps that have waited for just this, in just this place, or so many calls longer.
void Simulation::meet(NodeId id, Moment moment, const Bytes& path)
{
    Node& node = m_nodes[id];
    std::vector<Step> waiting;
    std::vector<Step> due;
    for (Step step : std::exchange(node.waiting, {})) {
        const Bytes full = kShare + ("/" + step.path);
        const bool isIt = moment == Moment::Aside      ? true
                          : moment == Moment::Watching ? path == full.substr(0, full.rfind('/'))
                                                       : path == full;
        const bool isMet = step.moment == moment && isIt;
        const bool isNow = isMet && step.calls == 0;
        step.calls -= isMet && !isNow;
        (isNow ? due : waiting).push_back(step);
    }
    node.waiting = std::move(waiting);
    m_acting = true;
    for (const Step& step : due)
        perform(step);
    m_acting = false;
}

void Simulation::shown(NodeId node, const Bytes& path, const Inode& inode, bool astray)
{
    m_nodes[node].justShown = path.substr(Bytes(kShare).size() + 1);
    noteShown(node, path);
    if (m_isQuiet && !m_people.isEditedReader(node))
        m_unquiet.push_back(std::to_string(node) + " shows " + path);
    Node& own = m_nodes[node];
    if (own.hiddenInode == inode.number)
        own.hidden.clear(); // it only has another name
    if (own.hidden == path && own.calls - own.hiddenAt <= kCallsOfOneStep)
        fail("absent", std::to_string(node) + " takes " + path + " away and puts another in its place");
    if (inode.content.empty())
        return;
    // No program can open a directory and name a file in it at once. It is as if the file had been there before the
    // directory was moved: see People::moveDirectory.
    if (astray)
        m_ledger.moved(inode.content);
    (void)origin(node, path, inode.content, "half a file");
}

void Simulation::noteShown(NodeId id, const Bytes& path)
{
    Node& node = m_nodes[id];
    std::erase_if(node.lately, [&node](const auto& one) { return one.calls + kCallsOfOneGroup < node.calls; });
    node.lately.push_back({id, node.calls, path, m_world.disk(id).find(path), node.publishes});
}

// The engine ends, and may not have noted what it has shown lately.
void Simulation::endInTheMiddle(NodeId id)
{
    for (const ShownLately& one : std::exchange(m_nodes[id].lately, {})) {
        if (one.inode && one.calls + kCallsOfOneGroup >= m_nodes[id].calls)
            m_unnoted[one.inode->content].push_back(one);
    }
}

// Who wrote what is there; it must be somebody who may.
const Ledger::Entry* Simulation::origin(NodeId node, const Bytes& path, const Bytes& content, const char* ifNobody)
{
    const Ledger::Entry* const entry = m_ledger.find(content);
    const Bytes what = " at " + path + ": " + shortened(content);
    if (!entry)
        fail(ifNobody, std::to_string(node) + " shows what nobody wrote" + what);
    else if (entry->byReader && entry->writer != node)
        fail("reader's write", std::to_string(node) + " shows what only a reader wrote" + what);
    return entry;
}

void Simulation::hidden(NodeId node, const Bytes& path, const Inode& inode, bool replaced)
{
    if (m_isQuiet && !m_people.isEditedReader(node))
        m_unquiet.push_back(std::to_string(node) + " removes " + path);
    if (replaced)
        return;
    m_nodes[node].justShown = path.substr(Bytes(kShare).size() + 1);
    m_nodes[node].hidden = path;
    m_nodes[node].hiddenInode = inode.number;
    m_nodes[node].hiddenAt = m_nodes[node].calls;
}

void Simulation::wrote(NodeId node, const Bytes& path, const Inode&)
{
    fail("half a file", std::to_string(node) + " writes to " + path + ", which users see");
}

// --- What the plan says -----------------------------------------------------------------------------

void Simulation::perform(const Step& step)
{
    // What is written below a mount point is hidden later on.
    const bool isHere = !m_nodes[step.node].unmounted && !m_nodes[step.node].nestedUnmounted;
    if (step.act <= Act::DirectoryForFile) {
        if (isHere)
            m_people.act(step, step.same ? m_file : std::nullopt);
    } else if (step.act <= Act::SlowLink) {
        performOnNetwork(step);
    } else if (step.act < Act::Pause) {
        performOnMachine(step);
    } else if (step.act > Act::Pause) {
        performByHand(step);
    }
}

// What only plans have that somebody has written.
void Simulation::performByHand(const Step& step)
{
    const Bytes name = std::to_string(step.node) + ": ";
    switch (step.act) {
    case Act::Find:
        if (!isThere(step.node, step.path))
            fail("absent", name + "somebody looks for " + step.path + ", which nobody has deleted");
        return;
    case Act::Miss:
        if (isThere(step.node, step.path))
            fail("invention", name + "somebody finds " + step.path + ", which should not be there");
        return;
    case Act::Same:
        if (const auto found = anyDifference())
            fail("convergence", *found);
        return;
    case Act::Whole:
        for (const Bytes& content : contentsOn(step.node, Where::Shown)) {
            if (const Ledger::Entry* const entry = m_ledger.find(content); entry && entry->torn)
                fail("half a file", name + "shows what a power cut left: " + shortened(content));
        }
        return;
    case Act::Trusts:
        if (!m_world.network().isConnected(step.node, step.other))
            fail("accident", name + "is taken for a liar by " + std::to_string(step.other));
        return;
    case Act::Count:
        m_counted = m_world.network().bytesCarried();
        return;
    case Act::FewBytes:
        if (const uint64_t carried = m_world.network().bytesCarried() - m_counted;
            carried > kRenameBytes * m_nodes.size())
            fail("rename", "what needs a few records has carried " + std::to_string(carried) + " bytes");
        return;
    case Act::Months:
        tell("all machines are off for half a year");
        for (NodeId node = 0; node < m_nodes.size(); ++node)
            m_world.stop(node);
        m_world.runFor(kHalfAYear);
        return;
    case Act::Rescan:
        tell(name + "somebody asks for a scan");
        m_world.call(step.node, "rescan", {}, [](const auto&) {});
        return;
    default:
        return;
    }
}

// A path that ends in '*' stands for all that begin so.
bool Simulation::isThere(NodeId node, const Bytes& path)
{
    if (!path.ends_with('*'))
        return m_world.disk(node).find(kShare + ("/" + path)) != nullptr;
    bool found = false;
    m_world.disk(node).forEach(kShare, [&](const Bytes& one, const Inode&) {
        found |= !isService(one) && one.starts_with(path.substr(0, path.size() - 1));
    });
    return found;
}

void Simulation::performOnNetwork(const Step& step)
{
    SimNetwork& network = m_world.network();
    const Bytes both = std::to_string(step.node) + " and " + std::to_string(step.other);
    switch (step.act) {
    case Act::Cut:
        tell("the link between " + both + " is cut");
        network.cut(step.node, step.other);
        network.cut(step.other, step.node);
        return;
    case Act::CutOneWay:
        tell("nothing comes from " + std::to_string(step.node) + " to " + std::to_string(step.other) + " any more");
        network.cut(step.node, step.other);
        return;
    case Act::Heal:
        tell("the link between " + both + " works");
        network.heal(step.node, step.other);
        network.heal(step.other, step.node);
        return;
    case Act::Partition:
        tell(std::to_string(step.node) + " is cut from all others");
        for (NodeId other = 0; other < m_nodes.size(); ++other) {
            if (other == step.node)
                continue;
            network.cut(step.node, other);
            network.cut(other, step.node);
        }
        return;
    case Act::HealAll:
        healAll();
        return;
    case Act::Reset:
        tell("the connections of " + both + " end");
        network.reset(step.node, step.other);
        return;
    case Act::SlowLink:
        tell("the link between " + both + " is slow");
        network.setSpeed(step.node, step.other, static_cast<int64_t>(step.dice % 300) * kMs + kMs,
                         static_cast<int64_t>(20'000 + step.dice % 500'000));
        return;
    default:
        return;
    }
}

void Simulation::performOnMachine(const Step& step)
{
    const NodeId id = step.node;
    Node& node = m_nodes[id];
    SimDisk& disk = m_world.disk(id);
    const Bytes name = std::to_string(id) + ": ";
    switch (step.act) {
    case Act::Stop:
    case Act::Restart:
        if (m_world.runs(id)) {
            tell(name + "the engine is asked to stop");
            m_world.stop(id);
        }
        if (step.act == Act::Restart && !m_world.runs(id)) {
            tell(name + "starts");
            m_world.start(id);
        }
        return;
    case Act::Start:
        if (!m_world.runs(id)) {
            tell(name + "starts");
            m_world.start(id);
        }
        return;
    case Act::Kill:
        if (m_world.runs(id)) {
            tell(name + "the engine is killed");
            endInTheMiddle(id);
            m_world.kill(id);
        }
        return;
    case Act::CutPower:
        cutPower(id);
        return;
    case Act::StepClock: {
        const seconds by{step.seconds.value_or(static_cast<int64_t>(step.dice % 100'000) - 50'000)};
        node.setBackMs += std::max<int64_t>(0, -by.count() * 1000);
        tell(name + "the clock is set by " + std::to_string(by.count()) + " s");
        m_world.stepClock(id, by);
        return;
    }
    case Act::LoseEvents:
        tell(name + "the watcher loses events");
        disk.loseEvents();
        return;
    case Act::FewWatches:
        tell(name + "few directories can be watched");
        disk.watchLimit = 1 + step.dice % 3;
        return;
    case Act::FullDisk:
        tell(name + "the disk is full");
        disk.setFull(true);
        return;
    case Act::RoomAgain:
        disk.setFull(false);
        return;
    case Act::FailingDisk:
        tell(name + "the disk fails now and then");
        node.troubles.push_back({ErrorCode::Io, 1 + step.dice % 200, 1 + step.dice % 7, {}});
        return;
    case Act::Forbidden: {
        static const std::vector<Bytes> kWhat{"/a", "/b", "/c.txt", "/d"};
        const Bytes what = step.path.empty() ? kWhat[step.dice % kWhat.size()] : kShare + ("/" + step.path);
        tell(name + "entries with " + what + " cannot be read");
        node.troubles.push_back({ErrorCode::PermissionDenied, UINT64_MAX, 1, what});
        return;
    }
    case Act::Mended:
        mend(id);
        return;
    case Act::BackUp:
        if (!m_world.runs(id)) {
            tell(name + "the storage folder is backed up");
            node.backup = m_world.backUp(id);
        }
        return;
    case Act::RestoreBackup:
        if (!m_world.runs(id) && node.backup) {
            tell(name + "the storage folder is restored from the backup");
            m_world.restore(id, *node.backup);
            node.looked = false;
            node.lostIndex = true;
            m_historyLost = true;
        }
        return;
    case Act::LoseIndex:
        if (!m_world.runs(id)) {
            tell(name + "the index is lost");
            m_world.loseIndex(id);
            node.looked = false;
            node.lostIndex = true;
            m_historyLost = true;
        }
        return;
    case Act::Unmount:
    case Act::UnmountNested:
        unmount(step);
        return;
    case Act::Remount:
    case Act::RemountNested:
        remount(id);
        return;
    default:
        return;
    }
}

// What is only there and not flushed may go, and nobody can be blamed for it.
void Simulation::cutPower(NodeId id)
{
    remount(id); // as it will be when the machine has started again
    tell(std::to_string(id) + ": the power is cut");
    endInTheMiddle(id);
    const std::set<Bytes> before = contentsOn(id, Where::Anywhere);
    const Tree namesBefore = tree(id);
    const std::map<const Inode*, Bytes> shownBefore = contentsOfEngine(id);
    std::vector<std::pair<InodePtr, Bytes>> usersBefore;
    for (const auto& [path, what] : namesBefore) {
        if (const InodePtr inode = m_world.disk(id).find(kShare + ("/" + path)); inode->type == FileType::File)
            usersBefore.emplace_back(inode, inode->content);
    }
    m_people.forget(id);
    m_powerWasCut = true;
    m_world.cutPower(id);
    m_nodes[id].looked = false;
    m_nodes[id].lostPower = true;
    const std::set<Bytes> after = contentsOn(id, Where::Anywhere);
    std::set<Bytes> elsewhere;
    std::set<Bytes> shownElsewhere;
    for (NodeId other = 0; other < m_nodes.size(); ++other) {
        if (other == id)
            continue;
        elsewhere.merge(contentsOn(other, Where::Kept));
        shownElsewhere.merge(contentsOn(other, Where::Shown));
    }
    for (const Bytes& content : before) {
        if (!shownElsewhere.contains(content))
            m_ledger.riskedInPowerCut(content);
        if (!after.contains(content) && !elsewhere.contains(content)) {
            m_ledger.lostInPowerCut(content);
            if (m_ledger.find(content) && m_ledger.find(content)->finished)
                tell(std::to_string(id) + ": gone with it: " + shortened(content));
        }
    }
    for (const Bytes& content : after) {
        if (!before.contains(content))
            m_ledger.wrote(content, id, m_world.setup(id).readOnly, "a power cut", m_world.disk(id).wallNs(), false);
    }
    for (const auto& [inode, content] : contentsOfEngine(id)) {
        const auto was = shownBefore.find(inode);
        if (was != shownBefore.end() && was->second != content)
            fail("half a file", "a power cut left " + shortened(content) + " on " + std::to_string(id) + " of " +
                                    shortened(was->second) + ", which its engine had shown");
    }
    // What it took back may be that it was renamed or replaced.
    for (const auto& [path, what] : tree(id)) {
        const auto was = namesBefore.find(path);
        const InodePtr inode = m_world.disk(id).find(kShare + ("/" + path));
        if ((was == namesBefore.end() || was->second != what) && inode->type != FileType::Directory)
            m_ledger.moved(inode->content);
    }
    for (const auto& [inode, content] : usersBefore) {
        if (inode->content != content && !before.contains(inode->content) && shownElsewhere.contains(content))
            m_ledger.torn(inode->content);
    }
}

void Simulation::mend(NodeId id)
{
    // Whoever gives rights back tells the watcher so.
    for (const Trouble& trouble : m_nodes[id].troubles) {
        if (trouble.code == ErrorCode::PermissionDenied)
            m_world.disk(id).loseEvents();
    }
    m_nodes[id].troubles.clear();
    m_world.disk(id).setFull(false);
    m_world.disk(id).watchLimit = SIZE_MAX;
}

void Simulation::healAll()
{
    tell("all links work");
    for (NodeId a = 0; a < m_nodes.size(); ++a) {
        for (NodeId b = 0; b < m_nodes.size(); ++b) {
            if (a != b)
                m_world.network().heal(a, b);
        }
    }
}

void Simulation::unmount(const Step& step)
{
    Node& node = m_nodes[step.node];
    SimDisk& disk = m_world.disk(step.node);
    if (step.act == Act::Unmount && !node.unmounted && !node.nestedUnmounted) {
        tell(std::to_string(step.node) + ": the share's file system is unmounted");
        const Bytes path = m_world.setup(step.node).storageApart ? kShare : "/sim";
        const InodePtr share = disk.find(kShare);
        m_wasUnmounted = true;
        node.unmounted = disk.unmount(path);
        node.away = node.unmounted ? share : nullptr;
    } else if (step.act == Act::UnmountNested && m_world.setup(step.node).nested && !node.unmounted &&
               !node.nestedUnmounted) {
        tell(std::to_string(step.node) + ": the file system within the share is unmounted");
        const InodePtr nested = disk.find(kNested);
        node.nestedUnmounted = disk.unmount(kNested);
        node.away = node.nestedUnmounted ? nested : nullptr;
    }
}

void Simulation::remount(NodeId id)
{
    Node& node = m_nodes[id];
    node.away.reset();
    if (node.unmounted) {
        tell(std::to_string(id) + ": the share's file system is mounted");
        m_world.disk(id).remount(m_world.setup(id).storageApart ? kShare : "/sim",
                                 *std::exchange(node.unmounted, nullptr));
    }
    if (node.nestedUnmounted) {
        tell(std::to_string(id) + ": the file system within the share is mounted");
        m_world.disk(id).remount(kNested, *std::exchange(node.nestedUnmounted, nullptr));
    }
}

// --- In the end -------------------------------------------------------------------------------------

Tree Simulation::tree(NodeId node) const
{
    // What the coarsest disk can hold of a time.
    int64_t granularity = 1;
    for (const MachineSetup& machine : m_plan.machines)
        granularity = std::max(granularity, machine.timeGranularityNs);
    Tree tree;
    const_cast<World&>(m_world).disk(node).forEach(kShare, [&](const Bytes& path, const Inode& inode) {
        if (isService(path))
            return;
        switch (inode.type) {
        case FileType::Directory:
            tree[path] = "directory";
            return;
        case FileType::Symlink:
            tree[path] = "symlink to " + inode.content;
            return;
        default:
            tree[path] = shortened(inode.content) + " mode " + std::to_string(inode.facts.mode) + " time " +
                         std::to_string(inode.facts.mtimeNs / granularity) + "|" + inode.content;
        }
    });
    return tree;
}

// Whether a reader says why it differs at this path: of itself, a directory that it is in, or something in it.
bool Simulation::explains(NodeId node, const Bytes& path) const
{
    const auto below = [](const Bytes& a, const Bytes& b) { return (a + "/").starts_with(b + "/"); };
    return std::any_of(m_nodes[node].explained.begin(), m_nodes[node].explained.end(), [&](const Bytes& one) {
        return below(path, one) || below(one, path) || one.starts_with(path + ".conflict-") ||
               path.starts_with(one + ".conflict-");
    });
}

// A reader without an index knows of a deletion what was deleted last. What that had replaced is to it as its user's
// work is: it stays, the directory that it is in too, and the reader says so.
bool Simulation::keepsReplaced(NodeId node, const Tree& own, const Bytes& path, Strictness strictness) const
{
    if (!m_plan.machines[node].readOnly || !m_nodes[node].lostIndex)
        return false;
    return std::any_of(own.begin(), own.end(), [&](const auto& one) {
        const auto& [file, what] = one;
        const size_t bar = what.find('|');
        if (bar == Bytes::npos || !(file + "/").starts_with(path + "/"))
            return false;
        const Ledger::Entry* const entry = m_ledger.find(what.substr(bar + 1));
        return entry && !entry->byReader && entry->excused && m_ledger.wasFollowed(*entry, file) &&
               (strictness == Strictness::OfWriters || m_nodes[node].explained.contains(file));
    });
}

// What a user has changed on a read-only device may stay as it is there; then the device has to say so.
std::optional<Bytes> Simulation::difference(NodeId node, const Tree& first, Strictness strictness) const
{
    const Tree own = tree(node);
    const MachineSetup& setup = m_plan.machines[node];
    std::set<Bytes> paths;
    for (const auto& [path, what] : first)
        paths.insert(path);
    for (const auto& [path, what] : own)
        paths.insert(path);
    for (const Bytes& path : paths) {
        const auto a = first.find(path);
        const auto b = own.find(path);
        if (a != first.end() && b != own.end() && a->second == b->second)
            continue;
        if (std::any_of(m_lostForGood.begin(), m_lostForGood.end(), [&path](const Bytes& lost) {
                return path == lost || path.starts_with(lost + ".conflict-") || path.starts_with(lost + "/");
            }))
            continue;
        // What is in the way of a directory that moves keeps all that is in it from moving.
        const bool isExtra = a == first.end() && !m_nodes[node].explained.empty();
        if (m_people.isEditedReader(node) && (strictness == Strictness::OfWriters || explains(node, path) || isExtra))
            continue;
        if (a == first.end() && keepsReplaced(node, own, path, strictness))
            continue;
        const auto shownAs = [](const Tree& in, Tree::const_iterator it) {
            return it == in.end() ? Bytes("nothing") : it->second.substr(0, it->second.find('|'));
        };
        return path + ": 0 has " + shownAs(first, a) + ", " + std::to_string(node) +
               (setup.readOnly ? " (a reader) has " : " has ") + shownAs(own, b);
    }
    return std::nullopt;
}

std::optional<Bytes> Simulation::anyDifference(Strictness strictness) const
{
    const Tree first = tree(0);
    for (NodeId node = 1; node < m_nodes.size(); ++node) {
        if (auto found = difference(node, first, strictness))
            return found;
    }
    return std::nullopt;
}

std::set<Bytes> Simulation::contentsOn(NodeId node, Where where) const
{
    std::set<Bytes> contents;
    const_cast<World&>(m_world).disk(node).forEach(kShare, [&](const Bytes& path, const Inode& inode) {
        // What a power cut has turned back into a part of a transfer is no user's file any more.
        const bool counts = !isService(path) || (where != Where::Shown && path.starts_with(".sync/Archive/")) ||
                            (where == Where::Anywhere && !path.ends_with(".part"));
        if (inode.type != FileType::Directory && counts)
            contents.insert(inode.content);
    });
    return contents;
}

std::map<const Inode*, Bytes> Simulation::contentsOfEngine(NodeId node) const
{
    std::map<const Inode*, Bytes> contents;
    const_cast<World&>(m_world).disk(node).forEach(kShare, [&contents](const Bytes& path, const Inode& inode) {
        if (inode.isEngines && !isService(path))
            contents.emplace(&inode, inode.content);
    });
    return contents;
}

// As an administrator who looks now and then, and wants nothing to be deleted that somebody wrote.
void Simulation::answerQuestions()
{
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        answer(node, "refill");
        answer(node, "keep");
        if (m_nodes[node].tookMountPoint) // nobody else has a reason to ask for this
            answer(node, "new-mount", Bytes(kNested).substr(Bytes(kShare).size() + 1));
    }
}

void Simulation::answer(NodeId node, const char* answer, const Bytes& path)
{
    QJsonObject params{{QStringLiteral("answer"), QString::fromLatin1(answer)}};
    if (!path.empty())
        params[QLatin1String("path")] = QString::fromStdString(path);
    m_world.call(node, "confirm", params, [this, node, answer](const std::optional<QJsonObject>& done) {
        if (!done)
            return;
        tell(std::to_string(node) + ": somebody answers: " + answer);
        m_historyLost = true;
        ++m_answers;
    });
}

void Simulation::askWhy(NodeId node)
{
    m_world.call(node, "why", {}, [this, node](const std::optional<QJsonObject>& answer) {
        if (!answer) {
            if (m_tellsWhy)
                tell(std::to_string(node) + " does not say why");
            return;
        }
        const QJsonArray items = answer->value(QLatin1String("items")).toArray();
        for (const auto& item : items) {
            const QJsonObject one = item.toObject();
            const Bytes path = one[QLatin1String("path")].toString().toStdString();
            m_nodes[node].explained.insert(path);
            // A power cut took what only one machine had: nobody can bring it, and what it was to replace stays.
            if (m_powerWasCut &&
                one[QLatin1String("reason")].toString().startsWith(QLatin1String("no connected peer has it")))
                m_lostForGood.insert(path);
            if (m_tellsWhy)
                tell(std::to_string(node) + " says of '" + one[QLatin1String("path")].toString().toStdString() +
                     "': " + one[QLatin1String("reason")].toString().toStdString());
        }
    });
}

void Simulation::converge()
{
    tell("everything is mended");
    healAll();
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        m_nodes[node].armed.clear();
        m_nodes[node].waiting.clear();
        mend(node);
        remount(node);
        m_world.start(node);
    }
    seconds waited{0};
    seconds equalFor{0};
    seconds nextAnswers = kAnswersEvery;
    while (waited < kPatience && equalFor < kQuiet && !failed()) {
        const bool wasEqual = equalFor > seconds(0);
        const seconds step = wasEqual ? seconds(4) : seconds(waited > seconds(60) ? 10 : 1);
        m_world.runFor(step);
        waited += step;
        const bool isEqual = (!anyDifference() || (m_powerWasCut && waited > kPatienceForLost)) && isExplained();
        equalFor = isEqual ? equalFor + step : seconds(0);
        // Some questions come only with a scan of the whole folder; and what is empty may be equal to one that waits
        // for an answer.
        if (equalFor >= kQuiet && m_wasUnmounted) {
            const uint64_t before = m_answers;
            answerQuestions();
            m_world.runFor(seconds(1));
            equalFor = m_answers != before ? seconds(0) : equalFor;
        } else if (!isEqual && waited >= nextAnswers) {
            answerQuestions();
            nextAnswers = waited + kAnswersEvery;
        }
    }
    if (equalFor >= kQuiet || failed())
        return;
    const bool isExplanationMissing = !anyDifference();
    m_tellsWhy = true;
    for (NodeId node = 0; node < m_nodes.size(); ++node)
        askWhy(node);
    m_world.runFor(seconds(10));
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        m_world.disk(node).forEach(kShare, [&](const Bytes& path, const Inode& inode) {
            tell(std::to_string(node) + " has " + path +
                 (inode.type == FileType::Directory ? Bytes("/") : " " + shortened(inode.content)));
        });
    }
    if (const auto found = anyDifference(Strictness::OfAll))
        fail(isExplanationMissing ? "unexplained" : "convergence",
             "after " + std::to_string(waited.count()) + " s " + *found);
}

// Whether readers that differ say why.
bool Simulation::isExplained()
{
    if (!anyDifference(Strictness::OfAll))
        return true;
    m_lostForGood.clear();
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        m_nodes[node].explained.clear();
        if (m_people.isEditedReader(node) || m_nodes[node].lostIndex || m_powerWasCut)
            askWhy(node);
    }
    m_world.runFor(seconds(1));
    return !anyDifference(Strictness::OfAll);
}

void Simulation::checkNothingLost()
{
    std::set<Bytes> live;
    std::set<Bytes> kept;
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        kept.merge(contentsOn(node, Where::Kept));
        live.merge(contentsOn(node, Where::Shown));
    }
    for (const auto& [content, entry] : m_ledger.entries()) {
        if (!entry.finished || entry.excused || entry.gone)
            continue;
        const Bytes what = shortened(content) + ", written by " + std::to_string(entry.writer) + " to " + entry.where;
        if (!kept.contains(content))
            fail("lost write", what + ", is nowhere");
        // What is renamed after a power cut, before the engine has looked, may be taken for what that left of another;
        // and who replaces what a power cut has left of his machine's own edit replaces that edit.
        const bool isRisked = entry.atRisk || (m_powerWasCut && entry.moved) || m_nodes[entry.writer].lostPower;
        if (live.contains(content) || m_historyLost || isRisked || !hadJoined(entry.writer, entry.wroteNs))
            continue;
        if (!entry.byReader)
            fail("only archived", what + ", is in an archive only, and nobody wanted that");
        else if (!m_world.setup(entry.writer).overwriteChanges)
            fail("reader's write", what + ", is in an archive only, and nobody was asked");
    }
}

// What lies in a folder that joins loses against what the others have, and goes to the archive.
bool Simulation::hadJoined(NodeId node, int64_t wallNs)
{
    const auto joinedMs = std::make_shared<int64_t>(0);
    m_world.call(node, "status", {}, [joinedMs](const std::optional<QJsonObject>& answer) {
        const QJsonArray shares = answer ? answer->value(QLatin1String("shares")).toArray() : QJsonArray();
        if (!shares.isEmpty())
            *joinedMs = shares[0].toObject()[QLatin1String("joined_at")].toInteger();
    });
    m_world.runFor(seconds(1));
    // A reader tells what lay there before by its time alone, which is no finer than its disk.
    const int64_t step = m_world.setup(node).readOnly ? m_world.setup(node).timeGranularityNs : 1;
    const int64_t stampNs = wallNs - wallNs % step;
    // What was written before its clock was set back seems to be later than it was.
    return *joinedMs != 0 && stampNs / 1'000'000 > *joinedMs + m_nodes[node].setBackMs;
}

// Whether somebody let it go, and no power cut can have undone that. A machine that has forgotten in one what it had
// announced finds it in its folder, and announces it anew. What is removed, renamed or replaced before an engine that
// was killed has noted that it was shown has never been shown, as far as it can tell.
bool Simulation::isMeant(const Bytes& content, const Ledger::Entry& entry)
{
    // Nor can a file that is written to meanwhile, and had no name in staging, be told from another one that was given
    // its inode number, where times are whole seconds.
    const auto isUnclear = [this](const ShownLately& one) {
        return m_world.disk(one.node).find(one.path) != one.inode ||
               (one.wasUnnamed && storage::isWholeSecond(one.inode->birthNs));
    };
    if (const auto unnoted = m_unnoted.find(content);
        unnoted != m_unnoted.end() && std::any_of(unnoted->second.begin(), unnoted->second.end(), isUnclear))
        return false;
    if (!m_powerWasCut)
        return entry.excused;
    const auto hasLost = [this](NodeId node) { return m_nodes[node].lostPower || m_world.setup(node).readOnly; };
    return !hasLost(entry.writer) && !std::all_of(entry.excusedBy.begin(), entry.excusedBy.end(), hasLost);
}

// Nobody can bring what was to replace it: it has not returned, it has never gone. See askWhy.
bool Simulation::waitsForLost(const Bytes& path) const
{
    const auto& all = m_ledger.entries();
    return m_lostForGood.contains(path) && std::any_of(all.begin(), all.end(), [&path](const auto& one) {
               return one.second.gone && (one.second.where == path || one.second.moved);
           });
}

void Simulation::checkNothingReturned()
{
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        m_world.disk(node).forEach(kShare, [&](const Bytes& path, const Inode& inode) {
            if (isService(path) || inode.type == FileType::Directory || inode.content.empty())
                return;
            const Ledger::Entry* const entry = origin(node, path, inode.content, "invention");
            if (entry && isMeant(inode.content, *entry) && entry->finished && !entry->moved && !m_historyLost &&
                !entry->byReader && (path.find(".conflict-") == Bytes::npos || entry->copiesGone.contains(path)) &&
                !m_world.setup(node).readOnly && !waitsForLost(path))
                fail("resurrection", std::to_string(node) + " has at " + path +
                                         " what somebody had deleted: " + shortened(inode.content));
        });
    }
}

// What stands aside for a moment comes back into its user's sight.
void Simulation::checkNothingHidden()
{
    const Bytes aside = Bytes(kShare) + "/.sync/Moving/";
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        m_world.disk(node).forEach(kShare, [&](const Bytes& path, const Inode& inode) {
            if (path.starts_with(aside) && inode.type != FileType::Directory)
                fail("hidden", std::to_string(node) + " has at " + path + " what its user cannot see");
        });
    }
}

void Simulation::checkQuiet()
{
    m_isQuiet = true;
    const uint64_t bytes = m_world.network().bytesCarried();
    tell("all connections end, and all folders are looked at again");
    for (NodeId a = 0; a < m_nodes.size(); ++a) {
        m_world.call(a, "rescan", {}, [](const auto&) {});
        for (NodeId b = a + 1; b < m_nodes.size(); ++b)
            m_world.network().reset(a, b);
    }
    m_world.runFor(kQuiet);
    m_isQuiet = false;
    const uint64_t carried = m_world.network().bytesCarried() - bytes;
    const uint64_t pairs = m_nodes.size() * (m_nodes.size() - 1) / 2;
    if (!m_unquiet.empty())
        fail("not quiet", "when all were equal, " + m_unquiet.front());
    if (const auto found = anyDifference())
        fail("not quiet", "once equal, they are not any more: " + *found);
    // A reader asks again for what its user keeps from its place.
    bool isEdited = false;
    for (NodeId node = 0; node < m_nodes.size(); ++node)
        isEdited = isEdited || m_people.isEditedReader(node);
    if (carried > pairs * kQuietBytesForPair && !isEdited)
        fail("not quiet", "a second sync carried " + std::to_string(carried) + " bytes");
}

// What one device has changed is on those that it cannot reach before anybody compares digests.
void Simulation::checkPassedOn()
{
    if (m_nodes.size() < 3)
        return;
    SimNetwork& network = m_world.network();
    for (NodeId a = 0; a < m_nodes.size(); ++a) {
        for (NodeId b = a + 1; b < m_nodes.size(); ++b)
            network.setSpeed(a, b, kMs, 0);
    }
    network.cut(0, 1);
    network.cut(1, 0);
    network.reset(0, 1);
    tell("0 and 1 are cut from each other, and 0 writes");
    m_world.runFor(seconds(5));
    if (network.isConnected(0, 2) && network.isConnected(1, 2)) // else they find each other in their own time
        passOn();
    network.heal(0, 1);
    network.heal(1, 0);
    m_world.runFor(seconds(10));
}

void Simulation::passOn()
{
    const Bytes path = Bytes(kShare) + "/passed on";
    const Bytes content = m_ledger.fresh(0);
    m_ledger.wrote(content, 0, false, path, m_world.disk(0).wallNs(), true);
    SimDisk& disk = m_world.disk(0);
    auto file = disk.open(path, true);
    if (!file)
        return;
    disk.write(*file, 0, content);
    disk.close(*file);
    m_world.runFor(kPassedOnWithin);
    const InodePtr there = m_world.disk(1).find(path);
    if (!there || there->content != content)
        fail("late", "1 does not have it after " + std::to_string(kPassedOnWithin.count()) + " ms");
}

// Announcements get lost: somebody may not have been found yet.
bool Simulation::isReachedByAll(NodeId node)
{
    std::set<NodeId> reached{node};
    std::vector<NodeId> next{node};
    while (!next.empty()) {
        const NodeId from = next.back();
        next.pop_back();
        for (NodeId to = 0; to < m_nodes.size(); ++to) {
            if (to != from && m_world.network().isConnected(from, to) && reached.insert(to).second)
                next.push_back(to);
        }
    }
    return reached.size() == m_nodes.size();
}

void Simulation::checkRename()
{
    const Bytes path = Bytes(kShare) + "/renamed large file";
    SimDisk& disk = m_world.disk(0);
    if (m_world.setup(0).readOnly || !isReachedByAll(0))
        return;
    const Bytes content = m_ledger.fresh(0, kRenamedSize);
    m_ledger.wrote(content, 0, false, path, m_world.disk(0).wallNs(), true);
    auto file = disk.open(path, true);
    if (!file)
        return;
    disk.write(*file, 0, content);
    disk.close(*file);
    tell("0: writes a large file, waits, and renames it");
    m_world.runFor(seconds(30));
    if (anyDifference())
        return fail("convergence", "a large file does not arrive within 30 s: " + *anyDifference());
    const uint64_t bytes = m_world.network().bytesCarried();
    (void)disk.rename(path, path + ", really");
    m_world.runFor(seconds(10));
    const uint64_t carried = m_world.network().bytesCarried() - bytes;
    if (const auto found = anyDifference())
        fail("convergence", "a renamed file is not renamed elsewhere within 10 s: " + *found);
    if (carried > kRenameBytes * m_nodes.size())
        fail("rename", "renaming a file of " + std::to_string(kRenamedSize) + " bytes carried " +
                           std::to_string(carried) + " bytes");
}

// Who is connected says of each peer that both have the same records.
void Simulation::checkRecords()
{
    std::optional<Bytes> unequal;
    for (seconds waited{0}; waited < kPatienceForDigests; waited += seconds(10)) {
        unequal = unequalRecords();
        if (!unequal)
            return;
        m_world.runFor(seconds(10));
    }
    fail("records", *unequal);
}

std::optional<Bytes> Simulation::unequalRecords()
{
    const auto unequal = std::make_shared<std::optional<Bytes>>();
    for (NodeId node = 0; node < m_nodes.size(); ++node) {
        m_world.call(node, "status", {}, [unequal, node](const std::optional<QJsonObject>& answer) {
            const QJsonArray shares = answer ? answer->value(QLatin1String("shares")).toArray() : QJsonArray();
            for (const auto& share : shares) {
                for (const auto& one : share.toObject()[QLatin1String("peers")].toArray()) {
                    const QJsonObject peer = one.toObject();
                    if (peer[QLatin1String("state")].toString() == QLatin1String("syncing"))
                        *unequal = std::to_string(node) + " and " +
                                   peer[QLatin1String("name")].toString().toStdString() + " have different records";
                }
            }
        });
    }
    m_world.runFor(seconds(1));
    return *unequal;
}

Outcome Simulation::play()
{
    m_people.isElsewhere = [this](NodeId node, const Bytes& content) {
        for (NodeId other = 0; other < m_nodes.size(); ++other) {
            if (other == node)
                continue;
            // What is on an unmounted disk cannot be seen, and comes back.
            bool isAway = false;
            m_world.disk(other).forEachBelow(m_nodes[other].away, [&](const Bytes&, const Inode& inode) {
                isAway |= inode.type != storage::FileType::Directory && inode.content == content;
            });
            if (isAway || contentsOn(other, Where::Kept).contains(content))
                return true;
        }
        return false;
    };
    // Some begin with folders that are filled already.
    for (NodeId node = 0; node < m_nodes.size(); ++node)
        m_world.start(node);
    for (const Step& step : m_plan.steps) {
        if (failed() || !m_world.accident().empty())
            break;
        m_world.runFor(std::chrono::nanoseconds(step.afterNs));
        if (step.moment != Moment::Call) {
            m_nodes[step.node].waiting.push_back(step);
            m_nodes[step.node].justShown.reset();
        } else if (step.calls != 0)
            m_nodes[step.node].armed.emplace_back(m_nodes[step.node].calls + step.calls, step);
        else
            perform(step);
    }
    if (!failed())
        converge();
    for (const auto check : {&Simulation::checkNothingLost, &Simulation::checkNothingReturned,
                             &Simulation::checkNothingHidden, &Simulation::checkQuiet, &Simulation::checkPassedOn,
                             &Simulation::checkRename, &Simulation::checkNothingLost}) {
        if (!failed())
            (this->*check)();
    }
    const uint64_t trace = m_world.traceHash();
    const uint64_t calls = m_world.calls();
    if (!failed() && m_world.accident().empty())
        checkRecords();
    if (!m_world.accident().empty())
        fail("accident", m_world.accident());
    return {m_failure, m_property, m_story, trace, calls};
}

} // namespace

Outcome play(const Plan& plan)
{
    return Simulation(plan).play();
}

} // namespace shoal::sim
