// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_index.h"
#include "sample_messages.h"

#include "core/crypto/partial_batch.h"
#include "core/engine/history_log.h"
#include "core/model/record.h"
#include "core/protocol/preamble.h"
#include "core/protocol/relay_messages.h"
#include "core/storage/chunk_list.h"
#include "core/storage/ignore_list.h"
#include "core/storage/share_marker.h"
#include "core/sync/horizon.h"
#include "shared/config/sample_config.h"

#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>

// Writes those seeds that are easier made than typed: make_seeds FOLDER, where FOLDER is tests/fuzz/corpus. It changes
// nothing that is there already as it would be made.

namespace shoal::fuzz {

namespace {

class Corpus
{
public:
    explicit Corpus(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    void add(const char* target, Bytes name, ByteView content)
    {
        for (char& c : name)
            c = std::isalnum(static_cast<unsigned char>(c)) ? c : '-';
        std::filesystem::create_directories(m_folder / target);
        std::ofstream(m_folder / target / name, std::ios::binary | std::ios::trunc)
            .write(content.data(), static_cast<std::streamsize>(content.size()));
    }

private:
    std::filesystem::path m_folder;
};

// A piece as Choices::piece() takes it.
Bytes piece(ByteView bytes)
{
    Bytes out;
    out += static_cast<char>(bytes.size() >> 8 & 0xff);
    out += static_cast<char>(bytes.size() & 0xff);
    return out + Bytes(bytes);
}

Bytes bytesOf(std::initializer_list<int> numbers)
{
    Bytes out;
    for (const int number : numbers)
        out += static_cast<char>(number);
    return out;
}

void addMessages(Corpus& corpus)
{
    for (const protocol::Sample& sample : protocol::allSamples()) {
        Bytes bytes;
        if (protocol::encode(sample.message, bytes) && bytes.size() < 4096)
            corpus.add("messages", sample.name, bytes);
    }
}

constexpr int64_t kNow = int64_t{1'700'000'000} * 1'000'000'000;

model::Record aFile(uint64_t counter)
{
    model::Record record;
    record.name = "a file.txt";
    record.size = 7;
    record.mtimeNs = kNow;
    record.mode = 0644;
    record.owner = "www-data";
    record.group = "www-data";
    record.xattrs = {{"user.a", "1"}, {"user.b", "two"}};
    record.content = sha256("content" + std::to_string(counter));
    record.linkGroup = 5;
    record.author = AuthorId{9 + counter};
    record.counter = counter;
    record.vector.set(record.author, counter);
    record.vector.set(AuthorId{3}, 4);
    record.stamp = kNow + static_cast<int64_t>(counter);
    record.dot = {record.author, counter, record.stamp};
    record.origin = {DirId::from(Bytes(16, 'o')), "old name.txt"};
    return record;
}

void addRecords(Corpus& corpus)
{
    const Bytes first = model::seal(aFile(1)).bytes;
    corpus.add("record", "two authors of one file", piece(first) + model::seal(aFile(2)).bytes);
    model::Record gone = aFile(3);
    gone.live = false;
    gone.dot = {};
    gone.authoredNs = gone.stamp + 10'000'000'000'000;
    corpus.add("record", "a file and its deletion", piece(first) + model::seal(gone).bytes);
    model::Record link = aFile(4);
    link.kind = model::RecordKind::Symlink;
    link.target = "../there";
    link.content = sha256(link.target);
    link.linkGroup = 0;
    corpus.add("record", "a link in place of a file", piece(first) + model::seal(link).bytes);
    model::Record directory = aFile(5);
    directory.kind = model::RecordKind::Directory;
    directory.dir = DirId::from(Bytes(16, 'd'));
    directory.content = {};
    directory.dot = {};
    directory.linkGroup = 0;
    directory.origin.reset();
    corpus.add("record", "a directory", piece({}) + model::seal(directory).bytes);
    corpus.add("record", "the horizon", piece({}) + sync::makeHorizon(kNow, {AuthorId{1}, 1, kNow}).bytes);
    corpus.add("record", "a field of a newer version", piece({}) + first + bytesOf({0xca, 0x0c, 1, 'x'}));
}

void addBatches(Corpus& corpus)
{
    const auto keys = crypto::ShareKeys::derive(*crypto::Secret::parse("AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA"));
    std::vector<Hash> hashes;
    for (size_t i = 0; i < 21; ++i)
        hashes.push_back(sha256("record " + std::to_string(i)));
    const auto whole = crypto::PartialBatch::whole(hashes, crypto::signBatch(keys, hashes));
    Bytes proof;
    whole.appendProof({0, 1, 2, 3, 4}, proof);
    corpus.add("batch_proof", "the first five of 21", bytesOf({5}) + proof);
    std::span<const Hash> records(hashes.data(), 5);
    ByteView rest = proof;
    if (const auto part = crypto::PartialBatch::take(keys, records, rest))
        corpus.add("batch_proof", "a part as it is kept", bytesOf({0}) + part->keep());
    const std::span<const Hash> three(hashes.data(), 3);
    const auto small = crypto::PartialBatch::whole(three, crypto::signBatch(keys, three));
    corpus.add("batch_proof", "a whole batch as it is kept", bytesOf({0}) + small.keep());
    Bytes two;
    small.appendProof({0}, two);
    small.appendProof({1, 2}, two);
    corpus.add("batch_proof", "two proofs of one batch", bytesOf({3}) + two);
}

void addStreams(Corpus& corpus)
{
    const Bytes preamble = protocol::Preamble::own().bytes();
    corpus.add("handshake", "a strangers preamble", bytesOf({0, 1, 7}) + preamble);
    corpus.add("handshake", "a strangers first message",
               bytesOf({0, 1, 255}) + preamble + bytesOf({0, 48}) + Bytes(48, 'e'));
    corpus.add("handshake", "a low order key", bytesOf({0, 1, 255}) + preamble + bytesOf({0, 32}) + Bytes(32, '\0'));
    corpus.add("handshake", "nobody in between", bytesOf({1, 0, 0, 1, 255, 0, 0, 0}));
    corpus.add("handshake", "the suites are changed", bytesOf({1, 3, 2, 0, 7, 1, 0, 0}));
    corpus.add("handshake", "a byte is dropped", bytesOf({1, 2, 2, 0, 60, 0, 1, 0}));
    const Bytes seal = bytesOf({1}) + piece("some text") + bytesOf({0});
    const Bytes longSeal = bytesOf({1}) + piece(Bytes(64, 'y')) + bytesOf({7});
    const Bytes receive = bytesOf({3, 0, 9});
    corpus.add("frames", "three frames in pieces", seal + receive + longSeal + receive + seal);
    corpus.add("frames", "a byte is changed", seal + longSeal + bytesOf({0, 0, 40, 0, 1}) + receive + seal);
    corpus.add("frames", "a frame comes twice", seal + seal + bytesOf({0, 0, 27, 3}) + receive);
    const Bytes push = bytesOf({0, 1, 1, 0x20, 0, 4});
    const Bytes bulk = bytesOf({0, 2, 2, 0xff, 0xff, 3});
    const Bytes urgent = bytesOf({0, 1, 0, 0, 40, 0});
    const Bytes take = bytesOf({3, 0x10, 0});
    corpus.add("send_queue", "all lanes", push + bulk + urgent + take + urgent + take + take + push + take);
    corpus.add("send_queue", "a channel ends in the middle",
               push + bulk + take + bytesOf({6, 1}) + take + urgent + bytesOf({3, 0, 9}) + bytesOf({6, 0}) + take);
    corpus.add("send_queue", "everything is dropped", push + bulk + take + bytesOf({7, 0}) + urgent + take);
}

// Each step of the peer is followed by one byte: how much the session may send then.
void addSessions(Corpus& corpus)
{
    const Bytes hello = bytesOf({1});
    const Bytes offer = bytesOf({3, 1, 2, 3, 9, 0});
    const Bytes confirm = bytesOf({5, 2, 64, 2, 65, 4, 0});
    const Bytes part =
        bytesOf({2, 40, 23, 1}) + piece("the beginning") + bytesOf({0, 2, 40, 23, 0}) + piece("end") + bytesOf({0});
    const Bytes send = bytesOf({10, 40, 0xff, 0xff, 2, 0, 10, 40, 0, 9, 0, 0, 11, 0});
    Bytes changed;
    for (int sample = 10; sample < 32; ++sample)
        changed += bytesOf({7, sample, 0xff, 0xff, 1, 40, 0});
    corpus.add("session", "a listener opens shares", bytesOf({1, 1}) + hello + offer + confirm + part + send + changed);
    corpus.add("session", "a read only listener opens shares",
               bytesOf({1, 0}) + hello + offer + confirm + send + changed);
    const Bytes answer = bytesOf({4, 1, 0, 10, 1, 250, 0, 0});
    corpus.add("session", "a dialer gets an answer", bytesOf({0, 1}) + hello + answer + part + send + changed);
    const Bytes close = bytesOf({6, 40, 0});
    corpus.add("session", "a dialer removes a share",
               bytesOf({0, 0}) + hello + answer + bytesOf({9, 1, 0}) + send + close + bytesOf({8, 1, 0}) + answer);
    corpus.add("session", "the peer closes a share in parts",
               bytesOf({0, 1}) + hello + answer + bytesOf({2, 2, 23, 1}) + piece("the beginning") +
                   bytesOf({0, 6, 2, 0, 6, 4, 0}));
    corpus.add("session", "noise", bytesOf({1, 1, 1, 0}) + piece("noise") + bytesOf({0, 1, 0, 2}) + piece("more"));
}

void addStored(Corpus& corpus)
{
    std::vector<storage::Chunk> chunks{{sha256("one"), 9000}, {sha256("two"), 70'000}};
    corpus.add("chunk_list", "as it is stored", bytesOf({0}) + storage::encodeChunkList(chunks));
    Bytes lists = bytesOf({1, 6});
    for (int chunk = 0; chunk < 6; ++chunk)
        lists += bytesOf({chunk, 0xc0, 0});
    lists += bytesOf({7});
    for (const int chunk : {0, 1, 9, 2, 3, 4, 5})
        lists += bytesOf({chunk, 0xc0, 0});
    corpus.add("chunk_list", "one chunk more",
               lists + bytesOf({2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 1, 4, 0x40, 0, 0xff, 0, 3}));
    const auto random = makeSeededRandom(1);
    ShareId share;
    share.bytes.fill(0xab);
    corpus.add("marker", "ours", storage::encodeMarker(storage::makeMarker(share, *random)));
    corpus.add("marker", "another share's", storage::encodeMarker(storage::makeMarker(ShareId{}, *random)));
    corpus.add("marker", "a later version", "shoal share marker 2\nwhatever\n");
    corpus.add("marker", "of BitTorrent Sync", "d2:id20:" + Bytes(20, 'x') + "e");
    corpus.add("marker", "of an older BitTorrent Sync", Bytes(20, '\x99'));
    corpus.add("ignore", "the list of a new share",
               storage::defaultIgnoreListText() + Bytes(1, '\0') + "a/~b\nx/Thumbs.db\n.DS_Store/y");
    corpus.add("config", "the sample", config::sampleConfig());
}

void addHistory(Corpus& corpus)
{
    using engine::HistoryEvent;
    const auto folder = std::filesystem::temp_directory_path() / "shoal-make-seeds";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    engine::HistoryLog log((folder / "index").string());
    const bool written =
        log.append({{HistoryEvent::Kind::Added, kNow / 1'000'000, "a.txt", {}, {}, 7},
                    {HistoryEvent::Kind::Moved, kNow / 1'000'000, "b/a.txt", "a.txt", "app02", 7},
                    {HistoryEvent::Kind::Deleted, kNow / 1'000'000, "c", {}, {}, 0},
                    {HistoryEvent::Kind::Conflict, kNow / 1'000'000, "d \xff", {}, "app03", UINT64_MAX}})
            .has_value();
    std::ifstream file(folder / "index.history", std::ios::binary);
    const Bytes content{std::istreambuf_iterator<char>(file), {}};
    std::filesystem::remove_all(folder);
    if (!written)
        std::fprintf(stderr, "the history cannot be written\n");
    corpus.add("history", "four events", piece({}) + content);
    corpus.add("history", "the older file is there, too", piece(content) + content);
    corpus.add("history", "torn in the middle", piece({}) + content.substr(0, content.size() / 2));
    corpus.add("history", "no history", piece({}) + "something else");
}

void addIndexes(Corpus& corpus)
{
    corpus.add("index", "as it was", bytesOf({1, 0, 0}));
    corpus.add("index", "with its log", bytesOf({0, 0, 0}));
    corpus.add("index", "a torn log", bytesOf({0, 0, 1, 1, 4, 0, 100, 4}));
    corpus.add("index", "a byte of the header", bytesOf({1, 0, 1, 0, 0, 18, 0, 9}));
    const int columns = static_cast<int>(indexColumns().size());
    for (int column = 0; column < columns; column += 3)
        corpus.add("index", "column " + std::to_string(column),
                   bytesOf({1, 2, column, 1, 0, column % 7, (column + 1) % columns, 0, 2, 3, 'a', 'b', 'c', 0}));
}

void addRelay(Corpus& corpus)
{
    const Bytes twoDevices = bytesOf({0, 0, 0, 0, 1, 1});
    const Bytes oneShare = bytesOf({3, 0, 0, 1, 3, 1, 0, 2});
    const Bytes ask = bytesOf({4, 0, 1, 7, 0});
    const Bytes bothJoin = bytesOf({5, 0, 1, 0, 0, 5, 1, 0, 1, 0});
    const Bytes carry = bytesOf({7, 0, 0, 1, 0, 4, 0});
    corpus.add("relay", "two devices are joined", twoDevices + oneShare + ask + bothJoin + carry);
    corpus.add("relay", "an end goes", twoDevices + oneShare + ask + bothJoin + bytesOf({7, 0, 0, 1, 1}));
    corpus.add("relay", "nobody comes", twoDevices + oneShare + ask + bytesOf({6, 30}) + bothJoin);
    corpus.add("relay", "a device connects anew", twoDevices + oneShare + bytesOf({0, 0, 2}) + ask);
    corpus.add("relay", "strangers",
               bytesOf({1, 0, 2, 0}) + piece(protocol::Preamble::own().bytes()) + bytesOf({1, 1, 2, 1}) +
                   piece(protocol::Preamble::own(protocol::StreamKind::Relay).bytes()) + bytesOf({1, 2, 2, 2}) +
                   piece("SHJOI") + bytesOf({6, 11}));
    const auto name = crypto::RelayShareId::from(Bytes(32, 's'));
    corpus.add("relay", "a message", protocol::encodeRelay(protocol::RelayConnect{1, name, {}}));
    protocol::RelayNote note;
    note.port = 1;
    note.local = {{}, {}};
    corpus.add("relay", "a note", protocol::encodeRelayNote(note));
}

void addAll(Corpus& corpus)
{
    addRelay(corpus);
    addMessages(corpus);
    addRecords(corpus);
    addBatches(corpus);
    addStreams(corpus);
    addSessions(corpus);
    addStored(corpus);
    addHistory(corpus);
    addIndexes(corpus);
}

} // namespace

} // namespace shoal::fuzz

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: make_seeds FOLDER\n");
        return 2;
    }
    shoal::fuzz::Corpus corpus(argv[1]);
    shoal::fuzz::addAll(corpus);
    return 0;
}
