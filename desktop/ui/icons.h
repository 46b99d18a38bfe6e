// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/status.h"

#include <QIcon>

// All pictures of the program are drawn, in any size and for the palette of the moment: they need no files, no plugin
// and no icon theme, and look the same on every desktop. GUI thread only.
namespace shoal::ui {

// Signs in the colour of text, for buttons and menus.
enum class Glyph {
    Add,
    Folder,
    Pause,
    Resume,
    Key,
    Settings,
    Quit,
    Rescan,
    Remove,
    More,
    Search,
    Restore,
    History,
    Copy
};
QIcon glyphIcon(Glyph glyph);

// What a share or the whole instance is doing. Told apart by shape, not by colour alone, from 16 pixels on, and to be
// seen on light and on dark panels.
QIcon stateIcon(models::Condition condition);

// While something is synced the sign turns: it comes back to itself after this many steps.
inline constexpr int kTurnSteps = 12;
// One step of it, in all sizes that trays ask for.
QIcon stateIcon(models::Condition condition, int step);

// Of a transfer: to this device, or from it.
QIcon arrowIcon(bool up);

QIcon programIcon();

} // namespace shoal::ui
