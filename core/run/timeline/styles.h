// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/fate.h"
#include "program/instruction.h"
#include "run/timeline/picture.h"

#include <string_view>

namespace racewalk {

/// How a fate looks everywhere; fateText() has its words.
struct FateStyle {
    std::string_view icon; ///< "safe", "open", "doomed", "unknown"
    Token shape, border, text, fill;
};

FateStyle styleOf(Fate fate);

/// The round icon of an event's kind.
struct EventStyle {
    std::string_view icon;
    std::string_view word; ///< "lock", "RCU enter"
    Token fill, outline, glyph;
};

EventStyle styleOf(Role role);

} // namespace racewalk
