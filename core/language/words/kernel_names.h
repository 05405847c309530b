// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk {

/// What to write in a scenario instead of a kernel function or macro that the language leaves out:
/// "write spin_lock(&lock): there are no interrupts". Empty for other names.
std::string whatToWriteFor(std::string_view name);

} // namespace racewalk
