// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/theme_tokens.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <expected>
#include <string>

namespace racewalk::cli {

/// The timeline as the bytes of a PNG file, painted as the window paints it. Needs no display. The
/// error says in one sentence why there is no picture, e.g. that this program was built without Qt.
std::expected<std::string, std::string> pngOf(const Timeline &timeline, std::size_t position,
                                              ThemeKind theme, double width);

} // namespace racewalk::cli
