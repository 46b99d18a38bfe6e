// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"

#include <QTest>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace shoal;
using test::Cluster;
using test::write;

namespace {

constexpr char kSecurity[] = "security.shoal_test";
constexpr char kTrusted[] = "trusted.shoal_test";

uint32_t modeOf(const Bytes& path)
{
    struct stat found = {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 07777 : 0;
}

bool give(const Bytes& path, const char* name, const Bytes& value)
{
    return ::setxattr(path.c_str(), name, value.data(), value.size(), 0) == 0;
}

Bytes valueOf(const Bytes& path, const char* name)
{
    char value[64];
    const ssize_t size = ::getxattr(path.c_str(), name, value, sizeof value);
    return size < 0 ? Bytes("none") : Bytes(value, static_cast<size_t>(size));
}

// Nodes 0 and 1 belong to root and apply everything; node 2 is plain.
struct Programs
{
    Programs() : cluster(1)
    {
        test::NodeOptions special;
        special.settings = [](engine::ShareSettings& settings) {
            settings.syncSpecialModes = settings.applyOwners = true;
        };
        cluster.add(special);
        cluster.add(special);
        cluster.add();
        write(cluster.path(0, "program"), "old");
        ::chmod(cluster.path(0, "program").c_str(), 06755);
        usable = ::geteuid() == 0 && give(cluster.path(0, "program"), kSecurity, "may") &&
                 give(cluster.path(0, "program"), kTrusted, "is");
        for (size_t node : {0, 1, 2})
            cluster.start(node);
        cluster.connectAll();
        cluster.settle();
    }
    Cluster cluster;
    bool usable = false;
};

} // namespace

// What gives a program rights travels with it, and is given only where the share says so.
class TstSpecialAttributes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreAppliedWhereTheShareSaysSo();
    void whoDoesNotApplyThemPassesThemOn();
    void theyAreTakenAwayAgain();
};

void TstSpecialAttributes::theyAreAppliedWhereTheShareSaysSo()
{
    Programs programs;
    if (!programs.usable)
        QSKIP("only root may give them, on a file system that holds them");
    Cluster& cluster = programs.cluster;
    QCOMPARE(modeOf(cluster.path(1, "program")), 06755u);
    QCOMPARE(valueOf(cluster.path(1, "program"), kSecurity), Bytes("may"));
    QCOMPARE(valueOf(cluster.path(1, "program"), kTrusted), Bytes("is"));
    QCOMPARE(modeOf(cluster.path(2, "program")), 0755u);
    QCOMPARE(valueOf(cluster.path(2, "program"), kSecurity), Bytes("none"));
    QCOMPARE(valueOf(cluster.path(2, "program"), kTrusted), Bytes("none"));
    for (size_t node : {0, 1, 2})
        QVERIFY(cluster.worker(node).why("").empty());
}

void TstSpecialAttributes::whoDoesNotApplyThemPassesThemOn()
{
    Programs programs;
    if (!programs.usable)
        QSKIP("only root may give them, on a file system that holds them");
    Cluster& cluster = programs.cluster;
    write(cluster.path(2, "program"), "edited where they are not applied");
    QVERIFY(give(cluster.path(2, "program"), "user.colour", "red"));
    cluster.settle();
    for (size_t node : {0, 1}) {
        QCOMPARE(cluster.tree(node)["program"], Bytes("f:edited where they are not applied"));
        QCOMPARE(modeOf(cluster.path(node, "program")), 06755u);
        QCOMPARE(valueOf(cluster.path(node, "program"), kSecurity), Bytes("may"));
        QCOMPARE(valueOf(cluster.path(node, "program"), "user.colour"), Bytes("red"));
    }
}

void TstSpecialAttributes::theyAreTakenAwayAgain()
{
    Programs programs;
    if (!programs.usable)
        QSKIP("only root may give them, on a file system that holds them");
    Cluster& cluster = programs.cluster;
    QCOMPARE(::removexattr(cluster.path(0, "program").c_str(), kSecurity), 0);
    ::chmod(cluster.path(0, "program").c_str(), 0755);
    cluster.settle();
    QCOMPARE(modeOf(cluster.path(1, "program")), 0755u);
    QCOMPARE(valueOf(cluster.path(1, "program"), kSecurity), Bytes("none"));
    QCOMPARE(valueOf(cluster.path(1, "program"), kTrusted), Bytes("is"));
}

QTEST_GUILESS_MAIN(TstSpecialAttributes)
#include "tst_special_attributes.moc"
