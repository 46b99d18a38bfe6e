// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/content_server.h"

#include "core/protocol/limits.h"
#include "core/storage/chunk_list.h"
#include "shared/base/hash.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

using protocol::ContentStatus;

namespace {

// Written through a mapping, a page gives the file a new time whenever it was flushed before: every half a minute.
constexpr int64_t kFreshNs = 120'000'000'000;
constexpr size_t kCandidates = 4; // more than one only helps when the first was just changed

} // namespace

std::optional<ContentServer::Source> ContentServer::openRow(const FileRow& row)
{
    const auto path = m_replica.index->diskPath(row.dir);
    if (!path || !holdsContent(row))
        return std::nullopt;
    auto place = m_replica.files->openDirectory(*path);
    auto file = place ? (*place)->openFile(row.nameOnDisk()) : fail(place.error());
    if (!file)
        return std::nullopt;
    Source source{std::move(*file), row.seen, {row.dir, row.nameOnDisk()}, {}};
    return unchanged(source) ? std::optional(std::move(source)) : std::nullopt;
}

// A hard link made meanwhile changes the ctime and nothing else; the receiver verifies the hash anyway.
bool ContentServer::unchanged(Source& source)
{
    auto stat = source.file->stat();
    if (stat && mutated(Mutant::ServeChangedFile))
        return true;
    return stat && stat->inode == source.seen.inode && stat->size == source.seen.size &&
           stat->mtimeNs == source.seen.mtimeNs;
}

// What is written through a mapping, or right after the file was read, may not show in its times: then its bytes are
// looked at, or the receiver would take us for a liar. Elsewhere that would be paid for nothing.
bool ContentServer::isRight(Source& source, const Hash& content, uint64_t offset, ByteView data)
{
    if (m_replica.nowNs() - source.seen.mtimeNs > kFreshNs || mutated(Mutant::ServeChangedFile) ||
        matches(source, content, offset, data))
        return true;
    m_replica.doubted.insert(source.at);
    m_replica.toLookAt.insert(source.at);
    return false;
}

Result<std::vector<storage::Chunk>> ContentServer::chunksOf(const Hash& content)
{
    auto list = m_replica.index->rows().chunkList(content);
    return list && *list ? storage::decodeChunkList(**list) : fail(ErrorCode::NotFound, "no chunk list is known");
}

bool ContentServer::matches(Source& source, const Hash& content, uint64_t offset, ByteView data)
{
    const auto size = static_cast<uint64_t>(source.seen.size);
    if (size < storage::kChunkedFrom)
        return data.size() != size || sha256(data) == content;
    if (source.chunks.empty()) {
        auto chunks = chunksOf(content);
        if (!chunks)
            return true;
        source.chunks = std::move(*chunks);
    }
    uint64_t at = 0;
    for (const storage::Chunk& chunk : source.chunks) {
        if (at >= offset + data.size())
            break;
        if (at >= offset && at + chunk.length <= offset + data.size() &&
            sha256(data.substr(static_cast<size_t>(at - offset), chunk.length)) != chunk.hash)
            return false;
        at += chunk.length;
    }
    return true;
}

std::optional<ContentServer::Source> ContentServer::open(const DirId& dir, ByteView name, const Hash& content)
{
    if (const auto no = m_replica.index->findNumber(dir)) {
        auto row = m_replica.index->rows().file(*no, name);
        if (row && *row && (*row)->content == content) {
            if (auto source = openRow(**row))
                return source;
        }
    }
    auto rows = m_replica.index->rows().filesWithContent(content, kCandidates);
    if (!rows)
        return std::nullopt;
    for (const FileRow& row : *rows) {
        if (auto source = openRow(row))
            return source;
    }
    return std::nullopt;
}

ContentServer::Source* ContentServer::source(const protocol::ContentRequest& request)
{
    if (m_last && m_last->first == request.content && unchanged(m_last->second))
        return &m_last->second;
    m_last.reset();
    if (auto source = open(request.dir, request.name, request.content))
        m_last.emplace(request.content, std::move(*source));
    return m_last ? &m_last->second : nullptr;
}

// Whoever gets a part is told of the others, and everybody else of what comes later.
protocol::ContentReply ContentServer::answerFromPart(PeerId peer, const protocol::ContentRequest& request)
{
    protocol::ContentReply reply{request.id, ContentStatus::NotHere, {}};
    LargeTransfer* transfer = m_transfers.find(request.content);
    const uint32_t length = std::min(request.length, protocol::kMaxContentPart);
    if (transfer && transfer->has(request.offset, length)) {
        m_news.follow(peer, request.content);
        if (auto data = transfer->read(request.offset, length)) {
            reply.status = ContentStatus::Ok;
            reply.data = std::move(*data);
        }
        return reply;
    }
    m_news.followFromStart(peer, request.content);
    return reply;
}

protocol::ContentReply ContentServer::answer(PeerId peer, const protocol::ContentRequest& request)
{
    Source* source = this->source(request);
    if (!source)
        return answerFromPart(peer, request);
    protocol::ContentReply reply{request.id, ContentStatus::NotHere, {}};
    const auto size = static_cast<uint64_t>(source->seen.size);
    if (request.offset > size) {
        reply.status = ContentStatus::Refused;
        return reply;
    }
    const uint64_t length = std::min<uint64_t>({request.length, size - request.offset, protocol::kMaxContentPart});
    reply.data.resize(static_cast<size_t>(length));
    auto got = source->file->read(request.offset, reply.data.data(), reply.data.size());
    if (!got || *got != reply.data.size() || !unchanged(*source) ||
        !isRight(*source, request.content, request.offset, reply.data)) {
        reply.data.clear();
        reply.status = ContentStatus::Changed;
        m_last.reset();
        return reply;
    }
    reply.status = ContentStatus::Ok;
    return reply;
}

std::optional<Bytes> ContentServer::smallContent(const FileRow& row, const model::Record& record)
{
    if (record.kind != model::RecordKind::File || !record.live || record.size >= storage::kChunkedFrom ||
        row.content != record.content)
        return std::nullopt;
    auto source = openRow(row);
    if (!source || static_cast<uint64_t>(source->seen.size) != record.size)
        return std::nullopt;
    Bytes data(static_cast<size_t>(record.size), '\0');
    auto got = source->file->read(0, data.data(), data.size());
    if (!got || *got != data.size() || !unchanged(*source) || !isRight(*source, record.content, 0, data))
        return std::nullopt;
    return data;
}

std::vector<protocol::ChunkListReply> ContentServer::answer(PeerId peer, const protocol::ChunkListRequest& request)
{
    auto chunks = chunksOf(request.content);
    if (const LargeTransfer* transfer = m_transfers.find(request.content); !chunks && transfer && transfer->hasList()) {
        chunks = transfer->chunks();
        m_news.follow(peer, request.content);
    }
    if (!chunks) {
        m_news.followFromStart(peer, request.content);
        return {{request.id, ContentStatus::NotHere, true, {}}};
    }
    std::vector<storage::Chunk> base;
    if (!request.base.isZero()) {
        if (auto known = chunksOf(request.base))
            base = std::move(*known);
    }
    std::vector<protocol::ChunkListReply> replies(1, {request.id, ContentStatus::Ok, true, {}});
    size_t inReply = 0;
    for (const storage::ChunkRun& run : storage::diffChunkLists(base, *chunks)) {
        size_t next = 0;
        do {
            if (replies.back().runs.size() == protocol::kMaxChunkRuns || inReply == protocol::kMaxChunks) {
                replies.back().last = false;
                replies.push_back({request.id, ContentStatus::Ok, true, {}});
                inReply = 0;
            }
            if (run.count > 0) {
                replies.back().runs.push_back(protocol::CopyRun{run.first, run.count});
                break;
            }
            protocol::NewRun added;
            for (; next < run.added.size() && inReply < protocol::kMaxChunks; ++next, ++inReply)
                added.chunks.push_back({run.added[next].hash, run.added[next].length});
            replies.back().runs.push_back(std::move(added));
        } while (next < run.added.size());
    }
    return replies;
}

Result<std::vector<Hash>> ContentServer::foundMeanwhile()
{
    std::vector<Hash> found;
    for (const Hash& content : m_news.followed()) {
        auto rows = m_replica.index->rows().filesWithContent(content, kCandidates);
        if (!rows)
            return fail(rows.error());
        if (std::any_of(rows->begin(), rows->end(), holdsContent))
            found.push_back(content);
    }
    return found;
}

std::map<PeerId, std::vector<Hash>> ContentServer::takeAvailable(const std::vector<Hash>& arrived)
{
    std::map<PeerId, std::vector<Hash>> tell;
    for (const Hash& content : arrived) {
        for (const PeerId peer : m_news.takeFollowers(content))
            tell[peer].push_back(content);
    }
    return tell;
}

void ContentServer::peerClosed(PeerId peer)
{
    m_news.peerClosed(peer);
}

} // namespace shoal::engine
