// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"

#include <compare>
#include <cstddef>
#include <cstdint>

namespace racewalk {

/// The thread that steps next, and its choice if there are several: the value of choose(), counted
/// from 0 at its low end; the object whose callback the rcu lane runs; or the store of its buffer
/// that a thread drains.
struct Step {
    static constexpr std::uint16_t drainBit = 0x8000;

    ThreadId thread{};
    std::uint16_t choice = 0;

    /// Returns the step in which the store buffer of `thread` drains its entry number `index`,
    /// counted from the oldest. Stores and the barriers between them count.
    static Step drain(ThreadId thread, std::size_t index)
    {
        return {thread, static_cast<std::uint16_t>(drainBit | index)};
    }
    /// Never true for steps of a system lane, which has fewer objects.
    bool isDrain() const { return (choice & drainBit) != 0; }
    std::size_t drainedIndex() const { return choice & (drainBit - 1U); }

    auto operator<=>(const Step &) const = default;
};

} // namespace racewalk
