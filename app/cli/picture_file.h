// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/theme_tokens.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <expected>
#include <string>

namespace racewalk::cli {

/// Returns the timeline as the bytes of a PNG file, painted as in the window. Needs no display. The
/// error is a sentence, e.g. that this program was built without Qt.
std::expected<std::string, std::string> pngOf(const Timeline &timeline, std::size_t position,
                                              ThemeKind theme, double width);

} // namespace racewalk::cli
