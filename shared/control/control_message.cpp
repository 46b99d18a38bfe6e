// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_message.h"

#include <QJsonDocument>

namespace shoal::control {

namespace {

const QLatin1String kVersionKey("jsonrpc");
const QLatin1String kVersionValue("2.0");

QByteArray toLine(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

tl::unexpected<BadRequest> bad(const QJsonValue& id, CallErrorCode code, const char* message)
{
    return tl::unexpected<BadRequest>({id, {code, QString::fromUtf8(message)}});
}

CallErrorCode knownCode(int code)
{
    switch (static_cast<CallErrorCode>(code)) {
    case CallErrorCode::ParseError:
    case CallErrorCode::InvalidRequest:
    case CallErrorCode::MethodNotFound:
    case CallErrorCode::InvalidParams:
    case CallErrorCode::TooManyCalls:
    case CallErrorCode::CannotNow:
        return static_cast<CallErrorCode>(code);
    case CallErrorCode::InternalError:
        break;
    }
    return CallErrorCode::InternalError;
}

} // namespace

tl::expected<Request, BadRequest> parseRequest(const QByteArray& line)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError)
        return bad(QJsonValue::Null, CallErrorCode::ParseError,
                   "this line is not JSON; send one JSON-RPC 2.0 request a line");
    if (!document.isObject())
        return bad(QJsonValue::Null, CallErrorCode::InvalidRequest,
                   "a request must be one object; batches are not supported");
    const QJsonObject object = document.object();
    Request request;
    request.id = object.value(QLatin1String("id"));
    if (!request.id.isUndefined() && !request.id.isString() && !request.id.isDouble() && !request.id.isNull())
        return bad(QJsonValue::Null, CallErrorCode::InvalidRequest, "id must be text or a number");
    const QJsonValue id = request.id.isUndefined() ? QJsonValue(QJsonValue::Null) : request.id;
    if (object.value(kVersionKey).toString() != kVersionValue)
        return bad(id, CallErrorCode::InvalidRequest, "jsonrpc must be \"2.0\"");
    if (!object.value(QLatin1String("method")).isString())
        return bad(id, CallErrorCode::InvalidRequest, "method must be text");
    request.method = object.value(QLatin1String("method")).toString();
    const QJsonValue params = object.value(QLatin1String("params"));
    if (!params.isUndefined() && !params.isObject())
        return bad(id, CallErrorCode::InvalidParams, "params must be an object with named values");
    request.params = params.toObject();
    return request;
}

tl::expected<Response, QString> parseResponse(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QJsonValue id = object.value(QLatin1String("id"));
    const QJsonValue result = object.value(QLatin1String("result"));
    const QJsonValue error = object.value(QLatin1String("error"));
    if (object.value(kVersionKey).toString() != kVersionValue || (!result.isObject() && !error.isObject()))
        return tl::unexpected(QStringLiteral("the instance sent a line that is no answer"));
    if (result.isObject())
        return Response{id.toInteger(-1), result.toObject()};
    const QJsonObject details = error.toObject();
    return Response{id.toInteger(-1),
                    tl::unexpected<CallError>({knownCode(details.value(QLatin1String("code")).toInt()),
                                               details.value(QLatin1String("message")).toString()})};
}

std::optional<Notification> parseNotification(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QJsonValue method = object.value(QLatin1String("method"));
    if (object.value(kVersionKey).toString() != kVersionValue || !method.isString() ||
        object.contains(QLatin1String("id")))
        return std::nullopt;
    return Notification{method.toString(), object.value(QLatin1String("params")).toObject()};
}

QByteArray notificationLine(const QString& method, const QJsonObject& params)
{
    return toLine(
        {{kVersionKey, kVersionValue}, {QStringLiteral("method"), method}, {QStringLiteral("params"), params}});
}

QByteArray requestLine(qint64 id, const QString& method, const QJsonObject& params)
{
    return toLine({{kVersionKey, kVersionValue},
                   {QStringLiteral("id"), id},
                   {QStringLiteral("method"), method},
                   {QStringLiteral("params"), params}});
}

QByteArray answerLine(const QJsonValue& id, const Answer& answer)
{
    QJsonObject object{{kVersionKey, kVersionValue}, {QStringLiteral("id"), id}};
    if (answer)
        object.insert(QStringLiteral("result"), *answer);
    else
        object.insert(QStringLiteral("error"),
                      QJsonObject{{QStringLiteral("code"), static_cast<int>(answer.error().code)},
                                  {QStringLiteral("message"), answer.error().message}});
    return toLine(object);
}

} // namespace shoal::control
