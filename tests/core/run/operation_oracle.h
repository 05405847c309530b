// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <string>

namespace racewalk::test {

/// One operation between two states.
struct OneOperation {
    const Machine &machine;
    ThreadId thread{};
    std::uint32_t position = 0;
    Step step;
    StateView before, after;
};

/// The result of an operation in words, by the states alone; nothing if it is a test that
/// valueOfText() cannot read. A switch over the operations: the table's column `words` is under
/// test.
std::optional<std::string> resultOf(const OneOperation &operation);

/// Whether the check that the operation is, if it is one, fires: BUG_ON() and its like.
std::optional<bool> firesAt(const OneOperation &operation);

} // namespace racewalk::test
