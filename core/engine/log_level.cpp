// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/log_level.h"

#include "shared/base/log.h"

#include <array>

namespace shoal::engine {

namespace {

struct Level
{
    QLatin1String name;
    QLatin1String rules; // of QLoggingCategory, for what differs from Qt's own
};

constexpr std::array<Level, 4> kLevels{{
    {QLatin1String("debug"), QLatin1String("shoal.*.debug=true")},
    {QLatin1String("info"), QLatin1String("")},
    {QLatin1String("warning"), QLatin1String("shoal.*.info=false")},
    {QLatin1String("error"), QLatin1String("shoal.*.info=false\nshoal.*.warning=false")},
}};

// All categories are set together.
QLatin1String current()
{
    if (logEngine().isDebugEnabled())
        return kLevels[0].name;
    if (logEngine().isInfoEnabled())
        return kLevels[1].name;
    return logEngine().isWarningEnabled() ? kLevels[2].name : kLevels[3].name;
}

} // namespace

void answerLogLevel(const QJsonObject& params, const control::Reply& reply)
{
    const QString wanted = params.value(QLatin1String("level")).toString();
    bool known = wanted.isEmpty();
    for (const Level& level : kLevels) {
        if (wanted != level.name)
            continue;
        known = true;
        QLoggingCategory::setFilterRules(level.rules);
    }
    if (known)
        reply(QJsonObject{{QStringLiteral("level"), current()}});
    else
        refuse(reply, control::CallErrorCode::InvalidParams,
               QStringLiteral("\"level\" must be debug, info, warning or error"));
}

} // namespace shoal::engine
