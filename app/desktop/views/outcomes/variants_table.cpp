// SPDX-License-Identifier: GPL-3.0-or-later
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QWheelEvent>

#include "desktop/views/outcomes/variants_table.h"

#include "desktop/models/list_roles.h"
#include "desktop/views/controls/wrapped_text.h"
#include "desktop/views/outcomes/table_header.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double sides = 10;
constexpr int headerHeight = 28;

Token inkFor(Fate fate)
{
    return fate == Fate::Safe     ? Token::SafeText
           : fate == Fate::Doomed ? Token::DoomText
                                  : Token::Text;
}

} // namespace

class VariantsTable::Delegate final : public QStyledItemDelegate {
public:
    Delegate(const Appearance &appearance, VariantsTable &table)
        : QStyledItemDelegate(&table), m_appearance(appearance), m_table(table)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect cell = option.rect;
        const bool isCurrent = index.data(VariantMatrix::CurrentRole).toBool();
        const bool isHovered = option.state & QStyle::State_MouseOver;
        painter->fillRect(cell, look().color(isCurrent && index.column() > 0 ? Token::AccBg
                                             : isHovered                     ? Token::Hover
                                                                             : Token::Panel));
        painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1),
                          look().color(Token::Line));
        if (index.column() > 0)
            painter->fillRect(QRect(cell.left(), cell.top(), 1, cell.height()),
                              look().color(Token::Line));
        const QRectF room = QRectF(cell).adjusted(look().scaled(index.column() == 0 ? 12 : sides),
                                                  0, -look().scaled(6), -1);
        if (index.column() == 0)
            paintName(*painter, room, index, isCurrent);
        else if (index.data(VariantMatrix::ShareRole).isValid())
            paintSearching(*painter, room, index);
        else
            paintVerdict(*painter, room, index);
        if (m_table.hasFocus() && index == m_table.currentIndex()) {
            painter->setPen(QPen(look().color(Token::Acc), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(cell).adjusted(1, 1, -1, -2));
        }
        painter->restore();
    }

private:
    const drawing::Theme &look() const { return m_appearance.theme(); }

    void paintName(QPainter &painter, const QRectF &room, const QModelIndex &index,
                   bool isCurrent) const
    {
        const QFont font = look().font(isCurrent ? FontRole::BodyStrong : FontRole::Body);
        const QString text = index.data().toString();
        const double line = look().scaled(17);
        const double high = line * wrappedLines(text, font, room.width(), 2);
        const QRectF place(room.left(), room.center().y() - high / 2, room.width(), high);
        paintWrapped(painter, place, text, font, look().color(Token::Text), line, 2);
    }

    /// "Searching" and how far, above a bar.
    void paintSearching(QPainter &painter, const QRectF &room, const QModelIndex &index) const
    {
        const QRectF line(room.left(), room.center().y() - look().scaled(15), room.width(),
                          look().scaled(18));
        const QFont strong = look().font(FontRole::SecondaryStrong);
        const QFont weak = look().font(FontRole::Secondary);
        const double used = drawing::paintText(painter, line, index.data().toString(), strong,
                                               look().color(Token::Text));
        const QRectF rest = line.adjusted(used + look().scaled(8), 0, 0, 0);
        QString detail = index.data(DetailRole).toString();
        if (drawing::textWidth(weak, detail) > rest.width())
            detail = detail.section(QStringLiteral(", "), 0, 0); // "2,310 states"
        drawing::paintText(painter, rest, drawing::fittingWords(detail, weak, rest.width()), weak,
                           look().color(Token::Text2));
        const QRectF groove(room.left(), room.center().y() + look().scaled(6), room.width(), 5);
        drawing::paintBox(painter, groove, 2.5, look().color(Token::Press),
                          look().color(Token::Press), 0);
        QRectF bar = groove;
        bar.setWidth(groove.width() * index.data(VariantMatrix::ShareRole).toDouble());
        if (bar.width() >= 1)
            drawing::paintBox(painter, bar, 2.5, look().color(Token::Acc), look().color(Token::Acc),
                              0);
    }

    void paintVerdict(QPainter &painter, const QRectF &room, const QModelIndex &index) const
    {
        const double icon = look().scaled(16);
        drawing::paintIcon(painter, index.data(IconNameRole).toString().toStdString(),
                           QRectF(room.left(), room.center().y() - icon / 2, icon, icon),
                           look().color(Token::Text3), look());
        const double x = room.left() + icon + look().scaled(7);
        QString detail = index.data(DetailRole).toString();
        const auto fate = static_cast<Fate>(index.data(VariantMatrix::FateRole).toInt());
        const bool isKnown = !detail.isEmpty();
        const QFont font = look().font(isKnown ? FontRole::BodyStrong : FontRole::Body);
        const QFont weak = look().font(FontRole::Secondary);
        QRectF first(x, room.top(), room.right() - x, room.height());
        if (isKnown) {
            first = QRectF(x, room.center().y() - look().scaled(17), room.right() - x,
                           look().scaled(18));
            const QRectF second = first.translated(0, first.height() - look().scaled(1));
            if (drawing::textWidth(weak, detail) > second.width())
                detail = detail.section(QLatin1Char(' '), 0, 0); // the number of states
            drawing::paintText(painter, second, drawing::fittingWords(detail, weak, second.width()),
                               weak, look().color(Token::Text2));
        }
        QString text = index.data().toString();
        if (drawing::textWidth(font, text) > first.width())
            text = text.section(QStringLiteral(", "), 0, 0); // "Hang"
        drawing::paintText(painter, first, drawing::fittingWords(text, font, first.width()), font,
                           look().color(isKnown ? inkFor(fate) : Token::Text2));
    }

    const Appearance &m_appearance;
    const VariantsTable &m_table;
};

VariantsTable::VariantsTable(VariantMatrix &model, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_matrix(model),
      m_header(new TableHeader(appearance, headerHeight, this))
{
    setObjectName(QStringLiteral("variantMatrix"));
    setAccessibleName(tr("Every variant under every memory model"));
    m_header->setObjectName(QStringLiteral("variantMatrixHeader"));
    m_header->setAccessibleName(tr("Memory models"));
    setHorizontalHeader(m_header);
    verticalHeader()->hide();
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setItemDelegate(new Delegate(appearance, *this));
    setModel(&model);
    connect(this, &QTableView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT subjectChosen(m_matrix.subject(index)); });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        arrange();
        updateGeometry();
    });
    arrange();
}

QSize VariantsTable::sizeHint() const
{
    return {scaled(400), scaled(headerHeight) + m_matrix.rowCount() * scaled(rowHeight)};
}

void VariantsTable::arrange()
{
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(scaled(rowHeight));
    const int models = m_matrix.columnCount() - 1;
    const int width = viewport()->width();
    const int name = std::min(scaled(118), width / (models + 1));
    m_header->resizeSection(0, name);
    for (int model = 1; model <= models; ++model)
        m_header->resizeSection(model, (width - name) * model / models -
                                           (width - name) * (model - 1) / models);
}

void VariantsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    arrange();
}

/// The arrow keys are the table's, though the window steps with them elsewhere.
bool VariantsTable::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

void VariantsTable::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
        QTableView::keyPressEvent(event);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid())
            Q_EMIT subjectChosen(m_matrix.subject(currentIndex()));
        return;
    default:
        event->ignore(); // the window's
    }
}

} // namespace racewalk::desktop
