// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/open_transfers.h"
#include "core/engine/part_news.h"

namespace shoal::engine {

// Answers the peers' questions for contents from what is on this disk, and from what has come of the large files that
// are put together at present. Strand only.
class ContentServer
{
public:
    ContentServer(Replica& replica, const OpenTransfers& transfers)
        : m_replica(replica), m_transfers(transfers), m_news(transfers)
    {}

    protocol::ContentReply answer(PeerId peer, const protocol::ContentRequest& request);
    std::vector<protocol::ChunkListReply> answer(PeerId peer, const protocol::ChunkListRequest& request);
    // A small file as a row says it is on the disk, whole; nothing when it has changed or is not here.
    std::optional<Bytes> smallContent(const FileRow& row, const model::Record& record);

    // The question cannot be answered now: as if the content were not here.
    void remember(PeerId peer, const Hash& content) { m_news.followFromStart(peer, content); }
    // What peers have asked for in vain and is here, as far as the index says.
    Result<std::vector<Hash>> foundMeanwhile();
    // Contents that are here now: whom to tell. Forgets them.
    std::map<PeerId, std::vector<Hash>> takeAvailable(const std::vector<Hash>& arrived);
    // Who waits for a content is told what has come of it.
    PartNews& news() { return m_news; }
    void peerClosed(PeerId peer);
    // No file stays open when there is nothing to answer.
    void rest() { m_last.reset(); }

private:
    struct Source
    {
        std::unique_ptr<storage::File> file;
        store::Seen seen;
        DiskEntry at;
        std::vector<storage::Chunk> chunks; // of a large file, once they were needed
    };
    Source* source(const protocol::ContentRequest& request);
    protocol::ContentReply answerFromPart(PeerId peer, const protocol::ContentRequest& request);
    std::optional<Source> open(const DirId& dir, ByteView name, const Hash& content);
    std::optional<Source> openRow(const FileRow& row);
    static bool unchanged(Source& source);
    Result<std::vector<storage::Chunk>> chunksOf(const Hash& content);
    bool matches(Source& source, const Hash& content, uint64_t offset, ByteView data);
    bool isRight(Source& source, const Hash& content, uint64_t offset, ByteView data);

    Replica& m_replica;
    const OpenTransfers& m_transfers;
    PartNews m_news;
    std::optional<std::pair<Hash, Source>> m_last; // the pieces of a large file are asked for one after the other
};

} // namespace shoal::engine
