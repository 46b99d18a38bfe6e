// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QScrollArea;
class QWidget;

namespace shoal::ui {

// `content` in a frame that can be scrolled when there is too little room: on a small screen, or with large letters.
QScrollArea* scrollable(QWidget* content);

// So many letters and lines in the font of `window`, or what the screen has.
QSize roomFor(const QWidget& window, int letters, int lines);

// Makes `window` higher when its texts need more lines than it has room for: windows do not do so by themselves when a
// text changes that is wrapped.
void growToFit(QWidget& window);

} // namespace shoal::ui
