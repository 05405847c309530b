// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QStyledItemDelegate>

#include "desktop/views/import/import_line_list.h"

#include "desktop/models/list_roles.h"
#include "drawing/icons.h"

namespace racewalk::desktop {
namespace {

constexpr double rowHeight = 42, lineTop = 3, lineHeight = 18, iconSide = 14;
constexpr double numberRoom = 48, sides = 10, markWidth = 3;

/// The colour of what became of a line.
Token colorOf(Reading reading)
{
    switch (reading) {
    case Reading::Understood:
        return Token::SafeText;
    case Reading::Outside:
    case Reading::Ignored:
        return Token::Text3;
    case Reading::NotReached:
    case Reading::NotUnderstood:
        return Token::OpenText;
    }
    return Token::Text;
}

/// Whether the line is nothing to look at.
bool isQuiet(Reading reading)
{
    return reading == Reading::Outside || reading == Reading::Ignored;
}

} // namespace

class ImportLineList::Delegate final : public QStyledItemDelegate {
public:
    explicit Delegate(ImportLineList &list) : QStyledItemDelegate(&list), m_list(list) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, qRound(look().scaled(rowHeight))};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const auto reading = static_cast<Reading>(index.data(ImportLines::ReadingRole).toInt());
        const bool isMarked = index.data(MarkRole).toBool();
        paintBack(*painter, option, isMarked);
        const QRectF row = option.rect;
        const double left = row.left() + look().scaled(numberRoom + sides);
        const double width = row.right() - left - look().scaled(sides);
        const QRectF first(left, row.top() + look().scaled(lineTop), width,
                           look().scaled(lineHeight));
        const QRectF second = first.translated(0, look().scaled(lineHeight));
        paintNumber(*painter, first, index.data(ImportLines::NumberRole).toInt());
        paintText(*painter, first, index.data().toString(), FontRole::Code,
                  look().color(isQuiet(reading) ? Token::Text3 : Token::Text));
        const double icon = look().scaled(iconSide);
        const QColor color = look().color(colorOf(reading));
        if (const QString name = index.data(IconNameRole).toString(); !name.isEmpty())
            drawing::paintIcon(*painter, name.toStdString(),
                               QRectF(second.left() - icon - look().scaled(6),
                                      second.center().y() - icon / 2, icon, icon),
                               color, look());
        paintText(*painter, second, index.data(DetailRole).toString(), FontRole::Secondary, color);
        painter->restore();
    }

private:
    const drawing::Theme &look() const { return m_list.theme(); }

    void paintBack(QPainter &painter, const QStyleOptionViewItem &option, bool isMarked) const
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        const QRect row = option.rect;
        painter.fillRect(row, look().color(isSelected ? Token::AccBg
                                           : isMarked ? Token::OpenBg
                                                      : Token::Panel));
        painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1),
                         look().color(Token::Line));
        if (isMarked)
            painter.fillRect(
                QRectF(row.left(), row.top(), look().scaled(markWidth), row.height() - 1),
                look().color(Token::OpenEdge));
    }

    void paintNumber(QPainter &painter, const QRectF &line, int number) const
    {
        painter.setFont(look().font(FontRole::Code));
        painter.setPen(look().color(Token::Text3));
        const QRectF room(line.left() - look().scaled(numberRoom + sides), line.top(),
                          look().scaled(numberRoom - sides + 6), line.height());
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, QString::number(number));
    }

    static void paintText(QPainter &painter, const QRectF &room, const QString &text,
                          const QFont &font, const QColor &color)
    {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
    }
    void paintText(QPainter &painter, const QRectF &room, const QString &text, FontRole role,
                   const QColor &color) const
    {
        paintText(painter, room, text, look().font(role), color);
    }

    ImportLineList &m_list;
};

ImportLineList::ImportLineList(ImportLines &model, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("importLines"));
    setAccessibleName(tr("Lines of the text"));
    setModel(&model);
    setItemDelegate(new Delegate(*this));
    setUniformItemSizes(true); // a text may have many lines
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
}

} // namespace racewalk::desktop
