// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/progress_delegate.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace shoal::ui {

namespace {

constexpr int kGap = 2;

} // namespace

ProgressDelegate::ProgressDelegate(int role, QObject* parent) : QStyledItemDelegate(parent), m_role(role) {}

void ProgressDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem opt = option;
    initStyleOption(&opt, index);
    const QString text = std::exchange(opt.text, QString());
    const QStyle* const style = opt.widget ? opt.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &opt, painter, opt.widget);

    // The text lies on the bar, so the bar is light enough for it in each palette.
    const bool selected = opt.state.testFlag(QStyle::State_Selected);
    const QRect bar = opt.rect.adjusted(kGap, kGap, -kGap, -kGap);
    QRect done = bar;
    done.setWidth(static_cast<int>(bar.width() * std::clamp(index.data(m_role).toDouble(), 0.0, 1.0)));
    QColor fill = opt.palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight);
    fill.setAlphaF(0.35F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(QStyle::visualRect(opt.direction, bar, done), kGap, kGap);
    painter->setPen(opt.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(bar, Qt::AlignCenter, opt.fontMetrics.elidedText(text, Qt::ElideRight, bar.width()));
    painter->restore();
}

} // namespace shoal::ui
