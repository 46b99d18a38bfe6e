// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/line_buffer.h"

#include "shared/control/control_message.h"

namespace shoal::control {

bool LineBuffer::add(const QByteArray& bytes)
{
    m_bytes.remove(0, m_start);
    m_tail -= m_start;
    m_searched -= m_start;
    m_start = 0;
    m_bytes += bytes;
    while (true) {
        const qsizetype newline = m_bytes.indexOf('\n', m_searched);
        m_searched = newline < 0 ? m_bytes.size() : newline + 1;
        const qsizetype end = newline < 0 ? m_bytes.size() : newline;
        if (end - m_tail > kMaxLineBytes)
            return false;
        if (newline < 0)
            return true;
        m_tail = newline + 1;
    }
}

std::optional<QByteArray> LineBuffer::takeLine()
{
    while (m_start < m_tail) {
        const qsizetype newline = m_bytes.indexOf('\n', m_start);
        const QByteArray line = m_bytes.mid(m_start, newline - m_start).trimmed();
        m_start = newline + 1;
        if (!line.isEmpty())
            return line;
    }
    return std::nullopt;
}

} // namespace shoal::control
