// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/probe.h"

#include "share_folder.h"
#include "stepping_file_system.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

class TstProbe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thisFileSystemIsProbed();
    void memoryFileSystemIsProbed();
    void missingAbilitiesAreFound_data();
    void missingAbilitiesAreFound();
    void leftoversOfACrashAreNoObstacle();
    void nothingIsLeftBehindByFailures();
    void aFolderThatIsGoneIsAnError();
    void guaranteesAreNamed_data();
    void guaranteesAreNamed();
};

static Capabilities best()
{
    Capabilities all;
    all.exchange = all.noReplace = all.hardLinks = all.unnamedFiles = all.leases = all.birthTime = true;
    all.symlinks = all.modes = all.xattrs = all.anyNames = true;
    return all;
}

void TstProbe::thisFileSystemIsProbed()
{
    ShareFolder folder;
    auto scratch = folder.directory(".sync");
    const auto found = probe(folder.fs(), *scratch);
    VERIFY_DONE(found);
    QVERIFY(scratch->list()->empty());
    // What every Linux file system that tests run on has; the rest must agree with trying it.
    QVERIFY(found->exchange && found->noReplace && found->hardLinks && found->symlinks && found->modes &&
            found->leases);
    QVERIFY(!found->caseFolding && !found->unicodeFolding && found->anyNames);
    QCOMPARE(found->birthTime, folder.stat(".sync").birthNs != 0);
    QCOMPARE(found->timeGranularityNs, int64_t(1));
    QCOMPARE(*probe(folder.fs(), *scratch), *found);
}

void TstProbe::memoryFileSystemIsProbed()
{
    QTemporaryDir memory(QStringLiteral("/dev/shm/shoal-test-XXXXXX"));
    if (!memory.isValid())
        QSKIP("there is no memory file system here");
    auto fs = makePosixFileSystem(memory.path().toStdString());
    VERIFY_DONE(fs);
    ignoreLeaseSignals();
    const auto found = probe(**fs, **(*fs)->openDirectory(""));
    VERIFY_DONE(found);
    QVERIFY(!found->reflink);
    QVERIFY(found->unnamedFiles && found->hardLinks && found->exchange);
}

void TstProbe::missingAbilitiesAreFound_data()
{
    QTest::addColumn<QByteArray>("ability");
    QTest::newRow("no exchange") << QByteArray("exchange");
    QTest::newRow("no rename without replacing") << QByteArray("noReplace");
    QTest::newRow("no hard links") << QByteArray("links");
    QTest::newRow("no leases") << QByteArray("leases");
}

void TstProbe::missingAbilitiesAreFound()
{
    QFETCH(QByteArray, ability);
    ShareFolder folder;
    const Capabilities full = probe(folder.fs(), *folder.directory(".sync")).value();
    SteppingFileSystem poorer(folder.fs());
    poorer.steps.exchange = ability != "exchange";
    poorer.steps.noReplace = ability != "noReplace";
    poorer.steps.links = ability != "links";
    poorer.steps.leases = ability != "leases";
    const auto found = probe(poorer, **poorer.openDirectory(".sync"));
    VERIFY_DONE(found);
    Capabilities expected = full;
    (ability == "exchange"    ? expected.exchange
     : ability == "noReplace" ? expected.noReplace
     : ability == "links"     ? expected.hardLinks
                              : expected.leases) = false;
    QVERIFY(*found == expected);
    QVERIFY(folder.directory(".sync")->list()->empty());
}

void TstProbe::leftoversOfACrashAreNoObstacle()
{
    ShareFolder folder;
    const Capabilities clean = probe(folder.fs(), *folder.directory(".sync")).value();
    for (const char* name : {"probe-first", "probe-second", "probe-third", "probe-case-a"})
        folder.write(Bytes(".sync/") + name, "x");
    const auto found = probe(folder.fs(), *folder.directory(".sync"));
    VERIFY_DONE(found);
    QVERIFY(*found == clean);
}

void TstProbe::nothingIsLeftBehindByFailures()
{
    ShareFolder folder;
    folder.write(".sync/ID", "stays");
    int steps = 1;
    for (int at = 1; at <= steps; at += 3) {
        SteppingFileSystem fs(folder.fs());
        auto scratch = std::move(fs.openDirectory(".sync").value());
        fs.steps.done.clear();
        fs.steps.before = [&](int step) { // somebody tidies up too eagerly
            if (step == at)
                std::filesystem::remove(folder.path(".sync/probe-first"));
        };
        (void)probe(fs, *scratch);
        fs.steps.before = [](int) {};
        steps = std::max(steps, static_cast<int>(fs.steps.done.size()));
        QCOMPARE(folder.directory(".sync")->list()->size(), size_t(1));
    }
    QVERIFY(steps > 30);
}

void TstProbe::aFolderThatIsGoneIsAnError()
{
    ShareFolder folder;
    auto scratch = folder.directory(".sync");
    std::filesystem::remove(folder.path(".sync"));
    COMPARE_ERROR(probe(folder.fs(), *scratch), ErrorCode::NotFound);
}

void TstProbe::guaranteesAreNamed_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("no exchange") << 0 << QByteArray("cannot exchange two files");
    QTest::newRow("no exchange, no hard links") << 1 << QByteArray("absent for an instant");
    QTest::newRow("no leases") << 2 << QByteArray("60 quiet seconds");
    QTest::newRow("case folding") << 3 << QByteArray("upper and lower case");
    QTest::newRow("coarse times") << 4 << QByteArray("whole seconds");
    QTest::newRow("no birth time") << 5 << QByteArray("birth time");
}

void TstProbe::guaranteesAreNamed()
{
    QFETCH(int, what);
    QFETCH(QByteArray, part);
    Capabilities weaker = best();
    QVERIFY(weakerGuarantees(weaker).empty());
    weaker.exchange = what > 1;
    weaker.hardLinks = what != 1;
    weaker.leases = what != 2;
    weaker.caseFolding = what == 3;
    weaker.timeGranularityNs = what == 4 ? 2'000'000'000 : 1;
    weaker.birthTime = what != 5;
    const auto sentences = weakerGuarantees(weaker);
    QCOMPARE(sentences.size(), size_t(1));
    QVERIFY(sentences[0].text().find(part.toStdString()) != Bytes::npos);
}

QTEST_GUILESS_MAIN(TstProbe)
#include "tst_probe.moc"
