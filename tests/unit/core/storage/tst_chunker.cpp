// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/chunker.h"

#include "core/storage/chunk_list.h"
#include "core/storage/content_hasher.h"
#include "shared/base/random.h"

#include <QTest>

#include <numeric>

using namespace shoal;
using namespace shoal::storage;

namespace {

constexpr uint64_t kGiB = uint64_t{1} << 30;

Bytes noise(uint64_t seed, size_t size)
{
    return makeSeededRandom(seed)->bytes(size);
}

ContentId idOf(ByteView content)
{
    ContentHasher hasher(content.size());
    hasher.add(content);
    return hasher.finish().value();
}

std::vector<uint32_t> lengthsOf(const std::vector<Chunk>& chunks)
{
    std::vector<uint32_t> lengths;
    for (const Chunk& chunk : chunks)
        lengths.push_back(chunk.length);
    return lengths;
}

// Chunk lengths through Chunker::next() with a buffer that grows by `step` bytes.
std::vector<uint32_t> lengthsByNext(ByteView content, ChunkSizes sizes, size_t step)
{
    Chunker chunker(sizes);
    std::vector<uint32_t> lengths;
    for (size_t end = 0; !content.empty();) {
        end = std::min(end + step, content.size());
        const bool last = end == content.size();
        while (const size_t length = chunker.next(content.substr(0, end), last)) {
            lengths.push_back(static_cast<uint32_t>(length));
            content.remove_prefix(length);
            end -= length;
        }
    }
    return lengths;
}

// How many chunks of `after` are not in `before`.
size_t newChunks(const std::vector<Chunk>& before, const std::vector<Chunk>& after)
{
    size_t count = 0;
    for (const ChunkRun& run : diffChunkLists(before, after))
        count += run.added.size();
    return count;
}

} // namespace

class TstChunker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizesFollowTheFileSize_data();
    void sizesFollowTheFileSize();
    void contentHasItsKnownHash_data();
    void contentHasItsKnownHash();
    void largerAveragesHaveKnownCuts();
    void splitsDoNotMatter();
    void nextFindsWhatScanFinds();
    void theLastChunkEndsWithTheData();
    void aChangeStaysLocal_data();
    void aChangeStaysLocal();
    void anotherSizeThanAnnouncedIsAnError_data();
    void anotherSizeThanAnnouncedIsAnError();
};

void TstChunker::sizesFollowTheFileSize_data()
{
    QTest::addColumn<quint64>("fileSize");
    QTest::addColumn<quint32>("average");
    QTest::newRow("an empty file has the smallest average") << quint64{0} << quint32{32 * 1024};
    QTest::newRow("1 GiB still has the smallest average") << quint64{kGiB} << quint32{32 * 1024};
    QTest::newRow("one byte above 1 GiB doubles it") << quint64{kGiB + 1} << quint32{64 * 1024};
    QTest::newRow("4 GiB has twice the smallest") << quint64{4 * kGiB} << quint32{64 * 1024};
    QTest::newRow("one byte above 4 GiB doubles it again") << quint64{4 * kGiB + 1} << quint32{128 * 1024};
    QTest::newRow("1 TiB has 1 MiB") << quint64{1024 * kGiB} << quint32{1024 * 1024};
    QTest::newRow("16 TiB has the largest average") << quint64{16 * 1024 * kGiB} << quint32{4 * 1024 * 1024};
    QTest::newRow("no file has more") << quint64{UINT64_MAX} << quint32{4 * 1024 * 1024};
}

void TstChunker::sizesFollowTheFileSize()
{
    QFETCH(quint64, fileSize);
    QFETCH(quint32, average);
    QVERIFY((chunkSizes(fileSize) == ChunkSizes{average / 4, average, average * 4}));
}

void TstChunker::contentHasItsKnownHash_data()
{
    // The format is normative: these values were computed by a second implementation, and they never change.
    QTest::addColumn<Bytes>("content");
    QTest::addColumn<QByteArray>("hash");
    QTest::addColumn<std::vector<uint32_t>>("lengths");
    QTest::newRow("nothing") << Bytes()
                             << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                             << std::vector<uint32_t>{};
    QTest::newRow("one byte too few for chunks")
        << noise(1, 262'143) << QByteArray("fbadd70dfcb7cacb692eef45401db859c111fb60683db0efe288f5768dd82e7c")
        << std::vector<uint32_t>{};
    QTest::newRow("the smallest chunked content")
        << noise(1, 262'144) << QByteArray("f4aae9add3f3953ecb2da60fcbc1828f84ab9ff84942497d12f5ef1e83f46d99")
        << std::vector<uint32_t>{47627, 35030, 51349, 52238, 35889, 36365, 3646};
    QTest::newRow("1 MiB of noise") << noise(1, 1024 * 1024)
                                    << QByteArray("6033992387e77ad0b58fb8a21c604eeda356404abc3660ab5fd3c42cb95b73d9")
                                    << std::vector<uint32_t>{47627, 35030, 51349, 52238, 35889, 36365, 37020,
                                                             27390, 41541, 59136, 33393, 34713, 49096, 44507,
                                                             61399, 37608, 38536, 40014, 41716, 36958, 40679,
                                                             38359, 34995, 34161, 39571, 19286};
    QTest::newRow("zeros are cut at the longest length")
        << Bytes(1024 * 1024, '\0') << QByteArray("674decc2e739134900a34eed1e0206d9c6893d3e1fcb1469d4bf72162315e2e5")
        << std::vector<uint32_t>(8, 131'072);
    QTest::newRow("zeros, then noise") << Bytes(300'000, '\0') + noise(7, 700'001)
                                       << QByteArray("a4a0c42530fc47318cce3eaa48e9fcbd7c0b6c9251abba62f500385f1a3ebb8f")
                                       << std::vector<uint32_t>{131072, 131072, 44380, 44659, 41174, 21457,
                                                                24757,  32953,  33944, 41428, 33316, 10748,
                                                                40813,  34385,  36815, 46410, 38546, 38322,
                                                                49994,  45403,  35087, 41157, 2109};
}

void TstChunker::contentHasItsKnownHash()
{
    QFETCH(Bytes, content);
    QFETCH(QByteArray, hash);
    QFETCH(std::vector<uint32_t>, lengths);

    const ContentId id = idOf(content);

    QCOMPARE(lengthsOf(id.chunks), lengths);
    QCOMPARE(QByteArray::fromStdString(id.hash.hex()), hash);
}

void TstChunker::largerAveragesHaveKnownCuts()
{
    const std::vector<uint32_t> expected{172617, 189714, 162697, 210210, 200315, 141765, 114267, 136375, 153540, 140667,
                                         132926, 158326, 74026,  174523, 146561, 161515, 133328, 152040, 168414, 50950,
                                         141979, 133963, 157436, 144666, 138123, 217223, 135726, 150412};
    QCOMPARE(lengthsByNext(noise(2, 4 * 1024 * 1024), chunkSizes(16 * kGiB), 1024 * 1024), expected);
}

void TstChunker::splitsDoNotMatter()
{
    const Bytes content = noise(3, 2'000'000);
    const ContentId expected = idOf(content);
    const auto random = makeSeededRandom(4);
    for (int round = 0; round < 20; ++round) {
        ContentHasher hasher(content.size());
        // Pieces from one byte up to more than the longest chunk.
        const uint64_t bound = uint64_t{1} << (4 + random->below(15));
        for (ByteView rest = content; !rest.empty();) {
            const size_t size = std::min(rest.size(), static_cast<size_t>(random->below(bound) + 1));
            hasher.add(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        QVERIFY(hasher.finish().value() == expected);
    }
}

void TstChunker::nextFindsWhatScanFinds()
{
    const Bytes content = Bytes(200'000, '\0') + noise(5, 800'000);
    const auto expected = lengthsOf(idOf(content).chunks);
    for (const size_t step : {size_t{1'000}, size_t{8'192}, size_t{131'072}, content.size()})
        QCOMPARE(lengthsByNext(content, chunkSizes(content.size()), step), expected);
}

void TstChunker::theLastChunkEndsWithTheData()
{
    Chunker chunker(chunkSizes(0));
    QCOMPARE(chunker.next({}, true), size_t{0});
    QCOMPARE(chunker.next("abc", false), size_t{0});
    QCOMPARE(chunker.next("abc", true), size_t{3});
    // The next chunk starts afresh.
    const Bytes longest(chunkSizes(0).max, '\0');
    QCOMPARE(chunker.next(longest, false), longest.size());
}

void TstChunker::aChangeStaysLocal_data()
{
    QTest::addColumn<size_t>("at");
    QTest::addColumn<size_t>("removed");
    QTest::addColumn<Bytes>("inserted");
    QTest::newRow("a byte inserted in the middle") << size_t{4'000'000} << size_t{0} << Bytes("x");
    QTest::newRow("a byte inserted at the start") << size_t{0} << size_t{0} << Bytes("x");
    QTest::newRow("a byte removed") << size_t{1'234'567} << size_t{1} << Bytes();
    QTest::newRow("a byte changed") << size_t{7'000'000} << size_t{1} << Bytes("\x01");
    QTest::newRow("bytes appended") << size_t{8'000'000} << size_t{0} << Bytes("the end");
}

void TstChunker::aChangeStaysLocal()
{
    QFETCH(size_t, at);
    QFETCH(size_t, removed);
    QFETCH(Bytes, inserted);
    const Bytes before = noise(6, 8'000'000);
    Bytes after = before;
    after.replace(at, removed, inserted);

    const auto oldChunks = idOf(before).chunks;
    const auto chunks = idOf(after).chunks;

    QVERIFY(oldChunks.size() > 150);
    QVERIFY(chunks != oldChunks);
    QVERIFY(newChunks(oldChunks, chunks) <= 3);
}

void TstChunker::anotherSizeThanAnnouncedIsAnError_data()
{
    QTest::addColumn<size_t>("announced");
    QTest::addColumn<size_t>("added");
    QTest::newRow("a small file has shrunk") << size_t{10} << size_t{9};
    QTest::newRow("a small file has grown") << size_t{10} << size_t{11};
    QTest::newRow("a small file has grown to a chunked one") << size_t{262'143} << size_t{262'144};
    QTest::newRow("a large file has shrunk below the limit") << size_t{262'144} << size_t{262'143};
    QTest::newRow("a large file has grown") << size_t{300'000} << size_t{400'000};
    QTest::newRow("a large file is empty now") << size_t{300'000} << size_t{0};
}

void TstChunker::anotherSizeThanAnnouncedIsAnError()
{
    QFETCH(size_t, announced);
    QFETCH(size_t, added);
    ContentHasher hasher(announced);
    hasher.add(Bytes(added, 'x'));
    const auto id = hasher.finish();
    QVERIFY(!id);
    QVERIFY(id.error().code == ErrorCode::Changed);
}

QTEST_GUILESS_MAIN(TstChunker)
#include "tst_chunker.moc"
