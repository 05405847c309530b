// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <string>
#include <string_view>

namespace racewalk::test {

/// What a body does, one instruction a line:
///     3 load r1, @2            ; Test "inode->i_state & I_FREEING"
/// Registers are r1 or their names, cells @3; visible operations show role, text and label.
std::string listing(const Body &body);

/// Only the visible operations, by their texts, one a line: `Test: READ_ONCE(done)`.
std::string operations(const Body &body);

std::string_view toText(Op op);
std::string_view toText(Role role);

} // namespace racewalk::test
