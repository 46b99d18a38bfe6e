// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace shoal::discovery {

// Remembers the last N values.
template <class T, size_t N> class Recent
{
public:
    void add(T value)
    {
        m_values[m_next] = std::move(value);
        m_next = (m_next + 1) % N;
        m_size = std::min(m_size + 1, N);
    }
    bool contains(const T& value) const
    {
        const auto end = m_values.begin() + static_cast<std::ptrdiff_t>(m_size);
        return std::find(m_values.begin(), end, value) != end;
    }

private:
    std::array<T, N> m_values{};
    size_t m_next = 0;
    size_t m_size = 0;
};

} // namespace shoal::discovery
