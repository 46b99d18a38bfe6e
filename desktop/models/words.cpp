// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/words.h"

#include <QGuiApplication>
#include <QLocale>

namespace shoal::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

// Qt's plurals count in int; whatever is beyond that is "many" in all languages.
int forPlural(qint64 count)
{
    return static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

QString twoUnits(const QString& large, const QString& small)
{
    return small.isEmpty() ? large
                           : Words::tr("%1 and %2", "a duration, such as: 2 hours and 5 minutes").arg(large, small);
}

QString minutes(qint64 count)
{
    return count == 0 ? QString() : Words::tr("%n minute(s)", nullptr, forPlural(count));
}

QString hours(qint64 count)
{
    return count == 0 ? QString() : Words::tr("%n hour(s)", nullptr, forPlural(count));
}

} // namespace

QString inReadingOrder(const QString& quantity)
{
    if (!QGuiApplication::isRightToLeft())
        return quantity;
    // As Unicode isolates it: the direction is that of the unit.
    return QChar(0x2068) + quantity + QChar(0x2069);
}

QString quantityInWords(qint64 number, const QString& unit)
{
    return inReadingOrder(QLocale().toString(number) + QChar(0x00A0) + unit);
}

QString sizeInWords(qint64 bytes)
{
    if (bytes < 1000)
        return Words::tr("%n byte(s)", nullptr, forPlural(bytes));
    return inReadingOrder(QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat));
}

QString rateInWords(qint64 bytesPerSecond)
{
    return inReadingOrder(Words::tr("%1/s", "a rate, such as: 1.2 MB/s")
                              .arg(QLocale().formattedDataSize(bytesPerSecond, bytesPerSecond < 1000 ? 0 : 1,
                                                               QLocale::DataSizeSIFormat)));
}

QString durationInWords(qint64 seconds)
{
    if (seconds < kMinute)
        return Words::tr("%n second(s)", nullptr, forPlural(seconds));
    if (seconds < kHour)
        return minutes(seconds / kMinute);
    if (seconds < kDay)
        return twoUnits(hours(seconds / kHour), minutes(seconds % kHour / kMinute));
    return twoUnits(Words::tr("%n day(s)", nullptr, forPlural(seconds / kDay)), hours(seconds % kDay / kHour));
}

QString momentInWords(qint64 ms)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
}

QString filesInWords(qint64 count)
{
    return Words::tr("%n file(s)", nullptr, forPlural(count));
}

} // namespace shoal::models
