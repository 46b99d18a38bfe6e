// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/typed_value.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <charconv>

namespace shoal::cli {

Bytes textOfValue(const QJsonValue& value)
{
    // As it can be typed.
    if (value.isArray() && value[0].isObject())
        return printable(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact).toStdString());
    if (value.isArray()) {
        Bytes text;
        for (const QJsonValue each : value.toArray())
            text += (text.empty() ? "" : ",") + textOfValue(each);
        return text.empty() ? "none" : text;
    }
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    return value.isDouble() ? std::to_string(value.toInteger()) : printable(value.toString().toStdString());
}

QJsonValue typedValue(const Bytes& typed)
{
    if (typed == "default")
        return QJsonValue::Null;
    if (typed == "true" || typed == "false")
        return typed == "true";
    int64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (!typed.empty() && error == std::errc() && end == typed.data() + typed.size())
        return static_cast<qint64>(number);
    return QString::fromStdString(typed);
}

} // namespace shoal::cli
