// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "desktop/views/export/format_list.h"

#include "desktop/models/list_roles.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr double rowHeight = 23, purposeHeight = 24, firstPurposeHeight = 22;
constexpr double outside = 8, inside = 8, purposeSide = 12;

class FormatDelegate final : public QStyledItemDelegate {
public:
    FormatDelegate(const Appearance &appearance, const ExportList &list, QObject *parent)
        : QStyledItemDelegate(parent), m_appearance(appearance), m_list(list)
    {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const double height = !m_list.isTitle(index.row()) ? rowHeight
                              : index.row() == 0           ? firstPurposeHeight
                                                           : purposeHeight;
        return {1, qRound(m_appearance.theme().scaled(height))};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const drawing::Theme &look = m_appearance.theme();
        painter->setRenderHint(QPainter::Antialiasing);
        const QString text = index.data().toString();
        if (m_list.isTitle(index.row())) {
            const QRectF place = QRectF(option.rect).adjusted(look.scaled(purposeSide), 0, 0, 0);
            drawing::paintText(*painter, place, text, look.font(FontRole::SmallStrong),
                               look.color(Token::Text3));
            return;
        }
        const bool isEnabled = option.state & QStyle::State_Enabled;
        const bool isChosen = option.state & QStyle::State_Selected;
        const bool isPointed = isEnabled && (option.state & QStyle::State_MouseOver);
        const QRectF box =
            QRectF(option.rect).adjusted(look.scaled(outside), 0, -look.scaled(outside), 0);
        if (isChosen || isPointed) {
            const QColor fill = look.color(isChosen ? Token::AccBg : Token::Hover);
            drawing::paintBox(*painter, box, 4, fill, fill);
        }
        if (isChosen && (option.state & QStyle::State_HasFocus))
            drawing::paintBox(*painter, box.adjusted(1, 1, -1, -1), 4, Qt::transparent,
                              look.color(Token::Acc), 2);
        const Token ink = !isEnabled ? Token::Dis : isChosen ? Token::AccText : Token::Text;
        const QRectF place = box.adjusted(look.scaled(inside), 0, -look.scaled(inside), 0);
        const QFont weak = look.font(FontRole::SmallCode);
        const QString ending = index.data(DetailRole).toString();
        drawing::paintText(*painter, place, ending, weak,
                           look.color(isChosen || !isEnabled ? ink : Token::Text3), Qt::AlignRight);
        const double room =
            place.width() - drawing::textWidth(weak, ending) - look.scaled(inside / 2);
        const QFont font = look.font(isChosen ? FontRole::BodyStrong : FontRole::Body);
        drawing::paintText(*painter, place, drawing::fittingWords(text, font, room), font,
                           look.color(ink));
    }

private:
    const Appearance &m_appearance;
    const ExportList &m_list;
};

} // namespace

FormatList::FormatList(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_list(new ExportList(this))
{
    setObjectName(QStringLiteral("exportFormats"));
    setAccessibleName(tr("Format"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMouseTracking(true);
    setModel(m_list);
    setItemDelegate(new FormatDelegate(appearance, *m_list, this));
}

void FormatList::choose(std::size_t entry)
{
    const QScopedValueRollback guard(m_isChosenByUser, false);
    setCurrentIndex(m_list->index(m_list->rowOf(entry)));
}

void FormatList::setReason(std::size_t entry, const QString &reason)
{
    m_list->setReason(entry, reason);
}

void FormatList::applyTheme()
{
    scheduleDelayedItemsLayout();
}

QModelIndex FormatList::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (action != MoveHome && action != MoveEnd)
        return QListView::moveCursor(action, modifiers);
    const bool isHome = action == MoveHome;
    const int last = m_list->rowCount() - 1;
    int row = isHome ? 0 : last;
    while (row != (isHome ? last : 0) && !(m_list->index(row).flags() & Qt::ItemIsEnabled))
        row += isHome ? 1 : -1;
    return m_list->index(row);
}

void FormatList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid() && !m_list->isTitle(current.row()) && m_isChosenByUser)
        Q_EMIT chosen(m_list->entryOf(current.row()));
}

} // namespace racewalk::desktop
