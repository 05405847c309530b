// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/svg/theme_tokens.h"
#include "run/timeline/picture.h"

#include <expected>
#include <string>
#include <vector>

namespace racewalk {

struct TikzOptions {
    ThemeKind theme = ThemeKind::Light;
    std::vector<std::string> comments{}; ///< at the top, a line each
};

/// Returns a LaTeX document of the class `standalone` with the picture in plain TikZ, in
/// ASCII except for the comments. One
/// length, \px, is a pixel of the picture. Fonts are those of LaTeX; a text that they make wider
/// than `measure` says is condensed to that width. The error is a sentence: TeX has no lengths for
/// a picture of that size.
std::expected<std::string, std::string> toTikz(const Picture &picture, const TikzOptions &options,
                                               const TextWidth &measure);

} // namespace racewalk
