// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/share_link.h"
#include "desktop/ui/secret_tool.h"

namespace shoal::test {

// Secrets by their looks: A or B and 32 characters.
class PlayedSecrets final : public ui::SecretTool
{
public:
    static QString readWrite(QChar filling = QLatin1Char('X')) { return QLatin1Char('A') + QString(32, filling); }
    static QString readOnly(QChar filling = QLatin1Char('X')) { return QLatin1Char('B') + QString(32, filling); }

    std::optional<Kind> inspect(const QString& text, QString& mistake) const override
    {
        const auto link = models::parseShareLink(text);
        const QString secret = link ? link->secret : text;
        if (secret.size() != 33 || (secret[0] != QLatin1Char('A') && secret[0] != QLatin1Char('B'))) {
            mistake = QStringLiteral("This is no secret.");
            return std::nullopt;
        }
        return Kind{secret[0] == QLatin1Char('A'), secret, link ? link->name : QString()};
    }
    Pair make() override
    {
        const QChar filling(static_cast<char16_t>('C' + made++));
        return {readWrite(filling), readOnly(filling)};
    }
    std::optional<QString> readOnlyOf(const QString& secret) const override
    {
        return secret.startsWith(QLatin1Char('A')) ? std::optional(QLatin1Char('B') + secret.mid(1)) : std::nullopt;
    }

    int made = 0;
};

} // namespace shoal::test
