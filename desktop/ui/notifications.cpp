// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/notifications.h"

#include "desktop/models/json_fields.h"
#include "desktop/models/peer.h"

#include <algorithm>

namespace shoal::ui {

namespace {

using models::Share;
using models::ShareState;

// Of the same burst, what needs a person goes first.
constexpr int kPeerWeight = 1, kConflictWeight = 2, kProblemWeight = 3;
// More lines than that no bubble shows.
constexpr qsizetype kMaxLines = 4;

} // namespace

Notifications::Notifications(const PageContext& context, QObject* parent)
    : QObject(parent), m_context(context),
      m_peers(context.instance, context.clock,
              {QStringLiteral("peers"), {QStringLiteral("status")}, std::chrono::milliseconds(2000)})
{
    connect(&context.status, &models::LiveStatus::updated, this, &Notifications::onStatus);
    connect(&m_peers, &models::LiveQuestion::answered, this, &Notifications::onPeers);
    connect(&context.instance, &models::Instance::attached, this, [this] {
        m_isPrimed = m_arePeersPrimed = false;
        m_seen.clear();
        m_known.clear();
    });
    m_peers.setShown(true);
}

Notifications::~Notifications()
{
    m_context.clock.cancel(m_timer);
}

void Notifications::onStatus()
{
    const auto& status = m_context.status.now();
    if (!status)
        return;
    for (const Share& share : status->shares)
        compare(share);
    m_isPrimed = true;
}

void Notifications::compare(const Share& share)
{
    const bool isStopped = share.state == ShareState::Stopped;
    const Seen before = m_seen.value(share.id);
    m_seen[share.id] = {share.conflicts, share.problems, isStopped};
    if (!m_isPrimed)
        return;
    if (isStopped && !before.isStopped)
        add({tr("“%1” has stopped: %2").arg(share.name(), share.reason.inWords()), share.id, SharePage::Tab::Problems,
             kProblemWeight});
    else if (share.problems > before.problems)
        add({tr("“%1” has %n problem(s).", nullptr, static_cast<int>(share.problems)).arg(share.name()), share.id,
             SharePage::Tab::Problems, kProblemWeight});
    if (share.conflicts > before.conflicts)
        add({tr("“%1” has %n conflict(s).", nullptr, static_cast<int>(share.conflicts)).arg(share.name()), share.id,
             SharePage::Tab::Conflicts, kConflictWeight});
}

void Notifications::onPeers(const QJsonObject& answer)
{
    for (const QJsonValue& value : models::arrayIn(answer, "peers")) {
        const models::Peer peer = models::peerFrom(value.toObject());
        if (peer.device.isEmpty() || m_known.contains(peer.key()))
            continue;
        m_known.insert(peer.key());
        const Share* const share = m_context.status.share(peer.share);
        if (m_arePeersPrimed && share)
            add({tr("“%1” is a new device of “%2”.").arg(peer.name, share->name()), peer.share, SharePage::Tab::Peers,
                 kPeerWeight});
    }
    m_arePeersPrimed = true;
}

// A newer word on the same thing replaces the older one.
void Notifications::add(Item item)
{
    if (item.tab != SharePage::Tab::Peers)
        m_items.removeIf([&item](const Item& other) { return other.share == item.share && other.tab == item.tab; });
    m_items.append(std::move(item));
    if (m_timer == 0)
        m_timer = m_context.clock.after(kGather, [this] {
            m_timer = 0;
            tell();
        });
}

void Notifications::tell()
{
    QList<Item> items = std::exchange(m_items, {});
    if (items.isEmpty())
        return;
    std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.weight > b.weight; });
    QStringList lines;
    for (const Item& item : items.first(std::min(items.size(), kMaxLines)))
        lines << item.text;
    if (const auto more = static_cast<int>(items.size() - lines.size()); more > 0)
        lines << tr("And %n more.", nullptr, more);
    const Item& first = items.first();
    Q_EMIT news(first.weight == kPeerWeight ? tr("New device") : tr("Shoal needs your attention"),
                lines.join(QLatin1Char('\n')), first.share, first.tab);
}

} // namespace shoal::ui
