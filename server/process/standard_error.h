// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QtGlobal>

namespace shoal::process {

// Whether standard error leads to systemd's journal (JOURNAL_STREAM of systemd.exec(5)), which has times of its own and
// takes priorities.
bool isJournal();

// What begins a line in the journal (sd-daemon(3)): "<6>" for information, for one.
ByteView priorityMark(QtMsgType type);

// Tells whoever started us of an error, before there is a log. Each line of `text` begins with `prefix`.
void complain(const Bytes& prefix, const Bytes& text);

} // namespace shoal::process
