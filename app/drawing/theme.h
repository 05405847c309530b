// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include "export/svg/theme_tokens.h"
#include "run/timeline/picture.h"

namespace racewalk::drawing {

/// Colours by token and fonts by role, at one text size. A value; needs a QGuiApplication for
/// fonts.
class Theme {
public:
    /// `textSize` is a factor, from 0.9 to 2.
    explicit Theme(ThemeKind kind = ThemeKind::Light, double textSize = 1);

    ThemeKind kind() const { return m_kind; }
    double textSize() const { return m_textSize; }

    QColor color(Token token) const;
    /// Returns the font, in whole pixels as Qt requires.
    QFont font(FontRole role) const;
    double lineHeight(FontRole role) const;
    /// A size that grows with the text: heights of rows, buttons and pills.
    double scaled(double size) const { return size * m_textSize; }
    /// Returns the function for text widths in pictures, at text size 100 %, for TimelineLayout.
    static TextWidth textWidth();
    QPalette palette() const;

    bool operator==(const Theme &) const = default;

private:
    ThemeKind m_kind;
    double m_textSize;
};

/// The font for texts of a picture. Qt's fonts have whole pixels, so paint with `font` scaled by
/// `scale`.
struct PictureFont {
    QFont font;
    double scale = 1; ///< at most 1
};

PictureFont pictureFont(FontRole role);

} // namespace racewalk::drawing
