// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/event.h"

#include <string>

namespace racewalk {

/// An event's label where the full ones do not fit: "lock i_lock", "enter rcu", "i_state = ...",
/// "wake_up_bit". A `//@ text` as it is.
std::string compactLabel(const Program &program, const Event &event);

/// "i_state" of "inodes[0].i_state", unless another place is called the same.
std::string shortPath(const Program &program, CellId cell);

} // namespace racewalk
