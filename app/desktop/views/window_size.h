// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

namespace racewalk::desktop {

/// The smallest window in which nothing that matters gives way to large text. `textSize` is a
/// factor.
QSize leastWindowSize(double textSize);

/// The largest of the text sizes, as a factor, with which a window of this size can be used; the
/// smallest of them if it is too small for all.
double greatestTextSize(QSize window);

} // namespace racewalk::desktop
