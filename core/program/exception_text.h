// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace racewalk {

/// What the exception that is being handled says, fit to show: "out of memory" for a bad_alloc.
/// Called in a catch block.
std::string exceptionText();

} // namespace racewalk
