// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include "desktop/models/graph/graph_texts.h"
#include "desktop/views/controls/themed.h"

#include <vector>

namespace racewalk::desktop {

/// The footer of the graph: what the marks mean, how many nodes there are, and the badge.
class GraphLegend final : public Themed<QWidget> {
    Q_OBJECT

public:
    GraphLegend(const Appearance &appearance, QWidget *parent);

    void setRows(std::vector<GraphLegendRow> rows, const QString &size, const GraphBadge &badge);
    const GraphBadge &badge() const { return m_badge; }
    /// More lines than one if it is narrow.
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double rowWidth(const GraphLegendRow &row) const;
    /// The rows, then the size with the badge, as places from the top; empty where there is no
    /// room.
    std::vector<QRectF> places(double width) const;
    void paintRow(QPainter &painter, const QRectF &place, const GraphLegendRow &row) const;

    std::vector<GraphLegendRow> m_rows;
    QString m_size;
    GraphBadge m_badge;
};

} // namespace racewalk::desktop
