// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/path.h"

namespace shoal::ui {

// Opens a folder with the file manager. Only of instances on this machine, which is where all of them are.
void openFolder(const QString& dir);
// Opens the folder that `path`, relative to `dir`, lies in.
void openFolderOf(const QString& dir, const models::Path& path);
// Opens a file with the program for its kind.
void openFile(const QString& dir, const models::Path& path);

} // namespace shoal::ui
