// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/share_delegate.h"

#include "desktop/models/share_list_model.h"
#include "desktop/ui/icons.h"

#include <QApplication>
#include <QPainter>

namespace shoal::ui {

namespace {

using models::ShareListModel;

// In heights of a line of text.
constexpr qreal kMargin = 0.45;
constexpr qreal kBar = 0.22;
constexpr int kLines = 3;

struct Layout
{
    QRect icon, texts;
    int line = 0, margin = 0, bar = 0;
};

Layout layoutOf(const QStyleOptionViewItem& option)
{
    Layout layout;
    layout.line = option.fontMetrics.height();
    layout.margin = static_cast<int>(layout.line * kMargin);
    layout.bar = std::max(3, static_cast<int>(layout.line * kBar));
    const QRect inner = option.rect.adjusted(layout.margin, layout.margin, -layout.margin, -layout.margin);
    const int side = layout.line * 2;
    layout.icon = QRect(inner.left(), inner.top() + layout.line / 4, side, side);
    layout.texts = inner.adjusted(side + layout.margin, 0, 0, 0);
    // Right to left, the icon is at the right.
    layout.icon = QStyle::visualRect(option.direction, option.rect, layout.icon);
    layout.texts = QStyle::visualRect(option.direction, option.rect, layout.texts);
    return layout;
}

void drawLine(QPainter& painter, const QStyleOptionViewItem& option, const QRect& rect, const QString& text)
{
    const QString fits = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(
        rect, static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)), fits);
}

void drawBar(QPainter& painter, const QStyleOptionViewItem& option, const QRect& rect, double part,
             const QColor& colour)
{
    painter.setPen(Qt::NoPen);
    QColor ground = colour;
    ground.setAlphaF(0.25F);
    const qreal round = rect.height() / 2.0;
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, round, round);
    QRect done = rect;
    done.setWidth(static_cast<int>(rect.width() * std::clamp(part, 0.0, 1.0)));
    painter.setBrush(colour);
    painter.drawRoundedRect(QStyle::visualRect(option.direction, rect, done), round, round);
}

QString contentLine(const QModelIndex& index)
{
    const QString peers = index.data(ShareListModel::PeersRole).toString();
    const QString content = index.data(ShareListModel::ContentRole).toString();
    return peers.isEmpty() ? content : content + QStringLiteral(" · ") + peers;
}

} // namespace

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem opt = option;
    opt.state.setFlag(QStyle::State_Enabled);
    const QStyle* const style = opt.widget ? opt.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &opt, painter, opt.widget);
    const Layout layout = layoutOf(opt);
    const bool selected = opt.state.testFlag(QStyle::State_Selected);
    const auto group = opt.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QColor text = opt.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    QColor quiet = text;
    if (!selected) // on the colour of a selection less would be hard to read
        quiet.setAlphaF(0.75F);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    stateIcon(static_cast<models::Condition>(index.data(ShareListModel::ConditionRole).toInt()))
        .paint(painter, layout.icon);
    QRect line(layout.texts.left(), layout.texts.top(), layout.texts.width(), layout.line);
    QFont bold = opt.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(text);
    drawLine(*painter, opt, line, index.data(Qt::DisplayRole).toString());
    painter->setFont(opt.font);
    line.translate(0, layout.line);
    drawLine(*painter, opt, line, index.data(ShareListModel::StateRole).toString());
    painter->setPen(quiet);
    line.translate(0, layout.line);
    drawLine(*painter, opt, line, contentLine(index));
    const QVariant part = index.data(ShareListModel::ProgressRole);
    if (part.isValid())
        drawBar(*painter, opt, QRect(line.left(), line.bottom() + layout.bar, line.width(), layout.bar),
                part.toDouble(), selected ? text : opt.palette.color(group, QPalette::Highlight));
    painter->restore();
    if (opt.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(opt);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, opt.widget);
    }
}

QSize ShareDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const Layout layout = layoutOf(option);
    return {layout.line * 16, kLines * layout.line + 2 * layout.bar + 2 * layout.margin};
}

} // namespace shoal::ui
