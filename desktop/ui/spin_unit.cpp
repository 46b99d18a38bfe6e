// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/spin_unit.h"

#include "desktop/models/words.h"

#include <QSpinBox>

namespace shoal::ui {

void showUnit(QSpinBox& spin, const QString& unit)
{
    const QString around = unit.isEmpty() ? QString() : models::inReadingOrder(QString());
    const QString prefix = around.left(1);
    const QString suffix = unit.isEmpty() ? QString() : QLatin1Char(' ') + unit + around.mid(1);
    // Setting them moves the cursor of somebody who types.
    if (spin.prefix() != prefix)
        spin.setPrefix(prefix);
    if (spin.suffix() != suffix)
        spin.setSuffix(suffix);
}

} // namespace shoal::ui
