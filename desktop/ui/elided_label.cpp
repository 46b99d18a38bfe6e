// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/elided_label.h"

#include <QEvent>

namespace shoal::ui {

void ElidedLabel::setFullText(const QString& text)
{
    m_full = text;
    setTextFormat(Qt::PlainText);
    setAccessibleName(text);
    updateGeometry();
    fit();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 8, QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_full) + 2, QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    fit();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void ElidedLabel::fit()
{
    const QString fits = fontMetrics().elidedText(m_full, Qt::ElideMiddle, width());
    if (fits != text())
        setText(fits);
    setToolTip(fits == m_full ? QString() : m_full);
}

} // namespace shoal::ui
