// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/safe_apply.h"

#include "rude_user.h"

#include <QTest>
#include <sys/mman.h>

using namespace shoal;
using namespace shoal::storage;

// Somebody acts between any two system calls of a replacement or deletion: nothing that was ever written may be lost,
// other than what he overwrote himself, and nothing of his may pass for ours.
class TstInterference : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void replacing_data() { rows(Acts::One); }
    void replacing();
    void replacingWithTwoActs_data() { rows(Acts::Two); }
    void replacingWithTwoActs();
    void hisNewestStaysInItsPlace();
    void theOlderOneReturnsWhereOursWasRemoved();
    void aFileThatIsAwayForAMomentIsNotLost();
    void takingOut_data() { rows(Acts::One); }
    void takingOut();
    void takingOutWithTwoActs_data() { rows(Acts::Two); }
    void takingOutWithTwoActs();
    void aWriterWhoHadItOpenAlready_data();
    void aWriterWhoHadItOpenAlready();

private:
    enum class Acts { One, Two };
    void rows(Acts acts);
};

namespace {

struct Abilities
{
    bool exchange;
    bool noReplace;
    bool links;
    bool leases;
};

struct Act
{
    int step;
    Rudeness rudeness;
};

const Bytes kOld = "old content";
const Bytes kNew = "new content, from a peer";
constexpr ByteView kName = "file";
constexpr ByteView kStaged = "staged";

// One attempt to apply a change in a fresh folder while somebody acts.
struct Attempt
{
    explicit Attempt(const Abilities& abilities) : fs(folder.fs()), user(folder, fs.steps, Bytes(kName))
    {
        std::filesystem::create_directory(folder.path(".sync/Staging"));
        folder.writeOld(kName, kOld);
        user.treasures(kOld);
        root = std::move(fs.openDirectory("").value());
        staging = std::move(fs.openDirectory(".sync/Staging").value());
        observed = Expected::of(folder.stat(kName));
        fs.steps.exchange = abilities.exchange;
        fs.steps.noReplace = abilities.noReplace;
        fs.steps.links = abilities.links;
        fs.steps.leases = abilities.leases;
    }
    void stage()
    {
        folder.writeOld(".sync/Staging/" + Bytes(kStaged), kNew);
        user.treasures(kNew);
    }
    void actAt(const std::vector<Act>& acts)
    {
        fs.steps.done.clear();
        fs.steps.before = [this, acts](int step) {
            for (size_t i = 0; i < acts.size(); ++i) {
                if (acts[i].step == step)
                    user.act(acts[i].rudeness, "content of the user, " + std::to_string(i));
            }
        };
    }
    Result<Replaced> replace()
    {
        auto done = replaceFile(fs, *staging, kStaged, *root, kName, observed);
        fs.steps.before = [](int) {};
        if (!done) { // as a caller may do: after an error that name is ours or nobody's
            if (folder.read(".sync/Staging/" + Bytes(kStaged)) == kNew)
                user.forgoes(kNew);
            std::filesystem::remove_all(folder.path(".sync/Staging/" + Bytes(kStaged)));
        }
        user.finish();
        return done;
    }
    Result<TakenOut> takeOutOfSight()
    {
        auto done = takeOut(fs, *root, kName, *staging, kStaged, observed);
        fs.steps.before = [](int) {};
        user.finish();
        return done;
    }
    // Whether the next look would take what stands there for what `known` says.
    bool shows(const FileStat& known)
    {
        return folder.exists(kName) && matches(Expected::of(known), folder.stat(kName), Compare::WithCtime);
    }
    bool hisPassesForOurs(const FileStat& known) { return shows(known) && folder.read(kName) != kNew; }

    ShareFolder folder;
    SteppingFileSystem fs;
    RudeUser user;
    std::unique_ptr<Directory> root;
    std::unique_ptr<Directory> staging;
    Expected observed;
};

QByteArray describe(const Attempt& attempt, const std::vector<Act>& acts, const char* what)
{
    QByteArray text(what);
    for (const Act& act : acts) {
        const auto step = static_cast<size_t>(act.step);
        text += ", acting at step " + QByteArray::number(act.step) + " (before " +
                (step <= attempt.fs.steps.done.size() ? attempt.fs.steps.done[step - 1] : "nothing") + ")";
    }
    for (const Bytes& content : attempt.user.lost())
        text += "; lost: " + QByteArray::fromStdString(content);
    return text;
}

bool isInPlace(Rudeness rudeness)
{
    return rudeness == Rudeness::WritesInPlace || rudeness == Rudeness::RestoresTheTime ||
           rudeness == Rudeness::OpensAndWritesLater;
}

// The step that takes the user's file from its name: an act up to it must be noticed.
int decisiveStep(const Steps& steps, Rudeness rudeness)
{
    if (steps.exchange && steps.numberOf("exchange"))
        return steps.numberOf("exchange");
    if (!steps.links || !steps.numberOf("link"))
        return steps.numberOf("renameNoReplace");
    // The link, its check and the check of what stands at the name; then whoever saves by rename is not noticed, see
    // weakerGuarantees(), but whoever writes is.
    return isInPlace(rudeness) ? steps.numberOf("renameOver") : steps.numberOf("link") + 2;
}

bool isInTheKnownGap(const Steps& steps, int step, Rudeness rudeness)
{
    return !steps.exchange && steps.links && step > decisiveStep(steps, rudeness) &&
           step <= steps.numberOf("renameOver");
}

// Whether a write to what we put in place shows in size or time as soon as we look.
bool shows(Rudeness rudeness)
{
    return rudeness != Rudeness::RestoresTheTime && rudeness != Rudeness::OpensAndWritesLater;
}

// A write that leaves size and time as they were shows only by a lease, or by a ctime that we do not change ourselves.
bool canBeNoticed(const Steps& steps, Rudeness rudeness)
{
    return steps.leases || shows(rudeness);
}

// How many steps an undisturbed replacement or deletion takes; a disturbed one may take more.
int stepsOfReplacing(const Abilities& abilities)
{
    Attempt attempt(abilities);
    attempt.stage();
    attempt.actAt({});
    const auto replaced = attempt.replace();
    const bool good = replaced && attempt.shows(replaced->now) && attempt.folder.read(kName) == kNew &&
                      attempt.folder.read(".sync/Staging/" + Bytes(kStaged)) == kOld;
    return good ? static_cast<int>(attempt.fs.steps.done.size()) : 0;
}

int stepsOfTakingOut(const Abilities& abilities)
{
    Attempt attempt(abilities);
    attempt.actAt({});
    const bool good = attempt.takeOutOfSight() && !attempt.folder.exists(kName) &&
                      attempt.folder.read(".sync/Staging/" + Bytes(kStaged)) == kOld;
    return good ? static_cast<int>(attempt.fs.steps.done.size()) : 0;
}

bool acceptable(const Error& error)
{
    return error.code == ErrorCode::Changed || error.code == ErrorCode::Busy || error.code == ErrorCode::AlreadyExists;
}

} // namespace

void TstInterference::rows(Acts acts)
{
    QTest::addColumn<int>("rudeness");
    QTest::addColumn<int>("abilities"); // bits of Abilities
    if (acts == Acts::Two)
        QTest::addColumn<int>("then");
    const std::vector<std::pair<Rudeness, const char*>> users = {
        {Rudeness::WritesInPlace, "somebody writes in place"},
        {Rudeness::RestoresTheTime, "somebody writes as many bytes and restores the time"},
        {Rudeness::OpensAndWritesLater, "somebody opens it and writes later"},
        {Rudeness::SavesByRename, "somebody saves by rename"},
        {Rudeness::Deletes, "somebody deletes it"},
        {Rudeness::MakesAnew, "somebody deletes it and makes it anew"},
        {Rudeness::PutsFolder, "somebody puts a folder there"},
        {Rudeness::PutsLink, "somebody puts a link there"},
        {Rudeness::RenamesAway, "somebody renames it away"},
    };
    const std::vector<std::pair<Abilities, const char*>> disks = {
        {{true, true, true, true}, ""},
        {{true, true, true, false}, ", without leases"},
        {{false, true, true, true}, ", without exchange"},
        {{false, false, true, true}, ", without exchange and no-replace"},
        {{false, true, false, true}, ", without exchange and hard links"},
        {{false, true, false, false}, ", without exchange, hard links and leases"},
    };
    for (const auto& [abilities, disk] : disks) {
        for (const auto& [rudeness, what] : users) {
            const int bits =
                abilities.exchange | abilities.noReplace << 1 | abilities.links << 2 | abilities.leases << 3;
            const QByteArray name = QByteArray(what) + disk;
            if (acts == Acts::One) {
                QTest::newRow(name.constData()) << static_cast<int>(rudeness) << bits;
                continue;
            }
            // All pairs of steps are many: the disks and people that differ most.
            const bool best = abilities.exchange;
            const bool poorest = !abilities.links && !abilities.leases;
            const bool differs = rudeness == Rudeness::WritesInPlace || rudeness == Rudeness::SavesByRename ||
                                 rudeness == Rudeness::Deletes;
            if (!differs || (!best && !poorest))
                continue;
            for (const auto& [then, whatThen] : users) {
                if (then == Rudeness::SavesByRename || then == Rudeness::OpensAndWritesLater ||
                    then == Rudeness::MakesAnew)
                    QTest::newRow((name + ", then " + whatThen).constData())
                        << static_cast<int>(rudeness) << bits << static_cast<int>(then);
            }
        }
    }
}

static Abilities abilitiesOf(int bits)
{
    return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
}

void TstInterference::replacing()
{
    QFETCH(int, rudeness);
    QFETCH(int, abilities);
    int steps = stepsOfReplacing(abilitiesOf(abilities));
    QVERIFY2(steps > 5, "it does not even work undisturbed");
    for (int at = 1; at <= steps; ++at) {
        Attempt attempt(abilitiesOf(abilities));
        attempt.stage();
        const std::vector<Act> acts = {{at, static_cast<Rudeness>(rudeness)}};
        attempt.actAt(acts);
        const auto replaced = attempt.replace();
        const Steps& done = attempt.fs.steps;
        steps = std::max(steps, static_cast<int>(done.done.size()));

        if (isInTheKnownGap(done, at, acts[0].rudeness))
            continue;
        QVERIFY2(attempt.user.lost().empty(), describe(attempt, acts, "content is lost").constData());
        if (!replaced)
            QVERIFY2(acceptable(replaced.error()), replaced.error().context.c_str());
        else if (shows(acts[0].rudeness))
            QVERIFY2(!attempt.hisPassesForOurs(replaced->now),
                     describe(attempt, acts, "his act passes for ours").constData());
        if (at <= decisiveStep(done, acts[0].rudeness) && canBeNoticed(done, acts[0].rudeness))
            QVERIFY2(!replaced, describe(attempt, acts, "it was not noticed").constData());
    }
}

void TstInterference::replacingWithTwoActs()
{
    QFETCH(int, rudeness);
    QFETCH(int, abilities);
    int steps = stepsOfReplacing(abilitiesOf(abilities));
    QVERIFY2(steps > 5, "it does not even work undisturbed");
    QFETCH(int, then);
    for (int first = 1; first <= steps; ++first) {
        for (int second = first; second <= steps; ++second) {
            Attempt attempt(abilitiesOf(abilities));
            attempt.stage();
            const std::vector<Act> acts = {{first, static_cast<Rudeness>(rudeness)},
                                           {second, static_cast<Rudeness>(then)}};
            attempt.actAt(acts);
            const auto replaced = attempt.replace();
            steps = std::max(steps, static_cast<int>(attempt.fs.steps.done.size()));

            QVERIFY2(attempt.user.lost().empty(), describe(attempt, acts, "content is lost").constData());
            if (replaced && then != static_cast<int>(Rudeness::OpensAndWritesLater))
                QVERIFY2(!attempt.hisPassesForOurs(replaced->now),
                         describe(attempt, acts, "his act passes for ours").constData());
        }
    }
}

void TstInterference::hisNewestStaysInItsPlace()
{
    Attempt probe({true, true, true, true});
    probe.stage();
    probe.actAt({});
    VERIFY_DONE(probe.replace());
    const int exchange = probe.fs.steps.numberOf("exchange");
    const int undo = probe.fs.steps.numberOf("leaseBroken") + 1; // where it looks whether ours still stands there

    Attempt attempt({true, true, true, true});
    attempt.stage();
    attempt.actAt({{exchange, Rudeness::WritesInPlace}, {undo, Rudeness::SavesByRename}});
    COMPARE_ERROR(attempt.replace(), ErrorCode::Changed);
    QCOMPARE(attempt.folder.read(kName), Bytes("content of the user, 1"));
    QCOMPARE(attempt.folder.read(".sync/Staging/" + displacedName(kStaged)), Bytes("content of the user, 0"));
}

// He saves right before the exchange, and removes what it has put there, before that is undone.
void TstInterference::theOlderOneReturnsWhereOursWasRemoved()
{
    Attempt probe({true, true, true, true});
    probe.stage();
    probe.actAt({});
    VERIFY_DONE(probe.replace());
    const int exchange = probe.fs.steps.numberOf("exchange");
    for (const Rudeness then : {Rudeness::Deletes, Rudeness::RenamesAway}) {
        for (const int at : {exchange + 2, exchange + 3}) { // before the look at the name; before the exchange back
            Attempt attempt({true, true, true, true});
            attempt.stage();
            attempt.actAt({{exchange, Rudeness::SavesByRename}, {at, then}});
            COMPARE_ERROR(attempt.replace(), ErrorCode::Changed);
            QCOMPARE(attempt.folder.read(kName), Bytes("content of the user, 0"));
            QVERIFY(!attempt.folder.exists(".sync/Staging/" + displacedName(kStaged)));
            QVERIFY(attempt.user.lost().empty());
        }
    }
}

void TstInterference::aFileThatIsAwayForAMomentIsNotLost()
{
    Attempt attempt({false, true, true, true});
    attempt.stage();
    const Bytes path = attempt.folder.path(kName);
    const Bytes spare = attempt.folder.path("spare");
    attempt.fs.steps.done.clear();
    attempt.fs.steps.before = [&](int step) {
        const int link = attempt.fs.steps.numberOf("link");
        if (link && step == link) { // another file gets the second name
            std::filesystem::rename(path, spare);
            ShareFolder::writeTo(path, "another");
        } else if (link && step == link + 1) {
            std::filesystem::rename(spare, path);
        }
    };
    COMPARE_ERROR(attempt.replace(), ErrorCode::Changed);
    QCOMPARE(attempt.folder.read(kName), kOld);
}

void TstInterference::takingOut()
{
    QFETCH(int, rudeness);
    QFETCH(int, abilities);
    int steps = stepsOfTakingOut(abilitiesOf(abilities));
    QVERIFY2(steps > 3, "it does not even work undisturbed");
    for (int at = 1; at <= steps; ++at) {
        Attempt attempt(abilitiesOf(abilities));
        const std::vector<Act> acts = {{at, static_cast<Rudeness>(rudeness)}};
        attempt.actAt(acts);
        const auto taken = attempt.takeOutOfSight();
        steps = std::max(steps, static_cast<int>(attempt.fs.steps.done.size()));

        QVERIFY2(attempt.user.lost().empty(), describe(attempt, acts, "content is lost").constData());
        if (!taken)
            QVERIFY2(acceptable(taken.error()), taken.error().context.c_str());
        const bool noticeable = canBeNoticed(attempt.fs.steps, acts[0].rudeness);
        if (at <= attempt.fs.steps.numberOf("renameNoReplace") && noticeable)
            QVERIFY2(!taken, describe(attempt, acts, "it was not noticed").constData());
    }
}

void TstInterference::takingOutWithTwoActs()
{
    QFETCH(int, rudeness);
    QFETCH(int, abilities);
    int steps = stepsOfTakingOut(abilitiesOf(abilities));
    QVERIFY2(steps > 3, "it does not even work undisturbed");
    QFETCH(int, then);
    for (int first = 1; first <= steps; ++first) {
        for (int second = first; second <= steps; ++second) {
            Attempt attempt(abilitiesOf(abilities));
            const std::vector<Act> acts = {{first, static_cast<Rudeness>(rudeness)},
                                           {second, static_cast<Rudeness>(then)}};
            attempt.actAt(acts);
            (void)attempt.takeOutOfSight();
            steps = std::max(steps, static_cast<int>(attempt.fs.steps.done.size()));
            QVERIFY2(attempt.user.lost().empty(), describe(attempt, acts, "content is lost").constData());
        }
    }
}

void TstInterference::aWriterWhoHadItOpenAlready_data()
{
    QTest::addColumn<bool>("leases");
    QTest::addColumn<bool>("mapped");
    QTest::newRow("with a descriptor") << true << false;
    QTest::newRow("with a mapping") << true << true;
    QTest::newRow("with a descriptor, without leases") << false << false;
    QTest::newRow("with a mapping, without leases") << false << true;
}

void TstInterference::aWriterWhoHadItOpenAlready()
{
    QFETCH(bool, leases);
    QFETCH(bool, mapped);
    int steps = stepsOfReplacing({true, true, true, leases});
    QVERIFY2(steps > 5, "it does not even work undisturbed");
    for (int at = 1; at <= steps + 1; ++at) {
        Attempt attempt({true, true, true, leases});
        attempt.stage();
        const Bytes mine = "OLD CONTENT";
        const int fd = ::open(attempt.folder.path(kName).c_str(), O_RDWR);
        char* memory = nullptr;
        if (mapped) {
            memory = static_cast<char*>(::mmap(nullptr, mine.size(), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
            QVERIFY(memory != MAP_FAILED);
            ::close(fd);
        }
        bool written = false;
        const auto write = [&](int step) {
            if (step != at)
                return;
            written = true;
            if (mapped)
                std::copy(mine.begin(), mine.end(), memory);
            else
                QCOMPARE(::pwrite(fd, mine.data(), mine.size(), 0), static_cast<ssize_t>(mine.size()));
        };
        attempt.fs.steps.done.clear();
        attempt.fs.steps.before = write;
        const auto replaced = attempt.replace();
        steps = std::max(steps, static_cast<int>(attempt.fs.steps.done.size()));
        if (!written) // after everything
            write(at);
        if (mapped)
            ::munmap(memory, mine.size());
        else
            ::close(fd);

        const Bytes displaced = attempt.folder.read(".sync/Staging/" + Bytes(kStaged));
        if (leases) {
            QVERIFY(!replaced);
            QVERIFY2(acceptable(replaced.error()), replaced.error().context.c_str());
        }
        if (replaced) { // his write is in what we still keep
            QVERIFY(!replaced->guarded);
            QVERIFY(at > attempt.fs.steps.numberOf("exchange"));
            QCOMPARE(displaced, mine);
        } else {
            QCOMPARE(attempt.folder.read(kName), mine);
        }
    }
}

QTEST_GUILESS_MAIN(TstInterference)
#include "tst_interference.moc"
