// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "drawing/parts.h"

#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

#include <algorithm>
#include <cmath>

namespace racewalk::drawing {
namespace {

constexpr double pillHeight = 22, pillIcon = 14, pillPadding = 9, pillGap = 5;
constexpr double pillIconPadding = 6; // left of an icon
constexpr double chipHeight = 20, chipIcon = 12, chipPadding = 6, chipGap = 4;
constexpr double keycapHeight = 18, keycapPadding = 5;

FontRole chipFont(const Chip &chip)
{
    return chip.isMono ? FontRole::SmallCode : FontRole::Small;
}

/// A place of `size` at the left of `rect` and in the middle of its height, on whole pixels.
QRectF placeAtLeft(const QRectF &rect, const QSizeF &size)
{
    return {rect.left(), std::round(rect.center().y() - size.height() / 2),
            std::min(size.width(), rect.width()), size.height()};
}

} // namespace

Pill runningPill(const QString &text)
{
    return {"play", text, Token::AccBg, std::nullopt, Token::AccText};
}

Pill plainPill(const QString &text)
{
    return {"", text, Token::Sunken, Token::Line, Token::Text2};
}

Pill spinningPill(const QString &text)
{
    return {"spinning", text, Token::OpenBg, std::nullopt, Token::OpenText};
}

Pill fatePill(Fate fate, const QString &text)
{
    const FateStyle style = styleOf(fate);
    Pill pill{std::string(style.icon), text, style.fill, std::nullopt, style.text};
    if (fate == Fate::Unknown)
        pill.border = Token::Line;
    return pill;
}

Pill errorPill(const QString &text)
{
    return {"error", text, Token::ErrBg, std::nullopt, Token::Err};
}

QSizeF pillSize(const Pill &pill, const Theme &theme)
{
    double width = 2 * pillPadding;
    if (!pill.icon.empty() && pill.text.isEmpty())
        width = 2 * pillIconPadding + pillIcon;
    else if (!pill.icon.empty())
        width = pillIconPadding + pillIcon + pillGap + pillPadding;
    width = theme.scaled(width) + textWidth(theme.font(FontRole::Pill), pill.text);
    return {std::ceil(width), theme.scaled(pillHeight)};
}

QRectF paintPill(QPainter &painter, const QRectF &rect, const Pill &pill, const Theme &theme,
                 const ScreenNames &names)
{
    const QRectF place = placeAtLeft(rect, pillSize(pill, theme));
    const QColor fill = theme.color(pill.fill);
    paintBox(painter, place, place.height() / 2, fill,
             pill.border ? theme.color(*pill.border) : fill);
    const double left = pill.icon.empty() ? pillPadding : pillIconPadding;
    QRectF inner = place.adjusted(theme.scaled(left), 0, -theme.scaled(pillPadding), 0);
    const QColor color = theme.color(pill.color);
    if (!pill.icon.empty()) {
        const double size = std::round(theme.scaled(pillIcon));
        paintIcon(painter, pill.icon,
                  {inner.left(), std::round(inner.center().y() - size / 2), size, size}, color,
                  theme);
        inner.setLeft(inner.left() + size + theme.scaled(pillGap));
    }
    const QFont font = theme.font(FontRole::Pill);
    // Half a pixel of slack, for the text was measured to fit exactly.
    paintText(painter, inner, fittingWords(pill.text, font, inner.width() + 0.5, names), font,
              color);
    return place;
}

Chip flagChip(const QString &name, bool isSet)
{
    Chip chip;
    chip.text = name;
    chip.fill = Token::Panel;
    chip.border = isSet ? Token::KFlag : Token::Line;
    chip.color = isSet ? Token::Text : Token::Text3;
    chip.isDashed = !isSet;
    return chip;
}

QSizeF chipSize(const Chip &chip, const Theme &theme)
{
    double width = 2 * chipPadding;
    if (!chip.icon.empty())
        width += chipIcon + (chip.text.isEmpty() ? 0 : chipGap);
    width = theme.scaled(width) + textWidth(theme.font(chipFont(chip)), chip.text);
    return {std::ceil(width), theme.scaled(chipHeight)};
}

QRectF paintChip(QPainter &painter, const QRectF &rect, const Chip &chip, const Theme &theme,
                 const ScreenNames &names)
{
    const QRectF place = placeAtLeft(rect, chipSize(chip, theme));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(theme.color(chip.border), 1);
    if (chip.isDashed)
        pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.setBrush(theme.color(chip.fill));
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.restore();
    QRectF inner = place.adjusted(theme.scaled(chipPadding), 0, -theme.scaled(chipPadding), 0);
    const QColor color = theme.color(chip.color);
    if (!chip.icon.empty()) {
        const double size = std::round(theme.scaled(chipIcon));
        paintIcon(painter, chip.icon,
                  {inner.left(), std::round(inner.center().y() - size / 2), size, size}, color,
                  theme);
        inner.setLeft(inner.left() + size + theme.scaled(chipGap));
    }
    const QFont font = theme.font(chipFont(chip));
    const QString text = chip.isMono ? fittingName(chip.text, font, inner.width() + 0.5, names)
                                     : fittingWords(chip.text, font, inner.width() + 0.5, names);
    paintText(painter, inner, text, font, color);
    return place;
}

QSizeF keycapSize(const QString &key, const Theme &theme)
{
    const double height = theme.scaled(keycapHeight);
    const double width = textWidth(theme.font(FontRole::Small), key);
    return {std::max(std::ceil(width + theme.scaled(2 * keycapPadding)), height - 2), height};
}

QRectF paintKeycap(QPainter &painter, const QRectF &rect, const QString &key, const Theme &theme)
{
    const QSizeF size = keycapSize(key, theme);
    const QRectF place(rect.right() - size.width(),
                       std::round(rect.center().y() - size.height() / 2), size.width(),
                       size.height());
    paintBox(painter, place, 3, theme.color(Token::Panel), theme.color(Token::Line));
    // The lower edge is a stronger line: the key's side.
    painter.fillRect(QRectF(place.left() + 2, place.bottom() - 1, place.width() - 4, 1),
                     theme.color(Token::Ctl));
    paintText(painter, place, key, theme.font(FontRole::Small), theme.color(Token::Text2),
              Qt::AlignHCenter);
    return place;
}

void paintBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
              const QColor &border, double borderWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(borderWidth > 0 ? QPen(border, borderWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    const double inset = borderWidth / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset,
                            radius - inset);
    painter.restore();
}

void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const Theme &theme)
{
    const auto ring = [&](double distance, Token color) {
        painter.setPen(QPen(theme.color(color), 2));
        painter.drawRoundedRect(rect.adjusted(-distance, -distance, distance, distance),
                                radius + distance, radius + distance);
    };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    ring(1, Token::Panel);
    ring(3, Token::Acc);
    painter.restore();
}

} // namespace racewalk::drawing
