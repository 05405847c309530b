// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/picture.h"

#include <string>
#include <string_view>

namespace racewalk {

/// The shapes of a picture as SVG elements for a page: colours and fonts are classes, which
/// pageTokens() defines, so that one picture serves both themes. No style attribute.
std::string svgShapes(const Picture &picture);

/// An icon of resources/icons/icons.txt as an svg element of 16 x 16 units in the colour of the
/// text around it.
std::string svgIcon(std::string_view name);

/// The rules for the classes: each token as a custom property per theme, and what they fill, stroke
/// and how texts are set. `theme` is "system", "light" or "dark".
std::string pageTokens(std::string_view theme);

} // namespace racewalk
