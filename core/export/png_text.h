// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// A keyword and what it says, in UTF-8.
using PngText = std::pair<std::string_view, std::string>;

/// The bytes of a PNG file with the texts in front of the pixels, not compressed: as tEXt, or as
/// iTXt where they are not ASCII. What is no PNG file is returned as it is.
std::string withTexts(std::string png, std::span<const PngText> texts);

/// What the picture of a run says of its origin. The first is the command that replays it, in a
/// line of its own: provenanceIn() finds it in the file.
std::vector<PngText> originTexts(const RunToExport &run);

} // namespace racewalk
