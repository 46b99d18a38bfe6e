// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/piece_picker.h"

#include <QTest>

#include <set>

using namespace shoal;
using namespace shoal::engine;

namespace {

constexpr size_t kPieces = 40;
constexpr size_t kPerPiece = 3;
constexpr size_t kChunks = kPieces * kPerPiece;

std::vector<Piece> pieces()
{
    std::vector<Piece> result;
    for (size_t i = 0; i < kPieces; ++i)
        result.push_back({i * kPerPiece, kPerPiece, i * 300, 300});
    return result;
}

protocol::Holding here(std::vector<protocol::ChunkSpan> spans)
{
    return {Hash(), std::move(spans), {}};
}

} // namespace

class TstPiecePicker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inOrderMeansInOrder()
    {
        const auto random = makeSeededRandom(1);
        PiecePicker picker(*random);
        picker.setPieces(pieces());
        picker.setWhole(1);
        QCOMPARE(picker.take(1, true), std::optional<size_t>(0));
        QCOMPARE(picker.take(1, true), std::optional<size_t>(1));
        picker.giveBack(0, 1);
        QCOMPARE(picker.take(1, true), std::optional<size_t>(0));
    }

    void aPartMayHaveNothingThatIsMissing()
    {
        const auto random = makeSeededRandom(9);
        PiecePicker picker(*random);
        picker.setPieces(pieces());
        QVERIFY(!picker.isPartWithout(1));
        QVERIFY(picker.add(1, {Hash(), {}, {{0, kChunks}}}, kChunks)); // all is on its way to it
        QVERIFY(picker.isPartWithout(1));
        QVERIFY(picker.add(1, here({{0, kPerPiece}}), kChunks));
        QVERIFY(!picker.isPartWithout(1));
        QCOMPARE(picker.take(1, true), std::optional<size_t>(0));
        QVERIFY(!picker.isPartWithout(1));
        picker.done(0);
        QVERIFY(picker.isPartWithout(1));
    }

    void theRarestGoFirst()
    {
        const auto random = makeSeededRandom(2);
        PiecePicker picker(*random);
        picker.setPieces(pieces());
        picker.setWhole(1);
        QVERIFY(picker.add(2, here({{0, 30 * kPerPiece}}), kChunks));
        QVERIFY(picker.add(3, here({{0, 20 * kPerPiece}}), kChunks));
        std::vector<size_t> order;
        while (const auto piece = picker.take(1, false))
            order.push_back(*piece);
        QCOMPARE(order.size(), kPieces);
        for (size_t i = 0; i < kPieces; ++i) {
            QVERIFY(i >= 10 || order[i] >= 30);               // nobody else has these
            QVERIFY(i < 10 || i >= 20 || order[i] / 10 == 2); // one
            QVERIFY(i < 20 || order[i] < 20);                 // two
        }
    }

    void equallyRareOnesComeInDifferentOrders()
    {
        std::set<std::vector<size_t>> orders;
        for (uint64_t seed = 0; seed < 4; ++seed) {
            const auto random = makeSeededRandom(seed);
            PiecePicker picker(*random);
            picker.setPieces(pieces());
            picker.setWhole(1);
            std::vector<size_t> order;
            while (const auto piece = picker.take(1, false))
                order.push_back(*piece);
            orders.insert(order);
        }
        QCOMPARE(orders.size(), size_t{4});
    }

    void whatOthersAskForIsLeftToThem()
    {
        const auto random = makeSeededRandom(3);
        PiecePicker picker(*random);
        picker.setPieces(pieces());
        picker.setWhole(1);
        QVERIFY(picker.add(2, {Hash(), {}, {{0, 39 * kPerPiece}}}, kChunks));
        QCOMPARE(picker.take(1, false), std::optional<size_t>(39));
        QVERIFY(!picker.take(2, false)); // coming is not here
    }

    void aPartIsAskedForWhatItHasOnly()
    {
        const auto random = makeSeededRandom(4);
        PiecePicker picker(*random);
        QVERIFY(picker.add(2, here({{3, 4}}), kChunks)); // before it is known what is missing
        picker.setPieces(pieces());
        QCOMPARE(picker.take(2, false), std::optional<size_t>(1)); // of piece 2 it has one chunk
        QVERIFY(!picker.take(2, false));
        QVERIFY(picker.add(2, here({{7, 2}}), kChunks));
        QCOMPARE(picker.take(2, false), std::optional<size_t>(2));
        picker.giveBack(2, 2);
        picker.remove(2, 2); // it said so, and did not have it
        QVERIFY(!picker.take(2, false));
        picker.giveBack(1, 2);
        picker.done(1);
        QVERIFY(!picker.take(2, false));
        QCOMPARE(picker.missing(), kPieces - 1);
    }

    void aStrangerIsTriedWithOneQuestion()
    {
        const auto random = makeSeededRandom(5);
        PiecePicker picker(*random);
        picker.setPieces(pieces());
        const auto piece = picker.take(1, false);
        QVERIFY(piece && !picker.take(1, false));
        picker.giveBack(*piece, 1);
        QVERIFY(picker.take(1, false));
        picker.setWhole(1);
        QVERIFY(picker.take(1, false));
    }

    void aPieceIsAskedForTwiceAtMost()
    {
        const auto random = makeSeededRandom(6);
        PiecePicker picker(*random);
        picker.setPieces({pieces().front()});
        for (const PeerId peer : {1, 2, 3})
            picker.setWhole(peer);
        QVERIFY(picker.take(1, false));
        const auto always = [](PeerId) { return true; };
        QVERIFY(!picker.takeAgain(1, always)); // not the same peer
        QVERIFY(!picker.takeAgain(2, [](PeerId) { return false; }));
        QCOMPARE(picker.takeAgain(2, always), std::optional<size_t>(0));
        QVERIFY(!picker.takeAgain(3, always));
        picker.giveBack(0, 1);
        QVERIFY(!picker.take(3, false)); // still asked of 2
        QCOMPARE(picker.takeAgain(3, always), std::optional<size_t>(0));
        picker.done(0);
        QCOMPARE(picker.asked(), size_t{0});
        picker.giveBack(0, 2); // too late: nothing happens
        QCOMPARE(picker.missing(), size_t{0});
    }

    void chunksThatAreNotThereAreRefused()
    {
        const auto random = makeSeededRandom(7);
        PiecePicker picker(*random);
        picker.setPieces(pieces());
        QVERIFY(!picker.add(1, here({{kChunks - 1, 2}}), kChunks));
        QVERIFY(!picker.add(1, {Hash(), {}, {{kChunks, 1}}}, kChunks));
        QVERIFY(picker.add(1, here({{kChunks - 1, 1}}), kChunks));
    }

    void whoLeavesNoLongerCounts()
    {
        const auto random = makeSeededRandom(8);
        PiecePicker picker(*random);
        picker.setPieces(pieces());
        picker.setWhole(1);
        QVERIFY(picker.add(2, here({{0, 3}}), kChunks));
        QVERIFY(picker.add(3, here({{3, kChunks - 3}}), kChunks));
        picker.forget(3);
        std::vector<size_t> order;
        while (const auto piece = picker.take(1, false))
            order.push_back(*piece);
        QCOMPARE(order.back(), size_t{0}); // the only one that somebody else has
    }
};

QTEST_GUILESS_MAIN(TstPiecePicker)
#include "tst_piece_picker.moc"
