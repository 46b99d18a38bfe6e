// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/message_lane.h"
#include "core/engine/message_size.h"
#include "core/engine/share_link.h"

#include <QTest>

#include <deque>

using namespace shoal;
using namespace shoal::engine;

namespace {

class QueueExecutor final : public Executor
{
public:
    void post(Task task) override { tasks.push_back(std::move(task)); }
    void runAll()
    {
        while (!tasks.empty()) {
            const Task task = std::move(tasks.front());
            tasks.pop_front();
            task();
        }
    }
    std::deque<Task> tasks;
};

protocol::Message content(uint32_t id, size_t size)
{
    protocol::ContentReply reply;
    reply.id = id;
    reply.data = Bytes(size, 'x');
    return reply;
}

} // namespace

class TstShareLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesArriveInOrderWithOneHop();
    void queuedBytesFollowTheMessages();
    void urgentBytesLeaveOutWhatCanWait();
    void manyLongQueuesTogetherCountAsFull();
    void messagesTakeTheirLanes_data();
    void messagesTakeTheirLanes();
    void aClosedLinkDropsEverything();
    void aLinkThatClosesWhileItWritesStops();
    void sizesCountWhatIsLarge_data();
    void sizesCountWhatIsLarge();
};

void TstShareLink::messagesArriveInOrderWithOneHop()
{
    QueueExecutor executor;
    std::vector<uint32_t> written;
    const auto link = std::make_shared<ShareLink>(executor, [&](const protocol::Message& message, protocol::Lane) {
        written.push_back(std::get<protocol::ContentReply>(message).id);
    });
    for (uint32_t id = 1; id <= 100; ++id)
        link->send(content(id, 10));
    QCOMPARE(executor.tasks.size(), size_t{1});

    executor.runAll();
    link->send(content(101, 10));
    executor.runAll();

    QCOMPARE(written.size(), size_t{101});
    for (uint32_t i = 0; i < written.size(); ++i)
        QCOMPARE(written[i], i + 1);
}

void TstShareLink::queuedBytesFollowTheMessages()
{
    QueueExecutor executor;
    ShareLink* inside = nullptr;
    const auto link = std::make_shared<ShareLink>(executor, [&](const protocol::Message&, protocol::Lane) {
        inside->setConnectionQueue(inside->queuedBytes() + 5'000, 0, 0);
    });
    inside = link.get();
    QCOMPARE(link->queuedBytes(), int64_t{0});

    link->send(content(1, 1'000'000));
    QVERIFY(link->queuedBytes() >= 1'000'000);
    QVERIFY(link->queuedBytes() < 1'001'000);
    executor.runAll();
    QVERIFY(link->queuedBytes() >= 1'005'000); // now in the connection

    link->setConnectionQueue(0, 0, 0);
    QCOMPARE(link->queuedBytes(), int64_t{0});
}

void TstShareLink::urgentBytesLeaveOutWhatCanWait()
{
    QueueExecutor executor;
    std::vector<protocol::Lane> lanes;
    const auto link = std::make_shared<ShareLink>(
        executor, [&](const protocol::Message&, protocol::Lane lane) { lanes.push_back(lane); });
    link->send(content(1, 1'000'000));
    link->sendLater(protocol::Records{});
    QCOMPARE(link->urgentBytes(), int64_t{0});
    link->send(protocol::Records{});
    QVERIFY(link->urgentBytes() > 0 && link->urgentBytes() < 1'000);
    executor.runAll();
    QCOMPARE(link->urgentBytes(), int64_t{0});
    using protocol::Lane;
    QVERIFY((lanes == std::vector{Lane::Bulk, Lane::Soon, Lane::Urgent}));
    link->setConnectionQueue(70, 30, 70);
    QCOMPARE(link->urgentBytes(), int64_t{30});
}

void TstShareLink::manyLongQueuesTogetherCountAsFull()
{
    QueueExecutor executor;
    const auto budget = std::make_shared<OutboundBudget>();
    std::vector<std::shared_ptr<ShareLink>> links;
    for (int i = 0; i < 10; ++i)
        links.push_back(std::make_shared<ShareLink>(
            executor, [](const protocol::Message&, protocol::Lane) {}, budget));
    for (const auto& link : links)
        link->setConnectionQueue(30 << 20, 0, 30 << 20);
    QVERIFY(links[0]->queuedBytes() > ShareLink::kFull);
    QCOMPARE(links[0]->urgentBytes(), int64_t{0});     // a change is sent all the same
    links[1]->setConnectionQueue(500'000, 0, 500'000); // a short queue goes on
    QCOMPARE(links[1]->queuedBytes(), int64_t{500'000});
    links[2]->close();
    links[3].reset();
    QCOMPARE(links[0]->queuedBytes(), int64_t{30 << 20});
    for (const auto& link : links)
        if (link)
            link->close();
    QVERIFY(!budget->isExceeded());
    links[0]->send(content(1, 1'000));
    QCOMPARE(links[0]->queuedBytes(), int64_t{0});
}

void TstShareLink::messagesTakeTheirLanes_data()
{
    using namespace protocol;
    QTest::addColumn<std::shared_ptr<Message>>("message");
    QTest::addColumn<int>("lane");
    const auto row = [](const char* sentence, Message message, Lane lane) {
        QTest::newRow(sentence) << std::make_shared<Message>(std::move(message)) << static_cast<int>(lane);
    };
    ContentReply refusal;
    refusal.status = ContentStatus::NotHere;
    row("changes are urgent", Records{}, Lane::Urgent);
    row("questions are urgent", ContentRequest{}, Lane::Urgent);
    row("what revokes a refusal is urgent", Available{}, Lane::Urgent);
    row("so is the refusal", refusal, Lane::Urgent);
    row("a small content comes soon", content(1, 100'000), Lane::Soon);
    row("a large content is bulk", content(1, 1'000'000), Lane::Bulk);
    row("digests do not pass records", DigestRoot{}, Lane::Soon);
    row("lists of records do not either", BucketItems{}, Lane::Soon);
}

void TstShareLink::messagesTakeTheirLanes()
{
    QFETCH(std::shared_ptr<protocol::Message>, message);
    QFETCH(int, lane);
    QCOMPARE(static_cast<int>(laneOf(*message, false)), lane);
}

void TstShareLink::aClosedLinkDropsEverything()
{
    QueueExecutor executor;
    int written = 0;
    const auto link =
        std::make_shared<ShareLink>(executor, [&](const protocol::Message&, protocol::Lane) { ++written; });
    link->send(content(1, 100));
    link->setConnectionQueue(100, 100, 100);
    link->close();
    link->send(content(2, 100));
    executor.runAll();
    QCOMPARE(written, 0);
    QCOMPARE(link->queuedBytes(), int64_t{0});
}

void TstShareLink::aLinkThatClosesWhileItWritesStops()
{
    QueueExecutor executor;
    int written = 0;
    ShareLink* inside = nullptr;
    const auto link = std::make_shared<ShareLink>(executor, [&](const protocol::Message&, protocol::Lane) {
        ++written;
        inside->close();
    });
    inside = link.get();
    link->send(content(1, 100));
    link->send(content(2, 100));
    executor.runAll();
    QCOMPARE(written, 1);
    QCOMPARE(link->queuedBytes(), int64_t{0});
}

void TstShareLink::sizesCountWhatIsLarge_data()
{
    using namespace protocol;
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("atLeast");
    const auto row = [](const char* sentence, const Message& message, qint64 atLeast) {
        QTest::newRow(sentence) << static_cast<qint64>(approximateSize(message)) << atLeast;
    };
    Records records;
    records.items.push_back({Bytes(300, 'r'), Bytes(5'000, 'c'), true});
    records.items.push_back({Bytes(300, 'r'), std::nullopt, true});
    records.proof = Bytes(400, 'p');
    row("records with their contents and proof", records, 6'000);
    row("content", content(1, 70'000), 70'000);
    DigestReply digests;
    digests.nodes.resize(10);
    row("digests of ten nodes", digests, 10 * 16 * 32);
    row("items of a bucket", BucketItems{{}, std::vector<BucketItem>(100)}, 4'000);
    row("keys wanted from a bucket", BucketWant{std::vector<uint64_t>(100), {}}, 800);
    ChunkListReply chunks;
    chunks.runs = {CopyRun{0, 1}, NewRun{std::vector<ChunkRef>(100)}};
    row("a chunk list", chunks, 3'600);
    row("contents that are available", Available{std::vector<Hash>(100)}, 3'200);
    row("a ping", Ping{}, 1);
}

void TstShareLink::sizesCountWhatIsLarge()
{
    QFETCH(qint64, size);
    QFETCH(qint64, atLeast);
    QVERIFY2(size >= atLeast, qPrintable(QString::number(size)));
    QVERIFY2(size <= 2 * atLeast + 200, qPrintable(QString::number(size)));
}

QTEST_GUILESS_MAIN(TstShareLink)
#include "tst_share_link.moc"
