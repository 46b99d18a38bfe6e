// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/note_line.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

namespace shoal::ui {

namespace {

QStyle::StandardPixmap signOf(NoteLine::Kind kind)
{
    switch (kind) {
    case NoteLine::Kind::Good:
        return QStyle::SP_DialogApplyButton;
    case NoteLine::Kind::Warning:
        return QStyle::SP_MessageBoxWarning;
    case NoteLine::Kind::Error:
        return QStyle::SP_MessageBoxCritical;
    case NoteLine::Kind::Note:
        break;
    }
    return QStyle::SP_MessageBoxInformation;
}

} // namespace

NoteLine::NoteLine(QWidget* parent) : QWidget(parent), m_sign(new QLabel), m_text(new QLabel)
{
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    // What went wrong is often passed on to somebody.
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("sentence"));
    hide();
}

void NoteLine::say(Kind kind, const QString& sentence)
{
    m_kind = kind;
    const bool isNew = m_text->text() != sentence || isHidden();
    m_text->setText(sentence);
    drawSign();
    setVisible(!sentence.isEmpty());
    if (!isNew || sentence.isEmpty())
        return;
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoteLine::clear()
{
    m_text->clear();
    hide();
}

QString NoteLine::text() const
{
    return m_text->text();
}

void NoteLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        drawSign();
    QWidget::changeEvent(event);
}

void NoteLine::drawSign()
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_sign->setPixmap(
        style()->standardIcon(signOf(m_kind), nullptr, this).pixmap(QSize(size, size), devicePixelRatio()));
}

} // namespace shoal::ui
