// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/share_marker.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

namespace {

const Bytes kShareBytes = "0123456789abcdef0123456789abcdef";
const Bytes kText = "shoal share marker 1\n"
                    "share 3031323334353637\n"
                    "token 000102030405060708090a0b0c0d0e0f\n";

ShareId share()
{
    return ShareId::from(kShareBytes);
}

} // namespace

class TstShareMarker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTextIsNormative();
    void everyMarkerHasATokenOfItsOwn();
    void contentIsJudged_data();
    void contentIsJudged();
    void anUnreadableMarkerSaysWhy();
};

void TstShareMarker::theTextIsNormative()
{
    const auto marker = parseMarker(kText);
    QVERIFY(marker);
    QCOMPARE(marker->share, Bytes("3031323334353637"));
    QCOMPARE(marker->token.hex(), Bytes("000102030405060708090a0b0c0d0e0f"));
    QCOMPARE(encodeMarker(*marker), kText);
}

void TstShareMarker::everyMarkerHasATokenOfItsOwn()
{
    const auto random = makeSeededRandom(1);
    const ShareMarker first = makeMarker(share(), *random);
    const ShareMarker second = makeMarker(share(), *random);
    QVERIFY(!first.token.isZero());
    QVERIFY(first.token != second.token);
    const MarkerReading reading = judgeMarker(encodeMarker(first), share());
    QVERIFY(reading.verdict == MarkerVerdict::Ours);
    QVERIFY(reading.marker == first);
}

void TstShareMarker::contentIsJudged_data()
{
    QTest::addColumn<std::optional<Bytes>>("content");
    QTest::addColumn<MarkerVerdict>("verdict");
    const auto row = [](const char* name, std::optional<Bytes> content, MarkerVerdict verdict) {
        QTest::newRow(name) << content << verdict;
    };
    Bytes otherShare = kText;
    otherShare.replace(otherShare.find("3031"), 4, "3030");
    Bytes upper = kText;
    upper.replace(upper.find("0a0b"), 4, "0A0B");
    row("no file", std::nullopt, MarkerVerdict::Missing);
    row("a marker of this share", kText, MarkerVerdict::Ours);
    row("a marker with more lines", kText + "made by a later version\n", MarkerVerdict::Ours);
    row("a marker in upper case", upper, MarkerVerdict::Ours);
    row("a marker of another share", otherShare, MarkerVerdict::OtherShare);
    row("20 raw bytes of BitTorrent Sync", Bytes("\x8F\x00\x01zzzzzzzzzzzzzzzz\n", 20), MarkerVerdict::Foreign);
    row("a bencoded id of BitTorrent Sync", "d2:id20:aaaaaaaaaaaaaaaaaaaae", MarkerVerdict::Foreign);
    row("an empty file", "", MarkerVerdict::Unreadable);
    row("20 zero bytes after a crash", Bytes(20, '\0'), MarkerVerdict::Unreadable);
    row("zero bytes in place of a marker", Bytes(kText.size(), '\0'), MarkerVerdict::Unreadable);
    row("a marker cut off after 20 bytes", kText.substr(0, 20), MarkerVerdict::Unreadable);
    row("a marker cut off before its last line feed", kText.substr(0, kText.size() - 1), MarkerVerdict::Unreadable);
    row("a token that is not hexadecimal",
        "shoal share marker 1\nshare 3031323334353637\ntoken " + Bytes(32, 'x') + "\n", MarkerVerdict::Unreadable);
    row("a token that is too short", "shoal share marker 1\nshare 3031323334353637\ntoken 00\n",
        MarkerVerdict::Unreadable);
    row("a later version", "shoal share marker 2\nshare 3031323334353637\n", MarkerVerdict::Unreadable);
    row("another text", "something else entirely\n", MarkerVerdict::Unreadable);
    row("a file that is too large", kText + Bytes(kMaxMarkerBytes, 'x'), MarkerVerdict::Unreadable);
}

void TstShareMarker::contentIsJudged()
{
    QFETCH(std::optional<Bytes>, content);
    QFETCH(MarkerVerdict, verdict);
    const auto view = content ? std::optional<ByteView>(*content) : std::nullopt;
    const MarkerReading reading = judgeMarker(view, share());
    QVERIFY(reading.verdict == verdict);
    QCOMPARE(!reading.reason.empty(), verdict == MarkerVerdict::Unreadable);
    QCOMPARE(!reading.marker.share.empty(), verdict == MarkerVerdict::Ours || verdict == MarkerVerdict::OtherShare);
}

void TstShareMarker::anUnreadableMarkerSaysWhy()
{
    const MarkerReading later = judgeMarker("shoal share marker 2\n", share());
    QVERIFY(later.reason.find("another version") != Bytes::npos);
    const MarkerReading damaged = judgeMarker("x", share());
    QVERIFY(damaged.reason.find("damaged") != Bytes::npos);
}

QTEST_GUILESS_MAIN(TstShareMarker)
#include "tst_share_marker.moc"
