// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/status.h"

#include <QWidget>

#include <functional>

namespace shoal::ui {

// One tab of a share's page. It asks the instance only while it is to be seen.
class SharePane : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    // The share to show, or its present state; often called, and cheap when little has changed.
    virtual void setShare(const models::Share& share) = 0;
    // Of the tab, with a number where there is something to count.
    virtual QString title() const = 0;
    // False: something was typed here and is not saved; `leave` is called once that may be dropped.
    virtual bool mayLeave(std::function<void()> leave);

Q_SIGNALS:
    void titleChanged();

protected:
    virtual void setShown(bool shown) = 0;
    virtual void retranslate() = 0;

    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
};

} // namespace shoal::ui
