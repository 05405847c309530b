// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawing/graph_painter.h"

namespace racewalk::drawing {

/// Paints a range of the graph as tiles, for more nodes than there is space for. Each tile has the
/// colour of the fate that most of its nodes have, the paler the fewer they are; a failure is
/// always seen. Up to three quarters of a tile have the accent's colour, by the share of its nodes
/// that a search found.
void paintGraphTiles(QPainter &painter, const GraphScene &scene, const GraphRange &range,
                     const Theme &theme);

} // namespace racewalk::drawing
