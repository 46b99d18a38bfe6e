// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/peer_link.h"
#include "shared/base/random.h"

#include <functional>
#include <map>

namespace shoal::engine {

// What is asked for at once: neighbouring chunks of a large file.
struct Piece
{
    size_t firstChunk = 0;
    size_t chunkCount = 0;
    uint64_t offset = 0; // bytes
    uint32_t length = 0;
};

// Which piece of one file to ask which peer for: the rarest first, chance deciding between equals, so that receivers
// of one writer get different parts and can serve each other. (Rarest first: Cohen, Incentives Build Robustness in
// BitTorrent, 2003.) A piece that another receiver has said to be asking for counts like one that it has. Decides only;
// strand only.
class PiecePicker
{
public:
    explicit PiecePicker(Random& random) : m_random(random) {}

    // What is known of a peer. Nothing: it is tried with one question.
    enum class Stock : uint8_t { Unknown, Tried, Whole, Part };
    Stock stock(PeerId peer) const;
    void setWhole(PeerId peer);
    // A peer told of chunks that it has, or has asked for, of a list of `chunks`. Protocol: there are no such chunks.
    Result<void> add(PeerId peer, const protocol::Holding& holding, size_t chunks);
    // It did not have a piece that it was said to have.
    void remove(PeerId peer, size_t piece);
    void forget(PeerId peer);
    // It has told of a part, in which nothing is that is missing here.
    bool isPartWithout(PeerId peer) const;
    // Everybody's stock; what is asked for stays asked for.
    void forgetStocks();

    // Once, when it is known what is missing.
    void setPieces(std::vector<Piece> pieces);
    const Piece& piece(size_t number) const { return m_pieces[number]; }
    size_t missing() const { return m_missing.size(); }
    size_t asked() const { return m_askers.size(); }
    bool isDone(size_t piece) const { return m_states[piece] == State::Done; }

    // The next piece for this peer; it counts as asked for until giveBack() or done(). `inOrder`: the first one that is
    // missing, which disks like better, where there is nobody to share with.
    std::optional<size_t> take(PeerId peer, bool inOrder);
    // When nothing is missing any more: a piece that a peer which is `slower` was asked for. At most two have one piece
    // to bring.
    std::optional<size_t> takeAgain(PeerId peer, const std::function<bool(PeerId asked)>& slower);
    void giveBack(size_t piece, PeerId peer);
    void done(size_t piece);

private:
    enum class State : uint8_t { Missing, Asked, Done };
    enum class Share : uint8_t { None, Coming, Here };
    struct Source
    {
        Stock stock = Stock::Unknown;
        std::vector<bool> chunks;         // of a Part: what it has
        std::vector<Share> pieces;        // of a Part, once there are pieces
        std::vector<uint32_t> candidates; // its pieces that were not done when last looked at
    };
    void raise(Source& source, size_t piece, Share share);
    void compare(Source& source, const protocol::ChunkSpan& span, bool here);
    void uncount(const Source& source);
    bool has(PeerId peer, size_t piece) const;
    std::optional<size_t> rarest(std::vector<uint32_t>& from, uint16_t floor);
    std::optional<size_t> first();
    void unlist(size_t piece);
    size_t pieceAt(size_t chunk) const;

    Random& m_random;
    std::map<PeerId, Source> m_sources;
    std::vector<Piece> m_pieces;
    std::vector<State> m_states;
    std::vector<uint16_t> m_rarity;  // how many Part peers have or will have it; the whole ones have all
    std::vector<uint32_t> m_missing; // in no order
    std::vector<uint32_t> m_place;   // of a missing piece in m_missing
    std::map<size_t, std::vector<PeerId>> m_askers;
    size_t m_first = 0; // none before it is missing
};

} // namespace shoal::engine
