// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scripted_instance.h"

#include "desktop/ui/main_window.h"

// Everything that the windows need, with an instance that answers as a test wants it: one share with content.
struct Desk
{
    Desk()
    {
        scripted.answer(QStringLiteral("status"), statusJson({shareJson(www, QStringLiteral("/data/www"))}));
        for (const char* method : {"peers", "transfers", "history", "conflicts", "why", "archive", "ignore_list",
                                   "try_ignore_list", "pause", "resume", "rescan", "remove_share", "confirm", "resolve",
                                   "restore", "set_ignore_list", "dismiss_notices"})
            scripted.answer(QString::fromUtf8(method), QJsonObject());
    }

    // Shows the window with what the instance has answered.
    void show()
    {
        window.show();
        instance.attach(scripted.path);
    }
    void tell(const QStringList& topics) { scripted.tell(www, topics); }
    template <class Widget> Widget* only() const
    {
        const auto found = window.findChildren<Widget*>();
        return found.size() == 1 ? found.first() : nullptr;
    }

    const QString www = QString(64, QLatin1Char('a'));
    const QString mail = QString(64, QLatin1Char('b'));
    ScriptedInstance scripted;
    shoal::models::DiskWork disk;
    shoal::models::Instance instance{*scripted.clock};
    shoal::models::LiveStatus status{instance, *scripted.clock};
    shoal::models::LivePeers peers{instance, *scripted.clock};
    shoal::models::RateHistory rates{status, *scripted.clock};
    shoal::ui::Orders orders{instance};
    shoal::ui::PageContext context{instance, *scripted.clock, status, peers, rates, orders, disk};
    shoal::ui::MainWindow window{context};
};
