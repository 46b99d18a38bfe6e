// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

namespace shoal::ui {

// The QR code of a text, one pixel a module and without a margin; null when the text is empty or too long for one.
QImage qrCode(const QString& text);

// Shows a QR code as large as there is room, always dark on light: scanners want it so.
class QrView final : public QWidget
{
    Q_OBJECT

public:
    explicit QrView(QWidget* parent = nullptr);

    void setText(const QString& text);
    // As it is painted, without the margin.
    const QImage& code() const { return m_code; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_code;
};

} // namespace shoal::ui
