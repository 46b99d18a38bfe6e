// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "shared/control/control_message.h"
#include "shared/control/line_buffer.h"

#include <algorithm>

using namespace shoal;
using namespace shoal::fuzz;

namespace {

// The stream cut at places that follow from its bytes; the lines must not depend on them.
std::vector<QByteArray> linesOf(const QByteArray& stream, qsizetype largestPart)
{
    control::LineBuffer buffer;
    std::vector<QByteArray> lines;
    for (qsizetype at = 0; at < stream.size();) {
        const qsizetype part = 1 + (static_cast<unsigned char>(stream[at]) + at) % largestPart;
        const bool fits = buffer.add(stream.mid(at, part));
        require(fits, "lines of this size fit");
        while (const auto line = buffer.takeLine())
            lines.push_back(*line);
        at += part;
    }
    return lines;
}

bool isOneLine(const QByteArray& line)
{
    return line.endsWith('\n') && line.indexOf('\n') == line.size() - 1;
}

void checkRequest(const QByteArray& line)
{
    const auto request = control::parseRequest(line);
    if (!request) {
        const auto& bad = request.error();
        require(!bad.error.message.isEmpty(), "a refusal says why");
        require(bad.id.isNull() || bad.id.isString() || bad.id.isDouble(), "a refusal names an id, or none");
        require(isOneLine(control::answerLine(bad.id, tl::unexpected(bad.error))), "an answer is one line");
        return;
    }
    const QByteArray answer =
        control::answerLine(request->id.isUndefined() ? QJsonValue(QJsonValue::Null) : request->id, request->params);
    require(isOneLine(answer), "an answer is one line");
    const QByteArray written = control::requestLine(7, request->method, request->params);
    require(isOneLine(written), "a request is one line");
    const auto again = control::parseRequest(written);
    require(again && again->method == request->method && again->params == request->params && again->id == 7,
            "what is written reads as the same");
}

void checkTold(const QByteArray& line)
{
    const auto response = control::parseResponse(line);
    require(response || !response.error().isEmpty(), "what is no answer says why");
    const auto notification = control::parseNotification(line);
    if (!notification)
        return;
    const QByteArray written = control::notificationLine(notification->method, notification->params);
    const auto again = control::parseNotification(written);
    require(again && again->method == notification->method && again->params == notification->params,
            "what is told reads as the same");
}

} // namespace

// What comes over the control socket, at either end.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (static_cast<qsizetype>(size) > control::kMaxLineBytes)
        return 0;
    const QByteArray stream(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto lines = linesOf(stream, 7);
    require(lines == linesOf(stream, 1) && lines == linesOf(stream, 4096), "lines do not depend on how they come");
    for (const QByteArray& line : lines) {
        require(!line.isEmpty() && line.indexOf('\n') < 0, "a line is one line");
        checkRequest(line);
        checkTold(line);
    }
    return 0;
}
