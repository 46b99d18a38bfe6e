// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/history_log.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace shoal;
using engine::HistoryEvent;
using engine::HistoryLog;
using Kind = HistoryEvent::Kind;

namespace {

HistoryEvent happened(Kind kind, const Bytes& path, const Bytes& from = {})
{
    return {kind, 1'700'000'000'000, path, from, "a device", 42};
}

std::vector<Bytes> pathsIn(HistoryLog& log, const Bytes& search = {})
{
    std::vector<Bytes> paths;
    const auto page = log.read({0, search, 1'000'000});
    if (page) {
        for (const auto& [number, entry] : page->entries)
            paths.push_back(entry.path);
    }
    return paths;
}

} // namespace

// The history file: order, pages, bounds, and what a crash or a stranger leaves in it.
class TstHistoryLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void eventsComeBackNewestFirst();
    void aTornEndIsCutOff();
    void aDamagedEventEndsTheFile();
    void aForeignFileMakesRoom();
    void theSizeIsBounded();
    void ofAMoveOnlyTheMoveIsTold();
    void devicesAreCalledAsTheyAreToday();

private:
    Bytes index() const { return m_dir->path().toStdString() + "/index"; }
    Bytes file() const { return index() + ".history"; }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TstHistoryLog::eventsComeBackNewestFirst()
{
    HistoryLog log(index());
    QVERIFY(log.append({happened(Kind::Added, "a"), happened(Kind::Moved, Bytes("new\n\xff", 5), "old")}));
    QVERIFY(log.append({happened(Kind::Deleted, "c")}));
    const auto page = HistoryLog(index()).read({0, {}, 2});
    QVERIFY(page && page->more);
    QCOMPARE(page->entries.size(), size_t{2});
    QVERIFY(page->entries[0].second == happened(Kind::Deleted, "c"));
    QVERIFY(page->entries[1].second == happened(Kind::Moved, Bytes("new\n\xff", 5), "old"));
    const auto rest = log.read({page->entries[1].first, {}, 2});
    QVERIFY(rest && !rest->more);
    QCOMPARE(rest->entries.size(), size_t{1});
    QCOMPARE(pathsIn(log, "OLD").size(), size_t{1});
    QCOMPARE(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

void TstHistoryLog::devicesAreCalledAsTheyAreToday()
{
    HistoryLog log(index());
    HistoryEvent early = happened(Kind::Added, "a");
    early.peer = "0a0b0c0d";
    QVERIFY(log.append({early, happened(Kind::Added, "b")}));
    const auto nameOf = [](const Bytes& written) { return written == "0a0b0c0d" ? Bytes("Anna's laptop") : written; };
    const auto all = log.read({0, {}, 10}, nameOf);
    QVERIFY(all);
    QCOMPARE(all->entries[1].second.peer, Bytes("Anna's laptop"));
    QCOMPARE(all->entries[0].second.peer, Bytes("a device"));
    const auto found = log.read({0, "anna", 10}, nameOf);
    QVERIFY(found);
    QCOMPARE(found->entries.size(), size_t{1});
}

void TstHistoryLog::aTornEndIsCutOff()
{
    QVERIFY(HistoryLog(index()).append({happened(Kind::Added, "a"), happened(Kind::Added, "b")}));
    const auto whole = fs::file_size(file());
    for (uintmax_t lost = 1; lost < 20; ++lost) {
        fs::resize_file(file(), whole - lost);
        HistoryLog log(index());
        QCOMPARE(pathsIn(log), std::vector<Bytes>{"a"});
        QVERIFY(log.append({happened(Kind::Added, "b")}));
        QCOMPARE(pathsIn(log), (std::vector<Bytes>{"b", "a"}));
        QCOMPARE(fs::file_size(file()), whole);
    }
}

void TstHistoryLog::aDamagedEventEndsTheFile()
{
    QVERIFY(HistoryLog(index()).append({happened(Kind::Added, "a"), happened(Kind::Added, "b")}));
    std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(-2, std::ios::end);
    bytes.put('!');
    bytes.close();
    HistoryLog log(index());
    QCOMPARE(pathsIn(log), std::vector<Bytes>{"a"});
    // A length beyond the end, or beyond reason, is no reason to read there.
    std::ofstream(file(), std::ios::app | std::ios::binary) << Bytes("\xff\xff\xff\xff....", 8);
    HistoryLog again(index());
    QCOMPARE(pathsIn(again), std::vector<Bytes>{"a"});
}

void TstHistoryLog::aForeignFileMakesRoom()
{
    std::ofstream(file()) << "something else";
    HistoryLog log(index());
    QVERIFY(log.append({happened(Kind::Added, "a")}));
    QCOMPARE(pathsIn(log), std::vector<Bytes>{"a"});
}

void TstHistoryLog::theSizeIsBounded()
{
    HistoryLog log(index());
    const Bytes longName(1'000, 'x');
    uint64_t last = 0;
    for (int batch = 0; batch < 30; ++batch) {
        std::vector<HistoryEvent> events;
        for (int i = 0; i < 500; ++i)
            events.push_back(happened(Kind::Added, longName + std::to_string(++last)));
        QVERIFY(log.append(std::move(events)));
    }
    uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(m_dir->path().toStdString()))
        bytes += entry.file_size();
    QVERIFY2(bytes <= 2 * HistoryLog::kFileLimit + 2'000'000, std::to_string(bytes).c_str());
    HistoryLog opened(index());
    const auto page = opened.read({0, {}, 5'000});
    QVERIFY(page);
    QCOMPARE(page->entries.size(), size_t{5'000});
    QCOMPARE(page->entries.front().first, last);
    QCOMPARE(page->entries.back().first, last - 4'999);
    QCOMPARE(page->entries.back().second.path, longName + std::to_string(last - 4'999));
}

void TstHistoryLog::ofAMoveOnlyTheMoveIsTold()
{
    std::vector<HistoryEvent> events{happened(Kind::Deleted, "old"), happened(Kind::Moved, "new", "old"),
                                     happened(Kind::Deleted, "other"), happened(Kind::Restored, "r"),
                                     happened(Kind::Added, "r")};
    engine::dropEchoes(events);
    QCOMPARE(events.size(), size_t{3});
    QCOMPARE(events[0].path, Bytes("new"));
    QCOMPARE(events[1].path, Bytes("other"));
    QVERIFY(events[2].kind == Kind::Restored);
}

QTEST_GUILESS_MAIN(TstHistoryLog)
#include "tst_history_log.moc"
