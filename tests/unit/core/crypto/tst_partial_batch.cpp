// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/partial_batch.h"

#include "shared/base/hash.h"

#include <QTest>

using namespace shoal;
using namespace shoal::crypto;

namespace {

ShareKeys writer()
{
    return ShareKeys::derive(Secret::parse("AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA").value());
}

std::vector<Hash> records(size_t count)
{
    std::vector<Hash> hashes;
    for (size_t i = 0; i < count; ++i)
        hashes.push_back(sha256("record " + std::to_string(i)));
    return hashes;
}

PartialBatch signedBatch(const std::vector<Hash>& all)
{
    return PartialBatch::whole(all, signBatch(writer(), all));
}

std::vector<Hash> pick(const std::vector<Hash>& from, const std::vector<uint16_t>& positions)
{
    std::vector<Hash> picked;
    for (const uint16_t position : positions)
        picked.push_back(from[position]);
    return picked;
}

std::vector<uint16_t> everyNth(size_t count, size_t step, size_t first)
{
    std::vector<uint16_t> positions;
    for (size_t i = first; i < count; i += step)
        positions.push_back(static_cast<uint16_t>(i));
    return positions;
}

} // namespace

class TstPartialBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsOfBatchesOfAllSizesAreProven_data();
    void partsOfBatchesOfAllSizesAreProven();
    void oneOfManyCostsTheLogarithm();
    void aPartOfAPartIsProven();
    void severalBatchesProveOneMessage();
    void anyAlteredByteIsRefused();
    void anotherRecordIsRefused();
    void aRecordBeyondTheProofIsRefused();
    void brokenKeepsakesAreNotRead();
};

void TstPartialBatch::partsOfBatchesOfAllSizesAreProven_data()
{
    QTest::addColumn<quint32>("count");
    QTest::addColumn<quint32>("step");
    QTest::addColumn<quint32>("first");
    for (const quint32 count : {1u, 2u, 3u, 5u, 7u, 8u, 13u, 64u, 65u, 1023u, 1024u}) {
        for (const quint32 step : {1u, 2u, 3u, 7u}) {
            for (const quint32 first : {0u, count / 2, count - 1})
                QTest::addRow("every %u. of %u from %u", step, count, first) << count << step << first;
        }
    }
}

void TstPartialBatch::partsOfBatchesOfAllSizesAreProven()
{
    QFETCH(quint32, count);
    QFETCH(quint32, step);
    QFETCH(quint32, first);
    const auto all = records(count);
    const auto positions = everyNth(count, step, first);
    const auto kept = PartialBatch::fromKept(signedBatch(all).keep());
    QVERIFY(kept);
    Bytes proof;
    kept->appendProof(positions, proof);
    const auto proven = checkForwarded(writer(), pick(all, positions), proof);
    QVERIFY(proven);
    QCOMPARE(proven->size(), size_t{1});
    QCOMPARE(proven->front().size(), positions.size());
    QCOMPARE(proven->front().positionOf(all[positions.back()]), std::optional(positions.back()));
}

void TstPartialBatch::oneOfManyCostsTheLogarithm()
{
    Bytes proof;
    signedBatch(records(1024)).appendProof({517}, proof);
    QCOMPARE(proof.size(), size_t{64 + 6 + 2 + 10 * 32});
    proof.clear();
    signedBatch(records(1024)).appendProof(everyNth(1024, 1, 0), proof);
    QCOMPARE(proof.size(), size_t{64 + 6 + 1024 * 2});
}

void TstPartialBatch::aPartOfAPartIsProven()
{
    const auto all = records(100);
    Bytes first;
    signedBatch(all).appendProof({3, 4, 50, 99}, first);
    const auto part = checkForwarded(writer(), pick(all, {3, 4, 50, 99}), first);
    QVERIFY(part);
    const auto kept = PartialBatch::fromKept(part->front().keep());
    QVERIFY(kept);
    for (const auto& positions : std::vector<std::vector<uint16_t>>{{3}, {4, 99}, {50}, {3, 4, 50, 99}}) {
        Bytes proof;
        kept->appendProof(positions, proof);
        QVERIFY(checkForwarded(writer(), pick(all, positions), proof));
    }
}

void TstPartialBatch::severalBatchesProveOneMessage()
{
    const auto all = records(30);
    const std::vector<Hash> one(all.begin(), all.begin() + 10);
    const std::vector<Hash> two(all.begin() + 10, all.end());
    Bytes proof;
    signedBatch(one).appendProof({2, 9}, proof);
    signedBatch(two).appendProof({0, 7, 8}, proof);
    const std::vector<Hash> sent{one[2], one[9], two[0], two[7], two[8]};
    const auto proven = checkForwarded(writer(), sent, proof);
    QVERIFY(proven);
    QCOMPARE(proven->size(), size_t{2});
    const std::vector<Hash> swapped{one[9], one[2], two[0], two[7], two[8]};
    QVERIFY(!checkForwarded(writer(), swapped, proof));
}

void TstPartialBatch::anyAlteredByteIsRefused()
{
    const auto all = records(9);
    Bytes proof;
    signedBatch(all).appendProof({1, 5, 8}, proof);
    const auto sent = pick(all, {1, 5, 8});
    QVERIFY(checkForwarded(writer(), sent, proof));
    for (size_t i = 0; i < proof.size(); ++i) {
        Bytes altered = proof;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        QVERIFY2(!checkForwarded(writer(), sent, altered), std::to_string(i).c_str());
        QVERIFY(!checkForwarded(writer(), sent, ByteView(proof).substr(0, i)));
    }
    QVERIFY(!checkForwarded(writer(), sent, proof + "x"));
}

void TstPartialBatch::anotherRecordIsRefused()
{
    const auto all = records(9);
    Bytes proof;
    signedBatch(all).appendProof({1, 5}, proof);
    QVERIFY(!checkForwarded(writer(), std::vector{all[1], sha256("invented")}, proof));
}

void TstPartialBatch::aRecordBeyondTheProofIsRefused()
{
    const auto all = records(9);
    Bytes proof;
    signedBatch(all).appendProof({1, 5}, proof);
    QVERIFY(!checkForwarded(writer(), std::vector{all[1], all[5], sha256("smuggled")}, proof));
    QVERIFY(!checkForwarded(writer(), std::vector{all[1]}, proof));
    QVERIFY(!checkForwarded(writer(), {}, {}));
}

void TstPartialBatch::brokenKeepsakesAreNotRead()
{
    const Bytes kept = signedBatch(records(5)).keep();
    QVERIFY(PartialBatch::fromKept(kept));
    for (size_t size = 0; size < kept.size(); ++size)
        QVERIFY(!PartialBatch::fromKept(ByteView(kept).substr(0, size)));
    QVERIFY(!PartialBatch::fromKept(kept + "x"));
}

QTEST_GUILESS_MAIN(TstPartialBatch)
#include "tst_partial_batch.moc"
