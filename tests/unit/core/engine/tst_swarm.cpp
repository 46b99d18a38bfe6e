// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace shoal;
using shoal::test::Cluster;

namespace {

constexpr size_t kSize = 20'000'000;

void makeLarge(Cluster& cluster, size_t node, const Bytes& name, size_t size = kSize, uint64_t seed = 1)
{
    std::ofstream file(cluster.path(node, name), std::ios::binary | std::ios::trunc);
    file << makeSeededRandom(seed)->bytes(size);
}

bool isWhole(Cluster& cluster, size_t node, const Bytes& name, size_t size = kSize)
{
    std::error_code none;
    return fs::file_size(cluster.path(node, name), none) == size;
}

// Works with little steps of the clocks until `done`; returns the seconds that took, or -1 after five minutes.
template <class Done> double secondsUntil(Cluster& cluster, Done done)
{
    for (int step = 0; step < 3'000; ++step) {
        cluster.run(1'000'000);
        if (done())
            return step * 0.1;
        for (size_t node = 0; node < cluster.size(); ++node)
            cluster.clock(node).advance(std::chrono::milliseconds(100));
    }
    return -1;
}

const protocol::ContentReply* pieceIn(const protocol::Message& message)
{
    const auto* reply = std::get_if<protocol::ContentReply>(&message);
    return reply && reply->status == protocol::ContentStatus::Ok ? reply : nullptr;
}

} // namespace

// Several receivers of one large file.
class TstSwarm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receiversGiveEachOtherWhatTheyHaveBeforeTheyHaveAll();
    void fourReceiversTakeTurnsAtTheWriter();
    void whatAPartHasIsEnoughForTheRest();
    void aLyingPeerCostsOnlyWhatItWasAskedFor();
    void aStalledPeerDoesNotHoldTheEnd();
    void aFileThatNobodyHasLeavesItsPlaceToOthers();
    void whatIsOnItsWayToAnotherIsNotAwaitedForEver();
    void aPeerThatDoesNotKnowHoldingServesAndReceives();
};

void TstSwarm::receiversGiveEachOtherWhatTheyHaveBeforeTheyHaveAll()
{
    Cluster cluster(1);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    makeLarge(cluster, 0, "large");
    uint64_t early = 0; // bytes that 1 gave to 2 while it had a part only
    cluster.intercept = [&](size_t from, size_t to, protocol::Message& message) {
        if (const auto* reply = pieceIn(message); reply && from == 1 && to == 2 && !isWhole(cluster, 1, "large"))
            early += reply->data.size();
        return true;
    };
    for (size_t i = 0; i < 3; ++i)
        cluster.start(i);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(isWhole(cluster, 1, "large") && cluster.tree(1) == cluster.tree(0));
    QVERIFY(cluster.tree(2) == cluster.tree(0));
    QVERIFY2(early > kSize / 20, std::to_string(early).c_str());
    QVERIFY(cluster.misbehaviour().empty());
}

void TstSwarm::fourReceiversTakeTurnsAtTheWriter()
{
    Cluster cluster(2);
    for (size_t i = 0; i < 5; ++i)
        cluster.add();
    constexpr size_t kLarger = 2 * kSize;
    makeLarge(cluster, 0, "large", kLarger);
    for (size_t i = 0; i < 5; ++i)
        cluster.start(i);
    cluster.connectAll();
    cluster.settle();
    uint64_t fromWriter = 0;
    uint64_t all = 0;
    for (size_t i = 1; i < 5; ++i) {
        QVERIFY(cluster.tree(i) == cluster.tree(0));
        fromWriter += cluster.contentBytesSent(0, i);
        for (size_t other = 0; other < 5; ++other)
            all += cluster.contentBytesSent(other, i);
    }
    // Nobody is slow here, so windows are large; four times the size would be nothing gained.
    QVERIFY2(fromWriter < 3 * kLarger, std::to_string(fromWriter).c_str());
    QVERIFY2(all < 4 * kLarger * 11 / 10, std::to_string(all).c_str());
}

void TstSwarm::whatAPartHasIsEnoughForTheRest()
{
    Cluster cluster(3);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    makeLarge(cluster, 0, "large");
    uint64_t arrived = 0;
    cluster.intercept = [&](size_t from, size_t to, protocol::Message& message) {
        const auto* reply = pieceIn(message);
        if (!reply || from != 0 || to != 1)
            return true;
        if (arrived >= kSize / 2)
            return false;
        arrived += reply->data.size();
        return true;
    };
    for (size_t i = 0; i < 3; ++i)
        cluster.start(i);
    cluster.connect(0, 1);
    cluster.run(1'000'000);
    QVERIFY(arrived >= kSize / 2);
    QVERIFY(!isWhole(cluster, 1, "large"));

    // Its half goes to 2 while the writer is away.
    cluster.disconnect(0, 1);
    cluster.connect(1, 2);
    cluster.settle();
    QVERIFY2(cluster.contentBytesSent(1, 2) >= kSize / 2 - (1 << 20),
             std::to_string(cluster.contentBytesSent(1, 2)).c_str());
    QVERIFY(!isWhole(cluster, 2, "large"));

    // The other half comes from the writer to 2, and from there to 1, which does not know the writer.
    cluster.connect(0, 2);
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
    QVERIFY(cluster.tree(2) == cluster.tree(0));
    QVERIFY2(cluster.contentBytesSent(0, 2) < kSize * 6 / 10, std::to_string(cluster.contentBytesSent(0, 2)).c_str());
}

void TstSwarm::aLyingPeerCostsOnlyWhatItWasAskedFor()
{
    Cluster cluster(4);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    makeLarge(cluster, 0, "large");
    cluster.start(0);
    cluster.start(1);
    cluster.connect(0, 1);
    cluster.settle();
    QVERIFY(isWhole(cluster, 1, "large"));
    cluster.intercept = [](size_t from, size_t to, protocol::Message& message) {
        if (auto* reply = std::get_if<protocol::ContentReply>(&message);
            reply && from == 1 && to == 2 && !reply->data.empty())
            reply->data.back() = static_cast<char>(reply->data.back() ^ 1);
        return true;
    };
    cluster.start(2);
    cluster.connect(0, 2);
    cluster.connect(1, 2);
    cluster.settle();
    QVERIFY(cluster.tree(2) == cluster.tree(0));
    QVERIFY(!cluster.misbehaviour().empty());
    QVERIFY2(cluster.contentBytesSent(1, 2) <= 5 << 20, std::to_string(cluster.contentBytesSent(1, 2)).c_str());
    QVERIFY2(cluster.contentBytesSent(0, 2) <= kSize + (1 << 20),
             std::to_string(cluster.contentBytesSent(0, 2)).c_str());
}

void TstSwarm::aStalledPeerDoesNotHoldTheEnd()
{
    Cluster cluster(5);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    makeLarge(cluster, 0, "large");
    cluster.start(0);
    cluster.start(1);
    cluster.connect(0, 1);
    cluster.settle();
    uint64_t lost = 0;
    cluster.intercept = [&](size_t from, size_t to, protocol::Message& message) {
        const auto* reply = pieceIn(message);
        if (!reply || from != 1 || to != 2 || lost + reply->data.size() < 3 << 20) {
            lost += reply && from == 1 && to == 2 ? reply->data.size() : 0;
            return true;
        }
        return false; // it brings some pieces, and then nothing more
    };
    cluster.start(2);
    cluster.connect(0, 2);
    cluster.connect(1, 2);
    const double seconds = secondsUntil(cluster, [&] { return isWhole(cluster, 2, "large"); });
    QVERIFY(lost > 0);
    QVERIFY2(seconds >= 0 && seconds < 5, std::to_string(seconds).c_str());
    QVERIFY(cluster.tree(2) == cluster.tree(0));
    QVERIFY2(cluster.contentBytesSent(0, 2) <= kSize, std::to_string(cluster.contentBytesSent(0, 2)).c_str());
}

void TstSwarm::aFileThatNobodyHasLeavesItsPlaceToOthers()
{
    Cluster cluster(6);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    // 1 knows of six large files and gets none of them; then their owner leaves.
    for (uint64_t i = 0; i < 6; ++i)
        makeLarge(cluster, 0, "lost" + std::to_string(i), 300'000, 10 + i);
    cluster.intercept = [](size_t from, size_t to, protocol::Message& message) {
        return !(from == 0 && to == 1 &&
                 (std::holds_alternative<protocol::ChunkListReply>(message) ||
                  std::holds_alternative<protocol::ContentReply>(message)));
    };
    for (size_t i = 0; i < 3; ++i)
        cluster.start(i);
    cluster.connect(0, 1);
    cluster.run(1'000'000);
    for (size_t node = 0; node < 2; ++node)
        cluster.clock(node).advance(std::chrono::milliseconds(2'500));
    cluster.run(1'000'000);
    cluster.disconnect(0, 1);
    cluster.connect(1, 2);
    cluster.settle();

    makeLarge(cluster, 2, "there", 300'000, 99);
    cluster.settle();
    QVERIFY(isWhole(cluster, 1, "there", 300'000));
    QVERIFY(!isWhole(cluster, 1, "lost0", 300'000));
    // And when the owner is back, the rest comes.
    cluster.intercept = nullptr;
    cluster.connect(0, 1);
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
}

void TstSwarm::whatIsOnItsWayToAnotherIsNotAwaitedForEver()
{
    Cluster cluster(6);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    // 1 and 2 know of four large files, have asked for their pieces, and told each other so; then their owner leaves.
    for (uint64_t i = 0; i < 4; ++i)
        makeLarge(cluster, 0, "lost" + std::to_string(i), 300'000, 10 + i);
    cluster.intercept = [](size_t from, size_t, protocol::Message& message) { return from != 0 || !pieceIn(message); };
    for (size_t i = 0; i < 3; ++i)
        cluster.start(i);
    cluster.connectAll();
    cluster.run(1'000'000);
    for (size_t node = 0; node < 3; ++node)
        cluster.clock(node).advance(std::chrono::milliseconds(2'500));
    cluster.run(1'000'000);
    cluster.disconnect(0, 1);
    cluster.disconnect(0, 2);
    QVERIFY(secondsUntil(cluster, [&] {
                const auto why = cluster.worker(1).why("lost0");
                return !why.empty() && why.front().reason.text().starts_with("no connected peer has it");
            }) >= 0);
    makeLarge(cluster, 2, "there", 300'000, 99);
    QVERIFY(secondsUntil(cluster, [&] { return isWhole(cluster, 1, "there", 300'000); }) >= 0);
}

void TstSwarm::aPeerThatDoesNotKnowHoldingServesAndReceives()
{
    Cluster cluster(7);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    makeLarge(cluster, 0, "large");
    cluster.intercept = [](size_t, size_t, protocol::Message& message) {
        return !std::holds_alternative<protocol::Holding>(message);
    };
    for (size_t i = 0; i < 3; ++i)
        cluster.start(i);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
    QVERIFY(cluster.tree(2) == cluster.tree(0));
}

QTEST_GUILESS_MAIN(TstSwarm)
#include "tst_swarm.moc"
