// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

// Members of answers (docs/control.md). What is missing or of another kind reads as empty or 0: an instance of another
// version may leave things out.
namespace shoal::models {

inline QString textIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString();
}

inline qint64 numberIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toInteger();
}

inline bool flagIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toBool();
}

inline QJsonObject objectIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toObject();
}

inline QJsonArray arrayIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toArray();
}

inline QStringList textsIn(const QJsonObject& object, const char* name)
{
    QStringList texts;
    for (const QJsonValue& value : arrayIn(object, name))
        texts.append(value.toString());
    return texts;
}

} // namespace shoal::models
