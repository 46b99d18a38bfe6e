// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/digest_tree.h"
#include "shared/base/hash.h"
#include "shared/base/random.h"

#include <QTest>
#include <algorithm>
#include <vector>

using namespace shoal;
using namespace shoal::store;

namespace {

struct Item
{
    uint64_t keyHash;
    Hash record;
};

std::vector<Item> items(int count)
{
    std::vector<Item> all;
    for (int i = 0; i < count; ++i)
        all.push_back({keyHashOf("key " + std::to_string(i)), sha256("record " + std::to_string(i))});
    return all;
}

// Addition as learnt at school, digit by digit from the right.
void addBytes(Hash& sum, const Hash& number)
{
    unsigned carry = 0;
    for (size_t i = Hash::kSize; i-- > 0;) {
        const unsigned digit = unsigned(sum.bytes[i]) + number.bytes[i] + carry;
        sum.bytes[i] = static_cast<unsigned char>(digit & 0xff);
        carry = digit >> 8;
    }
}

Digest naive(const std::vector<Item>& all, uint64_t first, uint64_t last)
{
    Digest digest;
    for (const Item& item : all) {
        if (item.keyHash < first || item.keyHash > last)
            continue;
        addBytes(digest.sum, item.record);
        ++digest.count;
    }
    return digest;
}

Hash hashOf(const char* hex)
{
    Bytes bytes;
    if (!fromHex(hex, bytes))
        qFatal("not hexadecimal");
    return Hash::from(bytes);
}

const char* const kOne = "0000000000000000000000000000000000000000000000000000000000000001";
const char* const kMinusOne = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

} // namespace

class TstDigestTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeyHashIsTheStartOfTheSha256();
    void sumsWrapAndCarry_data();
    void sumsWrapAndCarry();
    void everyNodeIsTheSumOfTheRecordsItCovers();
    void everyNodeIsTheSumOfItsChildren();
    void theOrderDoesNotMatter();
    void removingUndoesAdding();
    void anEmptyTreeHasEmptyDigests();
    void nodesThatDoNotExist_data();
    void nodesThatDoNotExist();
    void rangesCoverAllKeysWithoutOverlap();
};

void TstDigestTree::theKeyHashIsTheStartOfTheSha256()
{
    // FIPS 180-4, SHA-256("abc") = ba7816bf 8f01cfea ...
    QCOMPARE(keyHashOf("abc"), uint64_t(0xba7816bf8f01cfea));
}

void TstDigestTree::sumsWrapAndCarry_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("sum");
    QTest::newRow("one and one") << QByteArray(kOne) << QByteArray(kOne)
                                 << QByteArray("0000000000000000000000000000000000000000000000000000000000000002");
    QTest::newRow("the greatest number and one wrap to zero")
        << QByteArray(kMinusOne) << QByteArray(kOne) << QByteArray(64, '0');
    QTest::newRow("the greatest number twice")
        << QByteArray(kMinusOne) << QByteArray(kMinusOne)
        << QByteArray("fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe");
    QTest::newRow("a carry through a limb of ones")
        << QByteArray("0000000000000000000000000000000000000000000000000000000000000001")
        << QByteArray("00000000000000000000000000000000ffffffffffffffffffffffffffffffff")
        << QByteArray("0000000000000000000000000000000100000000000000000000000000000000");
}

void TstDigestTree::sumsWrapAndCarry()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QByteArray, sum);
    DigestTree tree;
    tree.add(0, hashOf(first.constData()));
    tree.add(~uint64_t(0), hashOf(second.constData()));
    QVERIFY(tree.root() == (Digest{hashOf(sum.constData()), 2}));
    tree.remove(0, hashOf(first.constData()));
    QVERIFY(tree.root() == (Digest{hashOf(second.constData()), 1}));
}

void TstDigestTree::everyNodeIsTheSumOfTheRecordsItCovers()
{
    const auto all = items(400);
    DigestTree tree;
    for (const Item& item : all)
        tree.add(item.keyHash, item.record);
    QVERIFY(tree.root() == naive(all, 0, ~uint64_t(0)));
    for (const Item& item : all) {
        for (uint8_t depth = 0; depth <= DigestTree::kMaxDepth; ++depth) {
            const uint16_t prefix = DigestTree::prefixOf(depth, item.keyHash);
            QVERIFY(tree.node(depth, prefix) ==
                    naive(all, DigestTree::firstKeyHash(depth, prefix), DigestTree::lastKeyHash(depth, prefix)));
        }
    }
}

void TstDigestTree::everyNodeIsTheSumOfItsChildren()
{
    DigestTree tree;
    for (const Item& item : items(2000))
        tree.add(item.keyHash, item.record);
    for (uint8_t depth = 0; depth < DigestTree::kMaxDepth; ++depth) {
        for (uint32_t prefix = 0; prefix < (1u << (4 * depth)); prefix += depth < 2 ? 1 : 37) {
            Digest sum;
            const auto children = tree.children(depth, static_cast<uint16_t>(prefix));
            for (size_t i = 0; i < children.size(); ++i) {
                QVERIFY(children[i] ==
                        tree.node(static_cast<uint8_t>(depth + 1), static_cast<uint16_t>(prefix * 16 + i)));
                addBytes(sum.sum, children[i].sum);
                sum.count += children[i].count;
            }
            QVERIFY(sum == tree.node(depth, static_cast<uint16_t>(prefix)));
        }
    }
}

void TstDigestTree::theOrderDoesNotMatter()
{
    auto all = items(300);
    DigestTree forwards;
    for (const Item& item : all)
        forwards.add(item.keyHash, item.record);
    const auto random = makeSeededRandom(11);
    for (size_t i = all.size(); i > 1; --i)
        std::swap(all[i - 1], all[random->below(i)]);
    DigestTree shuffled;
    for (const Item& item : all)
        shuffled.add(item.keyHash, item.record);
    QVERIFY(shuffled.root() == forwards.root());
    QVERIFY(shuffled.children(0, 0) == forwards.children(0, 0));

    shuffled.remove(all[7].keyHash, all[7].record);
    shuffled.add(all[7].keyHash, sha256("a newer record"));
    QVERIFY(shuffled.root() != forwards.root());
    QCOMPARE(shuffled.root().count, forwards.root().count);
    size_t different = 0;
    for (size_t i = 0; i < 16; ++i)
        different += shuffled.children(0, 0)[i] == forwards.children(0, 0)[i] ? 0u : 1u;
    QCOMPARE(different, size_t(1));
}

void TstDigestTree::removingUndoesAdding()
{
    const auto all = items(200);
    DigestTree tree;
    for (const Item& item : all)
        tree.add(item.keyHash, item.record);
    for (size_t i = 0; i < all.size(); i += 2)
        tree.remove(all[i].keyHash, all[i].record);
    DigestTree half;
    for (size_t i = 1; i < all.size(); i += 2)
        half.add(all[i].keyHash, all[i].record);
    QVERIFY(tree.root() == half.root());
    for (uint32_t prefix = 0; prefix < 4096; ++prefix)
        QVERIFY(tree.node(3, static_cast<uint16_t>(prefix)) == half.node(3, static_cast<uint16_t>(prefix)));
    for (size_t i = 1; i < all.size(); i += 2)
        tree.remove(all[i].keyHash, all[i].record);
    QVERIFY(tree.root() == Digest{});
}

void TstDigestTree::anEmptyTreeHasEmptyDigests()
{
    const DigestTree tree;
    QVERIFY(tree.root() == Digest{});
    QVERIFY(tree.node(4, 0xffff) == Digest{});
    QVERIFY((tree.children(2, 0x12) == std::array<Digest, 16>{}));
}

void TstDigestTree::nodesThatDoNotExist_data()
{
    QTest::addColumn<uint>("depth");
    QTest::addColumn<uint>("prefix");
    QTest::addColumn<bool>("exists");
    QTest::newRow("the root") << 0u << 0u << true;
    QTest::newRow("a second root") << 0u << 1u << false;
    QTest::newRow("the last child of the root") << 1u << 15u << true;
    QTest::newRow("a seventeenth child of the root") << 1u << 16u << false;
    QTest::newRow("the last node of depth 3") << 3u << 4095u << true;
    QTest::newRow("one beyond the last node of depth 3") << 3u << 4096u << false;
    QTest::newRow("the last leaf") << 4u << 65535u << true;
    QTest::newRow("a depth below the leaves") << 5u << 0u << false;
    QTest::newRow("a depth of 255") << 255u << 0u << false;
}

void TstDigestTree::nodesThatDoNotExist()
{
    QFETCH(uint, depth);
    QFETCH(uint, prefix);
    QFETCH(bool, exists);
    DigestTree tree;
    tree.add(0, hashOf(kOne));
    tree.add(~uint64_t(0), hashOf(kOne));
    const auto d = static_cast<uint8_t>(depth);
    const auto p = static_cast<uint16_t>(prefix);
    QCOMPARE(DigestTree::isNode(d, p), exists);
    QCOMPARE(tree.node(d, p).count > 0, exists);
    if (!exists)
        QVERIFY((tree.children(d, p) == std::array<Digest, 16>{}));
}

void TstDigestTree::rangesCoverAllKeysWithoutOverlap()
{
    for (uint8_t depth = 0; depth <= DigestTree::kMaxDepth; ++depth) {
        uint64_t next = 0;
        for (uint32_t prefix = 0; prefix < (1u << (4 * depth)); ++prefix) {
            const auto p = static_cast<uint16_t>(prefix);
            QCOMPARE(DigestTree::firstKeyHash(depth, p), next);
            next = DigestTree::lastKeyHash(depth, p) + 1;
            QCOMPARE(DigestTree::prefixOf(depth, next - 1), p);
        }
        QCOMPARE(next, uint64_t(0)); // one beyond the last key
    }
}

QTEST_GUILESS_MAIN(TstDigestTree)
#include "tst_digest_tree.moc"
