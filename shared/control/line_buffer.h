// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <optional>

namespace shoal::control {

// Cuts a stream of bytes into lines. Costs the length of the stream, however slowly a line comes.
class LineBuffer
{
public:
    // False when a line is longer than kMaxLineBytes; the lines before it can still be taken, nothing after.
    [[nodiscard]] bool add(const QByteArray& bytes);
    // The next whole line, without its newline. Empty lines are left out.
    std::optional<QByteArray> takeLine();

private:
    QByteArray m_bytes;
    qsizetype m_start = 0;    // of the first line not taken
    qsizetype m_tail = 0;     // of the line whose end has not come
    qsizetype m_searched = 0; // there is no newline from m_tail up to here
};

} // namespace shoal::control
