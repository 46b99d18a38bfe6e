// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace shoal::models {

// A share as a link: shoal:SECRET?name=NAME, with NAME percent-encoded UTF-8 and optional (docs/links.md). Links of
// BitTorrent Sync that hold a secret, btsync://SECRET?n=NAME, are read too. Whether the secret is one is not looked at.
struct ShareLink
{
    QString secret;
    QString name; // for the folder; never a path, may be empty

    bool operator==(const ShareLink&) const = default;
};

// Nothing when `text` begins with neither shoal: nor btsync:.
std::optional<ShareLink> parseShareLink(const QString& text);
QString toText(const ShareLink& link);

} // namespace shoal::models
