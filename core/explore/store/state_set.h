// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/big_pages.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// A set of states with numbers below `size`, one bit per state.
class StateSet {
public:
    explicit StateSet(std::size_t size) : m_size(size), m_words((size + 63) / 64) {}

    bool contains(std::uint32_t state) const
    {
        return (m_words[state / 64] >> state % 64 & 1) != 0;
    }
    void insert(std::uint32_t state)
    {
        if (contains(state))
            return;
        m_words[state / 64] |= std::uint64_t{1} << state % 64;
        ++m_count;
    }
    StateSet complement() const
    {
        StateSet all(m_size);
        for (std::uint32_t state = 0; state < m_size; ++state) {
            if (!contains(state))
                all.insert(state);
        }
        return all;
    }
    /// The 64-bit word that contains the bit of the state.
    std::uint64_t word(std::uint32_t state) const { return m_words[state / 64]; }
    std::size_t size() const { return m_size; }
    std::size_t count() const { return m_count; }
    std::size_t bytes() const { return m_words.size() * sizeof m_words[0]; }

private:
    std::size_t m_size = 0;
    std::size_t m_count = 0;
    BigVector<std::uint64_t> m_words;
};

/// Numbers the states below `end` that are not in a set: 0, 1, 2, ... in their order.
class Complement {
public:
    /// `set` outlives this object and does not change.
    Complement(const StateSet &set, std::uint32_t end) : m_set(set)
    {
        m_states.reserve(set.size() - set.count());
        for (std::uint32_t state = 0; state < end; ++state) {
            if (state % 64 == 0)
                m_before.push_back(static_cast<std::uint32_t>(m_states.size()));
            if (!set.contains(state))
                m_states.push_back(state);
        }
    }

    std::size_t size() const { return m_states.size(); }
    std::uint32_t state(std::uint32_t number) const { return m_states[number]; }
    std::uint32_t numberOf(std::uint32_t state) const
    {
        const std::uint64_t before = (std::uint64_t{1} << state % 64) - 1;
        return m_before[state / 64] +
               static_cast<std::uint32_t>(std::popcount(~m_set.word(state) & before));
    }

private:
    const StateSet &m_set;
    std::vector<std::uint32_t> m_states;
    /// For each word of 64 states, the number of states before it.
    std::vector<std::uint32_t> m_before;
};

} // namespace racewalk
