// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "scratch_folder.h"
#include "scripted_peer.h"

#include "core/protocol/limits.h"
#include "core/storage/content_hasher.h"
#include "shared/base/hash.h"

#include <QDir>

#include <filesystem>
#include <fstream>
#include <set>

using namespace shoal;
using namespace shoal::fuzz;
using test::Cluster;
using test::ScriptedPeer;

namespace {

constexpr size_t kMostSteps = 64;
constexpr size_t kStepsBetween = 200; // of the share's work
constexpr int64_t kNow = int64_t{4'000'000'000} * 1'000'000'000;

// All contents that there are: nothing else may ever be seen in the folder.
struct Content
{
    Bytes bytes;
    storage::ContentId id;
};

const std::vector<Content>& contents()
{
    static const auto all = [] {
        const auto random = makeSeededRandom(2);
        std::vector<Content> made;
        for (Bytes bytes :
             {Bytes(), Bytes("one"), Bytes("another one"), random->bytes(300'000), random->bytes(400'000)}) {
            storage::ContentHasher hasher(bytes.size());
            hasher.add(bytes);
            auto id = *hasher.finish();
            made.push_back({std::move(bytes), std::move(id)});
        }
        return made;
    }();
    return all;
}

const Content* contentOf(const Hash& hash)
{
    for (const Content& content : contents())
        if (content.id.hash == hash)
            return &content;
    return nullptr;
}

// One share, a user who works in its folder, and two peers who hold its secrets and say whatever they like.
class Trial
{
public:
    explicit Trial(Choices& input) : m_input(input), m_cluster(1)
    {
        const uint8_t options = input.byte();
        m_reads = (options & 1) != 0;
        m_cluster.add(
            {.readOnly = m_reads, .overwriteChanges = (options & 2) != 0, .useSyncTrash = (options & 4) == 0});
        if ((options & 8) != 0)
            write("a", contents()[1].bytes);
        m_cluster.start(0);
        m_cluster.run(kStepsBetween);
        join();
    }

    void run()
    {
        for (size_t steps = 0; steps < kMostSteps && !m_input.empty(); ++steps) {
            step();
            m_cluster.run(kStepsBetween);
            checkSent();
        }
        for (int i = 0; i < 8; ++i) {
            m_cluster.clock(0).advance(std::chrono::seconds(1));
            m_cluster.run(kStepsBetween);
        }
        checkSent();
        checkFolder();
    }

private:
    void join()
    {
        m_peers = {ScriptedPeer::join(m_cluster, 0, crypto::Permission::ReadWrite, 1'000'000 + 2 * m_joined),
                   ScriptedPeer::join(m_cluster, 0, crypto::Permission::ReadOnly, 1'000'001 + 2 * m_joined)};
        ++m_joined;
    }

    void step()
    {
        m_peer = m_peers[m_input.below(2)].get();
        switch (m_input.below(12)) {
        case 0:
        case 1:
        case 2:
            sayRecords();
            break;
        case 3:
            sayRaw();
            break;
        case 4:
            answerContents();
            break;
        case 5:
            answerLists();
            break;
        case 6:
            say(protocol::DigestRoot{m_input.below(4) == 0 ? time() : 0, Hash{}, m_input.byte(), m_input.below(2) == 0,
                                     m_input.below(2) == 0, m_input.below(2) == 0});
            break;
        case 7:
            m_cluster.clock(0).advance(std::chrono::milliseconds(10 * m_input.number16()));
            break;
        case 8:
            work();
            break;
        case 9:
            compare();
            break;
        case 10:
            holding();
            break;
        default:
            for (const auto& peer : m_peers)
                peer->leave();
            join();
            break;
        }
    }

    // As it comes off the wire.
    void say(const protocol::Message& message)
    {
        Bytes bytes;
        if (protocol::encode(message, bytes))
            m_cluster.worker(0).receive(m_peer->id(), *protocol::decode(bytes));
    }

    void sayRaw()
    {
        Bytes bytes(1, static_cast<char>(16 + m_input.below(13)));
        bytes += m_input.piece();
        if (auto message = protocol::decode(bytes))
            m_cluster.worker(0).receive(m_peer->id(), *std::move(message));
    }

    // Of few, so that things meet.
    DirId dir()
    {
        const size_t which = m_input.below(6);
        return which < 3 ? kRootDir : DirId::from(Bytes(DirId::kSize, static_cast<char>('a' + which)));
    }
    Bytes name()
    {
        static const std::vector<Bytes> names{
            "a", "b", "c.txt", "A", "a.conflict-00000001-20961002-070640-1", "horizon", "d", Bytes(255, 'n'), "\xff"};
        return names[m_input.below(names.size())];
    }
    const Content& content() { return contents()[m_input.below(contents().size())]; }
    int64_t time() { return kNow + int64_t{m_input.byte()} * 1'000'000'000 - 100'000'000'000; }

    model::Record record()
    {
        model::Record record;
        record.kind = static_cast<model::RecordKind>(1 + m_input.below(5));
        record.live = m_input.below(4) != 0;
        record.name = name();
        record.dir = dir();
        record.mode = m_input.below(8) == 0 ? m_input.number16() & 07777U : 0644U;
        record.mtimeNs = time();
        const Content& content_ = content();
        if (record.isDirectory())
            record.parent = dir();
        if (record.isHorizon())
            record.dir = model::horizonDir();
        if (record.kind == model::RecordKind::Symlink) {
            record.target = m_input.below(2) == 0 ? "../../etc/passwd" : "a";
            record.content = sha256(record.target);
        } else if (record.kind == model::RecordKind::File) {
            record.content = content_.id.hash;
            record.size = m_input.below(8) == 0 ? m_input.number16() : content_.bytes.size();
            record.linkGroup = m_input.below(4) == 0 ? 1 + m_input.below(2) : 0;
        }
        record.author = AuthorId{1 + m_input.below(3)};
        record.counter = 1 + m_input.below(32);
        record.vector.set(record.author, record.counter);
        record.vector.set(AuthorId{1 + m_input.below(3)}, m_input.below(32));
        record.counter = record.vector.counter(record.author);
        record.stamp = record.isHorizon() && m_input.below(2) == 0 ? time() - sync::kHorizonAgeNs : time();
        if (record.live && record.hasContent())
            record.dot = {record.author, 1 + record.counter / 2, record.stamp - static_cast<int64_t>(m_input.byte())};
        record.joined = m_input.below(8) == 0;
        if (m_input.below(8) == 0)
            record.origin = {dir(), name()};
        return record;
    }

    void sayRecords()
    {
        protocol::Records records;
        std::vector<Hash> hashes;
        for (size_t count = 1 + m_input.below(3); count > 0; --count) {
            const model::SealedRecord sealed = model::seal(record());
            const Content* const whole = contentOf(sealed.record.content);
            std::optional<Bytes> sent;
            if (const size_t how = m_input.below(4); how == 0 && whole)
                sent = whole->bytes;
            else if (how == 1 && m_input.below(8) == 0)
                sent = content().bytes;
            if (sent && sent->size() > protocol::kMaxInlineContent)
                sent.reset();
            records.items.push_back({sealed.bytes, std::move(sent), m_input.below(4) != 0});
            hashes.push_back(sealed.hash);
        }
        if (m_input.below(16) != 0)
            records.proof = crypto::signBatch(crypto::ShareKeys::derive(m_cluster.secret()), hashes);
        say(records);
    }

    // What the share asked for comes: right, wrong, in part, or not.
    void answerContents()
    {
        for (const auto& asked : m_peer->takeAll<protocol::ContentRequest>()) {
            const Content* const whole = contentOf(asked.content);
            protocol::ContentReply reply{asked.id, static_cast<protocol::ContentStatus>(m_input.below(8) % 5), {}};
            if (reply.status > protocol::ContentStatus::Refused)
                reply.status = protocol::ContentStatus::Ok;
            if (reply.status == protocol::ContentStatus::Ok && whole && asked.offset <= whole->bytes.size())
                reply.data = whole->bytes.substr(asked.offset, asked.length);
            if (const size_t how = m_input.below(8); how == 0 && !reply.data.empty())
                reply.data[m_input.number16() % reply.data.size()] ^= 1;
            else if (how == 1)
                reply.data.resize(reply.data.size() / 2);
            else if (how == 2)
                reply.id += static_cast<uint32_t>(m_input.below(3));
            say(reply);
        }
    }

    void answerLists()
    {
        for (const auto& asked : m_peer->takeAll<protocol::ChunkListRequest>()) {
            protocol::ChunkListReply reply{asked.id, protocol::ContentStatus::Ok, m_input.below(4) != 0, {}};
            protocol::NewRun run;
            if (const Content* const whole = contentOf(asked.content))
                for (const storage::Chunk& chunk : whole->id.chunks)
                    run.chunks.push_back({chunk.hash, chunk.length});
            if (const size_t how = m_input.below(8); how == 0 && !run.chunks.empty())
                run.chunks[m_input.below(run.chunks.size())].length = 1 + m_input.number16();
            else if (how == 1)
                reply.runs.emplace_back(protocol::CopyRun{m_input.byte(), 1U + m_input.byte()});
            else if (how == 2)
                reply.status = protocol::ContentStatus::NotHere;
            if (!run.chunks.empty() && reply.status == protocol::ContentStatus::Ok)
                reply.runs.emplace_back(std::move(run));
            say(reply);
        }
    }

    // Digests, lists and wishes, about what was asked or not.
    void compare()
    {
        const auto queries = m_peer->takeAll<protocol::DigestQuery>();
        if (!queries.empty() && !queries.back().nodes.empty()) {
            protocol::DigestReply reply;
            for (const protocol::DigestNode& node : queries.back().nodes) {
                protocol::DigestChildren children{node, {}};
                children.children[m_input.below(16)].count = m_input.number16();
                reply.nodes.push_back(children);
            }
            say(reply);
            return;
        }
        const auto depth = static_cast<uint8_t>(m_input.below(5));
        const protocol::DigestNode node{depth, static_cast<uint16_t>(depth == 0 ? 0 : m_input.below(16))};
        const uint64_t first = depth == 0 ? 0 : uint64_t{node.prefix} << (64 - 4 * depth);
        switch (m_input.below(3)) {
        case 0:
            say(protocol::DigestQuery{{{0, 0}, {std::min<uint8_t>(depth, 3), 0}}});
            break;
        case 1:
            say(protocol::BucketItems{node, {{first, Hash{}}, {first + m_input.byte(), sha256("no record")}}});
            break;
        default:
            say(protocol::BucketWant{{first, first + m_input.byte()}, node});
            break;
        }
    }

    protocol::ChunkSpan span(size_t chunks)
    {
        return {static_cast<uint32_t>(m_input.below(chunks)), static_cast<uint32_t>(1 + m_input.below(chunks))};
    }

    void holding()
    {
        const Hash hash = content().id.hash;
        switch (m_input.below(4)) {
        case 0:
            say(protocol::Available{{hash}});
            break;
        case 1:
            say(protocol::ContentRequest{m_input.byte(), dir(), name(), hash, m_input.number16(),
                                         1U + m_input.number16()});
            break;
        case 2:
            say(protocol::ChunkListRequest{m_input.byte(), dir(), name(), hash, content().id.hash});
            break;
        default: {
            protocol::Holding said{hash, {}, {}};
            const bool sound = m_input.below(4) != 0;
            said.here.push_back(span(sound ? 3 : 256));
            said.coming.push_back(span(3));
            say(said);
            break;
        }
        }
    }

    Bytes path(const Bytes& below) const { return m_cluster.path(0, below); }

    void write(const Bytes& below, const Bytes& content_) const
    {
        std::ofstream(path(below), std::ios::binary | std::ios::trunc) << content_;
    }

    // What people do.
    void work()
    {
        std::error_code none;
        const Bytes below = name();
        switch (m_input.below(6)) {
        case 0:
        case 1:
            if (!std::filesystem::is_symlink(path(below), none)) // it may lead out of the folder, and people may follow
                write(below, content().bytes);
            break;
        case 2:
            std::filesystem::remove_all(path(below), none);
            break;
        case 3:
            std::filesystem::create_directory(path(below), none);
            break;
        case 4:
            std::filesystem::rename(path(below), path(name()), none);
            break;
        default:
            m_cluster.worker(0).rescan();
            break;
        }
    }

    // The share itself keeps the protocol, whatever it hears.
    void checkSent()
    {
        for (const auto& peer : m_peers) {
            for (const protocol::Message& message : peer->sent)
                require(protocol::check(message).has_value(), "what a share says keeps the limits");
            constexpr size_t kMostKept = 100; // old questions that nobody answers
            if (peer->sent.size() > kMostKept)
                peer->sent.erase(peer->sent.begin(), peer->sent.end() - kMostKept);
        }
        for (const Error& error : m_cluster.misbehaviour())
            requireText(error);
    }

    void checkFolder()
    {
        for (const auto& [place, what] : m_cluster.tree(0)) {
            require(!place.starts_with(".sync"), "the service folder is nobody's");
            if (!what.starts_with("f:"))
                continue;
            const auto isWhat = [text = ByteView(what).substr(2)](const Content& one) { return one.bytes == text; };
            const bool known = std::any_of(contents().begin(), contents().end(), isWhat);
            require(known, "only contents that were written or verified are in the folder");
        }
        for (const auto& entry : std::filesystem::directory_iterator(path("..")))
            require(entry.path().filename() == "share" || entry.path().filename() == "storage",
                    "nothing is written outside of the share's folder");
    }

    Choices& m_input;
    Cluster m_cluster;
    bool m_reads = false;
    std::array<std::shared_ptr<ScriptedPeer>, 2> m_peers;
    ScriptedPeer* m_peer = nullptr;
    size_t m_joined = 0;
};

} // namespace

// A whole share with a real folder, against peers that are members of it and mean no good.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const bool inMemory = qputenv("TMPDIR", QByteArray::fromStdString(scratchFolder()));
    require(inMemory, "a variable can be set");
    Choices input(viewOf(data, size));
    Trial(input).run();
    return 0;
}
