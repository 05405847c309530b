// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/picture.h"

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// One stroke or filled area of an icon, on a grid of 16 x 16.
struct IconPart {
    bool isFill = false;
    std::optional<Token> color; ///< none: the colour of the adjacent text
    double width = 0;           ///< of a stroke
    bool isDashed = false;
    Path path;
};

struct Icon {
    std::string name;
    std::vector<IconPart> parts;
};

/// Why icon data could not be read.
struct IconError {
    std::size_t line = 0; ///< from 1
    std::string message;
};

/// Parses the format that is described at the top of resources/icons/icons.txt.
std::expected<std::vector<Icon>, IconError> parseIcons(std::string_view text);

/// The icons of resources/icons/icons.txt, which are built in.
const std::vector<Icon> &builtInIcons();
const Icon *findIcon(std::string_view name); ///< null if there is none

} // namespace racewalk
