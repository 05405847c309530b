// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/chunked_list.h"
#include "machine/renaming.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace racewalk {

/// How threads are renamed along the transitions of a search: behind each of them, from its target
/// to the state that stands for that. Empty, and the identity for every transition, where each
/// state stands for itself.
class Renamings {
public:
    Renamings() : m_distinct(1) {}

    /// The number of a renaming; the identity's is 0.
    std::uint32_t numberOf(const Renaming &renaming);
    /// Of the next transition.
    void append(std::uint32_t number) { m_numbers.push_back(number); }

    const Renaming &of(std::size_t transition) const
    {
        return m_numbers.size() == 0 ? m_distinct.front() : m_distinct[m_numbers[transition]];
    }

    std::size_t bytes() const
    {
        return m_numbers.bytes() + m_distinct.size() * 2 * sizeof m_distinct[0];
    }
    /// For one more transition. When memory runs out, std::bad_alloc, and nothing has changed.
    void makeRoom() { m_numbers.makeRoom(); }
    /// That one more transition takes beyond bytes().
    std::size_t bytesToGrow() const { return m_numbers.bytesToGrow(); }

private:
    ChunkedList<std::uint32_t> m_numbers; ///< by transition
    std::vector<Renaming> m_distinct;
    std::map<Renaming, std::uint32_t> m_known;
};

} // namespace racewalk
