// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/secret_actions.h"

#include "core/crypto/secret.h"

#include <iostream>

namespace shoal::daemon {

Bytes generateSecret(Random& random)
{
    return crypto::Secret::generate(random).text();
}

Result<Bytes> readOnlySecret(const Bytes& secretOrDash)
{
    Bytes text = secretOrDash;
    if (text == "-" && !std::getline(std::cin, text))
        return fail(ErrorCode::InvalidArgument, "there is no secret on standard input");
    const auto secret = crypto::Secret::parse(text);
    if (!secret)
        return fail(secret.error());
    return secret->readOnly().text();
}

} // namespace shoal::daemon
