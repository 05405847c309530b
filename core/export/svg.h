// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/theme_tokens.h"
#include "run/timeline/picture.h"

#include <string>
#include <string_view>

namespace racewalk {

struct SvgOptions {
    ThemeKind theme = ThemeKind::Light;
    std::string title; ///< for assistive technology and the browser's tab
    std::string description;
};

/// A file that stands alone: no script, no link, fonts by name. Same picture, same bytes.
std::string toSvg(const Picture &picture, const SvgOptions &options);

/// Text widths where no font engine is at hand: those of Inter and JetBrains Mono.
double typicalTextWidth(FontRole font, std::string_view text);

} // namespace racewalk
