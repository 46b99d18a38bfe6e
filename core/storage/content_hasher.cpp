// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/content_hasher.h"

namespace shoal::storage {

ContentHasher::ContentHasher(uint64_t fileSize) : m_fileSize(fileSize), m_chunker(chunkSizes(fileSize)) {}

void ContentHasher::add(ByteView bytes)
{
    m_added += bytes.size();
    if (m_added > m_fileSize)
        return; // finish() will fail; the work would be lost
    if (m_fileSize < kChunkedFrom) {
        m_hasher.add(bytes);
        return;
    }
    while (!bytes.empty()) {
        const auto end = m_chunker.scan(bytes);
        const size_t length = end.value_or(bytes.size());
        m_hasher.add(bytes.substr(0, length));
        m_chunkLength += static_cast<uint32_t>(length);
        bytes.remove_prefix(length);
        if (end)
            endChunk();
    }
}

Result<ContentId> ContentHasher::finish()
{
    if (m_added != m_fileSize)
        return fail(ErrorCode::Changed, "The file had " + std::to_string(m_fileSize) +
                                            " bytes when it was opened and another size when it had been read: "
                                            "somebody writes to it.");
    if (m_fileSize < kChunkedFrom)
        return ContentId{m_hasher.finish(), {}};
    if (m_chunkLength > 0)
        endChunk();
    const Hash hash = hashOfChunkList(m_chunks);
    return ContentId{hash, std::move(m_chunks)};
}

void ContentHasher::endChunk()
{
    m_chunks.push_back({m_hasher.finish(), m_chunkLength});
    m_chunkLength = 0;
}

} // namespace shoal::storage
