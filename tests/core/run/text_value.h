// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <string>

namespace racewalk::test {

/// The value of a C expression in a state, for a thread without a store buffer, by its syntax
/// alone: nothing that lowering or the machine makes of the expression is used. A BUG_ON() or
/// WARN_ON() has the value of its condition, an assert() that of the negated one. Nothing for what
/// it does not know.
std::optional<std::int32_t> valueOfText(const Machine &machine, StateView state, ThreadId thread,
                                        const std::string &text);

} // namespace racewalk::test
