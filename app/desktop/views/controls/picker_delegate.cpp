// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/controls/picker_delegate.h"

#include "desktop/models/list_roles.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double pickerRowHeight = 32;
constexpr double rowHeightWithLine = 44;
constexpr double sectionHeight = 28;
constexpr double pickerSides = 12;
constexpr double pickerGap = 16;

bool startsSection(const QModelIndex &index)
{
    const QString section = index.data(SectionRole).toString();
    return !section.isEmpty() &&
           (index.row() == 0 ||
            index.siblingAtRow(index.row() - 1).data(SectionRole).toString() != section);
}

bool hasLine(const QModelIndex &index)
{
    return !index.data(LineRole).toString().isEmpty();
}

} // namespace

PickerDelegate::PickerDelegate(const Appearance &appearance, QObject *parent)
    : QStyledItemDelegate(parent), m_appearance(appearance)
{}

int PickerDelegate::naturalWidth(const QModelIndex &index) const
{
    const auto &look = m_appearance.theme();
    const auto width = [&](FontRole font, int role) {
        return drawing::textWidth(look.font(font), index.data(role).toString());
    };
    const double first = width(FontRole::Body, Qt::DisplayRole) +
                         width(FontRole::Secondary, DetailRole) + look.scaled(pickerGap + 22);
    const double wide = std::max(first, width(FontRole::Secondary, LineRole));
    return qCeil(wide + look.scaled(2 * pickerSides + pickerGap));
}

QSize PickerDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const double row = hasLine(index) ? rowHeightWithLine : pickerRowHeight;
    const double section = startsSection(index) ? sectionHeight : 0;
    return {1, qRound(m_appearance.theme().scaled(row + section))};
}

void PickerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const auto &look = m_appearance.theme();
    painter->setRenderHint(QPainter::Antialiasing);
    QRectF row = option.rect;
    if (startsSection(index)) {
        const QRectF section(row.left(), row.top(), row.width(), look.scaled(sectionHeight));
        paintSection(*painter, section, index.data(SectionRole).toString());
        row.setTop(section.bottom());
    }
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected || (option.state & QStyle::State_MouseOver))
        painter->fillRect(row, look.color(isSelected ? Token::AccBg : Token::Hover));
    if (isSelected)
        painter->fillRect(QRectF(row.left(), row.top(), 3, row.height()), look.color(Token::Acc));
    double x = row.left() + look.scaled(pickerSides);
    const QString icon = index.data(IconNameRole).toString();
    if (!icon.isEmpty()) {
        const double size = look.scaled(14);
        drawing::paintIcon(*painter, icon.toStdString(),
                           QRectF(x, row.center().y() - size / 2, size, size),
                           look.color(Token::Text2), look);
        x += size + look.scaled(8);
    }
    paintText(*painter,
              QRectF(x, row.top(), row.right() - look.scaled(pickerSides) - x, row.height()), index,
              isSelected);
}

void PickerDelegate::paintSection(QPainter &painter, const QRectF &place,
                                  const QString &title) const
{
    const auto &look = m_appearance.theme();
    const double pad = look.scaled(pickerSides);
    const QFont font = look.font(FontRole::SmallStrong);
    const double used = drawing::paintText(painter, place.adjusted(pad, look.scaled(4), 0, 0),
                                           title, font, look.color(Token::Text2));
    painter.fillRect(QRectF(place.left() + pad + used + look.scaled(8),
                            std::floor(place.center().y() + look.scaled(2)),
                            std::max(0.0, place.width() - 2 * pad - used - look.scaled(8)), 1),
                     look.color(Token::Line));
}

void PickerDelegate::paintText(QPainter &painter, const QRectF &place, const QModelIndex &index,
                               bool isSelected) const
{
    const auto &look = m_appearance.theme();
    const QFont font = look.font(FontRole::Body);
    const QFont weak = look.font(FontRole::Secondary);
    const QColor weakInk = look.color(isSelected ? Token::Text2 : Token::Text3);
    QRectF first = place;
    if (hasLine(index)) {
        first = QRectF(place.left(), place.top() + look.scaled(4), place.width(), look.scaled(19));
        const QRectF second(place.left(), first.bottom(), place.width(), look.scaled(17));
        drawing::paintText(
            painter, second,
            drawing::fittingWords(index.data(LineRole).toString(), weak, second.width()), weak,
            weakInk);
    }
    const QString text = drawing::fittingWords(index.data().toString(), font, first.width());
    const double used = drawing::paintText(painter, first, text, font,
                                           look.color(isSelected ? Token::AccText : Token::Text));
    const QString detail = index.data(DetailRole).toString();
    const double room = first.width() - used - look.scaled(pickerGap);
    if (detail.isEmpty() || room < look.scaled(24))
        return;
    drawing::paintText(painter, QRectF(first.right() - room, first.top(), room, first.height()),
                       drawing::fittingWords(detail, weak, room), weak, weakInk, Qt::AlignRight);
}

} // namespace racewalk::desktop
