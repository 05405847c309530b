// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "desktop/session/comparing.h"
#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"
#include "run/comparison/comparison_geometry.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace racewalk::desktop {

/// Two timelines row by row, with the gutter between them. A click goes to the state after a row.
class CompareRows final : public Themed<QAbstractScrollArea>, public AccessibleRows {
    Q_OBJECT

public:
    CompareRows(Comparing &comparing, const Appearance &appearance, QWidget *parent);
    ~CompareRows() override;

    /// Where the gutter begins, in pixels from the left edge of the widget, and how wide it is.
    int gutterLeft() const;
    int gutterWidth() const;
    /// The place of a row in the viewport; empty if it is scrolled away.
    QRectF rowPlace(std::size_t row) const;

    int accessibleRowCount() const override;
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override;

Q_SIGNALS:
    void laidOut(); ///< the gutter may be elsewhere

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void applyTheme() override;

private:
    class Header;

    void refresh();
    void layOut();
    void showTaken();
    void updateScrollBars();
    void keepInMiddle(std::size_t taken);
    void describe();
    std::optional<std::size_t> rowAt(const QPointF &point) const;
    QString tooltipAt(const QPointF &point) const;
    void keepColumnInView(std::size_t taken);
    void updateHeader();
    ComparisonLayout::View view() const;

    /// A part of the width, without text size, and how far what it shows is moved to the left.
    struct Part {
        double left = 0, right = 0, shift = 0;
    };
    std::vector<Part> parts() const;
    void paintBelow(QPainter &painter) const;
    void paintMessage(QPainter &painter) const;

    Comparing &m_comparing;
    std::shared_ptr<const Compared> m_compared;
    std::optional<ComparisonLayout> m_layout;
    Header *m_header;
};

} // namespace racewalk::desktop
