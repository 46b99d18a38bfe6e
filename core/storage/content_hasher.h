// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/chunk_list.h"
#include "core/storage/chunker.h"
#include "shared/base/hash.h"

namespace shoal::storage {

class File;

// What names a content: `hash` goes into the record.
struct ContentId
{
    // SHA-256 of the bytes below kChunkedFrom, hashOfChunkList(chunks) from there on.
    Hash hash;
    std::vector<Chunk> chunks; // empty below kChunkedFrom

    bool operator==(const ContentId&) const = default;
};

// Names a content that comes in pieces of any size; every byte is hashed once and none is kept. A value for one
// content, not thread-safe.
class ContentHasher
{
public:
    // `fileSize`: what fstat said when the file was opened; it decides how the content is cut.
    explicit ContentHasher(uint64_t fileSize);

    void add(ByteView bytes);
    // Once, after the last byte. Fails with Changed when the bytes were not as many as announced: somebody writes
    // to the file.
    Result<ContentId> finish();

private:
    void endChunk();

    uint64_t m_fileSize;
    uint64_t m_added = 0;
    Chunker m_chunker;
    Sha256 m_hasher;
    uint32_t m_chunkLength = 0;
    std::vector<Chunk> m_chunks;
};

// Reads a whole file. Changed: it is not `size` bytes long.
Result<ContentId> hashFile(File& file, uint64_t size);

} // namespace shoal::storage
