// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "desktop/models/shared_state.h"
#include "drawing/theme.h"

class QPainter;

namespace racewalk::desktop {

/// Distance from a tile's edge to the text of its rows, at text size 100 %.
inline constexpr double sharedRowPadding = 10;

/// The width of the value, including the value that it replaced.
double sharedValueWidth(const SharedRow &row, const drawing::Theme &theme);

/// Paints a row: name at the left, value at the right; a value that a step changed as old -> new on
/// its own background.
void paintSharedRow(QPainter &painter, const SharedRow &row, const QRectF &place,
                    const drawing::Theme &theme);

} // namespace racewalk::desktop
