// SPDX-License-Identifier: GPL-3.0-or-later
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "desktop/views/outcomes/endings_table.h"

#include "desktop/models/list_roles.h"
#include "desktop/views/controls/wrapped_text.h"
#include "desktop/views/outcomes/table_header.h"
#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double endingSides = 12;
/// Below this width the Replay buttons show their icon only.
constexpr double narrowWidth = 500;
/// Below these widths there is no column of schedules, or of switches; a row's tooltip has both.
constexpr double leastForSchedules = 430, leastForSwitches = 380;

} // namespace

class EndingsTable::Delegate final : public QStyledItemDelegate {
public:
    Delegate(const Appearance &appearance, EndingsTable &table)
        : QStyledItemDelegate(&table), m_appearance(appearance), m_table(table)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintBack(*painter, option, index);
        switch (static_cast<OutcomesModel::Column>(index.column())) {
        case OutcomesModel::Ending:
            paintEnding(*painter, option.rect, index);
            break;
        case OutcomesModel::Schedules:
        case OutcomesModel::Switches:
            paintNumber(*painter, option.rect, index);
            break;
        case OutcomesModel::Probability:
            paintProbability(*painter, option.rect, index);
            break;
        case OutcomesModel::Replay:
            paintReplay(*painter, option, index);
            break;
        }
        painter->restore();
    }

private:
    const drawing::Theme &look() const { return m_appearance.theme(); }

    void paintBack(QPainter &painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        const QRect cell = option.rect;
        painter.fillRect(cell, look().color(isSelected ? Token::AccBg : Token::Panel));
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1),
                         look().color(Token::Line));
        if (isSelected && index.column() == OutcomesModel::Ending)
            painter.fillRect(QRect(cell.left(), cell.top(), 3, cell.height() - 1),
                             look().color(Token::Acc));
    }

    void paintEnding(QPainter &painter, const QRectF &cell, const QModelIndex &index) const
    {
        const double icon = look().scaled(20);
        const double left = cell.left() + look().scaled(endingSides);
        drawing::paintIcon(painter, index.data(IconNameRole).toString().toStdString(),
                           QRectF(left, cell.center().y() - icon / 2, icon, icon),
                           look().color(Token::Text), look());
        const double text = left + icon + look().scaled(10);
        const QRectF room(text, cell.top(), cell.right() - text - look().scaled(6), cell.height());
        const QString name = index.data().toString();
        const QString detail = index.data(DetailRole).toString();
        const QFont strong = look().font(FontRole::BodyStrong);
        const QFont weak = look().font(FontRole::Secondary);
        const double nameLine = look().scaled(17);
        const double detailLine = look().scaled(16);
        // Three lines have room: two of them for a name that is long.
        const int nameLines = wrappedLines(name, strong, room.width(), 2);
        const int detailLines = wrappedLines(detail, weak, room.width(), 3 - nameLines);
        const double nameHigh = nameLine * nameLines;
        const double top = room.center().y() - (nameHigh + detailLine * detailLines) / 2 - 0.5;
        paintWrapped(painter, QRectF(room.left(), top, room.width(), nameHigh), name, strong,
                     look().color(Token::Text), nameLine, nameLines);
        paintWrapped(painter,
                     QRectF(room.left(), top + nameHigh, room.width(), detailLine * detailLines),
                     detail, weak, look().color(Token::Text2), detailLine, detailLines);
    }

    void paintNumber(QPainter &painter, const QRectF &cell, const QModelIndex &index) const
    {
        const QRectF room = cell.adjusted(look().scaled(2), 0, -look().scaled(10), 0);
        const QString text = index.data().toString();
        const QFont font = look().font(FontRole::Body);
        painter.setFont(font);
        painter.setPen(look().color(Token::Text));
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextWordWrap, text);
    }

    void paintProbability(QPainter &painter, const QRectF &cell, const QModelIndex &index) const
    {
        const QRectF room =
            cell.adjusted(look().scaled(endingSides), 0, -look().scaled(endingSides), 0);
        const QVariant share = index.data(OutcomesModel::ShareRole);
        const double middle = cell.center().y() - 0.5;
        const double line = look().scaled(18);
        const double top = share.isValid() ? middle - look().scaled(15) : middle - line / 2;
        drawing::paintText(painter, QRectF(room.left(), top, room.width(), line),
                           index.data().toString(), look().font(FontRole::Body),
                           look().color(Token::Text));
        if (!share.isValid())
            return;
        const QRectF groove(room.left(), std::round(middle + look().scaled(6)), room.width(),
                            look().scaled(8));
        painter.fillRect(groove, look().color(Token::Hover));
        const bool isFailure = index.data(OutcomesModel::FailureRole).toBool();
        QRectF bar = groove;
        bar.setWidth(std::max(groove.width() * share.toDouble(), share.toDouble() > 0 ? 2.0 : 0.0));
        if (isFailure)
            painter.fillRect(bar, look().color(Token::Doom));
        else
            drawing::paintBox(painter, bar.adjusted(0.5, 0.5, -0.5, -0.5), 0,
                              look().color(Token::SafeBg), look().color(Token::Safe));
    }

    void paintReplay(QPainter &painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const
    {
        const bool isPrimary = index.data(OutcomesModel::PrimaryRole).toBool();
        const QRectF cell = option.rect;
        const double high = look().scaled(32);
        const QRectF box(cell.left() + 0.5, std::floor(cell.center().y() - high / 2) + 0.5,
                         cell.width() - look().scaled(endingSides) - 1, high - 1);
        const QPoint mouse = m_table.viewport()->mapFromGlobal(QCursor::pos());
        const bool isHovered = (option.state & QStyle::State_MouseOver) && cell.contains(mouse);
        const Token fill = isPrimary ? Token::Acc : isHovered ? Token::Hover : Token::Panel;
        drawing::paintBox(painter, box, 6, look().color(fill),
                          look().color(isPrimary ? Token::Acc : Token::Ctl));
        const QColor ink = look().color(isPrimary ? Token::OnAcc : Token::Text);
        const QFont font = look().font(FontRole::Body);
        const QString text = index.data().toString();
        const double icon = look().scaled(16);
        const double gap = look().scaled(6);
        const double wide = icon + gap + drawing::textWidth(font, text);
        const bool hasText = wide + look().scaled(12) <= box.width();
        const double x = box.center().x() - (hasText ? wide : icon) / 2;
        drawing::paintIcon(painter, "play", QRectF(x, box.center().y() - icon / 2, icon, icon), ink,
                           look());
        if (hasText)
            drawing::paintText(painter,
                               QRectF(x + icon + gap, box.top(), box.width(), box.height()), text,
                               font, ink);
    }

    const Appearance &m_appearance;
    const EndingsTable &m_table;
};

EndingsTable::EndingsTable(OutcomesModel &model, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_outcomes(model),
      m_header(new TableHeader(appearance, headerHeight, this))
{
    setObjectName(QStringLiteral("endings"));
    setAccessibleName(tr("Endings"));
    m_header->setObjectName(QStringLiteral("endingsHeader"));
    m_header->setAccessibleName(tr("Sort the endings by a column"));
    m_header->setFocusPolicy(Qt::TabFocus);
    m_header->setSectionsClickable(true);
    m_header->setSortIndicatorShown(false);
    setHorizontalHeader(m_header);
    verticalHeader()->hide();
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setItemDelegate(new Delegate(appearance, *this));
    setModel(&model);
    connect(m_header, &QHeaderView::sectionClicked, this, &EndingsTable::sortBy);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == OutcomesModel::Replay)
            Q_EMIT replayRequested(index.row());
    });
    arrange();
}

int EndingsTable::heightOf(int rows) const
{
    return scaled(headerHeight) + rows * scaled(rowHeight);
}

int EndingsTable::naturalHeight() const
{
    return heightOf(m_outcomes.rowCount());
}

void EndingsTable::arrange()
{
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(scaled(rowHeight));
    const int width = viewport()->width();
    const bool isNarrow = width < scaled(narrowWidth);
    const int replay = scaled(isNarrow ? 44 : 98);
    const bool hasSchedules = width >= scaled(leastForSchedules);
    const bool hasSwitches = width >= scaled(leastForSwitches);
    const int numbers = !hasSchedules ? 0 : scaled(isNarrow ? 74 : 88);
    const int switches = !hasSwitches ? 0 : scaled(isNarrow ? 66 : 74);
    m_header->setSectionHidden(OutcomesModel::Schedules, !hasSchedules);
    m_header->setSectionHidden(OutcomesModel::Switches, !hasSwitches);
    const int odds = scaled(isNarrow ? 74 : 106);
    if (hasSchedules)
        m_header->resizeSection(OutcomesModel::Schedules, numbers);
    if (hasSwitches)
        m_header->resizeSection(OutcomesModel::Switches, switches);
    m_header->resizeSection(OutcomesModel::Probability, odds);
    m_header->resizeSection(OutcomesModel::Replay, replay);
    m_header->resizeSection(OutcomesModel::Ending,
                            std::max(scaled(80), width - replay - numbers - switches - odds));
}

void EndingsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    arrange();
}

/// The first click sorts numbers from the largest on, the second the other way, the third restores
/// the order: hangs first.
void EndingsTable::sortBy(int column)
{
    if (column == OutcomesModel::Replay)
        return;
    const Qt::SortOrder first =
        column == OutcomesModel::Ending ? Qt::AscendingOrder : Qt::DescendingOrder;
    const Qt::SortOrder second =
        first == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    Qt::SortOrder order = first;
    if (m_sortColumn == column) {
        order = second;
        column = m_order == second ? -1 : column; // the header has turned its own arrow already
    }
    m_order = order;
    m_sortColumn = column;
    m_header->setSortIndicatorShown(column >= 0);
    if (column >= 0)
        m_header->setSortIndicator(column, order);
    m_outcomes.sort(column, order);
    if (currentIndex().isValid())
        scrollTo(currentIndex());
}

void EndingsTable::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QTableView::keyPressEvent(event);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid())
            Q_EMIT replayRequested(currentIndex().row());
        return;
    default:
        event->ignore(); // the window's
    }
}

void EndingsTable::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    viewport()->update();
}

void EndingsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() != previous.row())
        Q_EMIT rowSelected(current.row());
}

} // namespace racewalk::desktop
