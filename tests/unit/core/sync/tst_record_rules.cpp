// SPDX-License-Identifier: GPL-3.0-or-later
#include "naive_projection.h"
#include "pure_replica.h"
#include "shared/base/random.h"

#include <QTest>

#include <memory>

using namespace shoal;
using namespace shoal::sync;
using model::Record;
using model::RecordKey;
using model::RecordKind;
using model::SealedRecord;

// Random histories over the pure rules alone. rapidcheck prints its seed; RC_PARAMS="seed=N" plays the same histories
// again, and a failure prints what reproduces it.

namespace {

constexpr int kHistories = 2'000; // about 3 seconds
constexpr int64_t kStartNs = 1'700'000'000'000'000'000;
constexpr int64_t kMs = 1'000'000;

const ShareId kShare = ShareId::from(sha256("a share").view());

// One step: what it means depends on the state it meets, so that any sequence of steps is a history, and so is any part
// of it.
struct Step
{
    uint16_t action = 0, device = 0, a = 0, b = 0, c = 0, seed = 0;
};

std::ostream& operator<<(std::ostream& out, const Step& s)
{
    return out << "{" << s.action << ", " << s.device << ", " << s.a << ", " << s.b << ", " << s.c << ", " << s.seed
               << "}";
}

rc::Gen<std::vector<Step>> anySteps()
{
    const auto step =
        rc::gen::resize(rc::kNominalSize, rc::gen::build<Step>(rc::gen::set(&Step::action), rc::gen::set(&Step::device),
                                                               rc::gen::set(&Step::a), rc::gen::set(&Step::b),
                                                               rc::gen::set(&Step::c), rc::gen::set(&Step::seed)));
    return rc::gen::scale(4.0, rc::gen::container<std::vector<Step>>(step));
}

template <class T> void shuffle(std::vector<T>& items, Random& random)
{
    for (size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(i)]);
}

template <class T> const T& pick(const std::vector<T>& items, uint16_t number)
{
    return items[number % items.size()];
}

// Several devices that change, exchange and project, and at the end talk until there is nothing to say.
class History
{
public:
    History(int devices, uint16_t skews, bool readerDerives)
    {
        // In ms: from a clock that is right to one in another time zone.
        constexpr int64_t kSkews[] = {0, 400, -5'000, 3'600'000};
        for (int i = 0; i < devices; ++i) {
            const AuthorId author{0x1111111111111111ULL * static_cast<uint64_t>(i + 1)};
            const bool writes = i != devices - 1;
            m_devices.push_back(std::make_unique<PureReplica>(author, writes, writes || readerDerives,
                                                              kSkews[(skews >> (2 * i)) & 3] * kMs, m_derived));
        }
    }

    // The first scan of a filled folder, before anybody has met anybody.
    void fill(const Step& step)
    {
        PureReplica& device = deviceOf(step);
        if (!device.writes())
            return;
        const bool keepsLosers = step.b % 2 == 0;
        const Bytes name = pick(m_names, step.a);
        if (device.index().contains({false, kRootDir, name}))
            return;
        Record found = newFile(kRootDir, name);
        found.mtimeNs = kStartNs - step.c * kMs;
        if (keepsLosers)
            m_mayGo.insert(found.content); // to the archive of this device
        device.write(join(std::move(found), device.author(kStartNs), keepsLosers));
    }

    void play(const Step& step)
    {
        m_nowNs += (step.seed % 50) * (step.seed % 8 == 0 ? 1'000 : 4) * kMs;
        PureReplica& device = deviceOf(step);
        device.project();
        if (step.action % 9 < 4)
            return gossip(device, step);
        if (step.action % 9 == 4)
            return device.applyAll();
        if (!device.writes())
            return;
        m_tree = device.tree();
        using Change = void (History::*)(PureReplica&, const Step&);
        constexpr Change kChanges[] = {&History::create,          &History::create,        &History::edit,
                                       &History::remove,          &History::makeDirectory, &History::makeDirectory,
                                       &History::moveDirectory,   &History::moveDirectory, &History::moveFile,
                                       &History::removeDirectory, &History::changeMode};
        (this->*kChanges[(step.action / 9) % std::size(kChanges)])(device, step);
        device.project();
    }

    void talkUntilQuiet()
    {
        const auto random = makeSeededRandom(m_devices.size());
        bool changed = true;
        for (int round = 0; changed; ++round) {
            RC_ASSERT(round < 20); // a conflict copy may be in conflict itself, but not for ever
            changed = false;
            for (const auto& from : m_devices) {
                for (const auto& to : m_devices)
                    changed |= from != to && send(*from, *to, from->index().size(), true, *random);
            }
        }
    }

    void check() const
    {
        const PureReplica& first = *m_devices.front();
        for (const auto& device : m_devices) {
            device->project();
            RC_ASSERT(hashes(*device) == hashes(first));
            RC_ASSERT(device->tree() == first.tree());
        }
        checkProjection(first);
        std::set<Hash> live;
        size_t liveFiles = 0;
        for (const auto& [key, sealed] : first.index()) {
            liveFiles += !key.isDirectory && sealed.record.live;
            if (sealed.record.live)
                live.insert(sealed.record.content);
        }
        size_t shownFiles = 0;
        for (const auto& [path, key] : first.tree())
            shownFiles += !key.isDirectory;
        RC_ASSERT(shownFiles == liveFiles);
        for (const Hash& content : m_written)
            RC_ASSERT((live.contains(content) || m_mayGo.contains(content)));
        size_t projected = 0;
        for (const auto& [path, key] : first.tree())
            projected += key.isDirectory && path.find(".conflict-") != Bytes::npos;
        RC_CLASSIFY(!m_derived.empty(), "with conflict copies");
        RC_CLASSIFY(projected > 0, "with marked directories");
    }

private:
    PureReplica& deviceOf(const Step& step) { return *m_devices[step.device % m_devices.size()]; }

    Record newFile(const DirId& dir, const Bytes& name)
    {
        Record record;
        record.dir = dir;
        record.name = name;
        record.size = ++m_contents;
        record.content = sha256("content " + std::to_string(m_contents));
        m_written.insert(record.content);
        return record;
    }

    // --- The user's side: what the tree shows

    std::vector<DirId> directories() const
    {
        std::vector<DirId> dirs{kRootDir};
        for (const auto& [path, key] : m_tree) {
            if (key.isDirectory)
                dirs.push_back(key.dir);
        }
        return dirs;
    }
    // A file that the disk shows, or null.
    const SealedRecord* someFile(const PureReplica& device, uint16_t number) const
    {
        std::vector<const SealedRecord*> files;
        for (const auto& [path, key] : m_tree) {
            const SealedRecord* shown = key.isDirectory ? nullptr : device.shown(key);
            if (shown && shown->record.live)
                files.push_back(shown);
        }
        return files.empty() ? nullptr : pick(files, number);
    }
    bool isFree(const PureReplica& device, const DirId& dir, const Bytes& name) const
    {
        const auto path = device.dirs().path(dir);
        return !m_tree.contains(path->empty() ? name : *path + "/" + name);
    }
    // Mostly short names, so that they clash; now and then the name a directory has somewhere, its mark included.
    Bytes directoryName(const PureReplica& device, uint16_t number) const
    {
        const std::vector<DirId> dirs = directories();
        const Place* place = number % 5 == 0 ? device.dirs().place(pick(dirs, number)) : nullptr;
        return place ? place->name : pick(m_names, number);
    }
    void writeDirectory(PureReplica& device, const DirId& id, const Place& place, bool live, ChangeKind change)
    {
        const auto previous = device.index().find(RecordKey{true, id, {}});
        Record next;
        next.kind = RecordKind::Directory;
        next.dir = id;
        next.parent = place.parent;
        next.name = place.name;
        next.live = live;
        device.write(succeed(previous == device.index().end() ? nullptr : &previous->second.record, std::move(next),
                             change, device.author(m_nowNs)));
    }
    void writeTombstone(PureReplica& device, const Record& shown)
    {
        Record next = shown;
        next.live = false;
        next.size = 0;
        device.write(succeed(&shown, std::move(next), ChangeKind::Deletion, device.author(m_nowNs)));
    }

    void create(PureReplica& device, const Step& step)
    {
        const DirId dir = pick(directories(), step.a);
        const Bytes name = pick(m_names, step.b);
        const RecordKey key{false, dir, name};
        const SealedRecord* shown = device.shown(key);
        if (!isFree(device, dir, name) && !(device.index().contains(key) && !shown))
            return;
        if (shown && shown->record.live)
            return;
        const Record previous = shown ? shown->record : Record();
        device.write(
            succeed(shown ? &previous : nullptr, newFile(dir, name), ChangeKind::Content, device.author(m_nowNs)));
    }
    void edit(PureReplica& device, const Step& step)
    {
        const SealedRecord* shown = someFile(device, step.a);
        if (!shown)
            return;
        const Record previous = shown->record;
        m_mayGo.insert(previous.content);
        Record next = newFile(previous.dir, previous.name);
        if (step.b % 4 == 0) {
            m_written.erase(next.content);
            next.kind = RecordKind::Symlink;
            next.target = "target " + std::to_string(m_contents);
            next.content = sha256(next.target);
            m_written.insert(next.content);
        }
        device.write(succeed(&previous, std::move(next), ChangeKind::Content, device.author(m_nowNs)));
    }
    void remove(PureReplica& device, const Step& step)
    {
        const SealedRecord* shown = someFile(device, step.a);
        if (!shown)
            return;
        const Record previous = shown->record;
        m_mayGo.insert(previous.content);
        writeTombstone(device, previous);
    }
    void changeMode(PureReplica& device, const Step& step)
    {
        const SealedRecord* shown = someFile(device, step.a);
        if (!shown)
            return;
        const Record previous = shown->record;
        Record next = previous;
        next.mode = step.b & 07777;
        device.write(succeed(&previous, std::move(next), ChangeKind::Attributes, device.author(m_nowNs)));
    }
    void moveFile(PureReplica& device, const Step& step)
    {
        const SealedRecord* shown = someFile(device, step.a);
        const DirId dir = pick(directories(), step.b);
        const Bytes name = pick(m_names, step.c);
        const SealedRecord* there = device.shown({false, dir, name});
        if (!shown || !isFree(device, dir, name) || (there && there->record.live))
            return;
        const Record from = shown->record;
        const Record target = there ? there->record : Record();
        Record next = from;
        next.dir = dir;
        next.name = name;
        next.origin = {from.dir, from.name};
        device.write(succeed(there ? &target : nullptr, std::move(next), ChangeKind::Move, device.author(m_nowNs)));
        writeTombstone(device, from);
    }
    void makeDirectory(PureReplica& device, const Step& step)
    {
        const DirId parent = pick(directories(), step.a);
        const Bytes name = directoryName(device, step.b);
        if (isFree(device, parent, name))
            writeDirectory(device, device.dirs().idFor(kShare, parent, name), {parent, name}, true,
                           ChangeKind::Content);
    }
    void moveDirectory(PureReplica& device, const Step& step)
    {
        const std::vector<DirId> dirs = directories();
        const DirId dir = pick(dirs, step.a);
        const DirId parent = pick(dirs, step.b);
        const Bytes name = directoryName(device, step.c);
        for (DirId at = parent; at != kRootDir; at = device.dirs().place(at)->parent) {
            if (at == dir)
                return;
        }
        if (dir != kRootDir && isFree(device, parent, name))
            writeDirectory(device, dir, {parent, name}, true, ChangeKind::Move);
    }
    void removeDirectory(PureReplica& device, const Step& step)
    {
        const DirId dir = pick(directories(), step.a);
        if (dir == kRootDir)
            return;
        const Bytes path = *device.dirs().path(dir);
        for (const auto& [other, key] : Tree(m_tree)) {
            if (other != path && !other.starts_with(path + "/"))
                continue;
            const SealedRecord* shown = device.shown(key);
            if (!shown || !shown->record.live)
                continue;
            const Record previous = shown->record;
            if (key.isDirectory) {
                writeDirectory(device, key.dir, {previous.parent, previous.name}, false, ChangeKind::Deletion);
            } else {
                m_mayGo.insert(previous.content);
                writeTombstone(device, previous);
            }
        }
    }

    // --- The network's side

    static bool send(const PureReplica& from, PureReplica& to, size_t count, bool applied, Random& random)
    {
        std::vector<SealedRecord> records;
        for (const auto& [key, sealed] : from.index())
            records.push_back(sealed);
        shuffle(records, random);
        bool changed = false;
        for (size_t i = 0; i < std::min(count, records.size()); ++i) {
            changed |= to.receive(records[i], applied);
            if (random.below(4) == 0)
                to.project();
        }
        return changed;
    }
    void gossip(PureReplica& device, const Step& step)
    {
        const PureReplica& from = *m_devices[step.a % m_devices.size()];
        if (&from == &device)
            return;
        const auto random = makeSeededRandom(step.seed);
        const size_t count = step.b % 2 == 0 ? from.index().size() : step.c % (from.index().size() + 1);
        send(from, device, count, step.b % 3 != 0, *random);
    }

    static std::map<RecordKey, Hash> hashes(const PureReplica& device)
    {
        std::map<RecordKey, Hash> all;
        for (const auto& [key, sealed] : device.index())
            all[key] = sealed.hash;
        return all;
    }

    // The tree that came about bit by bit is that of all records at once, in another order, and that of the rules as
    // written.
    static void checkProjection(const PureReplica& device)
    {
        DirTree fresh;
        NaiveProjection::Dirs dirs;
        std::set<DirId> withFiles;
        for (auto it = device.index().rbegin(); it != device.index().rend(); ++it) {
            const auto& [key, sealed] = *it;
            if (key.isDirectory) {
                fresh.put(sealed);
                dirs[key.dir] = sealed;
            } else if (sealed.record.live) {
                fresh.addLiveFiles(key.dir, 1);
                if (key.dir != kRootDir)
                    withFiles.insert(key.dir);
            }
        }
        fresh.reproject();
        RC_ASSERT(shownTree(device.index(), fresh) == device.tree());
        std::map<DirId, Place> places;
        for (const auto& [id, sealed] : dirs) {
            if (const Place* place = device.dirs().place(id))
                places[id] = *place;
        }
        RC_ASSERT(places == NaiveProjection(dirs, withFiles).places());
    }

    const std::vector<Bytes> m_names{"a", "b", "c"};
    DerivedCopies m_derived;
    std::vector<std::unique_ptr<PureReplica>> m_devices;
    int64_t m_nowNs = kStartNs;
    uint64_t m_contents = 0;
    std::set<Hash> m_written; // by a user
    std::set<Hash> m_mayGo;   // replaced or deleted by somebody who had seen it
    Tree m_tree;              // of the device that makes a change
};

} // namespace

class TstRecordRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allReplicasOfAHistoryEndEqualAndNothingIsLost();
    void placesDependOnTheRecordsAlone();
};

void TstRecordRules::initTestCase()
{
    // As many histories as somebody asks for, or enough to meet the rare combinations.
    QByteArray parameters = qgetenv("RC_PARAMS");
    if (!parameters.contains("max_success") && !parameters.contains("reproduce"))
        parameters += " max_success=" + QByteArray::number(kHistories);
    qputenv("RC_PARAMS", parameters);
}

void TstRecordRules::allReplicasOfAHistoryEndEqualAndNothingIsLost()
{
    QVERIFY(rc::check("all replicas of a history end equal, and nothing is lost", [] {
        const int devices = *rc::gen::inRange(3, 6);
        const auto skews = *rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<uint16_t>());
        History history(devices, skews, *rc::gen::arbitrary<bool>());
        for (const Step& step : *rc::gen::scale(0.04, anySteps()))
            history.fill(step);
        for (const Step& step : *anySteps())
            history.play(step);
        history.talkUntilQuiet();
        history.check();
    }));
}

// Records that no history would make soon: any parent, cycles, parents that never arrive, names that look like marks.
void TstRecordRules::placesDependOnTheRecordsAlone()
{
    QVERIFY(rc::check("places depend on the records alone", [] {
        constexpr size_t kDirs = 9;
        std::vector<DirId> ids;
        std::vector<Bytes> names{"a", "b"};
        for (size_t i = 0; i < kDirs; ++i) {
            ids.push_back(i == 0 ? kRootDir : makeDirId(kShare, kRootDir, "a", static_cast<uint32_t>(i)));
            if (i > 0)
                names.push_back(markedName("a", ids.back().view()));
        }
        DirTree grown;
        std::map<DirId, SealedRecord> dirs;
        std::map<DirId, int> liveFiles;
        std::map<DirId, Place> told;
        uint64_t counter = 0;
        for (const Step& step : *anySteps()) {
            const DirId id = ids[1 + step.a % (kDirs - 1)];
            if (step.action % 4 == 0) {
                const int delta = step.b % 2 == 0 || liveFiles[id] == 0 ? 1 : -1;
                liveFiles[id] += delta;
                grown.addLiveFiles(id, delta);
            } else {
                Record record;
                record.kind = RecordKind::Directory;
                record.dir = id;
                record.parent = step.b % 3 == 0 ? kRootDir : pick(ids, step.b);
                record.name = step.c % 2 == 0 ? names.front() : pick(names, step.c);
                record.live = step.seed % 3 != 0;
                record.stamp = step.seed % 7; // equal ones are ordered by the hash
                record.author.value = 1;
                record.counter = ++counter;
                record.vector.set(record.author, counter);
                dirs[id] = model::seal(record);
                grown.put(dirs[id]);
            }
            if (step.action % 3 != 0)
                continue;
            for (const PlaceChange& change : grown.reproject()) {
                RC_ASSERT((told.contains(change.dir) ? std::optional(told[change.dir]) : std::nullopt) ==
                          change.before);
                told.erase(change.dir);
                if (change.after)
                    told[change.dir] = *change.after;
            }
        }
        grown.reproject();
        DirTree fresh;
        std::set<DirId> withFiles;
        for (auto it = dirs.rbegin(); it != dirs.rend(); ++it)
            fresh.put(it->second);
        for (const auto& [id, count] : liveFiles) {
            fresh.addLiveFiles(id, count);
            if (count > 0)
                withFiles.insert(id);
        }
        fresh.reproject();
        const NaiveProjection naive(dirs, withFiles);
        for (const DirId& id : ids) {
            const auto expected = naive.places().find(id);
            for (const DirTree* tree : {&grown, &fresh}) {
                const Place* place = tree->place(id);
                RC_ASSERT((place ? std::optional(*place) : std::nullopt) ==
                          (expected == naive.places().end() ? std::nullopt : std::optional(expected->second)));
                if (place) {
                    const DirId* standing = tree->at(place->parent, place->name);
                    RC_ASSERT((standing && *standing == id));
                    RC_ASSERT(tree->path(id).has_value());
                }
            }
        }
    }));
}

QTEST_GUILESS_MAIN(TstRecordRules)
#include "tst_record_rules.moc"
