// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "desktop/models/moment/shared_state.h"
#include "drawing/theme.h"
#include "run/timeline/short_names.h"

#include <cstddef>

class QPainter;

namespace racewalk::desktop {

/// Distance from a tile's edge to the text of its rows, at text size 100 %.
inline constexpr double sharedRowPadding = 10;

/// The width of the value, including the value that it replaced.
double sharedValueWidth(const SharedRow &row, const drawing::Theme &theme);

/// How many lines of 26 a row needs in a tile that is `width` wide: set flags that do not fit
/// beside each other stand below each other.
std::size_t sharedRowLines(const SharedRow &row, double width, const drawing::Theme &theme);

/// Paints a row: name at the left, value at the right; a value that a step changed as old -> new on
/// its own background.
/// Names that have no room are shortened by `names`, which has all that are on the screen.
void paintSharedRow(QPainter &painter, const SharedRow &row, const QRectF &place,
                    const ScreenNames &names, const drawing::Theme &theme);

} // namespace racewalk::desktop
