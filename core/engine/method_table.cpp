// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/method_table.h"

namespace shoal::engine {

using control::CallErrorCode;
using control::Reply;

namespace {

// A folder is named by its path, or by as much of the id as `status` shows, or more.
constexpr qsizetype kShortestId = 8;

} // namespace

void refuse(const Reply& reply, CallErrorCode code, const QString& sentence)
{
    reply(tl::unexpected(control::CallError{code, sentence}));
}

void refuse(const Reply& reply, const Error& error)
{
    const bool isWrong = error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::NotFound;
    refuse(reply, isWrong ? CallErrorCode::InvalidParams : CallErrorCode::CannotNow,
           QString::fromStdString(printable(error.context)));
}

std::vector<HeldShare*> presentShares(const HeldShares& shares)
{
    std::vector<HeldShare*> present;
    for (const auto& held : shares.all())
        if (!held->removed)
            present.push_back(held.get());
    return present;
}

std::vector<HeldShare*> namedShares(const HeldShares& shares, const QJsonObject& params)
{
    const QString name = params.value(QLatin1String("share")).toString();
    std::vector<HeldShare*> found = presentShares(shares);
    std::erase_if(found, [&name](const HeldShare* held) {
        const bool byDir = name.toStdString() == held->config.dir;
        const bool byId = name.size() >= kShortestId && held->id().hex().starts_with(name.toLower().toStdString());
        return !name.isEmpty() && !byDir && !byId;
    });
    return found;
}

HeldShare* oneShare(const HeldShares& shares, const QJsonObject& params, const Reply& reply)
{
    if (params.value(QLatin1String("share")).toString().isEmpty()) {
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("\"share\" is missing: the folder of a share, or 8 digits of its id"));
        return nullptr;
    }
    const auto found = namedShares(shares, params);
    if (found.size() == 1)
        return found[0];
    if (found.empty())
        refuseUnknownShare(reply);
    else
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("several shares have an id that begins so; name one by its folder"));
    return nullptr;
}

void refuseUnknownShare(const Reply& reply)
{
    refuse(reply, CallErrorCode::InvalidParams, QStringLiteral("no share of this instance has that folder or id"));
}

} // namespace shoal::engine
