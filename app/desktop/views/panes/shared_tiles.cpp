// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "desktop/views/panes/shared_tiles.h"

#include "desktop/views/panes/shared_row.h"
#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"
#include "program/check.h"

#include <algorithm>
#include <cmath>

namespace racewalk::desktop {
namespace {

constexpr double tileRowHeight = 26;
constexpr double tileTitleHeight = 32;
constexpr double widestTile = 340;
constexpr double narrowBuffers = 240;

double designedWidth(SharedTile::Kind kind)
{
    switch (kind) {
    case SharedTile::Kind::Values:
        return 228;
    case SharedTile::Kind::Locks:
        return 216;
    case SharedTile::Kind::Queues:
        return 200;
    case SharedTile::Kind::Rcu:
        return 160;
    case SharedTile::Kind::Buffers:
        return 216;
    }
    return 200;
}

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
        return "export";
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
    m_tiles = std::move(tiles);
    QStringList words;
    for (const SharedTile &tile : m_tiles)
        for (const SharedRow &row : tile.rows)
            words << row.accessibleText();
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

double SharedTiles::contentWidth(const SharedTile &tile, bool withChanges) const
{
    const auto &look = theme();
    double wide = look.scaled(120);
    const QFont font = look.font(FontRole::Code);
    for (const SharedRow &row : tile.rows) {
        // Flags that are clear may be left out where there is no room; the set ones may not.
        SharedRow shown = row;
        std::erase_if(shown.flags, [](const FlagValue &flag) { return !flag.isSet; });
        if (!withChanges)
            shown.before.reset();
        wide =
            std::max(wide, drawing::textWidth(font, row.name) + sharedValueWidth(shown, theme()) +
                               look.scaled(2 * sharedRowPadding + 10));
    }
    // A long buffer may be cut before others are pushed out of sight: its oldest store is what
    // counts.
    const bool isBuffers = tile.kind == SharedTile::Kind::Buffers;
    return std::min(wide, look.scaled(isBuffers && !withChanges ? narrowBuffers : widestTile));
}

double SharedTiles::leastWidth(const SharedTile &tile) const
{
    return contentWidth(tile, false);
}

double SharedTiles::usualWidth(const SharedTile &tile) const
{
    return std::max(contentWidth(tile, true), theme().scaled(designedWidth(tile.kind)));
}

/// As designed where there is the room, with the rest for the last one; else each gives up the same
/// part of what it has beyond its least width.
std::vector<double> SharedTiles::tileWidths() const
{
    double least = 0, usual = 0;
    for (const SharedTile &tile : m_tiles) {
        least += leastWidth(tile);
        usual += usualWidth(tile);
    }
    const double part =
        usual > least ? std::clamp((width() - least) / (usual - least), 0.0, 1.0) : 1.0;
    std::vector<double> widths;
    double sum = 0;
    for (const SharedTile &tile : m_tiles) {
        const double narrow = leastWidth(tile);
        widths.push_back(std::floor(narrow + part * (usualWidth(tile) - narrow)));
        sum += widths.back();
    }
    if (!widths.empty())
        widths.back() += std::max(0.0, width() - sum);
    return widths;
}

int SharedTiles::widthFor(const std::vector<SharedTile> &tiles) const
{
    double sum = 0;
    for (const SharedTile &tile : tiles)
        sum += leastWidth(tile);
    return qCeil(sum);
}

double SharedTiles::tileHeight(const SharedTile &tile) const
{
    const std::size_t rows = std::max<std::size_t>(1, tile.rows.size());
    return theme().scaled(tileTitleHeight + tileRowHeight * static_cast<double>(rows));
}

QSize SharedTiles::sizeHint() const
{
    double wide = 0, high = 0;
    if (m_form == Form::Columns)
        return {scaled(200), scaled(columnRowHeight * ((accessibleRowCount() + 1) / 2))};
    for (const SharedTile &tile : m_tiles) {
        if (m_form == Form::Stacked) {
            high += tileHeight(tile);
            wide = std::max(wide, theme().scaled(200));
        } else {
            wide += leastWidth(tile);
            high = std::max(high, tileHeight(tile) + theme().scaled(4));
        }
    }
    return {qCeil(wide), qCeil(high)};
}

void SharedTiles::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    m_placed.clear();
    if (m_form == Form::Columns) {
        paintColumns(painter);
        return;
    }
    if (m_form == Form::Stacked) {
        double y = 0;
        for (const SharedTile &tile : m_tiles) {
            const double high = tileHeight(tile);
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
        paintTile(painter, m_tiles[index], QRectF(x, 0, wide, height()));
        x += wide;
    }
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
                       drawing::elidedMiddle(tile.title, font, place.right() - x - pad), font,
                       look.color(Token::Text));
    double y = place.top() + high;
    if (tile.rows.empty()) {
        drawing::paintText(
            painter,
            QRectF(place.left() + pad, y, place.width() - 2 * pad, look.scaled(tileRowHeight)),
            tile.hint, look.font(FontRole::Secondary), look.color(Token::Text3));
        return;
    }
    for (const SharedRow &row : tile.rows) {
        const QRectF line(place.left(), y, place.width(), look.scaled(tileRowHeight));
        paintRow(painter, row, line);
        y += look.scaled(tileRowHeight);
    }
}

void SharedTiles::paintRow(QPainter &painter, const SharedRow &row, const QRectF &place)
{
    if (&row == m_hovered && row.step)
        paintHover(painter, place);
    paintSharedRow(painter, row, place, theme());
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
