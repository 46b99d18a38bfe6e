// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_messages.h"
#include "shared/base/random.h"

#include <QTest>

using namespace shoal;
using namespace shoal::protocol;

namespace {

Bytes encoded(const Message& message)
{
    Bytes out;
    return encode(message, out) ? out : Bytes();
}

ContentRequest requestFor(Bytes name)
{
    return {1, kRootDir, std::move(name), hashOf("c"), 0, 1};
}

Records inlineContents(size_t count, size_t size)
{
    return {std::vector<RecordItem>(count, RecordItem{"record", Bytes(size, 'c'), false}), {}, {}};
}

// Breaks a limit or rule, each in one way only.
std::vector<Sample> forbidden()
{
    const Bytes proof(kWriterProof, 'p');
    const ChunkRef chunk{hashOf("1"), 1};
    return {
        {"a device name of 256 bytes", Hello{Bytes(256, 'n'), {}, 0, 0}},
        {"a software name of 256 bytes", Hello{{}, Bytes(256, 'n'), 0, 0}},
        {"a close text too long", Close{CloseReason::Shutdown, Bytes(kMaxText + 1, 't')}},
        {"too many shares offered", ShareOffer{std::vector<Hash>(kMaxOffered + 1)}},
        {"a writer proof too short", ShareAnswer{{{0, 1, ClaimedPermission::ReadOnly, {}, "short"}}}},
        {"an answer with an unknown permission", ShareAnswer{{{0, 1, ClaimedPermission{3}, {}, proof}}}},
        {"a confirmation with an unknown permission", ShareConfirm{{{1, ClaimedPermission{0}, proof}}}},
        {"a close of channel 0", ShareClose{0}},
        {"1,025 records", Records{std::vector<RecordItem>(kMaxRecords + 1, RecordItem{"r", {}, false}), {}, {}}},
        {"an empty record", Records{{RecordItem{}}, {}, {}}},
        {"a record too long", Records{{RecordItem{Bytes(kMaxRecord + 1, 'r'), {}, false}}, {}, {}}},
        {"an inline content too long", inlineContents(1, kMaxInlineContent + 1)},
        {"inline contents too long together", inlineContents(17, kMaxInlineContent)},
        {"too many devices told", Records{{}, std::vector<DeviceId>(kMaxTold + 1), {}}},
        {"a batch proof too long", Records{{}, {}, Bytes(kMaxProof + 1, 'p')}},
        {"records that are too long together",
         Records{std::vector<RecordItem>(100, RecordItem{Bytes(kMaxRecord, 'r'), {}, false}), {}, {}}},
        {"a query for the children of a leaf", DigestQuery{{{4, 0}}}},
        {"a query with a prefix longer than its depth", DigestQuery{{{1, 16}}}},
        {"too many nodes", DigestQuery{std::vector<DigestNode>(kMaxDigestNodes + 1)}},
        {"a reply with the children of a leaf", DigestReply{{sampleChildren(4, 0)}}},
        {"a bucket with a stranger", BucketItems{{1, 2}, {{0x3000000000000000, {}}}}},
        {"a bucket deeper than leaves", BucketItems{{5, 0}, {}}},
        {"a bucket too full", BucketItems{{0, 0}, std::vector<BucketItem>(kMaxBucketItems + 1)}},
        {"a want with a stranger", BucketWant{{0}, {1, 2}}},
        {"too many wanted", BucketWant{std::vector<uint64_t>(kMaxBucketItems + 1), {0, 0}}},
        {"an empty name", requestFor("")},
        {"the name .", requestFor(".")},
        {"the name ..", requestFor("..")},
        {"a name with a slash", requestFor("a/b")},
        {"a name with a NUL", requestFor(Bytes("a\0b", 3))},
        {"a name of 256 bytes", requestFor(Bytes(256, 'n'))},
        {"a request for no bytes", ContentRequest{1, kRootDir, "n", {}, 0, 0}},
        {"a request for too many bytes", ContentRequest{1, kRootDir, "n", {}, 0, kMaxContentPart + 1}},
        {"a request past the last offset", ContentRequest{1, kRootDir, "n", {}, INT64_MAX, 1}},
        {"a reply too long", ContentReply{1, ContentStatus::Ok, Bytes(kMaxContentPart + 1, 'x')}},
        {"a refusal with data", ContentReply{1, ContentStatus::Refused, "x"}},
        {"a chunk list request for ..", ChunkListRequest{1, kRootDir, "..", {}, {}}},
        {"a copy of no chunks", ChunkListReply{1, ContentStatus::Ok, true, {CopyRun{1, 0}}}},
        {"a copy past the last number", ChunkListReply{1, ContentStatus::Ok, true, {CopyRun{UINT32_MAX, 1}}}},
        {"a run of no new chunks", ChunkListReply{1, ContentStatus::Ok, true, {NewRun{}}}},
        {"a chunk of no bytes", ChunkListReply{1, ContentStatus::Ok, true, {NewRun{{{hashOf("1"), 0}}}}}},
        {"a chunk too long",
         ChunkListReply{1, ContentStatus::Ok, true, {NewRun{{{hashOf("1"), kMaxChunkLength + 1}}}}}},
        {"too many runs",
         ChunkListReply{1, ContentStatus::Ok, true, std::vector<ChunkRun>(kMaxChunkRuns + 1, CopyRun{0, 1})}},
        {"too many chunks",
         ChunkListReply{1, ContentStatus::Ok, true, {NewRun{std::vector<ChunkRef>(kMaxChunks + 1, chunk)}}}},
        {"a refused chunk list with runs", ChunkListReply{1, ContentStatus::Refused, true, {CopyRun{0, 1}}}},
        {"too many contents available", Available{std::vector<Hash>(kMaxAvailable + 1)}},
        {"a span of no chunks", Holding{hashOf("1"), {{4, 0}}, {}}},
        {"a span past the last number", Holding{hashOf("1"), {}, {{UINT32_MAX, 1}}}},
        {"too many spans", Holding{hashOf("1"), std::vector<ChunkSpan>(kMaxChunkSpans + 1, {0, 1}), {}}},
        {"a problem too long", PeerStatus{0, 0, false, Bytes(kMaxText + 1, 'p')}},
    };
}

// At a limit, and still allowed.
std::vector<Sample> extremes()
{
    return {
        {"1,024 records",
         Records{std::vector<RecordItem>(kMaxRecords, RecordItem{"r", Bytes(4096, 'c'), true}), {}, {}}},
        {"the longest inline contents", inlineContents(16, kMaxInlineContent)},
        {"the longest content reply", ContentReply{1, ContentStatus::Ok, Bytes(kMaxContentPart, 'x')}},
        {"all nodes of a level", DigestReply{std::vector<DigestChildren>(kMaxDigestNodes, sampleChildren(3, 0xFFF))}},
        {"the fullest bucket",
         BucketItems{{0, 0}, std::vector<BucketItem>(kMaxBucketItems, {UINT64_MAX, hashOf("x")})}},
        {"the most chunks",
         ChunkListReply{
             1, ContentStatus::Ok, true, {NewRun{std::vector<ChunkRef>(kMaxChunks, {hashOf("1"), kMaxChunkLength})}}}},
        {"the most runs",
         ChunkListReply{1, ContentStatus::Ok, true, std::vector<ChunkRun>(kMaxChunkRuns, CopyRun{UINT32_MAX - 1, 1})}},
        {"the most spans", Holding{hashOf("1"), std::vector<ChunkSpan>(kMaxChunkSpans, {0, 1}),
                                   std::vector<ChunkSpan>(kMaxChunkSpans, {UINT32_MAX - 1, 1})}},
        {"a name of 255 bytes", requestFor(Bytes(255, 'n'))},
        {"the name ...", requestFor("...")},
        {"a request that ends at the last offset", ContentRequest{1, kRootDir, "n", {}, INT64_MAX - 1, 1}},
    };
}

void addRows(const std::vector<Sample>& samples)
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < samples.size(); ++i)
        QTest::newRow(samples[i].name) << static_cast<int>(i);
}

} // namespace

class TstMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageReturnsAsItWas_data() { addRows(allSamples()); }
    void everyMessageReturnsAsItWas()
    {
        QFETCH(int, row);
        const Message message = allSamples()[static_cast<size_t>(row)].message;
        Bytes out = "before";
        QVERIFY(encode(message, out).has_value());
        QCOMPARE(out.substr(0, 6), Bytes("before"));
        const auto back = decode(ByteView(out).substr(6));
        QVERIFY2(back.has_value(), back ? "" : back.error().context.c_str());
        QVERIFY(*back == message);
    }

    void whatIsAtALimitIsAllowed_data() { addRows(extremes()); }
    void whatIsAtALimitIsAllowed()
    {
        QFETCH(int, row);
        const Message message = extremes()[static_cast<size_t>(row)].message;
        const auto back = decode(encoded(message));
        QVERIFY2(back.has_value(), back ? "" : back.error().context.c_str());
        QVERIFY(*back == message);
    }

    void whatBreaksALimitIsNotSent_data() { addRows(forbidden()); }
    void whatBreaksALimitIsNotSent()
    {
        QFETCH(int, row);
        Bytes out = "before";
        const auto result = encode(forbidden()[static_cast<size_t>(row)].message, out);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Protocol);
        QVERIFY(!result.error().context.empty());
        QCOMPARE(out, Bytes("before"));
    }

    void everyPrefixIsRefusedOrValid_data() { addRows(allSamples()); }
    void everyPrefixIsRefusedOrValid()
    {
        QFETCH(int, row);
        const Bytes bytes = encoded(allSamples()[static_cast<size_t>(row)].message);
        for (size_t size = 0; size < bytes.size(); ++size) {
            const auto result = decode(ByteView(bytes).substr(0, size));
            // Protobuf lets the last fields be absent; then what is left keeps all rules.
            QVERIFY(result ? check(*result).has_value() : result.error().code == ErrorCode::Protocol);
        }
    }

    void damagedMessagesNeverBreakARule_data() { addRows(allSamples()); }
    void damagedMessagesNeverBreakARule()
    {
        QFETCH(int, row);
        const auto random = makeSeededRandom(static_cast<uint64_t>(row) + 1);
        const Bytes bytes = encoded(allSamples()[static_cast<size_t>(row)].message);
        for (int round = 0; round < 2'000; ++round) {
            Bytes damaged = bytes;
            for (uint64_t flips = random->below(4) + 1; flips > 0; --flips)
                damaged[random->below(damaged.size())] = static_cast<char>(random->next());
            const auto result = decode(damaged);
            QVERIFY(result ? check(*result).has_value() : result.error().code == ErrorCode::Protocol);
        }
    }

    void garbageNeverBreaksARule()
    {
        const auto random = makeSeededRandom(42);
        int refused = 0;
        for (int round = 0; round < 50'000; ++round) {
            Bytes garbage = random->bytes(random->below(200));
            if (!garbage.empty())
                garbage[0] = static_cast<char>(random->below(30));
            const auto result = decode(garbage);
            QVERIFY(result ? check(*result).has_value() : result.error().code == ErrorCode::Protocol);
            refused += result ? 0 : 1;
        }
        QVERIFY(refused > 40'000);
    }

    void oversizedMessagesAreRefused_data()
    {
        QTest::addColumn<int>("type");
        for (const int type : {1, 4, 5, 16, 18, 20, 23, 25, 26, 27})
            QTest::addRow("type %d", type) << type;
    }
    void oversizedMessagesAreRefused()
    {
        QFETCH(int, type);
        const Bytes first(1, static_cast<char>(type));
        QVERIFY(!decode(first + Bytes(kMaxMessage, '\0')));
        // Two bytes a field: millions of empty entries must not be allocated.
        Bytes fields = first;
        for (size_t i = 0; i <= kMaxFields; ++i)
            fields += Bytes("\x0a\0", 2);
        QVERIFY(!decode(fields));
    }

    void unknownFieldsAreIgnored()
    {
        const Bytes extra("\xa2\x06\x03"
                          "new",
                          6); // field 100, bytes
        const auto result = decode(encoded(ContentReply{1, ContentStatus::Ok, "x"}) + extra);
        QVERIFY(result.has_value());
        QVERIFY(*result == Message(ContentReply{1, ContentStatus::Ok, "x"}));
    }

    void typesOfTheFutureAreKnownToBeUnknown()
    {
        QVERIFY(isKnownType(1));
        QVERIFY(isKnownType(28));
        QVERIFY(!isKnownType(0));
        QVERIFY(!isKnownType(9));
        QVERIFY(!isKnownType(29));
        QVERIFY(!decode(Bytes(1, '\x1d')));
    }

    void aReasonOfTheFutureIsUnspecified()
    {
        const auto result = decode(Bytes("\x04\x08\x63", 3)); // Close, field 1 = 99
        QVERIFY(result.has_value());
        QVERIFY(*result == Message(Close{CloseReason::Unspecified, {}}));
    }

    void bucketsHoldTheirOwnKeysOnly_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("prefix");
        QTest::addColumn<quint64>("keyHash");
        QTest::addColumn<bool>("inside");
        QTest::newRow("the root holds the lowest") << 0 << 0 << quint64{0} << true;
        QTest::newRow("the root holds the highest") << 0 << 0 << quint64{UINT64_MAX} << true;
        QTest::newRow("first of a half byte") << 1 << 0xA << quint64{0xA000000000000000} << true;
        QTest::newRow("last of a half byte") << 1 << 0xA << quint64{0xAFFFFFFFFFFFFFFF} << true;
        QTest::newRow("after a half byte") << 1 << 0xA << quint64{0xB000000000000000} << false;
        QTest::newRow("a leaf") << 4 << 0xABCD << quint64{0xABCD000000000001} << true;
        QTest::newRow("before a leaf") << 4 << 0xABCD << quint64{0xABCCFFFFFFFFFFFF} << false;
    }
    void bucketsHoldTheirOwnKeysOnly()
    {
        QFETCH(int, depth);
        QFETCH(int, prefix);
        QFETCH(quint64, keyHash);
        QFETCH(bool, inside);
        QCOMPARE(isInside({static_cast<uint8_t>(depth), static_cast<uint16_t>(prefix)}, keyHash), inside);
    }
};

QTEST_GUILESS_MAIN(TstMessages)
#include "tst_messages.moc"
