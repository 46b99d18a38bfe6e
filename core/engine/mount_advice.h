// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::engine {

// What a person can do when another file system, or none, is mounted at a directory than before. `folder` is the
// share's, `path` relative to it.
inline Bytes mountAdvice(const Bytes& folder, const Bytes& path)
{
    return "mount the right one, and all goes on by itself; or accept what is there now with 'shoal confirm "
           "--new-mount " +
           printable(folder + "/" + path) + "'";
}

} // namespace shoal::engine
