// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QSizeF>
#include <QString>

#include "drawing/theme.h"
#include "machine/fate.h"
#include "run/timeline/short_names.h"
#include "run/timeline/styles.h"

#include <optional>
#include <string>

class QPainter;

namespace racewalk::drawing {

/// A round label with an icon: task states, verdicts, endings. Height 22.
struct Pill {
    std::string icon; ///< empty: none
    QString text;     ///< empty: only the icon
    Token fill = Token::Panel;
    std::optional<Token> border; ///< none: no border
    Token color = Token::Text2;
};

/// Pills with the colours of their meaning.
Pill runningPill(const QString &text);  ///< accent: running, sleeping, RCU reader
Pill plainPill(const QString &text);    ///< outlined: runnable, finished, searching
Pill spinningPill(const QString &text); ///< the colours of an open fate
Pill fatePill(Fate fate, const QString &text);
Pill errorPill(const QString &text);

QSizeF pillSize(const Pill &pill, const Theme &theme);
/// Paints a pill, left aligned and vertically centred in `rect`; the text is shortened like a
/// sentence if necessary. Returns the area used.
QRectF paintPill(QPainter &painter, const QRectF &rect, const Pill &pill, const Theme &theme,
                 const ScreenNames &names = {});

/// A small box with code in it: a held lock, a flag, a thread. Height 20.
struct Chip {
    std::string icon;
    QString text;
    Token fill = Token::Sunken;
    Token border = Token::Line;
    Token color = Token::Text;
    bool isDashed = false; ///< a clear flag
    bool isMono = true;
};

Chip flagChip(const QString &name, bool isSet);
QSizeF chipSize(const Chip &chip, const Theme &theme);
/// Like paintPill(), but a text that is code is shortened like a name.
QRectF paintChip(QPainter &painter, const QRectF &rect, const Chip &chip, const Theme &theme,
                 const ScreenNames &names = {});

/// Paints a key as on a keyboard, right aligned and vertically centred in `rect`; returns the area
/// used.
QSizeF keycapSize(const QString &key, const Theme &theme);
QRectF paintKeycap(QPainter &painter, const QRectF &rect, const QString &key, const Theme &theme);

/// Paints fill and border of a card or a button.
void paintBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
              const QColor &border, double borderWidth = 1);

/// Paints 2 pixels of accent around 2 pixels of panel, outside `rect`.
void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const Theme &theme);

} // namespace racewalk::drawing
