// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSpinBox;
class QString;

namespace shoal::ui {

// Shows `unit` behind the number, also where text reads from the right. An empty one: a number without a unit.
void showUnit(QSpinBox& spin, const QString& unit);

} // namespace shoal::ui
