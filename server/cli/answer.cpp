// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"

#include <QStringConverter>

namespace shoal::cli {

int64_t numberIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toInteger();
}

bool flagIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toBool();
}

QJsonObject objectIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toObject();
}

Bytes textIn(const QJsonObject& object, const char* name)
{
    return printable(bytesIn(object, name));
}

Bytes bytesIn(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toString().toStdString();
}

std::vector<QJsonObject> listIn(const QJsonObject& object, const char* name)
{
    std::vector<QJsonObject> list;
    for (const QJsonValue& value : object.value(QLatin1String(name)).toArray())
        list.push_back(value.toObject());
    return list;
}

std::vector<Bytes> textsIn(const QJsonObject& object, const char* name)
{
    std::vector<Bytes> list;
    for (const QJsonValue& value : object.value(QLatin1String(name)).toArray())
        list.push_back(printable(value.toString().toStdString()));
    return list;
}

Bytes fullPathIn(const QJsonObject& entry, const char* name)
{
    const Bytes folder = textIn(entry, "share_dir");
    const Bytes path = textIn(entry, name);
    if (path.empty() || folder.empty() || path[0] == '/')
        return path.empty() ? folder : path;
    return folder + '/' + path;
}

void insertPath(QJsonObject& params, const QString& name, const Bytes& path)
{
    const QUtf8StringView text(path.data(), static_cast<qsizetype>(path.size()));
    if (text.isValidUtf8())
        params.insert(name, text.toString());
    else
        params.insert(name + QStringLiteral("_base64"),
                      QString::fromLatin1(QByteArray::fromStdString(path).toBase64()));
}

} // namespace shoal::cli
