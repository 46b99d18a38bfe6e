// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace shoal::ui {

// A question before something that cannot be undone. Only `yes` on the button named `action` calls `onYes`; Cancel is
// what Enter and Escape mean.
struct Confirmation
{
    QString title, text, detail, action;
};
void askFirst(QWidget* parent, const Confirmation& confirmation, std::function<void()> onYes);

} // namespace shoal::ui
