// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/hint.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

QLabel* makeLabel(QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

Hint::Hint(QWidget* parent)
    : QWidget(parent), m_title(makeLabel(this)), m_text(makeLabel(this)), m_action(new QPushButton(this))
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_title->setFont(large);
    // No line should be longer than one reads at ease.
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 70);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &Hint::actionChosen);
    auto* const column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(m_title);
    auto* const middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_text, 100);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void Hint::setTexts(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

void Hint::setAction(const QString& text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

QString Hint::title() const
{
    return m_title->text();
}

QString Hint::text() const
{
    return m_text->text();
}

} // namespace shoal::ui
