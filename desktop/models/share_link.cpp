// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/share_link.h"

#include <QStringList>
#include <QUrl>

namespace shoal::models {

namespace {

// What a folder's name may be at most; the file systems' own limit is counted in bytes.
constexpr qsizetype kMaxName = 80;

// Strangers write links: the name must not lead anywhere else, or hide the folder.
QString safeName(const QString& name)
{
    QString safe;
    for (const QChar c : name)
        safe += c == QLatin1Char('/') || !c.isPrint() ? QLatin1Char(' ') : c;
    safe = safe.simplified();
    while (safe.startsWith(QLatin1Char('.')) || safe.startsWith(QLatin1Char(' ')))
        safe.remove(0, 1);
    return safe.left(kMaxName).trimmed();
}

QString nameIn(const QString& query)
{
    for (const QString& item : query.split(QLatin1Char('&'))) {
        const qsizetype equals = item.indexOf(QLatin1Char('='));
        const QString key = item.left(equals);
        if (equals > 0 && (key == QLatin1String("name") || key == QLatin1String("n")))
            return safeName(QUrl::fromPercentEncoding(item.mid(equals + 1).toUtf8()));
    }
    return {};
}

} // namespace

std::optional<ShareLink> parseShareLink(const QString& text)
{
    const QString link = text.trimmed();
    const qsizetype colon = link.indexOf(QLatin1Char(':'));
    const QString scheme = link.left(colon).toLower();
    if (colon < 0 || (scheme != QLatin1String("shoal") && scheme != QLatin1String("btsync")))
        return std::nullopt;
    QString rest = link.mid(colon + 1);
    while (rest.startsWith(QLatin1Char('/')))
        rest.remove(0, 1);
    const qsizetype question = rest.indexOf(QLatin1Char('?'));
    QString secret = rest.left(question);
    while (secret.endsWith(QLatin1Char('/'))) // some programs that hand links on put it there
        secret.chop(1);
    return ShareLink{secret, question < 0 ? QString() : nameIn(rest.mid(question + 1))};
}

QString toText(const ShareLink& link)
{
    QString text = QLatin1String("shoal:") + link.secret;
    if (const QString name = safeName(link.name); !name.isEmpty())
        text += QLatin1String("?name=") + QString::fromLatin1(QUrl::toPercentEncoding(name));
    return text;
}

} // namespace shoal::models
