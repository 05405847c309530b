// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/graph/graph_legend.h"

#include "drawing/graph_painter.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <utility>

namespace racewalk::desktop {
namespace {

constexpr double sides = 12, symbol = 22, gap = 4, between = 16;

} // namespace

GraphLegend::GraphLegend(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("graphLegend"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void GraphLegend::setRows(std::vector<GraphLegendRow> rows, const QString &size,
                          const GraphBadge &badge)
{
    m_rows = std::move(rows);
    m_size = size;
    m_badge = badge;
    QString name = size;
    if (!badge.sentence.isEmpty())
        name += QLatin1String(". ") + badge.sentence;
    setAccessibleName(name);
    setToolTip(badge.sentence);
    update();
}

double GraphLegend::rowWidth(const GraphLegendRow &row) const
{
    return theme().scaled(symbol + gap + between) +
           drawing::textWidth(theme().font(FontRole::Secondary), row.text);
}

void GraphLegend::paintRow(QPainter &painter, const QRectF &place, const GraphLegendRow &row) const
{
    const drawing::Theme &look = theme();
    const QPointF center(place.left() + look.scaled(symbol) / 2, place.center().y());
    const QPointF half(look.scaled(symbol) / 2, 0);
    const QColor accent = look.color(Token::Acc);
    painter.setBrush(Qt::NoBrush);
    switch (row.kind) {
    case GraphLegendRow::Kind::Mark:
        drawing::paintGraphMark(painter, center, row.node, row.fate, look);
        break;
    case GraphLegendRow::Kind::Current:
        painter.setPen(QPen(accent, 2.5));
        painter.drawEllipse(center, look.scaled(6), look.scaled(6));
        break;
    case GraphLegendRow::Kind::Walked:
        painter.setPen(QPen(accent, 4, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(center - half, center + half);
        break;
    case GraphLegendRow::Kind::Redo: {
        QPen pen(accent, 3, Qt::SolidLine, Qt::FlatCap);
        pen.setDashPattern({4.0 / 3, 1});
        painter.setPen(pen);
        painter.drawLine(center - half, center + half);
        break;
    }
    }
    drawing::paintText(painter, place.adjusted(look.scaled(symbol + gap), 0, 0, 0), row.text,
                       look.font(FontRole::Secondary), look.color(Token::Text2));
}

void GraphLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    painter.fillRect(QRectF(0, 0, width(), 1), look.color(Token::Line));
    double right = width() - look.scaled(sides);
    const QFont font = look.font(FontRole::Secondary);
    const double size = drawing::textWidth(font, m_size);
    drawing::paintText(painter, QRectF(right - size, 0, size + 1, height()), m_size, font,
                       look.color(Token::Text3));
    right -= size + look.scaled(between);
    if (!m_badge.word.isEmpty()) {
        drawing::Pill pill = drawing::spinningPill(m_badge.word);
        pill.icon = "warning";
        const double wide = drawing::pillSize(pill, look).width();
        drawing::paintPill(painter, QRectF(right - wide, 0, wide, height()), pill, look);
        right -= wide + look.scaled(between);
    }
    // What does not fit is left out whole, from the end.
    double x = look.scaled(sides);
    for (const GraphLegendRow &row : m_rows) {
        const double wide = rowWidth(row);
        if (x + wide - look.scaled(between) > right)
            break;
        paintRow(painter, QRectF(x, 0, wide, height()), row);
        x += wide;
    }
}

} // namespace racewalk::desktop
