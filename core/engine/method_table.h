// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/held_share.h"
#include "shared/control/control_server.h"

#include <QJsonObject>

#include <functional>
#include <map>

namespace shoal::engine {

// Answers one method of the control protocol, now or later.
using Method = std::function<void(const QJsonObject& params, const control::Reply& reply)>;
using MethodTable = std::map<QString, Method>;

void refuse(const control::Reply& reply, control::CallErrorCode code, const QString& sentence);
// Wrong parameters are told from a state that does not allow it now.
void refuse(const control::Reply& reply, const Error& error);

// Those that were not removed, in order.
std::vector<HeldShare*> presentShares(const HeldShares& shares);
// Those that "share" names by folder or by at least 8 digits of the id; all when it is not given.
std::vector<HeldShare*> namedShares(const HeldShares& shares, const QJsonObject& params);
// The one that "share" names. Refuses, and gives null, when none or several are meant.
HeldShare* oneShare(const HeldShares& shares, const QJsonObject& params, const control::Reply& reply);
// The answer when namedShares() finds nothing.
void refuseUnknownShare(const control::Reply& reply);

} // namespace shoal::engine
