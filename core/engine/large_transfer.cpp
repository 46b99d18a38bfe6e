// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/large_transfer.h"

#include "core/storage/chunk_list.h"
#include "shared/base/hash.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr uint64_t kPrepareSlice = 32 << 20; // about 20 ms of hashing
// One request: large enough to stream, small enough to share among peers, and not to hold up a slow line for long.
constexpr uint32_t kPieceBytes = 512 << 10;
constexpr size_t kReadBuffer = 1 << 20;

bool isZero(ByteView data)
{
    return data.empty() || (data[0] == '\0' && data.substr(1) == data.substr(0, data.size() - 1));
}

} // namespace

LargeTransfer::LargeTransfer(Replica& replica, Applier::Wanted wanted, uint64_t number)
    : m_replica(replica), m_wanted(std::move(wanted)), m_stagedName(Applier::partName(m_wanted.content)),
      m_number(number), m_picker(replica.context.random)
{}

std::vector<storage::Chunk> LargeTransfer::baseChunks() const
{
    if (m_wanted.base.isZero())
        return {};
    auto list = m_replica.index->rows().chunkList(m_wanted.base);
    if (!list || !*list)
        return {};
    auto chunks = storage::decodeChunkList(**list);
    return chunks ? std::move(*chunks) : std::vector<storage::Chunk>();
}

Result<void> LargeTransfer::setList(std::vector<storage::Chunk> chunks, uint64_t promised)
{
    if (storage::hashOfChunkList(chunks) != m_wanted.content)
        return fail(ErrorCode::Protocol, "a chunk list does not match the content's hash");
    if (auto sound = storage::checkChunkList(chunks, m_wanted.size); !sound)
        return sound;
    if (auto opened = open(promised); !opened)
        return opened;
    m_chunks = std::move(chunks);
    m_states.assign(m_chunks.size(), State::Missing);
    m_missing = m_chunks.size();
    uint64_t offset = 0;
    for (size_t i = 0; i < m_chunks.size(); ++i) {
        m_offsets.push_back(offset);
        offset += m_chunks[i].length;
        m_twins[m_chunks[i].hash].push_back(i);
    }
    std::erase_if(m_twins, [](const auto& twin) { return twin.second.size() < 2; });
    return {};
}

// A transfer that cannot end leaves the room to those that can.
Result<void> LargeTransfer::checkRoom(uint64_t promised)
{
    auto space = m_replica.files->freeSpace();
    auto stat = m_part->stat();
    if (!space || !stat)
        return {};
    const uint64_t free = space->available + stat->allocated;
    const uint64_t keep = static_cast<uint64_t>(std::max<int64_t>(0, m_replica.settings.minFreeSpace));
    if (free >= m_wanted.size + keep + promised)
        return {};
    if (!m_resumed)
        (void)m_replica.staging->removeFile(m_stagedName);
    Bytes why =
        "it needs " + std::to_string(m_wanted.size) + " bytes on this disk, and " + std::to_string(free) + " are free";
    if (promised > 0)
        why += "; files that are on their way need " + std::to_string(promised);
    if (keep > 0)
        why += "; \"disk_min_free_space\" keeps " + std::to_string(keep);
    return fail(ErrorCode::NoSpace, why);
}

Result<void> LargeTransfer::open(uint64_t promised)
{
    auto part = m_replica.staging->reopenNamed(m_stagedName);
    m_resumed = part.has_value();
    // One that was finished, and got a mode that we cannot write, begins anew.
    if (!part && part.error().code != ErrorCode::NotFound)
        (void)m_replica.staging->removeFile(m_stagedName);
    if (!part)
        part = m_replica.staging->createNamed(m_stagedName, 0600);
    if (!part)
        return fail(part.error());
    m_part = std::move(*part);
    if (auto room = checkRoom(promised); !room)
        return room;
    if (auto sized = m_part->truncate(m_wanted.size); !sized)
        return sized;

    auto entry = m_replica.index->file(m_wanted.key.first, m_wanted.key.second);
    const auto path = m_replica.index->diskPath(m_wanted.key.first);
    if (m_wanted.base.isZero() || !entry || !path || entry->row.content != m_wanted.base)
        return {};
    auto place = m_replica.files->openDirectory(*path);
    auto base = place ? (*place)->openFile(entry->row.nameOnDisk()) : fail(place.error());
    if (!base)
        return {};
    m_base = std::move(*base);
    const auto baseSize = static_cast<uint64_t>(entry->row.seen.size);
    if (storage::chunkSizes(baseSize) != storage::chunkSizes(m_wanted.size)) {
        m_recut.emplace(Recut{storage::Chunker(storage::chunkSizes(m_wanted.size)), Sha256(), 0, 0, baseSize});
        return {};
    }
    uint64_t offset = 0;
    for (const storage::Chunk& chunk : baseChunks()) {
        m_baseOffsets.try_emplace(chunk.hash, offset, chunk.length);
        offset += chunk.length;
    }
    return {};
}

Result<bool> LargeTransfer::verifyInPlace(size_t chunk)
{
    Bytes buffer(m_chunks[chunk].length, '\0');
    auto got = m_part->read(m_offsets[chunk], buffer.data(), buffer.size());
    if (!got)
        return fail(got.error());
    return *got == buffer.size() && sha256(buffer) == m_chunks[chunk].hash;
}

void LargeTransfer::markHere(size_t chunk)
{
    if (m_states[chunk] == State::Here)
        return;
    --m_missing;
    m_bytesHere += m_chunks[chunk].length;
    m_states[chunk] = State::Here;
    m_here.push_back(static_cast<uint32_t>(chunk));
}

void LargeTransfer::endRecutChunk()
{
    const uint64_t length = m_recut->read - m_recut->start;
    m_baseOffsets.try_emplace(m_recut->hasher.finish(), m_recut->start, static_cast<uint32_t>(length));
    m_recut->start = m_recut->read;
}

Result<void> LargeTransfer::recutSlice()
{
    Bytes buffer(kReadBuffer, '\0');
    for (uint64_t done = 0; done < kPrepareSlice && m_recut->read < m_recut->size;) {
        auto got = m_base->read(m_recut->read, buffer.data(), buffer.size());
        if (!got)
            return fail(got.error());
        if (*got == 0)
            m_recut->size = m_recut->read; // it became shorter; what was found is verified before it is used
        done += *got;
        ByteView rest = ByteView(buffer).substr(0, *got);
        while (!rest.empty()) {
            const auto end = m_recut->chunker.scan(rest);
            const size_t part = end.value_or(rest.size());
            m_recut->hasher.add(rest.substr(0, part));
            m_recut->read += part;
            rest.remove_prefix(part);
            if (end)
                endRecutChunk();
        }
    }
    if (m_recut->read < m_recut->size)
        return {};
    if (m_recut->read > m_recut->start)
        endRecutChunk();
    m_recut.reset();
    return {};
}

Result<bool> LargeTransfer::prepare()
{
    if (m_recut) {
        auto recut = recutSlice();
        return recut ? Result<bool>(true) : fail(recut.error());
    }
    for (uint64_t done = 0; !prepared() && done < kPrepareSlice; ++m_prepared) {
        const size_t i = m_prepared;
        if (m_states[i] == State::Here)
            continue;
        if (m_resumed) {
            done += m_chunks[i].length;
            auto here = mutated(Mutant::TrustAPart) ? Result<bool>(true) : verifyInPlace(i);
            if (!here)
                return fail(here.error());
            if (*here) {
                markHere(i);
                continue;
            }
        }
        const auto base = m_baseOffsets.find(m_chunks[i].hash);
        if (base == m_baseOffsets.end() || base->second.second != m_chunks[i].length)
            continue;
        done += m_chunks[i].length;
        auto copied = m_part->copyFrom(*m_base, base->second.first, m_offsets[i], m_chunks[i].length);
        auto here = copied ? verifyInPlace(i) : Result<bool>(false);
        if (here && *here)
            markHere(i);
    }
    if (!prepared())
        return true;
    m_base.reset();
    m_picker.setPieces(cut());
    return false;
}

// Neighbours that are missing, together up to a limit. Of chunks with equal bytes one is asked for and fills the
// others.
std::vector<Piece> LargeTransfer::cut() const
{
    std::vector<Piece> pieces;
    bool open = false;
    for (size_t i = 0; i < m_chunks.size(); ++i) {
        if (m_states[i] == State::Here || placesOf(i).front() != i) {
            open = false;
            continue;
        }
        if (!open || pieces.back().length + m_chunks[i].length > kPieceBytes)
            pieces.push_back({i, 0, m_offsets[i], 0});
        open = true;
        ++pieces.back().chunkCount;
        pieces.back().length += m_chunks[i].length;
    }
    return pieces;
}

std::vector<size_t> LargeTransfer::placesOf(size_t chunk) const
{
    const auto twins = m_twins.find(m_chunks[chunk].hash);
    return twins == m_twins.end() ? std::vector<size_t>{chunk} : twins->second;
}

Result<void> LargeTransfer::write(size_t number, ByteView data)
{
    const Piece& piece = m_picker.piece(number);
    if (data.size() != piece.length)
        return fail(ErrorCode::Protocol, "a piece of a file has another length than was asked for");
    const size_t end = piece.firstChunk + piece.chunkCount;
    const auto bytesOf = [&](size_t chunk) {
        return data.substr(m_offsets[chunk] - piece.offset, m_chunks[chunk].length);
    };
    for (size_t i = piece.firstChunk; i < end; ++i) {
        if (sha256(bytesOf(i)) != m_chunks[i].hash)
            return fail(ErrorCode::Protocol, "a piece of a file does not match its hash");
    }
    for (size_t i = piece.firstChunk; i < end; ++i) {
        // A fresh part is all zero already: holes stay holes.
        const bool hole = !m_resumed && m_baseOffsets.empty() && isZero(bytesOf(i));
        for (const size_t place : placesOf(i)) {
            if (m_states[place] == State::Here)
                continue;
            if (!hole) {
                if (auto written = m_part->write(m_offsets[place], bytesOf(i)); !written)
                    return written;
            }
            markHere(place);
        }
    }
    m_part->beginFlush(piece.offset, piece.length); // or the end would wait for all of it
    m_picker.done(number);
    return {};
}

bool LargeTransfer::has(uint64_t offset, uint64_t length) const
{
    if (!hasList() || offset >= m_wanted.size || length > m_wanted.size - offset)
        return false;
    const auto after = std::upper_bound(m_offsets.begin(), m_offsets.end(), offset);
    for (auto i = static_cast<size_t>(after - m_offsets.begin()) - 1;
         i < m_chunks.size() && m_offsets[i] < offset + length; ++i) {
        if (m_states[i] != State::Here)
            return false;
    }
    return true;
}

Result<Bytes> LargeTransfer::read(uint64_t offset, uint32_t length)
{
    Bytes data(length, '\0');
    auto got = m_part->read(offset, data.data(), data.size());
    if (!got)
        return fail(got.error());
    if (*got != data.size())
        return fail(ErrorCode::Changed, "the part of a transfer is shorter than what was written to it");
    return data;
}

void LargeTransfer::noteAsked(size_t piece)
{
    const Piece& asked = m_picker.piece(piece);
    for (size_t i = 0; i < asked.chunkCount; ++i)
        m_coming.push_back(static_cast<uint32_t>(asked.firstChunk + i));
}

} // namespace shoal::engine
