// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>

namespace shoal::models {

// KZip writes names as UTF-8 without saying so, and programs elsewhere take them for letters of 1981. This says so in
// each entry of a complete zip whose name needs it. False: the zip is not as it should be, or cannot be written. `zip`
// is open for reading and writing, and can be seeked in.
bool declareUtf8Names(QIODevice& zip);

} // namespace shoal::models
