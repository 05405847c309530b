// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/chunked_list.h"
#include "machine/renaming.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace racewalk {

/// The renaming of threads for each transition of a search: from the target of a step to the
/// representative of that target. Empty, and the identity for every transition, if there is no
/// symmetry reduction.
class Renamings {
public:
    Renamings() : m_distinct(1) {}

    /// Returns the number of a renaming; the identity has number 0.
    std::uint32_t numberOf(const Renaming &renaming);
    /// Appends the renaming of the next transition.
    void append(std::uint32_t number) { m_numbers.push_back(number); }

    const Renaming &of(std::size_t transition) const
    {
        return m_numbers.size() == 0 ? m_distinct.front() : m_distinct[m_numbers[transition]];
    }

    std::size_t bytes() const
    {
        return m_numbers.bytes() + m_distinct.size() * 2 * sizeof m_distinct[0];
    }
    /// Reserves memory for one more transition. Throws std::bad_alloc if memory runs out; nothing
    /// has changed then.
    void makeRoom() { m_numbers.makeRoom(); }
    /// Bytes that one more transition needs beyond bytes().
    std::size_t bytesToGrow() const { return m_numbers.bytesToGrow(); }

private:
    ChunkedList<std::uint32_t> m_numbers; ///< by transition
    std::vector<Renaming> m_distinct;
    std::map<Renaming, std::uint32_t> m_known;
};

} // namespace racewalk
