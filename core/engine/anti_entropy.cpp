// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/anti_entropy.h"

#include "core/protocol/limits.h"
#include "shared/base/hash.h"

#include "shared/base/log.h"
#include "shared/base/mutant.h"

namespace shoal::engine {

using protocol::DigestNode;

namespace {

// Below this many records on both sides a bucket is listed instead of divided: 40 bytes a record against 40 bytes for
// each of 16 children.
constexpr uint64_t kListBelow = 256;
constexpr size_t kNodesPerQuery = 256;
// Listing a bucket is honest below this, however fast records come on both sides: a fuller one is walked deeper.
constexpr uint64_t kNeverListAbove = 64 * kListBelow;
// Each walk reads a record once at most, and walks that bring nothing have pauses: what a peer makes us read is that
// much in a minute, and no more.
constexpr int64_t kBudgetNs = 60'000'000'000;
constexpr uint64_t kBudgetWalks = 4;
constexpr uint64_t kLeastBudget = 100'000;
constexpr int64_t kPatienceNs = 60'000'000'000; // without an answer a walk is given up
// What a walk found is sent at once; nobody says when the last of it was.
constexpr int64_t kWalkBringsNs = 2'000'000'000;
constexpr int64_t kFirstPauseNs = 2'000'000'000;
constexpr int64_t kLongestPauseNs = 600'000'000'000;

uint32_t numberOf(const DigestNode& node)
{
    return uint32_t{node.depth} << 16 | node.prefix;
}

} // namespace

AntiEntropy::AntiEntropy(Replica& replica, RecordSender& sender, PeerInfo peer, std::shared_ptr<PeerLink> link)
    : m_replica(replica), m_sender(sender), m_peer(std::move(peer)), m_link(std::move(link))
{}

bool AntiEntropy::weWalk() const
{
    if (m_replica.heldUntilNs != 0)
        return true;
    const bool theyWrite = m_peer.permission == crypto::Permission::ReadWrite;
    if (m_replica.canWrite() != theyWrite)
        return theyWrite;
    // Of two with one identity both walk: better twice than never.
    return m_replica.settings.device <= m_peer.device;
}

int64_t AntiEntropy::comparedAtNs() const
{
    if (m_compared)
        return 0;
    return walking() || m_walkOverNs == 0 ? INT64_MAX : m_walkOverNs + kWalkBringsNs;
}

bool AntiEntropy::inSync() const
{
    return m_theirsKnown && m_theirs == m_replica.index->digests().root();
}

void AntiEntropy::sendRoot(bool scanning)
{
    const store::Digest ours = m_replica.index->digests().root();
    m_link->send(protocol::DigestRoot{m_replica.index->horizonNs(), ours.sum, ours.count, scanning, m_replica.filled,
                                      m_replica.index->remembers()});
}

Result<void> AntiEntropy::take(const protocol::DigestRoot& root, bool scanning)
{
    const bool first = !m_theirsKnown;
    m_theirs = {root.digest, root.count};
    m_theyRemember = root.remembers;
    m_theirsKnown = true;
    m_sender.caughtUp();
    m_sender.setPeerEmpty(root.count == 0 && !root.scanning && !root.filled);
    const store::Digest ours = m_replica.index->digests().root();
    if (ours == m_theirs) {
        m_compared = true;
        m_pauseNs = 0;
        return {};
    }
    if (root.count > 0 && ours.count > 0 && !horizonsMeet(root, scanning))
        return {};
    // A peer that has nothing gets everything, in the order that is cheapest for it.
    if (root.count == 0) {
        if (root.scanning || (m_replica.joining && root.filled))
            return {}; // not yet: it may have what we would send
        // Readers leave it to the writers, and begin when a second later there was none.
        if (!m_replica.canWrite() && first)
            return {};
        if (!m_sender.streaming())
            m_sender.streamAll(m_replica.canWrite() && !root.filled);
        m_compared = true;
        return {};
    }
    // The stream of the other side is on its way, and what the peer knows is known here when the digests are equal.
    if (ours.count == 0)
        return {};
    if (m_replica.index->isForgetting())
        return {}; // both show their roots again when it is done
    if (!weWalk()) {
        // The other one may not know yet that we differ.
        if (!first && !root.scanning)
            sendRoot(scanning);
        return {};
    }
    const int64_t now = m_replica.context.clock.monotonicNs();
    // A peer that was stopped in the middle of a walk has forgotten our questions.
    if (now - m_heardNs > kPatienceNs)
        m_asked.clear();
    if (root.scanning || scanning || walking() || m_sender.streaming())
        return {};
    if (ours == m_walkedOurs && m_theirs == m_walkedTheirs) {
        if (now < m_nextWalkNs)
            return {};
        m_pauseNs = std::min(std::max(m_pauseNs * 2, kFirstPauseNs), kLongestPauseNs);
        m_nextWalkNs = now + m_pauseNs;
    } else {
        m_pauseNs = 0;
        m_nextWalkNs = now + kFirstPauseNs;
    }
    m_walkedOurs = ours;
    m_walkedTheirs = m_theirs;
    walk();
    return {};
}

// Digests tell something when both sides have forgotten the same. Each horizon is given, or waited for, once: a peer
// that refuses it, or does not send what it announced, is compared with as it is.
bool AntiEntropy::horizonsMeet(const protocol::DigestRoot& root, bool scanning)
{
    const int64_t ours = m_replica.index->horizonNs();
    if (root.horizonNs < ours && m_horizonGiven < ours) {
        m_horizonGiven = ours;
        if (const auto dir = m_replica.index->findNumber(model::horizonDir())) {
            store::RecordRef ref;
            ref.dir = *dir;
            ref.name = model::kHorizonName;
            m_sender.stream({std::move(ref)});
        }
        return false;
    }
    if (root.horizonNs > ours && m_horizonAwaited < root.horizonNs) {
        m_horizonAwaited = root.horizonNs;
        sendRoot(scanning);
        return false;
    }
    return true;
}

void AntiEntropy::walk()
{
    qCDebug(logSync, "comparing records with %s", printable(m_peer.name).c_str());
    m_heardNs = m_replica.context.clock.monotonicNs();
    ask({DigestNode{0, 0}});
}

void AntiEntropy::ask(std::vector<DigestNode> nodes)
{
    for (const DigestNode& node : nodes)
        m_asked.insert(numberOf(node));
    m_link->send(protocol::DigestQuery{std::move(nodes)});
}

// False: the peer has asked for more than walks can need.
bool AntiEntropy::afford(uint64_t records)
{
    const int64_t now = m_replica.context.clock.monotonicNs();
    if (m_budgetNs == 0 || now - m_budgetNs >= kBudgetNs) {
        m_budgetNs = now;
        m_budget = std::max(kLeastBudget, kBudgetWalks * m_replica.index->digests().root().count);
    }
    if (records > m_budget) {
        qCInfo(logSync, "%s asks for more records than a comparison needs: not answered for a minute",
               printable(m_peer.name).c_str());
        m_budget = 0;
        return false;
    }
    m_budget -= records;
    return true;
}

Result<void> AntiEntropy::take(const protocol::DigestQuery& query)
{
    protocol::DigestReply reply;
    for (const DigestNode& node : query.nodes) {
        protocol::DigestChildren children{node, {}};
        const auto ours = m_replica.index->digests().children(node.depth, node.prefix);
        for (size_t i = 0; i < ours.size(); ++i)
            children.children[i] = {ours[i].sum, ours[i].count};
        reply.nodes.push_back(children);
    }
    m_link->send(std::move(reply));
    return {};
}

Result<void> AntiEntropy::take(const protocol::DigestReply& reply)
{
    m_heardNs = m_replica.context.clock.monotonicNs();
    std::vector<DigestNode> deeper;
    for (const protocol::DigestChildren& children : reply.nodes) {
        if (m_asked.erase(numberOf(children.node)) == 0)
            continue; // not asked, or by a walk that was given up
        const auto ours = m_replica.index->digests().children(children.node.depth, children.node.prefix);
        for (size_t i = 0; i < ours.size(); ++i) {
            if (mutated(Mutant::SkipOneChild) && i + 1 == ours.size())
                continue;
            const protocol::ChildDigest& theirs = children.children[i];
            if (ours[i].sum == theirs.digest && ours[i].count == theirs.count)
                continue;
            const DigestNode child{static_cast<uint8_t>(children.node.depth + 1),
                                   static_cast<uint16_t>(children.node.prefix << 4 | i)};
            const bool list = child.depth == store::DigestTree::kMaxDepth || ours[i].count + theirs.count <= kListBelow;
            if (list) {
                if (auto listed = listBucket(child); !listed)
                    return listed;
            } else {
                deeper.push_back(child);
                if (deeper.size() == kNodesPerQuery)
                    ask(std::exchange(deeper, {}));
            }
        }
    }
    if (!deeper.empty())
        ask(std::move(deeper));
    if (m_asked.empty())
        m_walkOverNs = m_heardNs;
    return {};
}

Result<void> AntiEntropy::listBucket(const DigestNode& node)
{
    auto refs = m_replica.index->rows().recordsBetween(store::DigestTree::firstKeyHash(node.depth, node.prefix),
                                                       store::DigestTree::lastKeyHash(node.depth, node.prefix),
                                                       protocol::kMaxBucketItems);
    if (!refs)
        return fail(refs.error());
    protocol::BucketItems items{node, {}};
    for (const store::RecordRef& ref : *refs)
        items.items.push_back({ref.keyHash, sha256(ref.record)});
    m_link->send(std::move(items));
    return {};
}

// The walker lists its bucket: it gets what it lacks, and is asked for what we lack. Where both have a record of the
// same key, it gets ours and is asked for its own, and both sides merge the same pair.
Result<void> AntiEntropy::take(const protocol::BucketItems& items)
{
    const uint64_t here = m_replica.index->digests().node(items.node.depth, items.node.prefix).count;
    const bool listed = items.node.depth == store::DigestTree::kMaxDepth || here <= kNeverListAbove;
    if (!listed || !afford(here + items.items.size()))
        return {};
    auto refs = m_replica.index->rows().recordsBetween(
        store::DigestTree::firstKeyHash(items.node.depth, items.node.prefix),
        store::DigestTree::lastKeyHash(items.node.depth, items.node.prefix), protocol::kMaxBucketItems);
    if (!refs)
        return fail(refs.error());
    std::set<std::pair<uint64_t, Hash>> theirs;
    for (const protocol::BucketItem& item : items.items)
        theirs.insert({item.keyHash, item.recordHash});
    std::vector<store::RecordRef> give;
    for (store::RecordRef& ref : *refs) {
        if (theirs.erase({ref.keyHash, sha256(ref.record)}) == 0)
            give.push_back(std::move(ref));
    }
    if (!give.empty())
        m_sender.stream(std::move(give));
    if (theirs.empty())
        return {};
    protocol::BucketWant want{{}, items.node};
    for (const auto& [keyHash, hash] : theirs)
        want.keyHashes.push_back(keyHash);
    m_link->send(std::move(want));
    return {};
}

Result<void> AntiEntropy::take(const protocol::BucketWant& want)
{
    if (!afford(want.keyHashes.size()))
        return {};
    std::vector<store::RecordRef> give;
    for (const uint64_t keyHash : want.keyHashes) {
        constexpr size_t kEqualHashes = 16; // 64 bits seldom collide
        auto refs = m_replica.index->rows().recordsBetween(keyHash, keyHash, kEqualHashes);
        if (!refs)
            return fail(refs.error());
        for (store::RecordRef& ref : *refs)
            give.push_back(std::move(ref));
    }
    m_sender.stream(std::move(give));
    return {};
}

} // namespace shoal::engine
