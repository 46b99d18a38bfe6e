// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/sentence.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace shoal::engine {

// What a person can do when a share could not be opened, or had to close, because of `error`. It goes on by itself once
// the reason is gone.
model::Sentence reopenAdvice(const Error& error, const Bytes& dir, const Bytes& indexPath);

} // namespace shoal::engine
