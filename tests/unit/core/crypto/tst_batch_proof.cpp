// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/batch_proof.h"

#include "shared/base/hash.h"

#include <QTest>

using namespace shoal;
using namespace shoal::crypto;

namespace {

ShareKeys keysOf(ByteView text)
{
    return ShareKeys::derive(Secret::parse(text).value());
}

ShareKeys writer()
{
    return keysOf("AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA");
}

// A reader that has met a writer.
ShareKeys reader()
{
    ShareKeys keys = keysOf("B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG");
    return keys.acceptPublicKey(writer().publicKey()->view()) ? keys : writer();
}

std::vector<Hash> records(size_t count)
{
    std::vector<Hash> hashes;
    for (size_t i = 0; i < count; ++i)
        hashes.push_back(sha256("record " + std::to_string(i)));
    return hashes;
}

} // namespace

class TstBatchProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rootHasItsKnownValue_data();
    void rootHasItsKnownValue();
    void signatureHasItsKnownValue();
    void readerAcceptsABatchOfAnySize_data();
    void readerAcceptsABatchOfAnySize();
    void alteredBatchIsRefused_data();
    void alteredBatchIsRefused();
    void signatureServesForOneShareOnly();
    void withoutThePublicKeyNothingIsAccepted();
    void batchesBeyondTheLimitAreNeitherSignedNorAccepted();
    void readerCannotSign();
    void everyRecordHasAPath();
    void pathServesForOneRecordAtOnePlace();
    void innerNodeIsNoRecord();
    void readerProvesOneRecordToAnother();
};

// Computed with Python's hashlib by the recursive definition of RFC 6962.
void TstBatchProof::rootHasItsKnownValue_data()
{
    QTest::addColumn<size_t>("count");
    QTest::addColumn<Bytes>("root");
    QTest::newRow("no records") << size_t{0}
                                << Bytes("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("one") << size_t{1} << Bytes("588a4f0090a64bfc7bd63aeaa12d39072a1fd5736aa3e052280bb68089aba1ec");
    QTest::newRow("two") << size_t{2} << Bytes("98fe3e5aaef6b5889571e6701e8357a0b5d59f659e851dfa2ffa7d51e61a7a78");
    QTest::newRow("three") << size_t{3} << Bytes("f08e312a3f77d276cc6de9412614663e839d3a1cb7414299295d5678a4ab405e");
    QTest::newRow("five") << size_t{5} << Bytes("08d9e8022bad91b74b5fb2b737c335f4e9877e7c9c016bbbee2121550f90098e");
    QTest::newRow("seven") << size_t{7} << Bytes("dfd16085a9cfadbce009a849b037efe20c5e24dd3fb3b3265812ae45d64b6d0a");
    QTest::newRow("a thousand") << size_t{1000}
                                << Bytes("810cdab3d006ed843f41c6fad32fb25e11f31d688749a475d9c20b1b9fc0643b");
}

void TstBatchProof::rootHasItsKnownValue()
{
    QFETCH(size_t, count);
    QFETCH(Bytes, root);
    QCOMPARE(merkleRoot(records(count)).hex(), root);
}

void TstBatchProof::signatureHasItsKnownValue()
{
    QCOMPARE(toHex(signBatch(writer(), records(5))),
             Bytes("7a4321a910a16444f69084ec4d01befaf56e3eb03e579524a1c80287dcafb847"
                   "93b5b735eb7c6b307ed79a562c537af5b16f6d4996a3dea3093ef1a939a29f07"));
}

void TstBatchProof::readerAcceptsABatchOfAnySize_data()
{
    QTest::addColumn<size_t>("count");
    QTest::newRow("one record") << size_t{1};
    QTest::newRow("an odd number") << size_t{77};
    QTest::newRow("as many as a batch may have") << kMaxBatch;
}

void TstBatchProof::readerAcceptsABatchOfAnySize()
{
    QFETCH(size_t, count);
    const auto batch = records(count);
    const Bytes signature = signBatch(writer(), batch);
    QCOMPARE(signature.size(), Signature::kSize);
    QVERIFY(checkBatch(reader(), batch, signature));
    QVERIFY(checkBatch(writer(), batch, signature));
}

void TstBatchProof::alteredBatchIsRefused_data()
{
    QTest::addColumn<std::vector<Hash>>("batch");
    auto batch = records(9);
    batch[4].bytes[0] ^= 1;
    QTest::newRow("a record altered") << batch;
    batch = records(9);
    batch.pop_back();
    QTest::newRow("a record left out") << batch;
    batch = records(9);
    batch.push_back(batch.back());
    QTest::newRow("the last record repeated") << batch;
    batch = records(9);
    std::swap(batch[0], batch[1]);
    QTest::newRow("two records exchanged") << batch;
    QTest::newRow("no records") << std::vector<Hash>{};
}

void TstBatchProof::alteredBatchIsRefused()
{
    QFETCH(std::vector<Hash>, batch);
    const Bytes signature = signBatch(writer(), records(9));
    QVERIFY(checkBatch(reader(), records(9), signature));
    QVERIFY(!checkBatch(reader(), batch, signature));
    for (size_t i = 0; i < signature.size(); ++i) {
        Bytes altered = signature;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        QVERIFY(!checkBatch(reader(), records(9), altered));
    }
    QVERIFY(!checkBatch(reader(), records(9), signature.substr(1)));
    QVERIFY(!checkBatch(reader(), records(9), {}));
}

void TstBatchProof::signatureServesForOneShareOnly()
{
    const ShareKeys stranger = keysOf("A" + Bytes(32, 'A'));
    QVERIFY(!checkBatch(stranger, records(3), signBatch(writer(), records(3))));
    QVERIFY(!checkBatch(reader(), records(3), signBatch(stranger, records(3))));
}

void TstBatchProof::withoutThePublicKeyNothingIsAccepted()
{
    const ShareKeys keys = keysOf("B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG");
    QVERIFY(!checkBatch(keys, records(3), signBatch(writer(), records(3))));
}

void TstBatchProof::batchesBeyondTheLimitAreNeitherSignedNorAccepted()
{
    const auto tooMany = records(kMaxBatch + 1);
    QVERIFY(signBatch(writer(), tooMany).empty());
    QVERIFY(signBatch(writer(), {}).empty());
    // A signature that is right for too many records, made around the limit.
    Bytes statement = writer().id().toBytes() + Bytes("\0\0\x04\x01", 4) + merkleRoot(tooMany).toBytes();
    const Bytes signature = writer().sign("shoal batch 1", statement)->toBytes();
    QVERIFY(!checkBatch(reader(), tooMany, signature));
    QVERIFY(!checkBatchRoot(reader(), tooMany.size(), merkleRoot(tooMany), signature));
    // The same by hand within the limit is accepted, so the refusal is for the size.
    statement = writer().id().toBytes() + Bytes("\0\0\x04\0", 4) + merkleRoot(records(kMaxBatch)).toBytes();
    QVERIFY(checkBatch(reader(), records(kMaxBatch), writer().sign("shoal batch 1", statement)->toBytes()));
}

void TstBatchProof::readerCannotSign()
{
    QVERIFY(signBatch(reader(), records(3)).empty());
}

void TstBatchProof::everyRecordHasAPath()
{
    for (size_t count = 1; count <= 33; ++count) {
        const auto batch = records(count);
        const Hash root = merkleRoot(batch);
        for (size_t i = 0; i < count; ++i)
            QVERIFY(checkMerklePath(batch[i], i, count, merklePath(batch, i), root));
    }
    const auto full = records(kMaxBatch);
    for (const size_t i : {size_t{0}, size_t{511}, size_t{512}, kMaxBatch - 1}) {
        const auto path = merklePath(full, i);
        QCOMPARE(path.size(), size_t{10});
        QVERIFY(checkMerklePath(full[i], i, kMaxBatch, path, merkleRoot(full)));
    }
}

void TstBatchProof::pathServesForOneRecordAtOnePlace()
{
    const auto batch = records(11);
    const Hash root = merkleRoot(batch);
    for (size_t i = 0; i < batch.size(); ++i) {
        auto path = merklePath(batch, i);
        for (size_t other = 0; other < 16; ++other) {
            if (other != i)
                QVERIFY(!checkMerklePath(batch[i], other, batch.size(), path, root));
        }
        QVERIFY(!checkMerklePath(batch[(i + 1) % 11], i, batch.size(), path, root));
        QVERIFY(!checkMerklePath(batch[i], i, batch.size(), path, sha256("another root")));
        path.push_back(root);
        QVERIFY(!checkMerklePath(batch[i], i, batch.size(), path, root));
        path.resize(path.size() - 2);
        QVERIFY(!checkMerklePath(batch[i], i, batch.size(), path, root));
        path = merklePath(batch, i);
        path[0].bytes[0] ^= 1;
        QVERIFY(!checkMerklePath(batch[i], i, batch.size(), path, root));
    }
    QVERIFY(!checkMerklePath(batch[0], 0, 0, {}, root));
}

void TstBatchProof::innerNodeIsNoRecord()
{
    // Two records' node shown as the only record of a smaller tree: the domain bytes prevent it.
    const auto batch = records(4);
    const std::vector<Hash> half{merkleRoot(records(2)), merkleRoot(std::vector<Hash>{batch[2], batch[3]})};
    QVERIFY(merkleRoot(half) != merkleRoot(batch));
}

void TstBatchProof::readerProvesOneRecordToAnother()
{
    const auto batch = records(100);
    const Bytes signature = signBatch(writer(), batch);
    const auto path = merklePath(batch, 42);
    const auto root = rootOfPath(batch[42], 42, 100, path);
    QVERIFY(root);
    QVERIFY(checkBatchRoot(reader(), 100, *root, signature));
    QVERIFY(!checkBatchRoot(reader(), 101, *root, signature));
    const auto forged = rootOfPath(sha256("invented"), 42, 100, path);
    QVERIFY(forged);
    QVERIFY(!checkBatchRoot(reader(), 100, *forged, signature));
}

QTEST_GUILESS_MAIN(TstBatchProof)
#include "tst_batch_proof.moc"
