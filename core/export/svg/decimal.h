// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace racewalk {

/// A number of a picture's file: at most two decimals, none where they are zero, never "-0".
std::string decimal(double value);

} // namespace racewalk
