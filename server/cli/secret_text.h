// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret.h"
#include "shared/base/bytes.h"

#include <QJsonObject>
#include <optional>

namespace shoal::cli {

// A secret from a file, standard input, or a person who is asked; never from an argument. The error does not repeat
// what was given.
Result<crypto::Secret> readSecret(const std::optional<Bytes>& file, ByteView question);

// "read-write  A...", "read-only   B..." for an answer that holds `secret` and `read_only`.
Bytes secretLines(const QJsonObject& answer);

} // namespace shoal::cli
