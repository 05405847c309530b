// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <string>

namespace racewalk::test {

/// What a thread reads in a cell: the youngest store to it in its own buffer, otherwise memory.
std::int32_t valueSeenBy(const Machine &machine, StateView state, ThreadId thread, CellId cell);

/// The value of a C expression in a state, as a thread sees it, by its syntax alone: nothing that
/// lowering or the machine makes of the expression is used. A BUG_ON() or WARN_ON() has the value
/// of its condition, an assert() that of the negated one. Nothing for what it does not know.
std::optional<std::int32_t> valueOfText(const Machine &machine, StateView state, ThreadId thread,
                                        const std::string &text);

} // namespace racewalk::test
