// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/why_text.h"

#include "server/cli/output.h"

#include <QJsonArray>
#include <algorithm>

namespace shoal::cli {

namespace {

QJsonArray itemsOf(const QJsonObject& answer)
{
    return answer.value(QLatin1String("items")).toArray();
}

Bytes textOf(const QJsonObject& item, const char* name)
{
    return shown(item.value(QLatin1String(name)));
}

Colour colourOf(ByteView state)
{
    if (state == "in sync" || state == "ignored" || state == "only here")
        return Colour::Green;
    return state == "waiting" ? Colour::Yellow : Colour::Red;
}

Bytes itemText(const QJsonObject& item)
{
    const Bytes folder = textOf(item, "share_dir");
    const Bytes path = textOf(item, "path");
    const Bytes state = textOf(item, "state");
    // A path outside of all shares is given as it was asked for.
    const bool joins = !folder.empty() && !path.empty() && path[0] != '/';
    Bytes text = (joins          ? folder + '/' + path
                  : path.empty() ? folder
                                 : path) +
                 ": " + coloured(state, colourOf(state)) + '\n';
    if (const Bytes reason = textOf(item, "reason"); !reason.empty())
        text += "  why: " + reason + '\n';
    if (const Bytes peer = textOf(item, "peer"); !peer.empty())
        text += "  peer: " + peer + '\n';
    if (const Bytes remedy = textOf(item, "what_to_do"); !remedy.empty())
        text += "  what to do: " + remedy + '\n';
    return text;
}

} // namespace

Bytes whyText(const QJsonObject& answer)
{
    Bytes text;
    for (const QJsonValue& item : itemsOf(answer))
        text += itemText(item.toObject());
    if (const Bytes summary = textOf(answer, "summary"); !summary.empty())
        text += summary + '\n';
    return text;
}

bool knowsPath(const QJsonObject& answer)
{
    const QJsonArray items = itemsOf(answer);
    return std::any_of(items.begin(), items.end(), [](const QJsonValue& item) {
        const Bytes state = textOf(item.toObject(), "state");
        return state != "not in a share" && state != "unknown";
    });
}

bool isFine(const QJsonObject& answer)
{
    const QJsonArray items = itemsOf(answer);
    return std::all_of(items.begin(), items.end(), [](const QJsonValue& item) {
        const Bytes state = textOf(item.toObject(), "state");
        return state == "in sync" || state == "ignored" || state == "only here";
    });
}

} // namespace shoal::cli
