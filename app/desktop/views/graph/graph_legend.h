// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include "desktop/models/graph_texts.h"
#include "desktop/views/controls/themed.h"

#include <vector>

namespace racewalk::desktop {

/// The footer of the graph: what the marks mean, how many nodes there are, and the badge.
class GraphLegend final : public Themed<QWidget> {
    Q_OBJECT

public:
    GraphLegend(const Appearance &appearance, QWidget *parent);

    void setRows(std::vector<GraphLegendRow> rows, const QString &size, const GraphBadge &badge);
    QSize sizeHint() const override { return {100, scaled(44)}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double rowWidth(const GraphLegendRow &row) const;
    void paintRow(QPainter &painter, const QRectF &place, const GraphLegendRow &row) const;

    std::vector<GraphLegendRow> m_rows;
    QString m_size;
    GraphBadge m_badge;
};

} // namespace racewalk::desktop
