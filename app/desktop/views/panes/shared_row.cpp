// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/panes/shared_row.h"

#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

using drawing::Theme;

drawing::Chip chipFor(const FlagValue &flag)
{
    return drawing::flagChip(QString::fromStdString(flag.name), flag.isSet);
}

double flagsWidth(const std::vector<FlagValue> &flags, const Theme &look)
{
    double sum = 0;
    for (const FlagValue &flag : flags)
        sum += drawing::chipSize(chipFor(flag), look).width() + look.scaled(4);
    return sum;
}

/// Struck through, with an arrow after it, up to `right`; nothing if there is no space.
void paintBefore(QPainter &painter, const QString &before, const QRectF &place, double right,
                 const ScreenNames &names, const Theme &look)
{
    const double arrow = look.scaled(18);
    const double room = right - arrow - place.left();
    QFont struck = look.font(FontRole::Code);
    struck.setStrikeOut(true);
    const QString text = drawing::fittingName(before, look.font(FontRole::Code), room, names);
    if (text.isEmpty())
        return;
    drawing::paintText(painter, QRectF(right - arrow, place.top(), arrow, place.height()),
                       QString(QChar(0x2192)), look.font(FontRole::Secondary),
                       look.color(Token::Text), Qt::AlignHCenter);
    drawing::paintText(painter, QRectF(place.left(), place.top(), room, place.height()), text,
                       struck, look.color(Token::Text3), Qt::AlignRight);
}

std::vector<FlagValue> setFlags(const SharedRow &row)
{
    std::vector<FlagValue> flags = row.flags;
    std::erase_if(flags, [](const FlagValue &flag) { return !flag.isSet; });
    return flags;
}

/// Below each other, each at the right.
void paintStackedFlags(QPainter &painter, const std::vector<FlagValue> &flags, QRectF place,
                       const Theme &look)
{
    place.setHeight(place.height() / static_cast<double>(flags.size()));
    for (const FlagValue &flag : flags) {
        const double wide = std::min(drawing::chipSize(chipFor(flag), look).width(), place.width());
        drawing::paintChip(painter, QRectF(place.right() - wide, place.top(), wide, place.height()),
                           chipFor(flag), look);
        place.translate(0, place.height());
    }
}

void paintFlags(QPainter &painter, const SharedRow &row, const QRectF &place,
                const ScreenNames &names, const Theme &look)
{
    std::vector<FlagValue> flags = row.flags;
    // A change needs the room of the clear flags.
    if (row.isChanged() || flagsWidth(flags, look) > place.width())
        flags = setFlags(row);
    if (flags.size() > 1 && flagsWidth(flags, look) - look.scaled(4) > place.width())
        return paintStackedFlags(painter, flags, place, look);
    double x = place.right();
    if (flags.empty())
        x -= drawing::paintText(painter, place, QStringLiteral("0"), look.font(FontRole::Code),
                                look.color(Token::Text3), Qt::AlignRight);
    else
        x = std::max(place.left(), place.right() - flagsWidth(flags, look) + look.scaled(4));
    if (row.isChanged())
        paintBefore(painter, *row.before, place, x, names, look);
    for (const FlagValue &flag : flags) {
        const double wide =
            std::min(drawing::chipSize(chipFor(flag), look).width(), place.right() - x);
        drawing::paintChip(painter, QRectF(x, place.top(), wide, place.height()), chipFor(flag),
                           look);
        x += wide + look.scaled(4);
    }
}

/// The value, or its short form, as far as it fits.
void paintValue(QPainter &painter, const SharedRow &row, const QRectF &place,
                const ScreenNames &names, const Theme &look)
{
    const QFont code = look.font(FontRole::Code);
    const double edges = row.isChip || row.isStore ? look.scaled(12) : 0;
    QString value = row.value;
    if (drawing::textWidth(code, value) + edges > place.width() && !row.shortValue.isEmpty())
        value = row.shortValue;
    if (row.before) {
        // The new value first, as it matters most where there is not room for both.
        const QFont strong = look.font(FontRole::CodeStrong);
        const double used = drawing::paintText(
            painter, place, drawing::fittingName(value, strong, place.width(), names), strong,
            look.color(Token::Text), Qt::AlignRight);
        paintBefore(painter, *row.before, place, place.right() - used, names, look);
    } else if (row.isStore ||
               (row.isChip && drawing::textWidth(code, value) + edges <= place.width() + 1)) {
        drawing::Chip chip = row.isStore ? drawing::flagChip(value, true) : drawing::Chip();
        chip.text = drawing::fittingName(value, look.font(FontRole::SmallCode),
                                         place.width() - edges, names);
        const double wide = std::min(drawing::chipSize(chip, look).width(), place.width());
        drawing::paintChip(painter, QRectF(place.right() - wide, place.top(), wide, place.height()),
                           chip, look);
    } else {
        drawing::paintText(painter, place, drawing::fittingName(value, code, place.width(), names),
                           code, look.color(row.isWeak ? Token::Text3 : Token::Text),
                           Qt::AlignRight);
    }
}

/// The value and, after an arrow, what it would become: in outline, as it is not true yet.
void paintNext(QPainter &painter, const SharedRow &row, const QRectF &place,
               const ScreenNames &names, const Theme &look)
{
    const QFont code = look.font(FontRole::Code);
    const QString next = drawing::fittingName(*row.next, code, place.width(), names);
    const double used =
        drawing::paintText(painter, place, next, code, look.color(Token::AccText), Qt::AlignRight);
    const double arrow = look.scaled(18);
    const QRectF rest = place.adjusted(0, 0, -used - arrow, 0);
    const QString now = drawing::fittingName(row.value, code, rest.width(), names);
    if (now.isEmpty())
        return;
    drawing::paintText(painter, QRectF(rest.right(), place.top(), arrow, place.height()),
                       QString(QChar(0x2192)), look.font(FontRole::Secondary),
                       look.color(Token::AccText), Qt::AlignHCenter);
    drawing::paintText(painter, rest, now, code, look.color(Token::Text), Qt::AlignRight);
}

void paintRemark(QPainter &painter, const SharedRow &row, const QRectF &place, const Theme &look)
{
    const double size = look.scaled(14);
    drawing::paintIcon(painter, row.icon,
                       QRectF(place.left(), place.center().y() - size / 2, size, size),
                       look.color(Token::Text), look);
    drawing::paintText(painter, place.adjusted(size + 6, 0, 0, 0), row.name,
                       look.font(FontRole::Secondary),
                       look.color(row.isDoomed ? Token::DoomText : Token::Text2));
}

} // namespace

double sharedValueWidth(const SharedRow &row, const Theme &theme)
{
    const QFont font = theme.font(FontRole::Code);
    double sum = 0;
    if (!row.flags.empty())
        sum = flagsWidth(row.flags, theme);
    else
        sum = drawing::textWidth(font, row.value) + (row.isChip ? theme.scaled(12) : 0);
    if (row.before)
        sum += drawing::textWidth(font, *row.before) + theme.scaled(26);
    return sum;
}

std::size_t sharedRowLines(const SharedRow &row, double width, const Theme &theme)
{
    const std::vector<FlagValue> flags = setFlags(row);
    if (flags.size() < 2)
        return 1;
    const double room = width - theme.scaled(2 * sharedRowPadding + 8) -
                        drawing::textWidth(theme.font(FontRole::Code), row.name);
    return flagsWidth(flags, theme) - theme.scaled(4) > room ? flags.size() : 1;
}

void paintSharedRow(QPainter &painter, const SharedRow &row, const QRectF &place,
                    const ScreenNames &names, const Theme &theme)
{
    const double pad = theme.scaled(sharedRowPadding);
    QRectF content = place.adjusted(pad, 0, -pad, 0);
    if (row.isRemark) {
        paintRemark(painter, row, content, theme);
        return;
    }
    if (row.isChanged()) {
        const QRectF band = place.adjusted(pad - 4, 1, -(pad - 4), -1);
        drawing::paintBox(painter, band, 3, theme.color(Token::Chg), theme.color(Token::Chg));
        painter.fillRect(QRectF(band.left(), band.top(), 3, band.height()),
                         theme.color(Token::ChgEdge));
        content.setLeft(content.left() + 2);
    }
    if (row.next) {
        painter.setPen(QPen(theme.color(Token::Acc), 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(place.adjusted(pad - 3.5, 1.5, -(pad - 3.5), -1.5), 3, 3);
    }
    const QFont code = theme.font(FontRole::Code);
    // The name is whole if the short value fits beside it; of a store the value comes first.
    double nameRoom = drawing::textWidth(code, row.name);
    const bool isSteady = row.shortValue.isEmpty() && !row.before && !row.next;
    const QString &least = isSteady ? row.value : row.shortValue;
    const double valueRoom = drawing::textWidth(code, least) + theme.scaled(row.isStore ? 18 : 6);
    const bool fitsShort = !least.isEmpty() && nameRoom + valueRoom <= content.width();
    if (row.flags.empty() && !fitsShort)
        nameRoom = std::min(nameRoom, content.width() * (row.isStore ? 0.4 : 0.62));
    const double high =
        place.height() / static_cast<double>(sharedRowLines(row, place.width(), theme));
    drawing::paintText(painter, QRectF(content.left(), place.top(), nameRoom + 1, high),
                       drawing::fittingName(row.name, code, nameRoom + 1, names), code,
                       theme.color(Token::Text2));
    content.setLeft(content.left() + nameRoom + theme.scaled(row.name.isEmpty() ? 0 : 6));
    if (row.next)
        paintNext(painter, row, content, names, theme);
    else if (row.flags.empty())
        paintValue(painter, row, content, names, theme);
    else
        paintFlags(painter, row, content, names, theme);
}

} // namespace racewalk::desktop
