// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/graph/graph_legend.h"

#include "drawing/graph_painter.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <cstddef>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr double sides = 12, symbol = 22, legendGap = 4, between = 16;
constexpr double legendLine = 24, legendPadding = 10;

drawing::Pill badgePill(const GraphBadge &badge)
{
    drawing::Pill pill = drawing::spinningPill(badge.word);
    pill.icon = "warning";
    return pill;
}

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
    return theme().scaled(symbol + legendGap + between) +
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
    drawing::paintText(painter, place.adjusted(look.scaled(symbol + legendGap), 0, 0, 0), row.text,
                       look.font(FontRole::Secondary), look.color(Token::Text2));
}

std::vector<QRectF> GraphLegend::places(double width) const
{
    const drawing::Theme &look = theme();
    const double high = look.scaled(legendLine), gapBetween = look.scaled(between);
    const double right = width - look.scaled(sides);
    std::vector<QRectF> list;
    double x = look.scaled(sides), y = look.scaled(legendPadding);
    const auto add = [&](double wide) {
        if (x + wide - gapBetween > right && x > look.scaled(sides)) {
            x = look.scaled(sides);
            y += high;
        }
        list.emplace_back(x, y, wide, high);
        x += wide;
    };
    for (const GraphLegendRow &row : m_rows)
        add(rowWidth(row));
    double size = drawing::textWidth(look.font(FontRole::Secondary), m_size) + gapBetween;
    if (!m_badge.word.isEmpty())
        size += drawing::pillSize(badgePill(m_badge), look).width() + gapBetween;
    add(size);
    list.back().moveRight(right + gapBetween);
    return list;
}

int GraphLegend::heightForWidth(int width) const
{
    return qCeil(places(width).back().bottom() + theme().scaled(legendPadding));
}

void GraphLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    painter.fillRect(QRectF(0, 0, width(), 1), look.color(Token::Line));
    const std::vector<QRectF> all = places(width());
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        paintRow(painter, all[i], m_rows[i]);
    QRectF rest = all.back();
    if (!m_badge.word.isEmpty()) {
        const QRectF used = drawing::paintPill(painter, rest, badgePill(m_badge), look);
        rest.setLeft(used.right() + look.scaled(between));
    }
    drawing::paintText(painter, rest, m_size, look.font(FontRole::Secondary),
                       look.color(Token::Text3));
}

} // namespace racewalk::desktop
