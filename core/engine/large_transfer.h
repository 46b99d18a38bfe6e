// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/applier.h"
#include "core/engine/piece_picker.h"

namespace shoal::engine {

// Puts one chunked file together in staging: what an interrupted transfer left, what the replaced file here has in
// common, and the rest from peers, any part from any of them. Every byte is verified against the chunk list before the
// file is handed on, or a part of it is given to another peer, and the list against the content hash. Strand only.
class LargeTransfer
{
public:
    LargeTransfer(Replica& replica, Applier::Wanted wanted, uint64_t number);

    const Applier::Wanted& wanted() const { return m_wanted; }
    const Bytes& stagedName() const { return m_stagedName; }
    bool hasList() const { return !m_chunks.empty(); }
    const std::vector<storage::Chunk>& chunks() const { return m_chunks; }

    // Takes the chunk list once; refuses one that does not hash to the content. NoSpace: there is no room for it beside
    // `promised` bytes that others have still to write.
    Result<void> setList(std::vector<storage::Chunk> chunks, uint64_t promised = 0);
    // What it needs of the list of the base, for lists that came as runs.
    std::vector<storage::Chunk> baseChunks() const;

    // Reads and copies what is here already, about 32 MiB a call; false when that is done.
    Result<bool> prepare();
    bool prepared() const { return m_prepared == m_chunks.size() && !m_recut; }

    // What is asked of whom. It has pieces once the transfer is prepared.
    PiecePicker& picker() { return m_picker; }
    // Protocol: the bytes are not those of the list. Then nothing is written.
    Result<void> write(size_t piece, ByteView data);
    // Tells this transfer from an earlier one of the same content.
    uint64_t number() const { return m_number; }

    // For peers that want the same content. Whether all these bytes are verified and here:
    bool has(uint64_t offset, uint64_t length) const;
    Result<Bytes> read(uint64_t offset, uint32_t length);
    // Numbers of the chunks that are here, and those that peers were asked for, each in the order in which that came.
    const std::vector<uint32_t>& here() const { return m_here; }
    const std::vector<uint32_t>& coming() const { return m_coming; }
    void noteAsked(size_t piece);
    // Verified bytes that need not come any more.
    uint64_t bytesHere() const { return m_bytesHere; }
    bool complete() const { return hasList() && prepared() && m_missing == 0; }
    // Since when none of those who have a part could bring what is missing; 0: somebody can, or nobody has a part.
    int64_t starvedSinceNs() const { return m_starvedSinceNs; }
    void setStarvedSince(int64_t ns) { m_starvedSinceNs = ns; }

private:
    enum class State : uint8_t { Missing, Here };
    // A base whose size is of another class was cut into chunks of another size: it is read once and cut like the new
    // content.
    struct Recut
    {
        storage::Chunker chunker;
        Sha256 hasher;
        uint64_t read = 0;  // bytes of the base that were looked at
        uint64_t start = 0; // where the current chunk began
        uint64_t size = 0;
    };
    Result<void> recutSlice();
    void endRecutChunk();
    Result<void> checkRoom(uint64_t promised);
    Result<void> open(uint64_t promised);
    Result<bool> verifyInPlace(size_t chunk);
    void markHere(size_t chunk);
    std::vector<Piece> cut() const;
    std::vector<size_t> placesOf(size_t chunk) const;

    Replica& m_replica;
    Applier::Wanted m_wanted;
    Bytes m_stagedName;
    std::unique_ptr<storage::File> m_part;
    bool m_resumed = false;
    std::unique_ptr<storage::File> m_base;
    std::optional<Recut> m_recut;
    std::unordered_map<Hash, std::pair<uint64_t, uint32_t>> m_baseOffsets;
    std::vector<storage::Chunk> m_chunks;
    std::vector<uint64_t> m_offsets;
    std::vector<State> m_states;
    std::unordered_map<Hash, std::vector<size_t>> m_twins; // chunks with equal bytes, where there are several
    size_t m_missing = 0;                                  // chunks
    uint64_t m_bytesHere = 0;
    size_t m_prepared = 0;
    const uint64_t m_number;
    PiecePicker m_picker;
    std::vector<uint32_t> m_here;
    std::vector<uint32_t> m_coming;
    int64_t m_starvedSinceNs = 0;
};

} // namespace shoal::engine
