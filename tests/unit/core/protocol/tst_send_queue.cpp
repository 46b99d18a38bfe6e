// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/big_endian.h"
#include "core/protocol/limits.h"
#include "core/protocol/send_queue.h"

#include <QTest>

using namespace shoal;
using namespace shoal::protocol;

namespace {

ContentReply content(size_t size)
{
    return {1, ContentStatus::Ok, Bytes(size, 'x')};
}

// What next() gives, without what is in it.
struct Piece
{
    uint16_t channel = 0;
    uint32_t flags = 0;
    size_t size = 0;
};

Piece take(SendQueue& queue, size_t limit)
{
    const ByteView bytes = queue.next(limit);
    if (bytes.empty())
        return {};
    return {readBigEndian<uint16_t>(bytes.substr(4)), readBigEndian<uint32_t>(bytes) & (kPartFlag | kLastPartFlag),
            bytes.size()};
}

} // namespace

class TstSendQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void largeMessagesLeaveInPartsOfTheAllowedSize()
    {
        SendQueue queue;
        QVERIFY(queue.push(2, content(100'000), Lane::Bulk).has_value());
        size_t pieces = 0;
        while (!queue.empty()) {
            const size_t before = queue.size();
            const Piece piece = take(queue, 10'000);
            QVERIFY(piece.size <= 10'000);
            QCOMPARE(piece.flags, queue.empty() ? kPartFlag | kLastPartFlag : kPartFlag);
            QVERIFY(queue.size() < before);
            ++pieces;
        }
        QCOMPARE(pieces, size_t{11});
        QCOMPARE(queue.size(Lane::Bulk), size_t{0});
        QVERIFY(queue.next(100).empty());
    }

    void whatFitsLeavesWholeAndTogether()
    {
        SendQueue queue;
        for (int i = 0; i < 10; ++i)
            (void)queue.push(2, content(1'000), Lane::Bulk);
        const size_t all = queue.size();
        const Piece first = take(queue, 5'500);
        QCOMPARE(first.flags, uint32_t{0});
        QVERIFY(first.size > 5'000 && first.size <= 5'500);
        QCOMPARE(queue.size(), all - first.size);
    }

    void channelsGetEqualPartsOfALane()
    {
        SendQueue queue;
        for (int i = 0; i < 50; ++i)
            (void)queue.push(2, content(400'000), Lane::Bulk); // greedy
        for (int i = 0; i < 500; ++i)
            (void)queue.push(4, content(30'000), Lane::Bulk);
        std::map<uint16_t, size_t> sent;
        for (size_t sum = 0; sum < 8'000'000;) {
            const Piece piece = take(queue, 60'000);
            sent[piece.channel] += piece.size;
            sum += piece.size;
        }
        QVERIFY2(std::abs(static_cast<double>(sent[2]) - static_cast<double>(sent[4])) < 500'000,
                 (std::to_string(sent[2]) + " " + std::to_string(sent[4])).c_str());
        // Who was idle meanwhile has not saved anything up.
        for (int i = 0; i < 50; ++i)
            (void)queue.push(6, content(400'000), Lane::Bulk);
        sent.clear();
        for (size_t sum = 0; sum < 6'000'000;) {
            const Piece piece = take(queue, 60'000);
            sent[piece.channel] += piece.size;
            sum += piece.size;
        }
        for (const auto channel : {uint16_t{2}, uint16_t{4}, uint16_t{6}})
            QVERIFY2(sent[channel] > 1'500'000 && sent[channel] < 2'500'000, std::to_string(sent[channel]).c_str());
    }

    void whatOpensAChannelGoesBeforeItsMessages()
    {
        SendQueue queue;
        (void)queue.push(2, PeerStatus{}, Lane::Urgent);
        (void)queue.push(0, ShareClose{4}, Lane::Urgent);
        (void)queue.push(4, PeerStatus{}, Lane::Urgent);
        QCOMPARE(take(queue, 1'000).channel, uint16_t{0});
    }

    void anUrgentMessageThatHasBegunIsFinishedFirst()
    {
        SendQueue queue;
        (void)queue.push(2, content(10'000), Lane::Urgent);
        (void)take(queue, 1'000);
        const size_t rest = queue.size();
        (void)queue.push(0, Ping{}, Lane::Urgent);
        (void)queue.push(2, PeerStatus{}, Lane::Urgent);
        queue.dropUnstarted();
        QCOMPARE(queue.next(100'000).size(), rest);
        QVERIFY(queue.empty());
    }

    void aDroppedChannelLeavesTheOthersAlone()
    {
        SendQueue queue;
        (void)queue.push(2, content(100'000), Lane::Bulk);
        (void)queue.push(2, PeerStatus{}, Lane::Urgent);
        (void)queue.push(4, content(50'000), Lane::Bulk);
        (void)take(queue, 1'000);
        (void)take(queue, 1'000); // channel 2 is in parts now
        const size_t other = queue.sizeOf(4);
        queue.drop(2);
        QCOMPARE(queue.size(), other);
        QCOMPARE(queue.size(Lane::Urgent), size_t{0});
        const Piece next = take(queue, 1'000'000);
        QCOMPARE(next.channel, uint16_t{4});
        QCOMPARE(next.size, other);
        QVERIFY(queue.empty());
    }

    void aMessageThatBreaksALimitIsNotQueued()
    {
        SendQueue queue;
        QVERIFY(!queue.push(2, content(kMaxContentPart + 1), Lane::Bulk));
        QVERIFY(queue.empty());
        QVERIFY(queue.next(1'000).empty());
    }
};

QTEST_GUILESS_MAIN(TstSendQueue)
#include "tst_send_queue.moc"
