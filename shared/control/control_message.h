// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <optional>
#include <tl/expected.hpp>

namespace shoal::control {

// The version of the protocol in docs/control.md; `version` tells it.
inline constexpr int kControlVersion = 1;

// A line longer than this is refused. A status of thousands of peers stays below.
inline constexpr qsizetype kMaxLineBytes = 1024 * 1024;

// Codes of JSON-RPC 2.0, and Shoal's own from -32000 down.
enum class CallErrorCode {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    TooManyCalls = -32000, // answers are outstanding: wait for them
    CannotNow = -32001,    // the state of a share or its disk does not allow it
};

// Why a call got no result; the message is a sentence for a person.
struct CallError
{
    CallErrorCode code = CallErrorCode::InternalError;
    QString message;
};

using Answer = tl::expected<QJsonObject, CallError>;

struct Request
{
    QJsonValue id; // undefined: a notification, which gets no answer
    QString method;
    QJsonObject params;
};

// A line that is no request: what to answer, and to which id (null when it cannot be known).
struct BadRequest
{
    QJsonValue id;
    CallError error;
};

tl::expected<Request, BadRequest> parseRequest(const QByteArray& line);

struct Response
{
    qint64 id = 0;
    Answer answer;
};

// Only answers to our own calls, which have whole numbers as ids; anything else gives a sentence.
tl::expected<Response, QString> parseResponse(const QByteArray& line);

// Something an instance tells without being asked.
struct Notification
{
    QString method;
    QJsonObject params;
};

// Nothing when the line is none.
std::optional<Notification> parseNotification(const QByteArray& line);

// Each ends with a newline.
QByteArray requestLine(qint64 id, const QString& method, const QJsonObject& params);
QByteArray answerLine(const QJsonValue& id, const Answer& answer);
QByteArray notificationLine(const QString& method, const QJsonObject& params);

} // namespace shoal::control
