// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/big_pages.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

namespace racewalk {

/// A list of plain values that grows without moving them; only its first chunk moves, while it is
/// short. Values that were read can be freed from the front.
template <class T>
class ChunkedList {
public:
    std::size_t size() const { return m_size; }
    const T &operator[](std::size_t i) const { return m_chunks[i / chunkSize][i % chunkSize]; }
    T &operator[](std::size_t i) { return m_chunks[i / chunkSize][i % chunkSize]; }

    /// Throws std::bad_alloc if memory runs out; the list is then unchanged.
    void push_back(const T &value)
    {
        makeRoom();
        m_chunks.back().push_back(value);
        ++m_size;
    }
    /// Reserves memory for one more value.
    void makeRoom()
    {
        if (!hasRoom())
            grow();
    }
    bool hasRoom() const { return m_size < m_room; }

    /// Current memory in bytes, and the bytes that adding one more value needs beyond that.
    std::size_t bytes() const
    {
        return (m_room - m_freed) * sizeof(T) + m_chunks.capacity() * sizeof m_chunks[0];
    }
    std::size_t bytesToGrow() const
    {
        if (hasRoom())
            return 0;
        return (m_room < chunkSize ? grownFirst() : chunkSize) * sizeof(T);
    }

    /// Frees the whole chunks before value `i`; their values must not be read any more.
    void freeBefore(std::size_t i)
    {
        for (; m_freed + chunkSize <= i && m_freed + chunkSize <= m_room; m_freed += chunkSize)
            m_chunks[m_freed / chunkSize] = {};
    }

private:
    /// A large page or two.
    static constexpr std::size_t chunkSize = std::bit_ceil((std::size_t{1} << 21) / sizeof(T));

    std::size_t grownFirst() const { return std::clamp<std::size_t>(2 * m_room, 1024, chunkSize); }

    void grow()
    {
        if (m_room < chunkSize) {
            const std::size_t room = grownFirst();
            if (m_chunks.empty())
                m_chunks.emplace_back();
            m_chunks.front().reserve(room);
            m_room = room;
        } else {
            BigVector<T> chunk;
            chunk.reserve(chunkSize);
            m_chunks.push_back(std::move(chunk));
            m_room += chunkSize;
        }
    }

    std::vector<BigVector<T>> m_chunks;
    std::size_t m_size = 0, m_room = 0;
    std::size_t m_freed = 0; ///< values freed from the front
};

} // namespace racewalk
