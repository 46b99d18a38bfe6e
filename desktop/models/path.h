// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/json_fields.h"

namespace shoal::models {

// A path as an answer gives it: what people read, and what the instance has to be told to mean the same bytes.
struct Path
{
    QString shown;
    QString base64; // empty: `shown` gives the bytes as they are

    bool operator==(const Path&) const = default;
};

// The member `name` of an answer, with `name`_base64.
inline Path pathIn(const QJsonObject& object, const QString& name)
{
    return {object.value(name).toString(), object.value(name + QLatin1String("_base64")).toString()};
}

// As a parameter `name` of a call.
inline void putPath(QJsonObject& params, const QString& name, const Path& path)
{
    if (path.base64.isEmpty())
        params.insert(name, path.shown);
    else
        params.insert(name + QLatin1String("_base64"), path.base64);
}

} // namespace shoal::models
