// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/rank.h"
#include "core/model/wire.h"
#include "shared/base/hash.h"

#include <QTest>

#include <functional>

using namespace shoal;
using namespace shoal::model;

namespace {

constexpr AuthorId kFirst{0x0102030405060708};
constexpr AuthorId kSecond{0xf0e0d0c0b0a09080};
constexpr int64_t kStamp = 1'700'000'000'000'000'000;

Bytes unhex(const char* hex)
{
    Bytes bytes;
    if (!fromHex(hex, bytes))
        qFatal("not hexadecimal");
    return bytes;
}

const DirId kDir = DirId::from(unhex("000102030405060708090a0b0c0d0e0f"));

// The file of the known answer in docs/protocol.md.
Record sampleFile()
{
    Record record;
    record.dir = kDir;
    record.name = "gr\xc3\xbcn.txt";
    record.size = 6;
    record.mtimeNs = 1'600'000'000'000'000'001;
    record.mode = 0644;
    record.owner = "www-data";
    record.group = "adm";
    record.xattrs = {{"user.a", "1"}};
    record.content = sha256("hello\n");
    record.author = kFirst;
    record.counter = 300;
    record.vector.set(kSecond, 7);
    record.vector.set(kFirst, 300);
    record.stamp = kStamp;
    record.dot = {kFirst, 299, kStamp - 5};
    return record;
}

Record sampleDirectory()
{
    Record record;
    record.kind = RecordKind::Directory;
    record.dir = DirId::from(unhex("598ad5959c6ec7cfe5cbb3a69b60e664"));
    record.name = "mail";
    record.mode = 0755;
    record.author = kFirst;
    record.counter = 1;
    record.vector.set(kFirst, 1);
    record.stamp = kStamp;
    return record;
}

Record sampleSymlink()
{
    Record record = sampleFile();
    record.kind = RecordKind::Symlink;
    record.target = "../elsewhere";
    record.size = record.target.size();
    record.content = sha256(record.target);
    record.mode = 0777;
    return record;
}

// The fields of a record's bytes, to be put together otherwise.
struct RawField
{
    WireField field;
    Bytes encoded;
};

Bytes encodeField(const WireField& field)
{
    WireWriter writer;
    if (field.type == WireType::Varint)
        writer.varint(field.number, field.number64);
    else if (field.type == WireType::Fixed64)
        writer.fixed64(field.number, field.number64);
    else
        writer.bytes(field.number, field.data);
    return writer.take();
}

std::vector<RawField> fieldsOf(ByteView bytes)
{
    std::vector<RawField> fields;
    WireReader reader(bytes);
    WireField field;
    while (reader.next(field))
        fields.push_back({field, encodeField(field)});
    return fields;
}

using Twist = std::function<void(std::vector<RawField>&)>;

size_t indexOf(const std::vector<RawField>& fields, uint32_t number)
{
    for (size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].field.number == number)
            return i;
    }
    qFatal("the sample lacks a field");
    return 0;
}

Twist replaced(uint32_t number, Bytes encoded)
{
    return [=](std::vector<RawField>& fields) { fields[indexOf(fields, number)].encoded = encoded; };
}

Bytes asVarint(uint32_t number, uint64_t value)
{
    WireWriter writer;
    writer.varint(number, value);
    return writer.take();
}

Bytes asBytes(uint32_t number, ByteView value)
{
    WireWriter writer;
    writer.bytes(number, value);
    return writer.take();
}

Bytes asFixed(uint32_t number, uint64_t value)
{
    WireWriter writer;
    writer.fixed64(number, value);
    return writer.take();
}

} // namespace

using Change = std::function<void(Record&)>;
Q_DECLARE_METATYPE(Record)
Q_DECLARE_METATYPE(Twist)

class TstRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void everyFieldSurvives_data();
    void everyFieldSurvives();
    void anUnsoundRecordIsRefused_data();
    void anUnsoundRecordIsRefused();
    void bytesThatAreNotCanonicalAreRefused_data();
    void bytesThatAreNotCanonicalAreRefused();
    void fieldsOfNewerVersionsSurviveInTheBytes();
    void kindsOfNewerVersionsAreTaken();
    void noChangeOfABitGoesUnnoticedOrIsReadInTwoWays();
    void namesAreCheckedAsFileSystemsDo_data();
    void namesAreCheckedAsFileSystemsDo();
    void keysHashAsTheProtocolSays();
    void rankIsStampThenAuthorThenHash();
};

void TstRecord::knownAnswers_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("hash");
    // Computed by another implementation, from docs/protocol.md.
    QTest::newRow("a file") << sampleFile()
                            << QByteArray("080210012210000102030405060708090a0b0c0d0e0f32096772c3bc6e2e7478743806410100"
                                          "a0d88557341648a40352087777772d64617461"
                                          "5a0361646d620b0a06757365722e611201316a205891b5b522d5df086d0ff0b110fbd9d21bb4"
                                          "fc7163af34d08286a2e846f6be03810108070605"
                                          "040302018801ac0292010c09080706050403020110ac0292010b098090a0b0c0d0e0f0100799"
                                          "0100002a36fe9c9717a201150908070605040302"
                                          "0110ab0219fbff2936fe9c9717")
                            << QByteArray("7b8f110fe2917640dd218bfb8f63e7caedb035e4c61246a6fdd98650f2c16c32");
    QTest::newRow("a directory in the root")
        << sampleDirectory()
        << QByteArray(
               "080110012210598ad5959c6ec7cfe5cbb3a69b60e6642a100000000000000000000000000000000032046d61696c48ed038101"
               "080706050403020188010192010b0908070605040302011001990100002a36fe9c9717")
        << QByteArray("d6ab7a8c2b98d8be7d86c1683bcff05d02dfc2780d62bc172c0b2cfcf49a7ef0");
}

void TstRecord::knownAnswers()
{
    QFETCH(Record, record);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, hash);
    const SealedRecord sealed = seal(record);
    QCOMPARE(QByteArray::fromStdString(toHex(sealed.bytes)), bytes);
    QCOMPARE(QByteArray::fromStdString(sealed.hash.hex()), hash);
}

void TstRecord::everyFieldSurvives_data()
{
    QTest::addColumn<Record>("record");
    const auto row = [](const char* name, Record record, const Change& change = {}) {
        if (change)
            change(record);
        QTest::newRow(name) << record;
    };
    row("a file", sampleFile());
    row("a directory", sampleDirectory());
    row("a symbolic link", sampleSymlink());
    row("a file in the root", sampleFile(), [](Record& r) { r.dir = kRootDir; });
    row("a time before 1970", sampleFile(), [](Record& r) { r.mtimeNs = -1; });
    row("a name that is not UTF-8", sampleFile(), [](Record& r) { r.name = "\xff\x01\n"; });
    row("the longest name", sampleFile(), [](Record& r) { r.name = Bytes(255, 'n'); });
    row("a moved file", sampleFile(), [](Record& r) { r.origin = {kRootDir, "before"}; });
    row("a hard link", sampleFile(), [](Record& r) { r.linkGroup = UINT64_MAX; });
    row("a file that was there when the share was joined", sampleFile(), [](Record& r) { r.joined = true; });
    row("an extended attribute without a value", sampleFile(), [](Record& r) {
        r.xattrs = {{"user.a", ""}, {"user.b", Bytes(1, '\0')}};
    });
    row("the largest file", sampleFile(), [](Record& r) { r.size = INT64_MAX; });
    row("a tombstone", sampleFile(), [](Record& r) {
        r.live = false;
        r.size = 0;
        r.dot = {};
    });
    row("a deleted directory", sampleDirectory(), [](Record& r) { r.live = false; });
    row("the author whose id is zero", sampleFile(), [](Record& r) {
        r.author = {0};
        r.vector.set(r.author, r.counter);
    });
    row("the latest stamp", sampleFile(), [](Record& r) { r.stamp = kLatestStamp; });
    row("as many authors as there may be", sampleFile(), [](Record& r) {
        for (uint64_t i = 0; i < kMaxVectorEntries - 2; ++i)
            r.vector.set({i}, UINT64_MAX);
    });
}

void TstRecord::everyFieldSurvives()
{
    QFETCH(Record, record);
    const SealedRecord sealed = seal(record);
    const auto again = unseal(sealed.bytes);
    QVERIFY2(again, again ? "" : again.error().context.c_str());
    QVERIFY(again->record == record);
    QVERIFY(again->bytes == sealed.bytes);
    QVERIFY(again->hash == sha256(sealed.bytes));
}

void TstRecord::anUnsoundRecordIsRefused_data()
{
    QTest::addColumn<Record>("record");
    const auto row = [](const char* name, Record record, const Change& change) {
        change(record);
        QTest::newRow(name) << record;
    };
    row("no name", sampleFile(), [](Record& r) { r.name.clear(); });
    row("a name with a slash", sampleFile(), [](Record& r) { r.name = "../passwd"; });
    row("a name with a NUL", sampleFile(), [](Record& r) { r.name = Bytes("a\0b", 3); });
    row("the name of the directory itself", sampleFile(), [](Record& r) { r.name = "."; });
    row("the name of the directory above", sampleFile(), [](Record& r) { r.name = ".."; });
    row("a name that is too long", sampleFile(), [](Record& r) { r.name = Bytes(256, 'n'); });
    row("a file named like the service folder", sampleFile(), [](Record& r) {
        r.dir = kRootDir;
        r.name = ".sync";
    });
    row("a directory named like the service folder", sampleDirectory(), [](Record& r) { r.name = ".sync"; });
    row("a record of the root", sampleDirectory(), [](Record& r) { r.dir = kRootDir; });
    row("no counter", sampleFile(), [](Record& r) { r.counter = 0; });
    row("a vector that lacks its author", sampleFile(), [](Record& r) { r.author = {3}; });
    row("a vector that is behind its author", sampleFile(), [](Record& r) { r.counter = 301; });
    row("a vector that is ahead of its author", sampleFile(), [](Record& r) { r.counter = 299; });
    row("more authors than there may be", sampleFile(), [](Record& r) {
        for (uint64_t i = 0; i < kMaxVectorEntries; ++i)
            r.vector.set({i}, 1);
    });
    row("a negative stamp", sampleFile(), [](Record& r) { r.stamp = -1; });
    row("a stamp after the latest", sampleFile(), [](Record& r) { r.stamp = kLatestStamp + 1; });
    row("a dot after the record", sampleFile(), [](Record& r) { r.dot.stamp = r.stamp + 1; });
    row("a dot with a negative stamp", sampleFile(), [](Record& r) { r.dot.stamp = -1; });
    row("a live file without a dot", sampleFile(), [](Record& r) { r.dot = {}; });
    row("a dot that its vector lacks", sampleFile(), [](Record& r) { r.dot.counter = 301; });
    row("a live file without a content hash", sampleFile(), [](Record& r) { r.content = {}; });
    row("a size beyond what files have", sampleFile(), [](Record& r) { r.size = uint64_t(INT64_MAX) + 1; });
    row("a mode with bits of a file type", sampleFile(), [](Record& r) { r.mode = 0100644; });
    row("an owner that is too long", sampleFile(), [](Record& r) { r.owner = Bytes(256, 'o'); });
    row("a symbolic link without a target", sampleSymlink(), [](Record& r) { r.target.clear(); });
    row("a target that its hash does not match", sampleSymlink(), [](Record& r) { r.target += "x"; });
    row("a target with a NUL", sampleSymlink(), [](Record& r) {
        r.target = Bytes("a\0b", 3);
        r.content = sha256(r.target);
    });
    row("a target that is too long", sampleSymlink(), [](Record& r) {
        r.target = Bytes(kMaxTarget + 1, 't');
        r.content = sha256(r.target);
    });
    row("extended attributes that are too large", sampleFile(), [](Record& r) {
        r.xattrs = {{"user.a", Bytes(kMaxXattrBytes, 'x')}};
    });
    row("more extended attributes than fit", sampleFile(), [](Record& r) {
        r.xattrs.clear();
        for (char a = 'a'; a <= 'z'; ++a) {
            for (int b = 1; b < 256; ++b)
                r.xattrs.emplace_back(Bytes{a, static_cast<char>(b), 'x'}, Bytes());
        }
    });
    row("extended attributes in the wrong order", sampleFile(), [](Record& r) {
        r.xattrs = {{"user.b", "1"}, {"user.a", "1"}};
    });
    row("an extended attribute twice", sampleFile(), [](Record& r) { r.xattrs = {{"user.a", "1"}, {"user.a", "2"}}; });
    row("an extended attribute without a name", sampleFile(), [](Record& r) { r.xattrs = {{"", "1"}}; });
    row("an origin without a name", sampleFile(), [](Record& r) { r.origin = {kRootDir, ""}; });
    row("an origin that is no name", sampleFile(), [](Record& r) { r.origin = {kRootDir, "a/b"}; });
}

void TstRecord::anUnsoundRecordIsRefused()
{
    QFETCH(Record, record);
    const auto again = unseal(seal(record).bytes);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Protocol);
    QVERIFY(!again.error().context.empty());
}

void TstRecord::bytesThatAreNotCanonicalAreRefused_data()
{
    QTest::addColumn<Twist>("twist");
    const auto row = [](const char* name, Twist twist) { QTest::newRow(name) << twist; };
    row("nothing at all", [](auto& fields) { fields.clear(); });
    row("no kind", [](auto& fields) { fields.erase(fields.begin()); });
    row("no directory", [](auto& fields) { fields.erase(fields.begin() + static_cast<long>(indexOf(fields, 4))); });
    row("fields in another order", [](auto& fields) { std::swap(fields[0], fields[1]); });
    row("a field twice", [](auto& fields) { fields.insert(fields.begin(), fields.front()); });
    row("a zero that should be absent", replaced(2, Bytes("\x10\x00", 2)));
    row("an empty string that should be absent", replaced(10, Bytes("\x52\x00", 2)));
    row("a fixed number of zero", replaced(8, Bytes("\x41\0\0\0\0\0\0\0\0", 9)));
    row("a number longer than it needs to be", replaced(7, Bytes("\x38\x86\x00", 3)));
    row("a number of more than 64 bits", replaced(7, Bytes("\x38\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 11)));
    row("a number that does not end", replaced(20, Bytes("\x38\xff", 2)));
    row("live other than by 1", replaced(2, asVarint(2, 2)));
    row("a kind beyond 32 bits", replaced(1, asVarint(1, uint64_t(1) << 32)));
    row("a size as a fixed number", replaced(7, asFixed(7, 6)));
    row("a time as a varint", replaced(8, asVarint(8, 6)));
    row("an author as bytes", replaced(16, asBytes(16, "12345678")));
    row("an author time as a varint", [](std::vector<RawField>& fields) { fields.push_back({{}, asVarint(23, 5)}); });
    row("live as bytes", replaced(2, asBytes(2, "1")));
    row("a field of 32 bits", replaced(7, Bytes("\x3d\x06\0\0\0", 5)));
    row("a group of the old encoding", replaced(7, Bytes("\x3b\x3c", 2)));
    row("a directory id of 15 bytes", replaced(4, asBytes(4, Bytes(15, 'd'))));
    row("a content hash of 33 bytes", replaced(13, asBytes(13, Bytes(33, 'h'))));
    row("bytes longer than the record", replaced(20, Bytes("\xa2\x01\x7f", 3) + "x"));
    row("field number 0", replaced(1, Bytes("\x00\x01", 2)));
    row("a parent of a file", [](auto& fields) {
        fields.insert(fields.begin() + 3, {{}, asBytes(5, Bytes(16, 'p'))});
    });
    row("an origin that is only a name", [](auto& fields) { fields.push_back({{}, asBytes(22, "name")}); });
    row("vector entries in another order", [](auto& fields) {
        const size_t at = indexOf(fields, 18);
        std::swap(fields[at], fields[at + 1]);
    });
    row("an author twice in the vector", [](auto& fields) {
        const size_t at = indexOf(fields, 18);
        fields.insert(fields.begin() + static_cast<long>(at), fields[at]);
    });
    row("a vector entry with a stamp",
        replaced(18, asBytes(18, asFixed(1, kFirst.value) + asVarint(2, 300) + asFixed(3, 1))));
    row("a vector entry without a counter", replaced(18, asBytes(18, asFixed(1, kFirst.value))));
    row("a dot with a fourth field",
        replaced(20, asBytes(20, asFixed(1, kFirst.value) + asVarint(2, 299) + asVarint(4, 1))));
    row("a dot with its author twice",
        replaced(20, asBytes(20, asFixed(1, 1) + asFixed(1, kFirst.value) + asVarint(2, 299))));
    row("a dot whose counter is fixed", replaced(20, asBytes(20, asFixed(1, kFirst.value) + asFixed(2, 299))));
    row("more bytes than a record may have", [](auto& fields) {
        fields.push_back({{}, asBytes(99, Bytes(kMaxRecordBytes, 'x'))});
    });
}

void TstRecord::bytesThatAreNotCanonicalAreRefused()
{
    QFETCH(Twist, twist);
    std::vector<RawField> fields = fieldsOf(seal(sampleFile()).bytes);
    twist(fields);
    Bytes bytes;
    for (const RawField& field : fields)
        bytes += field.encoded;
    const auto record = unseal(bytes);
    QVERIFY(!record);
    QCOMPARE(record.error().code, ErrorCode::Protocol);
}

void TstRecord::fieldsOfNewerVersionsSurviveInTheBytes()
{
    const SealedRecord known = seal(sampleFile());
    const Bytes newer = known.bytes + asVarint(24, 5) + asBytes(40, "news") + asBytes(40, "more news");
    const auto record = unseal(newer);
    QVERIFY(record);
    QVERIFY(record->record == known.record);
    QVERIFY(record->bytes == newer);
    QVERIFY(record->hash != known.hash);
}

void TstRecord::kindsOfNewerVersionsAreTaken()
{
    Record record = sampleFile();
    record.kind = static_cast<RecordKind>(77);
    record.dot = {};
    record.content = {};
    const auto again = unseal(seal(record).bytes);
    QVERIFY(again);
    QVERIFY(again->record == record);
    QVERIFY(!again->record.hasContent());
    QVERIFY(!again->record.isDirectory());
}

// Whatever is accepted has one encoding: the bytes that were hashed are the bytes of the fields.
void TstRecord::noChangeOfABitGoesUnnoticedOrIsReadInTwoWays()
{
    Record moved = sampleSymlink();
    moved.origin = {kDir, "before"};
    moved.linkGroup = 9;
    size_t accepted = 0;
    for (const Record& sample : {sampleFile(), sampleDirectory(), moved}) {
        const SealedRecord sealed = seal(sample);
        for (size_t bit = 0; bit < sealed.bytes.size() * 8; ++bit) {
            Bytes changed = sealed.bytes;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
            const auto record = unseal(changed);
            const std::vector<RawField> fields = fieldsOf(changed);
            const bool known = record && (record->record.isDirectory() || record->record.hasContent()) &&
                               fields.back().field.number <= 22;
            if (!known)
                continue; // refused, or from a newer version: only its bytes count
            ++accepted;
            QVERIFY(record->record != sample);
            QCOMPARE(toHex(seal(record->record).bytes), toHex(changed));
        }
        for (size_t length = 0; length < sealed.bytes.size(); ++length) {
            const auto record = unseal(sealed.bytes.substr(0, length));
            QVERIFY(!record || record->record != sample);
        }
    }
    QVERIFY(accepted > 100); // names, times and the like may have any value
}

void TstRecord::namesAreCheckedAsFileSystemsDo_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("valid");
    QTest::newRow("a letter") << QByteArray("a") << true;
    QTest::newRow("three dots") << QByteArray("...") << true;
    QTest::newRow("a backslash") << QByteArray("a\\b") << true;
    QTest::newRow("bytes that are not UTF-8") << QByteArray("\xff\xfe") << true;
    QTest::newRow("255 bytes") << QByteArray(255, 'n') << true;
    QTest::newRow("256 bytes") << QByteArray(256, 'n') << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("one dot") << QByteArray(".") << false;
    QTest::newRow("two dots") << QByteArray("..") << false;
    QTest::newRow("a slash inside") << QByteArray("a/b") << false;
    QTest::newRow("a NUL inside") << QByteArray("a\0b", 3) << false;
}

void TstRecord::namesAreCheckedAsFileSystemsDo()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, valid);
    QCOMPARE(isValidName(name.toStdString()), valid);
}

void TstRecord::keysHashAsTheProtocolSays()
{
    QCOMPARE(sampleFile().key().hash(), uint64_t(0x275296d2c5163511));
    QVERIFY(sampleFile().key() == (RecordKey{false, kDir, "gr\xc3\xbcn.txt"}));
    Record directory = sampleDirectory();
    directory.dir = kDir;
    QCOMPARE(directory.key().hash(), uint64_t(0xb4e2f537771a0db5));
    QVERIFY(directory.key().name.empty()); // a rename does not change it
}

void TstRecord::rankIsStampThenAuthorThenHash()
{
    const Rank rank{5, {5}, sha256("5")};
    QVERIFY(rank < (Rank{6, {1}, Hash()}));
    QVERIFY((Rank{5, {6}, Hash()}) > rank);
    Hash greater = rank.hash;
    greater.bytes[31] = static_cast<unsigned char>(greater.bytes[31] ^ 1);
    QVERIFY(((Rank{5, {5}, greater}) > rank) == (greater > rank.hash));
    const SealedRecord sealed = seal(sampleFile());
    QVERIFY(rankOf(sealed) == (Rank{kStamp, kFirst, sealed.hash}));
}

QTEST_GUILESS_MAIN(TstRecord)
#include "tst_record.moc"
