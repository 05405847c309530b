// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"

#include <compare>
#include <cstddef>
#include <cstdint>

namespace racewalk {

/// Who goes next, and which way where there is more than one: the value of choose(), counted from 0
/// at its low end, the object whose callback the rcu lane runs, or which store of its buffer a
/// thread drains.
struct Step {
    static constexpr std::uint16_t drainBit = 0x8000;

    ThreadId thread{};
    std::uint16_t choice = 0;

    /// The store buffer of `thread` brings its store number `index`, counted from the oldest, to
    /// memory. Stores and the barriers between them count.
    static Step drain(ThreadId thread, std::size_t index)
    {
        return {thread, static_cast<std::uint16_t>(drainBit | index)};
    }
    /// Never true of a system lane's steps, whose objects are fewer.
    bool isDrain() const { return (choice & drainBit) != 0; }
    std::size_t drainedIndex() const { return choice & (drainBit - 1U); }

    auto operator<=>(const Step &) const = default;
};

} // namespace racewalk
