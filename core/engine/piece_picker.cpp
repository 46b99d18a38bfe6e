// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/piece_picker.h"

#include <algorithm>

namespace shoal::engine {

namespace {

// So many are compared for one choice: all of a file of half a GiB, a fair sample of larger ones.
constexpr size_t kCompared = 1024;
constexpr size_t kMostAskers = 2;

} // namespace

PiecePicker::Stock PiecePicker::stock(PeerId peer) const
{
    const auto it = m_sources.find(peer);
    return it == m_sources.end() ? Stock::Unknown : it->second.stock;
}

void PiecePicker::setWhole(PeerId peer)
{
    Source& source = m_sources[peer];
    uncount(source);
    source = {};
    source.stock = Stock::Whole;
}

Result<void> PiecePicker::add(PeerId peer, const protocol::Holding& holding, size_t chunks)
{
    for (const auto& spans : {holding.here, holding.coming}) {
        for (const protocol::ChunkSpan& span : spans) {
            if (uint64_t{span.first} + span.count > chunks)
                return fail(ErrorCode::Protocol, "it says to have chunks that the file does not have");
        }
    }
    Source& source = m_sources[peer];
    if (source.stock != Stock::Part) {
        source = {};
        source.stock = Stock::Part;
        source.chunks.resize(chunks);
        source.pieces.resize(m_pieces.size(), Share::None);
    }
    for (const protocol::ChunkSpan& span : holding.here) {
        std::fill_n(source.chunks.begin() + span.first, span.count, true);
        compare(source, span, true);
    }
    for (const protocol::ChunkSpan& span : holding.coming)
        compare(source, span, false);
    return {};
}

size_t PiecePicker::pieceAt(size_t chunk) const
{
    const auto it = std::partition_point(m_pieces.begin(), m_pieces.end(), [chunk](const Piece& piece) {
        return piece.firstChunk + piece.chunkCount <= chunk;
    });
    return static_cast<size_t>(it - m_pieces.begin());
}

// Which pieces the source has now, given that it has these chunks.
void PiecePicker::compare(Source& source, const protocol::ChunkSpan& span, bool here)
{
    const size_t end = size_t{span.first} + span.count;
    for (size_t i = pieceAt(span.first); i < m_pieces.size() && m_pieces[i].firstChunk < end; ++i) {
        const size_t from = m_pieces[i].firstChunk;
        const size_t to = from + m_pieces[i].chunkCount;
        const auto at = [&source](size_t chunk) { return source.chunks.begin() + static_cast<std::ptrdiff_t>(chunk); };
        if (here && std::find(at(from), at(to), false) == at(to))
            raise(source, i, Share::Here);
        else if (!here && span.first <= from && to <= end)
            raise(source, i, Share::Coming);
    }
}

void PiecePicker::raise(Source& source, size_t piece, Share share)
{
    Share& now = source.pieces[piece];
    if (share <= now)
        return;
    if (now == Share::None)
        ++m_rarity[piece];
    now = share;
    if (share == Share::Here && m_states[piece] != State::Done)
        source.candidates.push_back(static_cast<uint32_t>(piece));
}

void PiecePicker::uncount(const Source& source)
{
    for (size_t i = 0; i < source.pieces.size(); ++i)
        m_rarity[i] = static_cast<uint16_t>(m_rarity[i] - (source.pieces[i] == Share::None ? 0 : 1));
}

void PiecePicker::remove(PeerId peer, size_t piece)
{
    const auto it = m_sources.find(peer);
    if (it == m_sources.end() || it->second.stock != Stock::Part)
        return;
    Source& source = it->second;
    std::fill_n(source.chunks.begin() + static_cast<std::ptrdiff_t>(m_pieces[piece].firstChunk),
                m_pieces[piece].chunkCount, false);
    if (source.pieces[piece] != Share::None)
        --m_rarity[piece];
    source.pieces[piece] = Share::None;
    std::erase(source.candidates, static_cast<uint32_t>(piece));
}

void PiecePicker::forget(PeerId peer)
{
    if (const auto it = m_sources.find(peer); it != m_sources.end()) {
        uncount(it->second);
        m_sources.erase(it);
    }
}

bool PiecePicker::isPartWithout(PeerId peer) const
{
    const auto it = m_sources.find(peer);
    return it != m_sources.end() && it->second.stock == Stock::Part &&
           std::all_of(it->second.candidates.begin(), it->second.candidates.end(),
                       [this](uint32_t piece) { return m_states[piece] == State::Done; });
}

void PiecePicker::forgetStocks()
{
    m_sources.clear();
    std::fill(m_rarity.begin(), m_rarity.end(), uint16_t{0});
}

void PiecePicker::setPieces(std::vector<Piece> pieces)
{
    m_pieces = std::move(pieces);
    const size_t count = m_pieces.size();
    m_states.assign(count, State::Missing);
    m_rarity.assign(count, 0);
    m_place.resize(count);
    for (size_t i = 0; i < count; ++i) {
        m_place[i] = static_cast<uint32_t>(i);
        m_missing.push_back(static_cast<uint32_t>(i));
    }
    for (size_t i = count; i > 1; --i) { // so that equally rare ones come in another order on each device
        const auto other = static_cast<size_t>(m_random.below(i));
        std::swap(m_missing[i - 1], m_missing[other]);
        m_place[m_missing[i - 1]] = static_cast<uint32_t>(i - 1);
        m_place[m_missing[other]] = static_cast<uint32_t>(other);
    }
    for (auto& [peer, source] : m_sources) {
        if (source.stock != Stock::Part)
            continue;
        source.pieces.assign(count, Share::None);
        compare(source, {0, static_cast<uint32_t>(source.chunks.size())}, true);
    }
}

bool PiecePicker::has(PeerId peer, size_t piece) const
{
    const auto it = m_sources.find(peer);
    if (it == m_sources.end())
        return false;
    return it->second.stock == Stock::Whole ||
           (it->second.stock == Stock::Part && it->second.pieces[piece] == Share::Here);
}

std::optional<size_t> PiecePicker::first()
{
    while (m_first < m_pieces.size() && m_states[m_first] != State::Missing)
        ++m_first;
    return m_first < m_pieces.size() ? std::optional(m_first) : std::nullopt;
}

// `floor`: nothing in the list is rarer than that.
std::optional<size_t> PiecePicker::rarest(std::vector<uint32_t>& from, uint16_t floor)
{
    std::optional<size_t> best;
    if (from.empty())
        return best;
    size_t at = static_cast<size_t>(m_random.below(from.size()));
    const size_t looks = std::min(from.size(), kCompared);
    for (size_t looked = 0; looked < looks && !from.empty(); ++looked) {
        at = at < from.size() ? at : 0;
        const size_t piece = from[at];
        if (m_states[piece] == State::Done) {
            from[at] = from.back();
            from.pop_back();
            continue;
        }
        if (m_states[piece] == State::Missing && (!best || m_rarity[piece] < m_rarity[*best]))
            best = piece;
        if (best && m_rarity[*best] <= floor)
            return best;
        ++at;
    }
    return best;
}

std::optional<size_t> PiecePicker::take(PeerId peer, bool inOrder)
{
    Source& source = m_sources[peer];
    if (source.stock == Stock::Tried)
        return std::nullopt;
    const bool part = source.stock == Stock::Part;
    const auto piece = part ? rarest(source.candidates, 1) : inOrder ? first() : rarest(m_missing, 0);
    if (!piece)
        return piece;
    if (source.stock == Stock::Unknown)
        source.stock = Stock::Tried;
    unlist(*piece);
    m_states[*piece] = State::Asked;
    m_askers[*piece] = {peer};
    return piece;
}

std::optional<size_t> PiecePicker::takeAgain(PeerId peer, const std::function<bool(PeerId asked)>& slower)
{
    for (auto& [piece, askers] : m_askers) {
        if (askers.size() >= kMostAskers || askers.front() == peer || !has(peer, piece) || !slower(askers.front()))
            continue;
        askers.push_back(peer);
        return piece;
    }
    return std::nullopt;
}

void PiecePicker::giveBack(size_t piece, PeerId peer)
{
    if (const auto it = m_sources.find(peer); it != m_sources.end() && it->second.stock == Stock::Tried)
        it->second.stock = Stock::Unknown;
    const auto asked = m_askers.find(piece);
    if (asked == m_askers.end())
        return;
    std::erase(asked->second, peer);
    if (!asked->second.empty())
        return;
    m_askers.erase(asked);
    m_states[piece] = State::Missing;
    m_place[piece] = static_cast<uint32_t>(m_missing.size());
    m_missing.push_back(static_cast<uint32_t>(piece));
    m_first = std::min(m_first, piece);
}

void PiecePicker::unlist(size_t piece)
{
    const uint32_t last = m_missing.back();
    m_missing[m_place[piece]] = last;
    m_place[last] = m_place[piece];
    m_missing.pop_back();
}

void PiecePicker::done(size_t piece)
{
    if (m_states[piece] == State::Missing)
        unlist(piece);
    m_states[piece] = State::Done;
    m_askers.erase(piece);
}

} // namespace shoal::engine
