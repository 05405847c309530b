// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "desktop/views/panes/shared_tiles.h"

#include "desktop/views/panes/shared_row.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"
#include "program/check.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace racewalk::desktop {
namespace {

const char *tileIcon(SharedTile::Kind kind)
{
    switch (kind) {
    case SharedTile::Kind::Locks:
        return "lock";
    case SharedTile::Kind::Queues:
        return "wait";
    case SharedTile::Kind::Rcu:
        return "rcu-enter";
    case SharedTile::Kind::Buffers:
        return "drain";
    case SharedTile::Kind::Values:
        break;
    }
    return "";
}

} // namespace

SharedTiles::SharedTiles(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setMouseTracking(true);
}

void SharedTiles::setTiles(std::vector<SharedTile> tiles)
{
    m_placed.clear();
    hover(nullptr);
    m_folded.clear();
    m_tiles = std::move(tiles);
    m_names = {};
    QStringList words;
    for (const SharedTile &tile : m_tiles)
        for (const SharedRow &row : tile.rows) {
            words << row.accessibleText();
            for (const QString &text : {row.name, row.value, row.next.value_or(QString())})
                m_names.add(text.toStdString());
        }
    setAccessibleDescription(words.join(QLatin1String(". ")));
    updateGeometry();
    update();
}

void SharedTiles::setForm(Form form)
{
    m_form = form;
    m_placed.clear();
    updateGeometry();
    update();
}

void SharedTiles::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    m_placed.clear();
    m_folded.clear();
    m_rest.reset();
    if (m_form == Form::Columns) {
        paintColumns(painter);
        return;
    }
    if (m_form == Form::Stacked) {
        double y = 0;
        for (const SharedTile &tile : m_tiles) {
            const double high = tileHeight(tile, width());
            paintTile(painter, tile, QRectF(0, y, width(), high));
            y += high;
        }
        return;
    }
    const std::vector<double> widths = tileWidths();
    double x = 0;
    for (std::size_t index = 0; index < m_tiles.size(); ++index) {
        const double wide = widths[index];
        if (index > 0) {
            painter.setPen(QPen(theme().color(Token::Line), 1));
            painter.drawLine(QPointF(x + 0.5, 0), QPointF(x + 0.5, height()));
        }
        const QRectF place(x, 0, wide, height());
        if (isFolded(wide))
            paintFolded(painter, m_tiles[index], place);
        else
            paintTile(painter, m_tiles[index], place);
        x += wide;
    }
}

/// Only its icon; the tooltip has its title.
void SharedTiles::paintFolded(QPainter &painter, const SharedTile &tile, const QRectF &place)
{
    const auto &look = theme();
    const double size = look.scaled(14);
    const char *icon = tileIcon(tile.kind);
    drawing::paintIcon(painter, *icon == '\0' ? "outcomes" : icon,
                       QRectF(place.center().x() - size / 2,
                              place.top() + (look.scaled(tileTitleHeight) - size) / 2, size, size),
                       look.color(Token::Text2), look);
    m_folded.push_back({place, &tile});
}

void SharedTiles::paintTile(QPainter &painter, const SharedTile &tile, const QRectF &place)
{
    const auto &look = theme();
    const double pad = look.scaled(sharedRowPadding);
    double x = place.left() + pad;
    const double high = look.scaled(tileTitleHeight);
    if (const char *icon = tileIcon(tile.kind); *icon != '\0') {
        const double size = look.scaled(14);
        const Token ink = tile.kind == SharedTile::Kind::Locks ? Token::KLock : Token::Acc;
        drawing::paintIcon(painter, icon, QRectF(x, place.top() + (high - size) / 2, size, size),
                           look.color(ink), look);
        x += size + look.scaled(6);
    }
    const QFont font = look.font(FontRole::SecondaryStrong);
    drawing::paintText(painter, QRectF(x, place.top(), place.right() - x, high),
                       fittingTitle(tile.title, font, place.right() - x - pad), font,
                       look.color(Token::Text));
    double y = place.top() + high;
    if (tile.rows.empty()) {
        drawing::paintText(
            painter,
            QRectF(place.left() + pad, y, place.width() - 2 * pad, look.scaled(tileRowHeight)),
            tile.hint, look.font(FontRole::Secondary), look.color(Token::Text3));
        return;
    }
    const std::size_t shown = shownRows(tile, place.height());
    for (const SharedRow &row : std::span(tile.rows).first(shown)) {
        const auto lines = static_cast<double>(sharedRowLines(row, place.width(), look));
        const QRectF line(place.left(), y, place.width(), look.scaled(tileRowHeight) * lines);
        paintRow(painter, row, line);
        y += line.height();
    }
    if (shown < tile.rows.size())
        paintRest(painter, tile, shown,
                  QRectF(place.left(), y, place.width(), look.scaled(tileRowHeight)));
}

/// "2 more"; the tooltip has them.
void SharedTiles::paintRest(QPainter &painter, const SharedTile &tile, std::size_t first,
                            const QRectF &place)
{
    const auto &look = theme();
    const double pad = look.scaled(sharedRowPadding);
    const auto rest = std::span(tile.rows).subspan(first);
    if (std::ranges::any_of(rest, &SharedRow::isChanged))
        drawing::paintBox(painter, place.adjusted(pad - 4, 1, -(pad - 4), -1), 3,
                          look.color(Token::Chg), look.color(Token::Chg));
    drawing::paintText(painter, place.adjusted(pad, 0, -pad, 0), tr("%1 more").arg(rest.size()),
                       look.font(FontRole::Secondary), look.color(Token::Text3));
    QStringList rows;
    for (const SharedRow &row : rest)
        rows << row.accessibleText();
    m_rest = Rest{place, rows.join(QLatin1Char('\n'))};
}

void SharedTiles::paintRow(QPainter &painter, const SharedRow &row, const QRectF &place)
{
    if (&row == m_hovered && row.step)
        paintHover(painter, place);
    paintSharedRow(painter, row, place, m_names, theme());
    m_placed.push_back({place, &row});
}

/// The first half of the rows at the left.
void SharedTiles::paintColumns(QPainter &painter)
{
    const double high = theme().scaled(columnRowHeight);
    const double wide = std::floor(width() / 2.0);
    const int count = accessibleRowCount();
    const int lines = (count + 1) / 2;
    painter.setPen(QPen(theme().color(Token::Line), 1));
    painter.drawLine(QPointF(wide + 0.5, 0), QPointF(wide + 0.5, height()));
    for (int row = 0; row < count; ++row)
        paintRow(painter, rowNumber(row),
                 QRectF(row < lines ? 0 : wide + 1, (row % lines) * high, wide - 1, high));
}

/// Says that the row can be clicked.
void SharedTiles::paintHover(QPainter &painter, const QRectF &row) const
{
    const double edge = theme().scaled(sharedRowPadding) - 4;
    drawing::paintBox(painter, row.adjusted(edge, 1, -edge, -1), 3, theme().color(Token::Hover),
                      theme().color(Token::Ctl));
}

void SharedTiles::hover(const SharedRow *row)
{
    m_hovered = row;
    setCursor(row && row->step ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

int SharedTiles::accessibleRowCount() const
{
    std::size_t count = 0;
    for (const SharedTile &tile : m_tiles)
        count += tile.rows.size();
    return static_cast<int>(count);
}

const SharedRow &SharedTiles::rowNumber(int row) const
{
    auto left = static_cast<std::size_t>(row);
    for (const SharedTile &tile : m_tiles) {
        if (left < tile.rows.size())
            return tile.rows[left];
        left -= tile.rows.size();
    }
    RACEWALK_CHECK(false);
    return m_tiles.front().rows.front();
}

QString SharedTiles::accessibleRowText(int row) const
{
    return rowNumber(row).accessibleText();
}

QRect SharedTiles::accessibleRowPlace(int row) const
{
    const SharedRow *wanted = &rowNumber(row);
    for (const Placed &placed : m_placed)
        if (placed.row == wanted)
            return placed.place.toAlignedRect();
    return {};
}

bool SharedTiles::isAccessibleRowCurrent(int row) const
{
    return rowNumber(row).isChanged();
}

const SharedRow *SharedTiles::rowAt(const QPointF &point) const
{
    for (const Placed &placed : m_placed)
        if (placed.place.contains(point))
            return placed.row;
    return nullptr;
}

const SharedTile *SharedTiles::foldedAt(const QPointF &point) const
{
    for (const Folded &folded : m_folded)
        if (folded.place.contains(point))
            return folded.tile;
    return nullptr;
}

/// "Wait queue wq", without its first words where they have no room.
QString SharedTiles::fittingTitle(const QString &title, const QFont &font, double width)
{
    QString shown = title;
    while (drawing::textWidth(font, shown) > width && shown.contains(QLatin1Char(' ')))
        shown = shown.mid(shown.indexOf(QLatin1Char(' ')) + 1);
    return drawing::fittingName(shown, font, width);
}

bool SharedTiles::event(QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const SharedRow *row = rowAt(help->pos()))
            QToolTip::showText(help->globalPos(),
                               row->step
                                   ? tr("%1\nClick: %2").arg(row->accessibleText(), row->stepText)
                                   : row->accessibleText(),
                               this);
        else if (m_rest && m_rest->place.contains(help->pos()))
            QToolTip::showText(help->globalPos(), m_rest->tip, this);
        else if (const SharedTile *tile = foldedAt(help->pos()))
            QToolTip::showText(help->globalPos(), tile->title, this);
        else
            QToolTip::hideText();
        return true;
    }
    if (type == QEvent::MouseMove) {
        const SharedRow *row = rowAt(static_cast<QMouseEvent *>(event)->position());
        if (row != m_hovered)
            hover(row);
        Q_EMIT rowHovered(row);
    } else if (type == QEvent::Leave) {
        hover(nullptr);
        Q_EMIT rowHovered(nullptr);
    } else if (type == QEvent::MouseButtonPress) {
        const auto *press = static_cast<QMouseEvent *>(event);
        const SharedRow *row = rowAt(press->position());
        if (press->button() == Qt::LeftButton && row && row->step) {
            Q_EMIT stepRequested(*row->step);
            return true;
        }
        if (press->button() == Qt::LeftButton && row && row->cell)
            Q_EMIT rowClicked(row);
    }
    return QWidget::event(event);
}

} // namespace racewalk::desktop
