// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace shoal::test {

// A language whose texts are longer than those of any other, by half, and begin with a letter that no font should lack.
// Mnemonics, placeholders and lines stay.
class PseudoLanguage final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }

    QString translate(const char*, const char* text, const char*, int) const override
    {
        const QString source = QString::fromUtf8(text);
        QString filling;
        while (filling.size() < source.size() / 2)
            filling += QStringLiteral("wörtlich länger ");
        return QStringLiteral("Ü") + source + QLatin1Char(' ') + filling.trimmed();
    }
};

} // namespace shoal::test
