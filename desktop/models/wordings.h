// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace shoal::models {

// What an instance can say, by its codes (docs/control.md), in the language of the program, with `args` for %1, %2, ...
// Nothing: the code is of a newer instance. GUI thread only.
std::optional<QString> wordingIn(const QString& code, const QStringList& args);
// All codes that are known, with the English text they are translated from.
QList<std::pair<QString, QString>> allWordings();

} // namespace shoal::models
