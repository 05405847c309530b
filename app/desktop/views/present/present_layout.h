// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

#include <cstddef>
#include <vector>

namespace racewalk::desktop {

/// Where the parts of a screen are that is read from the last row. Sizes grow with its height: the
/// base, a 48th of it, is the height of code.
struct PresentLayout {
    double base = 0; ///< pixels
    QRect top;       ///< title, variant and counter
    /// From left to right; as many threads as there is room for.
    std::vector<QRect> threads;
    QRect leftOut; ///< a line that names the other threads; empty if there are none
    QRect timeline, narration;
};

/// `wanted` is the number of threads, at least one. While something is asked, the narration gets
/// more room: for the reason why an answer is wrong.
PresentLayout presentLayout(QSize screen, std::size_t wanted, bool isAsking);

} // namespace racewalk::desktop
