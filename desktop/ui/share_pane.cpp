// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/share_pane.h"

#include <QEvent>

namespace shoal::ui {

bool SharePane::mayLeave(std::function<void()>)
{
    return true;
}

void SharePane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    setShown(true);
}

void SharePane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    setShown(false);
}

void SharePane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        Q_EMIT titleChanged();
    }
    QWidget::changeEvent(event);
}

} // namespace shoal::ui
