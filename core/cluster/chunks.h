// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace racewalk {

/// A list of values that grows without moving them, so growing never needs twice the memory.
template <class Value>
class Chunks {
public:
    std::size_t size() const { return m_size; }
    const Value &operator[](std::size_t i) const { return m_chunks[i >> shift][i & mask]; }
    Value &operator[](std::size_t i) { return m_chunks[i >> shift][i & mask]; }

    /// Throws std::bad_alloc if memory runs out; the list is then unchanged.
    void push_back(const Value &value)
    {
        if (m_size == m_chunks.size() << shift)
            m_chunks.push_back(std::make_unique_for_overwrite<Value[]>(std::size_t{1} << shift));
        (*this)[m_size++] = value;
    }

    /// Shortens the list to `size` values; `size` is at most the current size.
    void truncate(std::size_t size)
    {
        m_size = size;
        m_chunks.resize((size + mask) >> shift);
    }

    std::size_t bytes() const { return m_chunks.size() * sizeof(Value) << shift; }

private:
    static constexpr unsigned shift = 14;
    static constexpr std::size_t mask = (std::size_t{1} << shift) - 1;
    std::vector<std::unique_ptr<Value[]>> m_chunks;
    std::size_t m_size = 0;
};

} // namespace racewalk
