// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <functional>

namespace shoal::ui {

namespace {

using models::Condition;

// Everything is drawn on a grid of 16 units.
constexpr qreal kGrid = 16;
constexpr qreal kLine = 1.3;

// An icon that a function draws each time, so that it follows size and palette.
class DrawnIcon final : public QIconEngine
{
public:
    using Draw = std::function<void(QPainter&, QIcon::Mode)>;
    explicit DrawnIcon(Draw draw) : m_draw(std::move(draw)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal side = std::min(rect.width(), rect.height());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
        painter->scale(side / kGrid, side / kGrid);
        m_draw(*painter, mode);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new DrawnIcon(m_draw); }

private:
    const Draw m_draw;
};

QIcon drawn(DrawnIcon::Draw draw)
{
    return QIcon(new DrawnIcon(std::move(draw)));
}

QPen pen(const QColor& colour, qreal width = kLine)
{
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QColor textColour(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText);
}

QPainterPath lines(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    const auto* it = points.begin();
    path.moveTo(*it);
    while (++it != points.end())
        path.lineTo(*it);
    return path;
}

// Part of a circle round the middle with the head of an arrow at its end; degrees, counter-clockwise from the right.
QPainterPath turningArrow(qreal radius, qreal start, qreal sweep, qreal head)
{
    const QRectF box(kGrid / 2 - radius, kGrid / 2 - radius, 2 * radius, 2 * radius);
    QPainterPath path;
    path.arcMoveTo(box, start);
    path.arcTo(box, start, sweep);
    const QPointF tip = path.currentPosition();
    QPainterPath wings = lines({tip + QPointF(-head, -head), tip, tip + QPointF(head, -head)});
    QTransform turn;
    turn.translate(tip.x(), tip.y());
    turn.rotate(-(start + sweep) + (sweep < 0 ? 0 : 180));
    turn.translate(-tip.x(), -tip.y());
    path.addPath(turn.map(wings));
    return path;
}

// --- Signs ------------------------------------------------------------------------------------------

QPainterPath gear()
{
    QPainterPath path;
    path.addEllipse(QPointF(8, 8), 2.2, 2.2);
    path.addEllipse(QPointF(8, 8), 4.4, 4.4);
    for (int tooth = 0; tooth < 8; ++tooth) {
        QTransform turn;
        turn.translate(8, 8);
        turn.rotate(45 * tooth);
        path.addPath(turn.map(lines({{0, -4.6}, {0, -6.4}})));
    }
    return path;
}

QPainterPath key()
{
    QPainterPath path;
    path.addEllipse(QPointF(5, 8), 3, 3);
    path.addPath(lines({{8, 8}, {14, 8}, {14, 10.5}}));
    path.addPath(lines({{11.2, 8}, {11.2, 10}}));
    return path;
}

QPainterPath clock(bool backwards)
{
    QPainterPath path = backwards ? turningArrow(5.8, 200, 300, 2.2) : QPainterPath();
    if (!backwards)
        path.addEllipse(QPointF(8, 8), 5.8, 5.8);
    path.addPath(lines({{8, 4.8}, {8, 8.3}, {10.3, 9.6}}));
    return path;
}

QPainterPath outlineOf(Glyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case Glyph::Add:
        path.addPath(lines({{8, 3}, {8, 13}}));
        path.addPath(lines({{3, 8}, {13, 8}}));
        break;
    case Glyph::Folder:
        return lines({{2, 13}, {2, 3.5}, {6, 3.5}, {7.5, 5.2}, {14, 5.2}, {14, 13}, {2, 13}});
    case Glyph::Pause:
        path.addPath(lines({{5.5, 3.5}, {5.5, 12.5}}));
        path.addPath(lines({{10.5, 3.5}, {10.5, 12.5}}));
        break;
    case Glyph::Resume:
        return lines({{5, 3}, {12.5, 8}, {5, 13}, {5, 3}});
    case Glyph::Key:
        return key();
    case Glyph::Settings:
        return gear();
    case Glyph::Quit:
        path.arcMoveTo(QRectF(3, 3.4, 10, 10), 60);
        path.arcTo(QRectF(3, 3.4, 10, 10), 60, -300);
        path.addPath(lines({{8, 2}, {8, 7.5}}));
        break;
    case Glyph::Rescan:
        return turningArrow(5.5, 60, -300, 2.2);
    case Glyph::Remove:
        path.addPath(lines({{4, 4}, {12, 12}}));
        path.addPath(lines({{12, 4}, {4, 12}}));
        break;
    case Glyph::More:
        for (const qreal x : {3.5, 8.0, 12.5})
            path.addEllipse(QPointF(x, 8), 0.6, 0.6);
        break;
    case Glyph::Search:
        path.addEllipse(QPointF(6.8, 6.8), 4.2, 4.2);
        path.addPath(lines({{10, 10}, {13.5, 13.5}}));
        break;
    case Glyph::Restore:
        return clock(true);
    case Glyph::History:
        return clock(false);
    case Glyph::Copy:
        path.addRoundedRect(QRectF(5.5, 5.5, 8, 8), 1, 1);
        path.addPath(lines({{3.5, 10.5}, {2.5, 10.5}, {2.5, 2.5}, {10.5, 2.5}, {10.5, 3.5}}));
        break;
    }
    return path;
}

// --- States -----------------------------------------------------------------------------------------

// The signs lie on coloured ground of their own, so that any panel behind them will do.
constexpr QRgb kGood = 0xff2b8a57, kBusy = 0xff2a76c6, kQuiet = 0xff8a9299, kAlert = 0xffe08700;

void drawDisc(QPainter& painter, QRgb ground, const QPainterPath& sign, qreal width)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(ground));
    painter.drawEllipse(QPointF(8, 8), 7.5, 7.5);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen(Qt::white, width));
    painter.drawPath(sign);
}

QPainterPath twoArrows(int step)
{
    // The picture equals itself after half a turn.
    const qreal turn = -180.0 * step / kTurnSteps;
    QPainterPath path = turningArrow(4.2, 165 + turn, -125, 1.9);
    path.addPath(turningArrow(4.2, -15 + turn, -125, 1.9));
    return path;
}

QPainterPath twoBars()
{
    QPainterPath path = lines({{6, 5}, {6, 11}});
    path.addPath(lines({{10, 5}, {10, 11}}));
    return path;
}

void drawAlert(QPainter& painter)
{
    painter.setPen(pen(QColor(kAlert), 2));
    painter.setBrush(QColor(kAlert));
    painter.drawPath(lines({{8, 2.2}, {14.6, 13.8}, {1.4, 13.8}, {8, 2.2}}));
    painter.setPen(pen(Qt::black, 1.9));
    painter.drawPath(lines({{8, 6.2}, {8, 9.6}}));
    painter.drawPoint(QPointF(8, 12.3));
}

void drawOffline(QPainter& painter)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen(QColor(kQuiet), 2));
    painter.drawEllipse(QPointF(8, 8), 6.2, 6.2);
    painter.drawPath(lines({{4.2, 11.8}, {11.8, 4.2}}));
}

void drawState(QPainter& painter, Condition condition, int step)
{
    switch (condition) {
    case Condition::Idle:
        return drawDisc(painter, kGood, lines({{4.6, 8.4}, {7, 10.8}, {11.4, 5.6}}), 1.9);
    case Condition::Syncing:
        return drawDisc(painter, kBusy, twoArrows(step), 1.6);
    case Condition::Paused:
        return drawDisc(painter, kQuiet, twoBars(), 2);
    case Condition::Attention:
        return drawAlert(painter);
    case Condition::Offline:
        return drawOffline(painter);
    }
}

// --- The program ------------------------------------------------------------------------------------

// A fish that swims to the right, its nose at (x + length, y).
QPainterPath fish(qreal x, qreal y, qreal length)
{
    const qreal half = length * 0.26;
    QPainterPath path;
    path.moveTo(x + length, y);
    path.cubicTo(x + length * 0.75, y - half * 1.3, x + length * 0.45, y - half, x + length * 0.25, y);
    path.cubicTo(x + length * 0.45, y + half, x + length * 0.75, y + half * 1.3, x + length, y);
    path.addPolygon(
        QPolygonF({{x + length * 0.32, y}, {x, y - half * 0.9}, {x, y + half * 0.9}, {x + length * 0.32, y}}));
    path.setFillRule(Qt::WindingFill);
    return path;
}

void drawProgram(QPainter& painter)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(kBusy));
    painter.drawRoundedRect(QRectF(0.5, 0.5, 15, 15), 3.5, 3.5);
    painter.setBrush(Qt::white);
    for (const QPainterPath& one : {fish(5.6, 4.3, 7.4), fish(2.2, 8, 7.4), fish(5.6, 11.7, 7.4)})
        painter.drawPath(one);
}

} // namespace

QIcon glyphIcon(Glyph glyph)
{
    return drawn([glyph](QPainter& painter, QIcon::Mode mode) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(pen(textColour(mode)));
        painter.drawPath(outlineOf(glyph));
    });
}

QIcon stateIcon(Condition condition)
{
    return drawn([condition](QPainter& painter, QIcon::Mode) { drawState(painter, condition, 0); });
}

QIcon stateIcon(Condition condition, int step)
{
    QIcon icon;
    // Trays of other processes get pixels, not a function.
    for (const int size : {16, 22, 24, 32, 44, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(size / kGrid, size / kGrid);
        drawState(painter, condition, step);
        icon.addPixmap(pixmap);
    }
    return icon;
}

QIcon arrowIcon(bool up)
{
    return drawn([up](QPainter& painter, QIcon::Mode mode) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(pen(textColour(mode)));
        const qreal from = up ? 13 : 3, to = up ? 3 : 13, wing = up ? 7 : 9;
        painter.drawPath(lines({{8, from}, {8, to}}));
        painter.drawPath(lines({{4, wing}, {8, to}, {12, wing}}));
    });
}

QIcon programIcon()
{
    return drawn([](QPainter& painter, QIcon::Mode) { drawProgram(painter); });
}

} // namespace shoal::ui
