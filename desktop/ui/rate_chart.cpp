// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/rate_chart.h"

#include "desktop/models/words.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace shoal::ui {

namespace {

using models::RateHistory;
using models::Rates;

constexpr qint64 kLeastTop = 10'000;
constexpr int kRulers = 2; // lines at half and at full height

QPolygonF curveOf(const std::deque<Rates>& samples, const QRectF& plot, qint64 top, qint64 Rates::*rate)
{
    QPolygonF curve;
    const qreal step = plot.width() / static_cast<qreal>(RateHistory::kSamples - 1);
    qreal x = plot.right() - step * static_cast<qreal>(samples.size() - 1);
    for (const Rates& sample : samples) {
        const qreal part = static_cast<qreal>(sample.*rate) / static_cast<qreal>(top);
        curve << QPointF(x, plot.bottom() - part * plot.height());
        x += step;
    }
    return curve;
}

qint64 highest(const std::deque<Rates>& samples)
{
    qint64 most = 0;
    for (const Rates& sample : samples)
        most = std::max({most, sample.up, sample.down});
    return most;
}

// The two curves differ by form, and by colours that both palettes have room for.
struct Colours
{
    QColor down, up, ruler, text;
};

Colours coloursOf(const QPalette& palette)
{
    Colours colours;
    colours.text = palette.color(QPalette::WindowText);
    colours.ruler = colours.text;
    colours.ruler.setAlphaF(0.2F);
    colours.down = palette.color(QPalette::Highlight);
    // A neighbour on the circle of colours, as light as the text needs it.
    const bool isDark = palette.color(QPalette::Window).lightnessF() < 0.5F;
    colours.up = QColor::fromHsvF(0.09F, 0.8F, isDark ? 0.95F : 0.75F);
    return colours;
}

} // namespace

qint64 roundTop(qint64 rate)
{
    qint64 unit = kLeastTop;
    while (true) {
        for (const qint64 step : {1, 2, 5})
            if (unit * step >= rate)
                return unit * step;
        unit *= 10;
    }
}

RateChart::RateChart(RateHistory& rates, QWidget* parent) : QWidget(parent), m_rates(rates)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&rates, &RateHistory::sampled, this, [this] {
        if (!isVisible())
            return;
        describe();
        update();
    });
    describe();
}

void RateChart::setShare(const QString& id)
{
    m_share = id;
    describe();
    update();
}

QSize RateChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 50, fontMetrics().height() * 9};
}

QSize RateChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 25, fontMetrics().height() * 6};
}

void RateChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

void RateChart::describe()
{
    const auto& samples = m_rates.of(m_share);
    const Rates now = samples.empty() ? Rates{} : samples.back();
    setAccessibleName(tr("Rates of the last five minutes"));
    setAccessibleDescription(
        tr("Receiving %1, sending %2").arg(models::rateInWords(now.down), models::rateInWords(now.up)));
}

void RateChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& samples = m_rates.of(m_share);
    const qint64 top = roundTop(highest(samples));
    const Colours colours = coloursOf(palette());
    const int line = fontMetrics().height();
    const QRectF plot = QRectF(rect()).adjusted(0.5, line * 1.6, -0.5, -line * 1.3);

    for (int ruler = 0; ruler <= kRulers; ++ruler) {
        const qreal y = plot.bottom() - plot.height() * ruler / kRulers;
        painter.setPen(QPen(colours.ruler, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        if (ruler == 0)
            continue;
        painter.setPen(colours.text);
        painter.drawText(QRectF(plot.left(), y, plot.width(), line * 1.2), Qt::AlignLeft | Qt::AlignTop,
                         models::rateInWords(top * ruler / kRulers));
    }

    QPolygonF down = curveOf(samples, plot, top, &Rates::down);
    if (!down.isEmpty()) {
        QPolygonF area = down;
        area << QPointF(down.last().x(), plot.bottom()) << QPointF(down.first().x(), plot.bottom());
        QColor fill = colours.down;
        fill.setAlphaF(0.3F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(area);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours.down, 1.5));
        painter.drawPolyline(down);
        painter.setPen(QPen(colours.up, 1.5));
        painter.drawPolyline(curveOf(samples, plot, top, &Rates::up));
    }

    const Rates now = samples.empty() ? Rates{} : samples.back();
    const auto legend = [&](qreal x, const QColor& colour, const QString& text) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(x, line * 0.35, line * 0.6, line * 0.6), 2, 2);
        painter.setPen(colours.text);
        const qreal width = fontMetrics().horizontalAdvance(text);
        painter.drawText(QPointF(x + line * 0.9, line * 0.65 + fontMetrics().ascent() * 0.4), text);
        return x + line * 2 + width;
    };
    const qreal next = legend(plot.left(), colours.down, tr("Receiving %1").arg(models::rateInWords(now.down)));
    legend(next, colours.up, tr("Sending %1").arg(models::rateInWords(now.up)));
    painter.setPen(colours.text);
    const QRectF below(plot.left(), plot.bottom() + line * 0.1, plot.width(), line * 1.2);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, tr("5 minutes ago"));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, tr("now"));
}

} // namespace shoal::ui
