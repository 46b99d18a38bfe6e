// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sync_policy.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

namespace {

class ManualClock final : public Clock
{
public:
    int64_t now = 1'000;
    int64_t wallNs() const override { return 0; }
    int64_t monotonicNs() const override { return now; }
    TimerId after(std::chrono::milliseconds, std::function<void()>) override { return 0; }
    void cancel(TimerId) override {}
};

struct Counts
{
    int data = 0;
    int whole = 0;
};

// A file that counts how it was flushed, and takes its time for it.
class CountingFile final : public File
{
public:
    CountingFile(Counts& counts, ManualClock& clock, uint64_t device)
        : m_counts(counts), m_clock(clock), m_device(device)
    {}
    std::chrono::nanoseconds wholeTakes{0};
    bool fails = false;

    Result<FileStat> stat() override
    {
        FileStat found;
        found.device = m_device;
        return found;
    }
    Result<void> syncData() override
    {
        ++m_counts.data;
        return outcome();
    }
    Result<void> syncFileSystem() override
    {
        ++m_counts.whole;
        m_clock.now += wholeTakes.count();
        return outcome();
    }
    Result<size_t> read(uint64_t, char*, size_t) override { return 0; }
    Result<void> write(uint64_t, ByteView) override { return {}; }
    Result<void> truncate(uint64_t) override { return {}; }
    Result<void> clone(File&, uint64_t, uint64_t, uint64_t) override { return {}; }
    Result<void> copyFrom(File&, uint64_t, uint64_t, uint64_t) override { return {}; }
    Result<void> setAttributes(const Attributes&) override { return {}; }
    Result<Xattrs> xattrs() override { return Xattrs{}; }
    Result<bool> takeReadLease() override { return true; }
    bool leaseBroken() override { return false; }
    void adviseDone() override {}

private:
    Result<void> outcome() const
    {
        return fails ? Result<void>(fail(ErrorCode::Io, "the disk is broken")) : Result<void>();
    }
    Counts& m_counts;
    ManualClock& m_clock;
    uint64_t m_device;
};

// A group of files and the ways it was flushed.
struct Group
{
    explicit Group(ManualClock& clock, int size, int devices = 1)
    {
        for (int i = 0; i < size; ++i) {
            files.push_back(std::make_unique<CountingFile>(counts, clock, static_cast<uint64_t>(i % devices)));
            pointers.push_back(files.back().get());
        }
    }
    Counts counts;
    std::vector<std::unique_ptr<CountingFile>> files;
    std::vector<File*> pointers;
};

} // namespace

class TstSyncPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void groupsAreFlushed_data();
    void groupsAreFlushed();
    void afterASlowFlushFilesAreFlushedOneByOne();
    void failuresAreReported_data();
    void failuresAreReported();
};

void TstSyncPolicy::groupsAreFlushed_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("devices");
    QTest::addColumn<int>("data");
    QTest::addColumn<int>("whole");
    QTest::newRow("nothing") << 0 << 1 << 0 << 0;
    QTest::newRow("one file by itself") << 1 << 1 << 1 << 0;
    QTest::newRow("a few files by themselves") << 3 << 1 << 3 << 0;
    QTest::newRow("a group at once") << 4 << 1 << 0 << 1;
    QTest::newRow("a large group at once") << 500 << 1 << 0 << 1;
    QTest::newRow("a group on three file systems") << 30 << 3 << 0 << 3;
}

void TstSyncPolicy::groupsAreFlushed()
{
    QFETCH(int, size);
    QFETCH(int, devices);
    ManualClock clock;
    SyncPolicy policy(clock);
    Group group(clock, size, devices);
    QVERIFY(policy.makeDurable(group.pointers));
    QTEST(group.counts.data, "data");
    QTEST(group.counts.whole, "whole");
}

void TstSyncPolicy::afterASlowFlushFilesAreFlushedOneByOne()
{
    ManualClock clock;
    SyncPolicy policy(clock);
    Group group(clock, 10);
    group.files[0]->wholeTakes = SyncPolicy::kSlowSyncfs; // not yet slow
    QVERIFY(policy.makeDurable(group.pointers));
    QVERIFY(policy.makeDurable(group.pointers));
    QCOMPARE(group.counts.whole, 2);
    group.files[0]->wholeTakes += std::chrono::nanoseconds(1);
    QVERIFY(policy.makeDurable(group.pointers));
    QCOMPARE(group.counts.whole, 3);
    for (int i = 0; i < SyncPolicy::kGroupsAfterSlow; ++i)
        QVERIFY(policy.makeDurable(group.pointers));
    QCOMPARE(group.counts.whole, 3);
    QCOMPARE(group.counts.data, 10 * SyncPolicy::kGroupsAfterSlow);
    QVERIFY(policy.makeDurable(group.pointers)); // another chance
    QCOMPARE(group.counts.whole, 4);
}

void TstSyncPolicy::failuresAreReported_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("of a single file") << 1;
    QTest::newRow("of a file system") << 10;
}

void TstSyncPolicy::failuresAreReported()
{
    QFETCH(int, size);
    ManualClock clock;
    SyncPolicy policy(clock);
    Group group(clock, size);
    group.files[0]->fails = true;
    QVERIFY(!policy.makeDurable(group.pointers));
}

QTEST_GUILESS_MAIN(TstSyncPolicy)
#include "tst_sync_policy.moc"
