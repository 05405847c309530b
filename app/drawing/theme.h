// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include "export/theme_tokens.h"
#include "run/picture.h"

namespace racewalk::drawing {

/// Colours by token and fonts by role, at one text size. A value; needs a QGuiApplication for
/// fonts.
class Theme {
public:
    /// `textSize` is 0.9, 1, 1.15 or 1.3.
    explicit Theme(ThemeKind kind = ThemeKind::Light, double textSize = 1);

    ThemeKind kind() const { return m_kind; }
    double textSize() const { return m_textSize; }

    QColor color(Token token) const;
    QFont font(FontRole role) const;
    double lineHeight(FontRole role) const;
    /// A size that grows with the text: heights of rows, buttons and pills.
    double scaled(double size) const { return size * m_textSize; }
    /// Widths with this theme's fonts at text size 100 %, as TimelineLayout wants them.
    TextWidth textWidth() const;
    QPalette palette() const;

    bool operator==(const Theme &) const = default;

private:
    ThemeKind m_kind;
    double m_textSize;
};

} // namespace racewalk::drawing
