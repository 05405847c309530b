// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace racewalk {

/// The cells that an access may touch, according to its expression: a global's own cells, or any
/// cells that a pointer to `pointee` can point to; from there `offset` cells on, and for each
/// computed index any of its elements.
struct Reach {
    struct Index {
        std::uint32_t stride = 0; ///< cells of one element
        std::uint32_t count = 0;

        auto operator<=>(const Index &) const = default;
    };

    CellId first = nullCell; ///< nullCell: through a pointer
    TypeId pointee{};
    std::uint32_t offset = 0;
    std::vector<Index> indexes{};

    auto operator<=>(const Reach &) const = default;
};

} // namespace racewalk
