// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/scrollable.h"

#include <QLayout>
#include <QScreen>
#include <QScrollArea>

namespace shoal::ui {

QScrollArea* scrollable(QWidget* content)
{
    auto* const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    // What is behind shows through, a tab for one.
    content->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    return area;
}

QSize roomFor(const QWidget& window, int letters, int lines)
{
    const QFontMetrics metrics = window.fontMetrics();
    const QSize wanted(metrics.averageCharWidth() * letters, metrics.lineSpacing() * lines);
    return wanted.boundedTo(window.screen()->availableSize() * 9 / 10);
}

void growToFit(QWidget& window)
{
    const QLayout* const layout = window.layout();
    if (!layout || !layout->hasHeightForWidth())
        return;
    const int needed = layout->totalHeightForWidth(window.width());
    if (needed > window.height())
        window.resize(window.width(), needed);
}

} // namespace shoal::ui
