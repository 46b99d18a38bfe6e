// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/chunk_list.h"

#include "core/storage/chunker.h"
#include "shared/base/hash.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

namespace {

constexpr uint32_t kLength = 32 * 1024;

// One chunk of kLength bytes a letter.
std::vector<Chunk> list(ByteView letters)
{
    std::vector<Chunk> chunks;
    for (const char letter : letters)
        chunks.push_back({sha256(ByteView(&letter, 1)), kLength});
    return chunks;
}

ChunkRun copy(uint32_t first, uint32_t count)
{
    return {first, count, {}};
}

ChunkRun added(ByteView letters)
{
    return {0, 0, list(letters)};
}

} // namespace

class TstChunkList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodingIsHashAndBigEndianLength();
    void decodingGivesWhatWasEncoded();
    void decodingRefuses_data();
    void decodingRefuses();
    void theHashCoversContextAndList();
    void diffGivesFewRuns_data();
    void diffGivesFewRuns();
    void hostileRunsAreRefused_data();
    void hostileRunsAreRefused();
    void impossibleListsAreRefused_data();
    void impossibleListsAreRefused();
};

void TstChunkList::encodingIsHashAndBigEndianLength()
{
    const Chunk chunk{sha256("a"), 0x00010203};
    QCOMPARE(encodeChunkList(std::span(&chunk, 1)), sha256("a").toBytes() + Bytes("\x00\x01\x02\x03", 4));
}

void TstChunkList::decodingGivesWhatWasEncoded()
{
    QVERIFY(decodeChunkList(encodeChunkList(list("abcab"))).value() == list("abcab"));
    QVERIFY(decodeChunkList({}).value().empty());
}

void TstChunkList::decodingRefuses_data()
{
    QTest::addColumn<Bytes>("bytes");
    const Bytes hash = sha256("a").toBytes();
    QTest::newRow("an entry that is cut off") << (hash + Bytes("\x00\x00\x01", 3));
    QTest::newRow("a byte too many") << (hash + Bytes("\x00\x00\x01\x00\x00", 5));
    QTest::newRow("a length of 0") << (hash + Bytes(4, '\0'));
    QTest::newRow("a length above the largest chunk") << (hash + Bytes("\x01\x00\x00\x01", 4));
}

void TstChunkList::decodingRefuses()
{
    QFETCH(Bytes, bytes);
    const auto chunks = decodeChunkList(bytes);
    QVERIFY(!chunks);
    QVERIFY(chunks.error().code == ErrorCode::Corrupt);
}

void TstChunkList::theHashCoversContextAndList()
{
    const auto chunks = list("ab");
    QVERIFY(hashOfChunkList(chunks) == sha256(Bytes("shoal chunks 1\0", 15) + encodeChunkList(chunks)));
}

void TstChunkList::diffGivesFewRuns_data()
{
    QTest::addColumn<Bytes>("before");
    QTest::addColumn<Bytes>("after");
    QTest::addColumn<std::vector<ChunkRun>>("runs");
    using Runs = std::vector<ChunkRun>;
    QTest::newRow("nothing changed") << Bytes("abcdefghij") << Bytes("abcdefghij") << Runs{copy(0, 10)};
    QTest::newRow("nothing there before") << Bytes() << Bytes("abcdefghij") << Runs{added("abcdefghij")};
    QTest::newRow("one in the middle is new")
        << Bytes("abcdefghij") << Bytes("abcdXfghij") << Runs{copy(0, 4), added("X"), copy(5, 5)};
    QTest::newRow("neighbours that are new make one run")
        << Bytes("abcdefghij") << Bytes("XYcdefghijZ") << Runs{added("XY"), copy(2, 8), added("Z")};
    QTest::newRow("two parts change places")
        << Bytes("abcdefghij") << Bytes("fghijabcde") << Runs{copy(5, 5), copy(0, 5)};
    QTest::newRow("a part is there twice")
        << Bytes("abcdefghij") << Bytes("abcabcdefg") << Runs{copy(0, 3), copy(0, 7)};
    QTest::newRow("equal chunks go on as one run")
        << Bytes("aaaaaaaaaa") << Bytes("aaaaXaaaaa") << Runs{copy(0, 4), added("X"), copy(0, 5)};
    QTest::newRow("the end is gone") << Bytes("abcdefghijkl") << Bytes("abcdefghij") << Runs{copy(0, 10)};
}

void TstChunkList::diffGivesFewRuns()
{
    QFETCH(Bytes, before);
    QFETCH(Bytes, after);
    QFETCH(std::vector<ChunkRun>, runs);

    const auto found = diffChunkLists(list(before), list(after));
    const auto result = applyChunkRuns(list(before), found, uint64_t{kLength} * after.size());

    QVERIFY(found == runs);
    QVERIFY(result.value() == list(after));
}

void TstChunkList::hostileRunsAreRefused_data()
{
    QTest::addColumn<std::vector<ChunkRun>>("runs");
    using Runs = std::vector<ChunkRun>;
    QTest::newRow("a copy beyond the end") << Runs{copy(5, 6)};
    QTest::newRow("a copy whose end overflows 32 bits") << Runs{copy(2, UINT32_MAX)};
    QTest::newRow("a copy from beyond the end") << Runs{copy(10, 1)};
    QTest::newRow("too few chunks for the file") << Runs{copy(0, 9)};
    QTest::newRow("too many chunks for the file") << Runs(1000, copy(0, 10));
    QTest::newRow("a run that is copy and new at once") << Runs{{0, 9, list("a")}, added("a")};
    QTest::newRow("no runs") << Runs{};
}

void TstChunkList::hostileRunsAreRefused()
{
    QFETCH(std::vector<ChunkRun>, runs);
    const auto result = applyChunkRuns(list("abcdefghij"), runs, uint64_t{kLength} * 10);
    QVERIFY(!result);
    QVERIFY(result.error().code == ErrorCode::Protocol);
}

void TstChunkList::impossibleListsAreRefused_data()
{
    QTest::addColumn<std::vector<uint32_t>>("lengths");
    QTest::addColumn<quint64>("fileSize");
    QTest::addColumn<bool>("possible");
    using Lengths = std::vector<uint32_t>;
    QTest::newRow("a list as the chunker makes it") << Lengths{131'072, 8'192, 131'072, 1} << quint64{270'337} << true;
    QTest::newRow("a short chunk before the last") << Lengths{131'072, 8'191, 131'072, 1} << quint64{270'336} << false;
    QTest::newRow("a chunk longer than for this size") << Lengths{131'073, 131'072} << quint64{262'145} << false;
    QTest::newRow("less than the file") << Lengths{131'072, 131'072} << quint64{262'145} << false;
    QTest::newRow("more than the file") << Lengths{131'072, 131'072, 1} << quint64{262'144} << false;
    QTest::newRow("a last chunk of nothing") << Lengths{131'072, 131'072, 0} << quint64{262'144} << false;
    QTest::newRow("a list for a file that has none") << Lengths{100'000} << quint64{100'000} << false;
    QTest::newRow("no chunks") << Lengths{} << quint64{0} << false;
}

void TstChunkList::impossibleListsAreRefused()
{
    QFETCH(std::vector<uint32_t>, lengths);
    QFETCH(quint64, fileSize);
    QFETCH(bool, possible);
    std::vector<Chunk> chunks;
    for (const uint32_t length : lengths)
        chunks.push_back({sha256("x"), length});
    QCOMPARE(checkChunkList(chunks, fileSize).has_value(), possible);
}

QTEST_GUILESS_MAIN(TstChunkList)
#include "tst_chunk_list.moc"
