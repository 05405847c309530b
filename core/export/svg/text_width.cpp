// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/svg.h"

#include "program/utf8.h"

#include <array>

namespace racewalk {
namespace {

constexpr double monoAdvance = 0.6; // JetBrains Mono, DejaVu Sans Mono: 0.6 and 0.602 of the size

/// Inter Medium, advance widths of U+0020 to U+007E in thousandths of the size.
constexpr std::array<short, 95> interAdvances = {
    265, 294, 400, 637, 643, 828, 651, 217, 378, 378, 522, 666, 288, 463, 283, 368, 646, 473, 613,
    644, 654, 620, 636, 579, 631, 636, 283, 288, 666, 666, 666, 526, 968, 700, 654, 735, 722, 603,
    586, 749, 742, 270, 552, 664, 564, 898, 747, 768, 639, 768, 645, 643, 651, 738, 700, 978, 666,
    685, 639, 378, 368, 378, 475, 460, 497, 569, 626, 568, 626, 587, 369, 617, 602, 249, 249, 556,
    249, 884, 597, 602, 617, 617, 384, 536, 372, 594, 566, 825, 551, 566, 551, 378, 342, 378, 666,
};
constexpr double interOther = 0.85; // between the arrow and the ellipsis

} // namespace

double typicalTextWidth(FontRole font, std::string_view text)
{
    const FontSpec spec = fontOf(font);
    double width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto [code, length, isValid] = decodeUtf8(text, i);
        i += length;
        if (spec.mono)
            width += monoAdvance;
        else if (code >= 0x20 && code < 0x7f)
            width += interAdvances[code - 0x20U] / 1000.0;
        else
            width += interOther;
    }
    return width * spec.size;
}

} // namespace racewalk
