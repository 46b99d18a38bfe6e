// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/secret_filter.h"

#include <QRegularExpression>
#include <QString>

namespace shoal::models {

namespace {

// Secrets have 33 characters of Base32, those of BitTorrent Sync up to 59; words in capitals have fewer.
constexpr qsizetype kShortestRun = 24;
const QByteArray kMark = QByteArrayLiteral("[removed]");

bool isBase32(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
}

QByteArray withoutRuns(const QByteArray& text)
{
    QByteArray clean;
    clean.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i;
        while (end < text.size() && isBase32(text[end]))
            ++end;
        if (end - i >= kShortestRun)
            clean += kMark;
        else
            clean += text.mid(i, end - i);
        if (end < text.size())
            clean += text[end++];
        i = end;
    }
    return clean;
}

// A key is found wherever it stands, in a comment too, where quotes need not come in pairs.
QByteArray withoutValues(const QByteArray& text)
{
    static const QRegularExpression pattern(
        QStringLiteral("(\"[\\w.]*(?:secret|password|passphrase|hash|salt|api_key|username|login|token)\\w*\"\\s*:\\s*)"
                       "\"(?:\\\\.|[^\"\\\\])*\"?"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    // Latin 1 has a character for each byte.
    QString latin = QString::fromLatin1(text);
    latin.replace(pattern, QLatin1String("\\1\"") + QString::fromLatin1(kMark) + QLatin1Char('"'));
    return latin.toLatin1();
}

} // namespace

QByteArray withoutSecrets(const QByteArray& text)
{
    return withoutRuns(withoutValues(text));
}

} // namespace shoal::models
