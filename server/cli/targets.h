// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/places.h"

namespace shoal::cli {

// Whom a call is for.
enum class Reach {
    Everyone,    // all instances; with a share named, those that hold it
    OneShare,    // the share that is named, or the only one there is
    OneInstance, // the only one that runs
};

// What a command line asks for.
struct Call
{
    QString method;
    QJsonObject params;
    Reach reach = Reach::Everyone;
    std::optional<Bytes> share; // as a person names it; becomes the parameter `share`
    // As a person names it; becomes the parameters `share` and `pathMember`. Relative to the share when that is named.
    std::optional<Bytes> path;
    QString pathMember = QStringLiteral("path");
    bool absolutePath = false; // send the whole path instead
    Bytes pathPrefix;          // the path must be below this folder of the share, and is sent relative to it
};

Call callOf(const char* method, QJsonObject params = {}, std::optional<Bytes> share = {},
            Reach reach = Reach::Everyone);

// True when targetsOf() needs to know what the instances share.
bool needsStatus(const Call& call, const std::vector<Bytes>& sockets);

// The questions for a call that needs it. NotFound when what was named is not there, InvalidArgument when more than
// one thing can be meant; the sentence lists the choices.
Result<std::vector<Question>> targetsOf(const Call& call, const std::vector<InstanceAnswer>& statuses);

} // namespace shoal::cli
