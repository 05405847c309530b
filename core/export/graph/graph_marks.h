// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/graph_layout/graph_layout.h"
#include "run/timeline/picture.h"

namespace racewalk {

/// Half the size of a state's mark.
double graphMarkRadius(GraphNode::Kind kind, Fate fate);

/// Adds a state's mark as in the window: a circle if it is safe, a diamond if open, a square with a
/// cross if doomed, a dashed circle if unknown; an octagon with a cross for a failure, a double
/// circle with a check for a good end.
void addGraphMark(Picture &picture, Point center, GraphNode::Kind kind, Fate fate);

} // namespace racewalk
