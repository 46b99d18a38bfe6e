// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QString>

namespace shoal::engine {

// Names and messages as a person reads them: bytes that are no text, and control characters, are escaped.
inline QString shownText(ByteView bytes)
{
    return QString::fromStdString(printable(bytes));
}

} // namespace shoal::engine
