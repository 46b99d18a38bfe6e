// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/content_hasher.h"

#include "core/storage/file_system.h"

#include <algorithm>

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

Result<ContentId> hashFile(File& file, uint64_t size)
{
    constexpr uint64_t kBuffer = 1 << 20;
    ContentHasher hasher(size);
    Bytes buffer(static_cast<size_t>(std::min(size, kBuffer)), '\0');
    for (uint64_t offset = 0; offset < size;) {
        auto got = file.read(offset, buffer.data(), buffer.size());
        if (!got)
            return fail(got.error());
        if (*got == 0)
            break; // which finish() tells
        hasher.add(ByteView(buffer).substr(0, *got));
        offset += *got;
    }
    return hasher.finish();
}

} // namespace shoal::storage
