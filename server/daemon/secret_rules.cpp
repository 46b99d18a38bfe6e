// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/secret_rules.h"

#include "core/crypto/secret.h"

namespace shoal::daemon {

config::SecretRules secretRules()
{
    return {
        [](ByteView text) -> Result<void> {
            const auto secret = crypto::Secret::parse(text);
            return secret ? Result<void>{} : fail(secret.error());
        },
        [](ByteView text) { return crypto::ShareKeys::derive(*crypto::Secret::parse(text)).id().toBytes(); },
    };
}

} // namespace shoal::daemon
