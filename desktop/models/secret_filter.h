// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace shoal::models {

// The text without anything that could be a secret: keys of shares of all kinds, wherever they stand, and the values of
// config keys that hold secrets or passwords. In doubt it goes. Pure.
QByteArray withoutSecrets(const QByteArray& text);

} // namespace shoal::models
