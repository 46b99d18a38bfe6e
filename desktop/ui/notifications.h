// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/page_context.h"
#include "desktop/ui/share_page.h"

#include <QHash>
#include <QSet>

namespace shoal::ui {

// What a person should hear of without looking: conflicts, devices that are new to a share, and problems. What comes
// within some seconds is one message; files that come and go are none.
class Notifications final : public QObject
{
    Q_OBJECT

public:
    // As long as a burst of news lasts, such as a disk that fills up.
    static constexpr std::chrono::seconds kGather{4};

    explicit Notifications(const PageContext& context, QObject* parent = nullptr);
    ~Notifications() override;

Q_SIGNALS:
    // `share` and `tab`: what shows the most important of it.
    void news(const QString& title, const QString& text, const QString& share, shoal::ui::SharePage::Tab tab);

private:
    struct Seen
    {
        qint64 conflicts = 0, problems = 0;
        bool isStopped = false;
    };
    struct Item
    {
        QString text, share;
        SharePage::Tab tab = SharePage::Tab::Overview;
        int weight = 0;
    };

    void onStatus();
    void onPeers(const QJsonObject& answer);
    void compare(const models::Share& share);
    void add(Item item);
    void tell();

    const PageContext m_context;
    models::LiveQuestion m_peers;
    QHash<QString, Seen> m_seen;
    QSet<QString> m_known;   // devices of shares
    bool m_isPrimed = false; // the first answer is no news
    bool m_arePeersPrimed = false;
    QList<Item> m_items;
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::ui
