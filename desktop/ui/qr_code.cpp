// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/qr_code.h"

#include <QPainter>

#include <memory>
#include <qrencode.h>

namespace shoal::ui {

namespace {

// The standard's quiet zone, in modules on each side.
constexpr int kMargin = 4;
// Wide enough for a camera at arm's length.
constexpr int kLines = 13;

} // namespace

QImage qrCode(const QString& text)
{
    if (text.isEmpty())
        return {};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code)
        return {};
    QImage image(code->width, code->width, QImage::Format_Grayscale8);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            image.scanLine(y)[x] = (code->data[y * code->width + x] & 1) != 0 ? 0 : 255;
    return image;
}

QrView::QrView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void QrView::setText(const QString& text)
{
    m_code = qrCode(text);
    update();
}

QSize QrView::sizeHint() const
{
    const int side = fontMetrics().lineSpacing() * kLines;
    return {side, side};
}

void QrView::paintEvent(QPaintEvent*)
{
    if (m_code.isNull())
        return;
    QPainter painter(this);
    // Whole device pixels for each module, so that all are equal.
    const int modules = m_code.width() + 2 * kMargin;
    const qreal ratio = devicePixelRatio();
    const qreal module = std::max(1, static_cast<int>(std::min(width(), height()) * ratio) / modules) / ratio;
    const qreal side = module * modules;
    const QPointF corner((width() - side) / 2, (height() - side) / 2);
    painter.fillRect(QRectF(corner, QSizeF(side, side)), Qt::white);
    painter.drawImage(
        QRectF(corner + QPointF(module, module) * kMargin, QSizeF(side, side) - QSizeF(module, module) * 2 * kMargin),
        m_code);
}

} // namespace shoal::ui
