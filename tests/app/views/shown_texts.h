// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QWidget;

namespace racewalk::desktop {

/// A text as it is painted, with its left and right edge in the painted widget.
struct ShownText {
    QString text;
    double left = 0, right = 0;
};

/// Paints a widget with all it contains and returns its texts. What is painted in several pieces
/// next to each other is one text.
std::vector<ShownText> shownTexts(QWidget &widget);

} // namespace racewalk::desktop
