// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reductions/symmetry.h"
#include "explore/results/ending_facts.h"
#include "machine/renaming.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// The endings that one representative ending stands for: those that differ from it by an exchange
/// of threads and can be told apart.
class EndingOrbit {
public:
    /// All arguments outlive this.
    EndingOrbit(const EndingReader &reader, const Symmetry &symmetry, const EndingFacts &facts);

    /// Number of these endings; at most 2^63.
    std::uint64_t size() const { return m_size; }
    /// Returns the endings, at most `limit`.
    std::vector<EndingFacts> list(std::size_t limit) const;
    /// Returns a renaming that produces the facts `wanted`, which are in the orbit.
    Renaming renamingTo(const EndingFacts &wanted) const;

private:
    void append(std::size_t group, const Renaming &renaming, std::size_t limit,
                std::vector<EndingFacts> &list) const;

    const EndingReader &m_reader;
    const Symmetry &m_symmetry;
    const EndingFacts &m_facts;
    /// By group and member: the number of its facts among the group's distinct facts.
    std::vector<std::vector<std::size_t>> m_kinds;
    std::uint64_t m_size = 1;
};

} // namespace racewalk
