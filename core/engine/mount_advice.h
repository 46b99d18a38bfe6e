// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/sentence.h"

namespace shoal::engine {

// What a person can do when another file system, or none, is mounted at a directory than before. `folder` is the
// share's, `path` relative to it.
inline model::Sentence mountAdvice(const Bytes& folder, const Bytes& path)
{
    return {model::Wording::DoMountOrAccept, {folder + "/" + path}};
}

} // namespace shoal::engine
