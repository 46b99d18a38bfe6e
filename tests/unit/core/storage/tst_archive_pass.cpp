// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/archive_pass.h"

#include "rude_user.h"

#include <QTest>

#include <filesystem>
#include <fstream>

using namespace shoal;
using namespace shoal::storage;

namespace {

constexpr int64_t kDay = 86'400LL * 1'000'000'000;
constexpr int64_t kNow = 20'000 * kDay;

struct Fixture
{
    void store(ByteView originalPath, ByteView content, int64_t nowNs)
    {
        folder.writeOld(".sync/staged", content);
        const auto stored = archive.store(*folder.directory(".sync"), "staged", originalPath, nowNs, Worth::Ordinary);
        if (!stored)
            qFatal("%s", stored.error().context.c_str());
    }
    // Versions as somebody puts them there, `count` in one directory.
    void fill(const Bytes& directory, int count)
    {
        std::filesystem::create_directories(folder.path(".sync/Archive/" + directory));
        for (int i = 0; i < count; ++i)
            std::ofstream(folder.path(".sync/Archive/" + directory + "/f." + std::to_string(i))) << i;
    }

    ShareFolder folder;
    Archive archive{folder.fs()};
};

size_t stepsOf(ArchivePass& pass)
{
    for (size_t steps = 1;; ++steps) {
        const auto more = pass.step();
        if (!more)
            qFatal("%s", more.error().context.c_str());
        if (!*more)
            return steps;
    }
}

} // namespace

// A look at the whole archive, piece by piece, while the share goes on.
class TstArchivePass : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLargeArchiveTakesManySteps()
    {
        Fixture f;
        f.fill("a", 3'000);
        f.fill("a/b", 2'500);
        f.fill("empty", 0);
        const int64_t later = int64_t{4'000'000'000} * 1'000'000'000; // all of it is too old then
        ArchivePass pass(f.folder.fs(), later, {30});
        QVERIFY(stepsOf(pass) > 20);
        QVERIFY(pass.dropped() > 0);
        QCOMPARE(pass.totals().bytes, uint64_t{0});
        QCOMPARE(pass.totals().oldestOrdinaryNs, INT64_MAX);
        QVERIFY(std::filesystem::is_empty(f.folder.path(".sync/Archive")));
    }

    void whatIsArchivedMeanwhileStays()
    {
        Fixture f;
        f.store("dir/old", "old", kNow - 40 * kDay);
        f.store("dir/young", "young", kNow - 2 * kDay);
        ArchivePass pass(f.folder.fs(), kNow, {30});
        auto more = pass.step();
        QVERIFY(more && *more);
        QVERIFY(f.folder.exists(".sync/Archive/dir/old.1")); // so far it was only looked at
        f.store("dir/young", "newer", kNow);
        f.store("other/new", "new", kNow);
        QVERIFY(stepsOf(pass) >= 1);
        QVERIFY(!f.folder.exists(".sync/Archive/dir/old.1"));
        QVERIFY(f.folder.exists(".sync/Archive/dir/young.1"));
        QVERIFY(f.folder.exists(".sync/Archive/dir/young.2"));
        QVERIFY(f.folder.exists(".sync/Archive/other/new.1"));
        f.archive.adopt(pass);
        QCOMPARE(f.archive.countedBytes(), std::optional(pass.totals().bytes));
        QCOMPARE(pass.totals().oldestOrdinaryNs, kNow - 2 * kDay);
    }

    // Somebody removes an old version, and its name is given to another.
    void aNameThatWasGivenAgainIsNotDropped()
    {
        Fixture f;
        f.store("x", "old", kNow - 40 * kDay);
        ArchivePass pass(f.folder.fs(), kNow, {30});
        auto more = pass.step();
        QVERIFY(more && *more);
        std::filesystem::remove(f.folder.path(".sync/Archive/x.1"));
        Archive another(f.folder.fs());
        f.folder.writeOld(".sync/staged", "new");
        QCOMPARE(another.store(*f.folder.directory(".sync"), "staged", "x", kNow, Worth::Ordinary).value(),
                 Bytes(".sync/Archive/x.1"));
        QVERIFY(stepsOf(pass) >= 1);
        QCOMPARE(f.folder.read(".sync/Archive/x.1"), Bytes("new"));
    }

    void nothingIsDueBeforeSomethingIsOld()
    {
        Fixture f;
        f.store("x", "x", kNow);
        QVERIFY(f.archive.isPruneDue(kNow, {30}).value()); // nothing is known yet
        ArchivePass pass(f.folder.fs(), kNow, {30});
        QVERIFY(stepsOf(pass) >= 1);
        f.archive.adopt(pass);
        QVERIFY(!f.archive.isPruneDue(kNow + 29 * kDay, {30}).value());
        QVERIFY(f.archive.isPruneDue(kNow + 30 * kDay, {30}).value());
        QVERIFY(f.archive.isPruneDue(kNow, {30, 0}).value());
    }
};

QTEST_GUILESS_MAIN(TstArchivePass)
#include "tst_archive_pass.moc"
