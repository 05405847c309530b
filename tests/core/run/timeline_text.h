// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/timeline.h"

#include <string>

namespace racewalk::test {

/// One event a line: "lookup: schedule() [asleep]".
std::string eventsText(const Timeline &timeline);

/// One span a line, with rows from 1 as people see them: "lookup: lock i_lock 3-5".
std::string spansText(const Timeline &timeline);

/// One arrow a line: "handover 5 > 6", "wakes nobody 2, lookup".
std::string arrowsText(const Timeline &timeline);

} // namespace racewalk::test
