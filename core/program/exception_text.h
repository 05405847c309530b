// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace racewalk {

/// Returns the message of the exception that is being handled, for the user: "out of memory" for a
/// bad_alloc. Call it in a catch block.
std::string exceptionText();

} // namespace racewalk
