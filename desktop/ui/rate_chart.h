// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/rate_history.h"

#include <QWidget>

namespace shoal::ui {

// The rates of one share, or of all, over the last minutes: what is received as a filled curve, what is sent as a line.
class RateChart final : public QWidget
{
    Q_OBJECT

public:
    // Borrowed, outlives it.
    explicit RateChart(models::RateHistory& rates, QWidget* parent = nullptr);

    // Empty: of all.
    void setShare(const QString& id);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();

    models::RateHistory& m_rates;
    QString m_share;
};

// The smallest round number of bytes a second that is not less than `rate`: the top of the chart. At least 10 kB/s, so
// that a trickle does not look like a flood.
qint64 roundTop(qint64 rate);

} // namespace shoal::ui
