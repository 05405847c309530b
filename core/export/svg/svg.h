// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/svg/theme_tokens.h"
#include "run/timeline/picture.h"

#include <string>
#include <string_view>

namespace racewalk {

struct SvgOptions {
    ThemeKind theme = ThemeKind::Light;
    std::string title; ///< for assistive technology and the browser's tab
    std::string description{};
    std::string replay{}; ///< the command that replays the run
};

/// Returns a self-contained SVG file: no script, no link, fonts by name. The same picture yields
/// the same bytes.
std::string toSvg(const Picture &picture, const SvgOptions &options);

/// Returns approximate text widths if no font engine is available: those of Inter and JetBrains
/// Mono.
double typicalTextWidth(FontRole font, std::string_view text);

} // namespace racewalk
