// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// Answers the peers' questions for contents from what is on this disk. Strand only.
class ContentServer
{
public:
    explicit ContentServer(Replica& replica) : m_replica(replica) {}

    protocol::ContentReply answer(PeerId peer, const protocol::ContentRequest& request);
    std::vector<protocol::ChunkListReply> answer(PeerId peer, const protocol::ChunkListRequest& request);
    // A small file as a row says it is on the disk, whole; nothing when it has changed or is not here.
    std::optional<Bytes> smallContent(const FileRow& row, const model::Record& record);

    // Contents that are here now: whom to tell. Forgets them.
    std::map<PeerId, std::vector<Hash>> takeAvailable(const std::vector<Hash>& arrived);
    void peerClosed(PeerId peer);

private:
    struct Source
    {
        std::unique_ptr<storage::File> file;
        store::Seen seen;
    };
    std::optional<Source> open(const DirId& dir, ByteView name, const Hash& content);
    std::optional<Source> openRow(const FileRow& row);
    static bool unchanged(Source& source);
    void remember(PeerId peer, const Hash& content);

    Replica& m_replica;
    std::map<Hash, std::set<PeerId>> m_waiting;
};

} // namespace shoal::engine
