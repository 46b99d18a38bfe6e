// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include <QTest>

#include <fcntl.h>
#include <filesystem>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using shoal::Bytes;
using shoal::test::Cluster;

namespace {

// A program that has a file open and writes to it piece by piece.
class Writer
{
public:
    explicit Writer(const Bytes& path) : m_fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)) {}
    ~Writer() { close(); }
    void write(const Bytes& text)
    {
        QCOMPARE(::write(m_fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }
    // As if it had written at the time of the node's clock, which is not the kernel's.
    void setTime(int64_t ns)
    {
        const timespec times[2] = {{0, UTIME_OMIT}, {ns / 1'000'000'000, ns % 1'000'000'000}};
        QCOMPARE(::futimens(m_fd, times), 0);
    }
    void close()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }

private:
    int m_fd;
};

} // namespace

// What programs do to files while Shoal looks.
class TstLocalChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileHalfWrittenInANewDirectoryIsNotTaken();
    void aRenamedFileThatIsLookedAtOnceMoreIsNoNews();
    void manyFilesThatAreRenamedAreNotSentAgain();
    void whoSendsWhatIsWrittenThroughAMappingIsNoLiar_data();
    void whoSendsWhatIsWrittenThroughAMappingIsNoLiar();
};

void TstLocalChanges::aFileHalfWrittenInANewDirectoryIsNotTaken()
{
    Cluster cluster(1);
    cluster.add();
    cluster.add();
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();

    fs::create_directories(cluster.path(0, "new"));
    Writer writer(cluster.path(0, "new/file"));
    writer.write("half ");
    writer.setTime(cluster.clock(0).wallNs());
    cluster.run(1'000'000);
    QCOMPARE(cluster.tree(1), (std::map<Bytes, Bytes>{{"new", "d"}}));

    writer.write("and whole");
    writer.close();
    cluster.settle();
    QCOMPARE(cluster.tree(1), (std::map<Bytes, Bytes>{{"new", "d"}, {"new/file", "f:half and whole"}}));
    QVERIFY(cluster.archived(1).empty()); // no other state of it was ever here
}

// It is read again, since a write in the same moment would not show in its times.
void TstLocalChanges::aRenamedFileThatIsLookedAtOnceMoreIsNoNews()
{
    Cluster cluster(2);
    cluster.makeTwo();
    Writer writer(cluster.path(0, "before"));
    writer.write("content");
    writer.setTime(cluster.clock(0).wallNs());
    writer.close();
    cluster.run(1'000'000);
    fs::rename(cluster.path(0, "before"), cluster.path(0, "after"));
    cluster.run(1'000'000);
    QCOMPARE(cluster.tree(1), (std::map<Bytes, Bytes>{{"after", "f:content"}}));
    size_t news = 0;
    cluster.intercept = [&news](size_t, size_t, shoal::protocol::Message& message) {
        news += std::holds_alternative<shoal::protocol::Records>(message);
        return true;
    };
    cluster.worker(0).rescan();
    cluster.run(1'000'000);
    QCOMPARE(news, size_t{0});
}

// More than are looked at together, and the old names come first.
void TstLocalChanges::manyFilesThatAreRenamedAreNotSentAgain()
{
    constexpr int kFiles = 600;
    Cluster cluster(4);
    cluster.add();
    cluster.add({.useSyncTrash = false});
    for (int f = 0; f < kFiles; ++f)
        Writer(cluster.path(0, "a" + std::to_string(f))).write("content " + std::to_string(f));
    cluster.startAll();
    QCOMPARE(cluster.tree(1).size(), size_t{kFiles});
    const uint64_t sent = cluster.contentBytesSent();
    size_t withContent = 0;
    cluster.intercept = [&withContent](size_t, size_t, shoal::protocol::Message& message) {
        if (const auto* records = std::get_if<shoal::protocol::Records>(&message)) {
            for (const auto& item : records->items)
                withContent += item.content.has_value();
        }
        return true;
    };
    for (int f = 0; f < kFiles; ++f)
        fs::rename(cluster.path(0, "a" + std::to_string(f)), cluster.path(0, "b" + std::to_string(f)));
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
    QCOMPARE(cluster.contentBytesSent(), sent);
    QCOMPARE(withContent, size_t{0});
}

void TstLocalChanges::whoSendsWhatIsWrittenThroughAMappingIsNoLiar_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("small") << 1'000;
    QTest::newRow("large") << 600'000;
}

// Only the first write to a page changes the time of the file, and nothing tells of any.
void TstLocalChanges::whoSendsWhatIsWrittenThroughAMappingIsNoLiar()
{
    QFETCH(int, size);
    Cluster cluster(3);
    cluster.makeTwo();
    cluster.disconnect(0, 1);
    Writer writer(cluster.path(0, "database"));
    writer.write(Bytes(static_cast<size_t>(size), 'a'));
    const int fd = ::open(cluster.path(0, "database").c_str(), O_RDWR | O_CLOEXEC);
    void* const mapped = ::mmap(nullptr, static_cast<size_t>(size), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    QVERIFY(mapped != MAP_FAILED);
    auto* const bytes = static_cast<volatile char*>(mapped);
    bytes[size / 2] = 'b';
    writer.setTime(cluster.clock(0).wallNs());
    writer.close();
    ::close(fd);
    cluster.run(1'000'000);
    bytes[size / 2] = 'c'; // before it is flushed
    cluster.connectAll();
    cluster.run(1'000'000);
    QVERIFY(cluster.misbehaviour().empty());
    ::munmap(mapped, static_cast<size_t>(size));
    cluster.settle(); // it knows by now that there is something new
    QVERIFY(cluster.tree(1) == cluster.tree(0));
}

QTEST_GUILESS_MAIN(TstLocalChanges)
#include "tst_local_changes.moc"
