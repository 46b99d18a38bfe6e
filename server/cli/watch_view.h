// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QJsonObject>
#include <vector>

namespace shoal::cli {

// What there is to show of one instance.
struct WatchedState
{
    Bytes socket;
    bool there = false;
    QJsonObject status;
    QJsonObject transfers;
};

// Lines for a screen of this size, `now` at its top; what does not fit is counted in the last line.
std::vector<Bytes> screenOf(const std::vector<WatchedState>& states, const Bytes& now, size_t columns, size_t rows);

// At most `columns` characters of the line; the sequences that set colours take none.
Bytes cutToWidth(ByteView line, size_t columns);

// One line about a share that changes only with something that a log should say: no rates in it.
Bytes shareLine(const QJsonObject& share);

// The state as one document, without what changes all the time.
QJsonObject documentOf(const WatchedState& state);

} // namespace shoal::cli
