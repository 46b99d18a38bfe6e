// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"

#include <QTest>

#include <filesystem>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::NodeOptions;
using test::write;

namespace {

// What happens on a network file system: no event ever comes, and nothing says so.
class DeafWatcher final : public storage::Watcher
{
public:
    Result<void> add(int64_t, const Bytes&) override
    {
        ++m_count;
        return {};
    }
    void remove(int64_t) override { --m_count; }
    std::vector<storage::WatchEvent> read() override { return {}; }
    int fileDescriptor() const override { return -1; }
    size_t watchCount() const override { return m_count; }

private:
    size_t m_count = 0;
};

NodeOptions with(std::function<void(engine::ShareSettings&)> settings)
{
    NodeOptions options;
    options.settings = std::move(settings);
    return options;
}

} // namespace

// The options of a share that people set in the config file, by what they do.
class TstShareSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRescanFindsWhatNoEventTold();
    void theArchiveForgetsAfterItsDays();
    void largeFilesAreNotArchived();
};

void TstShareSettings::aRescanFindsWhatNoEventTold()
{
    NodeOptions deaf = with([](engine::ShareSettings& settings) { settings.rescanSeconds = 3600; });
    deaf.makeWatcher = []() -> Result<std::unique_ptr<storage::Watcher>> { return std::make_unique<DeafWatcher>(); };
    Cluster cluster(1);
    cluster.makeTwo(std::move(deaf));
    write(cluster.path(0, "written"), "x");
    cluster.pass(std::chrono::minutes(50));
    QVERIFY(!fs::exists(cluster.path(1, "written")));
    cluster.pass(std::chrono::minutes(11));
    QVERIFY(fs::exists(cluster.path(1, "written")));
}

void TstShareSettings::theArchiveForgetsAfterItsDays()
{
    Cluster cluster(2);
    cluster.makeTwo(with([](engine::ShareSettings& settings) { settings.archiveDays = 3; }));
    write(cluster.path(1, "deleted"), "x");
    cluster.settle();
    fs::remove(cluster.path(1, "deleted"));
    cluster.settle();
    QCOMPARE(cluster.archived(0).size(), size_t{1});
    cluster.pass(std::chrono::hours(2 * 24));
    QCOMPARE(cluster.archived(0).size(), size_t{1});
    cluster.pass(std::chrono::hours(2 * 24));
    QCOMPARE(cluster.archived(0).size(), size_t{0});
}

void TstShareSettings::largeFilesAreNotArchived()
{
    Cluster cluster(3);
    cluster.makeTwo(with([](engine::ShareSettings& settings) { settings.maxArchivedFileSize = 1'000; }));
    write(cluster.path(1, "small"), Bytes(1'000, 's'));
    write(cluster.path(1, "large"), Bytes(1'001, 'l'));
    cluster.settle();
    fs::remove(cluster.path(1, "small"));
    fs::remove(cluster.path(1, "large"));
    cluster.settle();
    QCOMPARE(cluster.archived(0), std::vector<Bytes>{Bytes(1'000, 's')});
}

QTEST_GUILESS_MAIN(TstShareSettings)
#include "tst_share_settings.moc"
