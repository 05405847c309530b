// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include "desktop/views/controls/themed.h"
#include "drawing/graph_viewport.h"

#include <memory>

namespace racewalk::desktop {

/// The whole graph in small, with a frame around the part that is in view. Drag to move it.
class MiniMap final : public Themed<QWidget> {
    Q_OBJECT

public:
    MiniMap(const Appearance &appearance, QWidget *parent);

    void setLayoutShown(std::shared_ptr<const GraphLayout> layout);
    void setShownPart(const drawing::GraphViewport &viewport);
    /// The size for a graph that goes to the right, or downwards.
    QSize wantedSize() const;

Q_SIGNALS:
    void moved(const racewalk::GraphPoint &middle); ///< the user wants this point in the middle

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void applyTheme() override { m_image = {}; }

private:
    void moveTo(const QPointF &place);

    std::shared_ptr<const GraphLayout> m_layout;
    drawing::GraphViewport m_own, m_shown;
    QImage m_image; ///< painted when it is needed
};

} // namespace racewalk::desktop
