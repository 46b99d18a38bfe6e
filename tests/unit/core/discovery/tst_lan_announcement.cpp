// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_announcement.h"

#include "shared/base/hash.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace shoal;
using namespace shoal::discovery;

namespace {

std::vector<Bytes> keys(size_t count, uint64_t seed = 1)
{
    const auto random = makeSeededRandom(seed);
    std::vector<Bytes> result;
    for (size_t i = 0; i < count; ++i)
        result.push_back(random->bytes(32));
    return result;
}

// A datagram with four tags, ready to be damaged.
Bytes validDatagram()
{
    const auto random = makeSeededRandom(7);
    return encodeAnnouncement(makeAnnouncements(44'444, true, keys(2), *random).front());
}

constexpr size_t kVersionAt = 9;
constexpr size_t kFlagsAt = 10;
constexpr size_t kPortAt = 27;
constexpr size_t kCountAt = 29;
constexpr size_t kHeader = 30;

} // namespace

class TstLanAnnouncement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFormatIsNormative();
    void theTagIsAKeyedHash();
    void parsingGivesWhatWasEncoded_data();
    void parsingGivesWhatWasEncoded();
    void tagsArePaddedAndSplit_data();
    void tagsArePaddedAndSplit();
    void thePlaceOfATagSaysNothing();
    void onlyCommonSharesMatch();
    void datagramsCannotBeLinked();
    void aTagHoldsForItsDatagramOnly();
    void malformedIsRefused_data();
    void malformedIsRefused();
    void anyPrefixIsRefused();
    void unknownFlagsAreIgnored();
};

void TstLanAnnouncement::theFormatIsNormative()
{
    Announcement announcement;
    announcement.nonce = LanNonce::from("nnnnnnnnnnnnnnnn");
    announcement.port = 0x1234;
    announcement.answerPlease = true;
    for (const char* tag : {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "dddddddddddddddd"})
        announcement.tags.push_back(LanTag::from(tag));
    QCOMPARE(encodeAnnouncement(announcement),
             Bytes("SHOAL-LAN\x01\x01nnnnnnnnnnnnnnnn\x12\x34\x04"
                   "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"));
}

void TstLanAnnouncement::theTagIsAKeyedHash()
{
    const Bytes key(32, 'k');
    const LanNonce nonce = LanNonce::from("nnnnnnnnnnnnnnnn");
    const Bytes expected = blake2b(16, "shoal lan 1nnnnnnnnnnnnnnnn\x12\x34", key);
    QCOMPARE(lanTag(key, nonce, 0x1234).toBytes(), expected);
}

void TstLanAnnouncement::parsingGivesWhatWasEncoded_data()
{
    QTest::addColumn<size_t>("shares");
    QTest::addColumn<bool>("answerPlease");
    QTest::newRow("one share that asks") << size_t{1} << true;
    QTest::newRow("one share that does not ask") << size_t{1} << false;
    QTest::newRow("as many shares as fit") << kMaxLanTags << true;
}

void TstLanAnnouncement::parsingGivesWhatWasEncoded()
{
    QFETCH(size_t, shares);
    QFETCH(bool, answerPlease);
    const auto random = makeSeededRandom(2);
    const auto made = makeAnnouncements(65'535, answerPlease, keys(shares), *random);
    QCOMPARE(made.size(), size_t{1});
    const Bytes datagram = encodeAnnouncement(made.front());
    QVERIFY(looksLikeAnnouncement(datagram));
    QVERIFY(datagram.size() <= kMaxLanDatagram);
    const auto parsed = parseAnnouncement(datagram);
    QVERIFY(parsed && *parsed == made.front());
    QCOMPARE(parsed->answerPlease, answerPlease);
    QCOMPARE(parsed->port, uint16_t{65'535});
}

void TstLanAnnouncement::tagsArePaddedAndSplit_data()
{
    QTest::addColumn<size_t>("shares");
    QTest::addColumn<std::vector<size_t>>("tags");
    using Sizes = std::vector<size_t>;
    QTest::newRow("no share, no datagram") << size_t{0} << Sizes{};
    QTest::newRow("one share has four tags") << size_t{1} << Sizes{4};
    QTest::newRow("four shares have four tags") << size_t{4} << Sizes{4};
    QTest::newRow("five shares have eight tags") << size_t{5} << Sizes{8};
    QTest::newRow("64 shares fill one datagram") << size_t{64} << Sizes{64};
    QTest::newRow("65 shares need two") << size_t{65} << Sizes{64, 4};
    QTest::newRow("200 shares need four") << size_t{200} << Sizes{64, 64, 64, 8};
}

void TstLanAnnouncement::tagsArePaddedAndSplit()
{
    QFETCH(size_t, shares);
    QFETCH(std::vector<size_t>, tags);
    const auto random = makeSeededRandom(3);
    const auto all = keys(shares);
    const auto made = makeAnnouncements(1, true, all, *random);

    std::vector<size_t> sizes;
    std::set<size_t> matched;
    std::set<Bytes> nonces;
    size_t asking = 0;
    for (const Announcement& one : made) {
        sizes.push_back(one.tags.size());
        nonces.insert(one.nonce.toBytes());
        asking += one.answerPlease;
        for (const size_t index : matchingShares(one, all))
            QVERIFY(matched.insert(index).second);
    }
    QCOMPARE(sizes, tags);
    QCOMPARE(matched.size(), shares);
    QCOMPARE(nonces.size(), made.size());
    QCOMPARE(asking, size_t{made.empty() ? 0U : 1U});
}

void TstLanAnnouncement::thePlaceOfATagSaysNothing()
{
    const auto random = makeSeededRandom(4);
    const auto all = keys(1);
    std::array<int, 4> places{};
    constexpr int kRounds = 400;
    for (int i = 0; i < kRounds; ++i) {
        const Announcement one = makeAnnouncements(1, false, all, *random).front();
        const auto at = std::find(one.tags.begin(), one.tags.end(), lanTag(all.front(), one.nonce, 1));
        ++places[static_cast<size_t>(at - one.tags.begin())];
    }
    // 100 each on average; the seed is fixed.
    for (const int count : places)
        QVERIFY(count > 60 && count < 140);
}

void TstLanAnnouncement::onlyCommonSharesMatch()
{
    const auto random = makeSeededRandom(5);
    const auto theirs = keys(6);
    std::vector<Bytes> ours = keys(6, 99);
    ours[1] = theirs[5];
    ours[4] = theirs[0];
    const Announcement one = makeAnnouncements(1, false, theirs, *random).front();
    QCOMPARE(matchingShares(one, ours), (std::vector<size_t>{1, 4}));
    QVERIFY(matchingShares(one, {}).empty());
}

void TstLanAnnouncement::datagramsCannotBeLinked()
{
    const auto random = makeSeededRandom(6);
    const auto all = keys(8);
    std::set<Bytes> seen;
    for (int i = 0; i < 50; ++i) {
        const Announcement one = makeAnnouncements(1, false, all, *random).front();
        QVERIFY(seen.insert(one.nonce.toBytes()).second);
        for (const LanTag& tag : one.tags)
            QVERIFY(seen.insert(tag.toBytes()).second);
    }
}

void TstLanAnnouncement::aTagHoldsForItsDatagramOnly()
{
    const auto random = makeSeededRandom(8);
    const auto all = keys(1);
    Announcement one = makeAnnouncements(1000, false, all, *random).front();
    Announcement otherPort = one;
    otherPort.port = 1001;
    QVERIFY(matchingShares(otherPort, all).empty());
    Announcement otherNonce = one;
    otherNonce.nonce.bytes[0] ^= 1;
    QVERIFY(matchingShares(otherNonce, all).empty());
    QCOMPARE(matchingShares(one, all).size(), size_t{1});
}

void TstLanAnnouncement::malformedIsRefused_data()
{
    QTest::addColumn<Bytes>("datagram");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char* name, const std::function<void(Bytes&)>& damage,
                        ErrorCode code = ErrorCode::Protocol) {
        Bytes datagram = validDatagram();
        damage(datagram);
        QTest::newRow(name) << datagram << code;
    };
    row("nothing", [](Bytes& d) { d.clear(); });
    row("BitTorrent Sync on the same port",
        [](Bytes& d) { d = "BSYNC" + Bytes(1, '\0') + "d1:m4:ping4:peer20:" + Bytes(40, 'x'); });
    row("another magic", [](Bytes& d) { d[0] = 's'; });
    row(
        "a later version", [](Bytes& d) { d[kVersionAt] = 2; }, ErrorCode::Unsupported);
    row(
        "version 0", [](Bytes& d) { d[kVersionAt] = 0; }, ErrorCode::Unsupported);
    row("port 0", [](Bytes& d) { d[kPortAt] = d[kPortAt + 1] = 0; });
    row("no tags", [](Bytes& d) {
        d[kCountAt] = 0;
        d.resize(kHeader);
    });
    row("a number of tags that is not a multiple of 4", [](Bytes& d) {
        d[kCountAt] = 3;
        d.resize(d.size() - 16);
    });
    row("more tags than announced", [](Bytes& d) { d += Bytes(16, 'x'); });
    row("fewer tags than announced", [](Bytes& d) { d[kCountAt] = 8; });
    row("68 tags", [](Bytes& d) {
        d[kCountAt] = 68;
        d.resize(kHeader + 68 * 16);
    });
    row("a byte too many", [](Bytes& d) { d += 'x'; });
    row("far too long", [](Bytes& d) { d.resize(kMaxLanDatagram + 1); });
}

void TstLanAnnouncement::malformedIsRefused()
{
    QFETCH(Bytes, datagram);
    QFETCH(ErrorCode, code);
    const auto parsed = parseAnnouncement(datagram);
    QVERIFY(!parsed);
    QVERIFY(parsed.error().code == code);
}

void TstLanAnnouncement::anyPrefixIsRefused()
{
    const Bytes whole = validDatagram();
    QVERIFY(parseAnnouncement(whole));
    for (size_t size = 0; size < whole.size(); ++size)
        QVERIFY(!parseAnnouncement(ByteView(whole).substr(0, size)));
}

void TstLanAnnouncement::unknownFlagsAreIgnored()
{
    Bytes datagram = validDatagram();
    datagram[kFlagsAt] = static_cast<char>(0xFE);
    const auto parsed = parseAnnouncement(datagram);
    QVERIFY(parsed);
    QVERIFY(!parsed->answerPlease);
}

QTEST_GUILESS_MAIN(TstLanAnnouncement)
#include "tst_lan_announcement.moc"
