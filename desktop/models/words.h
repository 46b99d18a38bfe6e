// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

// Numbers as people read them, in the language of the program and the locale of the user. GUI thread only.
namespace shoal::models {

// A number and its unit, kept in this order also where text reads from the right.
QString inReadingOrder(const QString& quantity);
// "1,500 kB/s": a number and a unit that is not translated.
QString quantityInWords(qint64 number, const QString& unit);
// "512 bytes", "35.2 MB": powers of 1000, as the limits of the config file.
QString sizeInWords(qint64 bytes);
// "1.2 MB/s"
QString rateInWords(qint64 bytesPerSecond);
// "12 seconds", "2 hours and 5 minutes": the two largest units that matter.
QString durationInWords(qint64 seconds);
// The date and time of the locale, short, for milliseconds since 1970.
QString momentInWords(qint64 ms);
// "1,204 files"
QString filesInWords(qint64 count);

} // namespace shoal::models
