// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/peer_window.h"
#include "core/engine/question_queue.h"
#include "core/engine/want_queue.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;

namespace {

Applier::Wanted wanted(const Bytes& name, uint64_t size, int64_t stamp)
{
    return {{0, name}, {}, {}, size, {}, stamp};
}

Bytes nameOf(const std::optional<WantQueue::Entry>& entry)
{
    return entry ? entry->wanted.key.second : Bytes();
}

constexpr int64_t kMs = 1'000'000;

} // namespace

class TstWantQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallBeforeLargeNewBeforeOld()
    {
        WantQueue queue;
        queue.push(wanted("image", 5'000'000'000, 9));
        queue.push(wanted("film", 700'000'000, 9));
        queue.push(wanted("film of today", 800'000'000, 10));
        queue.push(wanted("note", 10, 1));
        queue.push(wanted("new note", 200'000, 2));
        QCOMPARE(nameOf(queue.pop()), Bytes("new note"));
        QCOMPARE(nameOf(queue.pop()), Bytes("note"));
        QCOMPARE(nameOf(queue.pop()), Bytes("film of today"));
    }

    void theOldestIsNotForgotten()
    {
        WantQueue queue;
        queue.push(wanted("old", 10, 1));
        for (int i = 0; i < 10; ++i)
            queue.push(wanted("new", 10, 100 + i));
        int turns = 1;
        while (nameOf(queue.pop()) != "old") {
            queue.push(wanted("newer", 10, 1000 + turns));
            ++turns;
        }
        QCOMPARE(turns, 4);
    }

    void whatIsPutBackKeepsItsTurn()
    {
        WantQueue queue;
        queue.push(wanted("a", 10, 1));
        queue.push(wanted("b", 10, 1));
        auto first = queue.pop();
        QCOMPARE(nameOf(first), Bytes("a"));
        queue.putBack(std::move(*first));
        QCOMPARE(nameOf(queue.pop()), Bytes("a"));
        QCOMPARE(nameOf(queue.pop()), Bytes("b"));
        QVERIFY(queue.empty() && !queue.pop());
    }

    void smallQuestionsAreAnsweredBeforePieces()
    {
        QuestionQueue queue;
        QVERIFY(queue.push(protocol::ContentRequest{1, {}, "film", {}, 0, 512 << 10}));
        QVERIFY(queue.push(protocol::ContentRequest{2, {}, "film", {}, 512 << 10, 1000}));
        QVERIFY(queue.push(protocol::ContentRequest{3, {}, "note", {}, 0, 1000}));
        QVERIFY(queue.push(protocol::DigestQuery{}));
        QCOMPARE(std::get<protocol::ContentRequest>(*queue.popQuick()).id, 3u);
        QVERIFY(std::holds_alternative<protocol::DigestQuery>(*queue.popQuick()));
        QVERIFY(!queue.hasQuick() && !queue.popQuick());
        QCOMPARE(std::get<protocol::ContentRequest>(*queue.popBulk()).id, 1u);
        QCOMPARE(std::get<protocol::ContentRequest>(*queue.popBulk()).id, 2u);
        QVERIFY(!queue.hasBulk());
    }

    void questionsWithoutEndAreRefused()
    {
        QuestionQueue queue;
        for (size_t i = 0; i < QuestionQueue::kMost; ++i)
            QVERIFY(queue.push(protocol::ContentRequest{1, {}, "n", {}, 0, 1}));
        QVERIFY(!queue.push(protocol::ContentRequest{1, {}, "n", {}, 0, 1}));
    }

    void aSlowPeerGetsASmallWindow()
    {
        PeerWindow window;
        int64_t now = 1'000'000 * kMs;
        for (int i = 0; i < 20; ++i) { // 2.5 MB/s
            window.asked(500'000, now);
            now += 200 * kMs;
            window.answered(500'000, now);
        }
        QVERIFY2(window.limit() > 2'400'000 && window.limit() < 2'600'000, std::to_string(window.limit()).c_str());
        window.asked(2'600'000, now);
        QVERIFY(!window.hasRoom() && window.hasRoom(1 << 20));
        QVERIFY(window.expectedNs(0) > 1'000 * kMs && window.expectedNs(0) < 1'100 * kMs);
    }

    void aFastPeerGetsALargeOne()
    {
        PeerWindow window;
        int64_t now = 1'000'000 * kMs;
        while (now < 1'001'000 * kMs) { // as much as fits, 100 ms round trip
            const uint64_t room = window.limit();
            window.asked(room, now);
            now += 100 * kMs;
            window.answered(room, now);
        }
        QCOMPARE(window.limit(), PeerWindow::kLargest);
    }
};

QTEST_GUILESS_MAIN(TstWantQueue)
#include "tst_want_queue.moc"
