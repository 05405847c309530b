// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawing/graph_painter.h"

namespace racewalk::drawing {

/// Paints the lines of the transitions in a range: thin, in the colour of the fate that they lead
/// to. Those that lead back are beneath and faint, unless they belong to the pointed or the current
/// state. `isFar`: from so far away that more than a few lines would be one area of colour.
void paintGraphLines(QPainter &painter, const GraphScene &scene, const GraphRange &range,
                     bool isFar, const Theme &theme);

/// The colour between two: that of `first` if `part` is 0.
QColor mixed(const QColor &first, const QColor &second, double part);

} // namespace racewalk::drawing
