// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/window_size.h"

#include "desktop/base/settings.h"

namespace racewalk::desktop {
namespace {

/// 1024x680 at 130 %, and 1280x720 at 150 %: what both of them leave at 100 %.
constexpr QSize smallest(1024, 680);
constexpr double smallestSize = 1.3;
constexpr QSize projector(1280, 720);
constexpr double projectorSize = 1.5;

bool fits(QSize window, double textSize)
{
    const auto holds = [&](QSize least, double at) {
        return window.width() >= qFloor(least.width() * textSize / at) &&
               window.height() >= qFloor(least.height() * textSize / at);
    };
    return holds(smallest, smallestSize) || holds(projector, projectorSize);
}

} // namespace

QSize leastWindowSize(double textSize)
{
    return textSize <= smallestSize ? smallest : (projector * (textSize / projectorSize));
}

double greatestTextSize(QSize window)
{
    double greatest = textPercents.front() / 100.0;
    for (const int percent : textPercents)
        if (fits(window, percent / 100.0))
            greatest = percent / 100.0;
    return greatest;
}

} // namespace racewalk::desktop
